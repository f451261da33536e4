import json

from members.models import Institution, User
from portal.management.commands.bench_pages import Command as Pages


class Command(Pages):
    help = "Print, as JSON, the addresses and the member's cookie for the growth of `make bench`."

    def handle(self, **options):
        institution = Institution.objects.filter(is_confirmed=True).order_by("pk").first()
        person = User.objects.filter(is_member=True, listed_for="public").order_by("pk").first()
        found = {
            "institution": institution.get_absolute_url(), "profile": person.get_absolute_url(),
            "cookie": self.cookie(),
        }  # fmt: skip
        self.stdout.write(json.dumps(found))
