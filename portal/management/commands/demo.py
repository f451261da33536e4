import time
from importlib import import_module
from importlib.util import find_spec

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from members.models import User
from portal.demo import PASSWORD, World
from portal.demo.flush import flush
from portal.models import DemoRow

# Lowest first: each part may use what the ones before it made.
PARTS = [
    "members", "resources", "forum", "surveys", "roadmaps", "events", "assessments", "pages",
    "newsletters",
    "notifications",
]  # fmt: skip
ACCOUNTS = {
    "admin@example.org": "administrator",
    "vera@example.org": "Steering Committee",
    "dritan@example.org": "Steering Committee",
    "eleni@example.org": "Steering Committee",
    "mira@example.org": "moderator",
    "emil@example.org": "editor of pages, news and newsletters",
    "nora@example.org": "secretariat",
    "klara@example.org": "curator of the resources",
    "petar@example.org": "event manager",
    "teuta@example.org": "translator",
    "irena@example.org": "auditor, who reads and changes nothing",
    "ana@example.org": "member, Sarajevo",
    "boris@example.org": "member, Skopje",
    "lule@example.org": "authorised representative and head of a CTL",
    "petra@example.org": "applicant, not decided yet",
}


def loader_of(app: str):
    """`load` of portal/demo/<app>.py, or of <app>/demo.py; None when there is none yet."""
    for path in (f"portal.demo.{app}", f"{app}.demo"):
        if find_spec(path):
            return import_module(path).load
    return None


def is_loaded() -> bool:
    """Whether every part has left its rows. A part is all or nothing."""
    labels = set(DemoRow.objects.values_list("content_type__app_label", flat=True).distinct())
    return labels >= {app for app in PARTS if loader_of(app)}


class Command(BaseCommand):
    help = "Make the demo network, or take it away again with --flush. Never in production."

    def add_arguments(self, parser):
        parser.add_argument("--flush", action="store_true", help="remove just what it made")
        parser.add_argument(
            "--if-missing", action="store_true", help="do nothing when it is there"
        )

    def handle(self, *args, flush: bool, if_missing: bool, **options):
        if not (settings.DEBUG or settings.ETUP_ALLOW_DEMO):
            raise CommandError(
                "The demo network has well-known passwords, so it is only made while DEBUG is on "
                "(or ETUP_ALLOW_DEMO, for a network that nobody relies on)."
            )
        if flush:
            self.flush()
        elif if_missing and is_loaded():
            self.introduce()
        else:
            self.load()

    def load(self):
        world = World()
        for app in PARTS:
            load = loader_of(app)
            if not load:
                continue
            self.stdout.write(f"  {app:<14}", ending="")
            self.stdout.flush()
            started, before = time.monotonic(), world.made
            with world.part():
                load(world)
            seconds = time.monotonic() - started
            self.stdout.write(f"{world.made - before:>5} rows  {seconds:5.1f} s")
        self.introduce()

    def introduce(self):
        known = set(User.objects.filter(email__in=ACCOUNTS).values_list("email", flat=True))
        if not known:
            return
        self.stdout.write(f"\nSign in at {settings.BASE_URL}/account/login/ as")
        for email, who in ACCOUNTS.items():
            if email in known:
                self.stdout.write(f"  {email:<20} {who}")
        self.stdout.write(f"The password of each is {PASSWORD}")

    def flush(self):
        self.stdout.write("  Taking the demo network away …", ending="")
        self.stdout.flush()
        with transaction.atomic():
            gone, kept = flush()
        self.stdout.write(f" {gone} rows")
        for thing in kept:
            self.stdout.write(f"  kept, because others still need it: {thing!r}")
