from django.conf import settings

from members.management.importing import ImportCommand, type_named


class Command(ImportCommand):
    help = "Invite the people of a CSV file. Nobody gets an account by it."
    kind = "members"

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument("--type", default="", help="the membership of rows that name none")
        parser.add_argument("--language", choices=list(dict(settings.LANGUAGES)), default="en")

    def choices(self, options):
        return {
            **super().choices(options), "type": type_named(options["type"]),
            "language": options["language"],
        }  # fmt: skip
