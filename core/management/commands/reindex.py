from django.core.management.base import BaseCommand
from django.db import transaction

from core import search
from core.progress import Bar


class Command(BaseCommand):
    help = "Describe everything that can be found anew, and forget what is gone."

    def add_arguments(self, parser):
        parser.add_argument("kinds", nargs="*", help="only these kinds (default: all)")

    def handle(self, *args, kinds: list[str], **options):
        bar = Bar(self.stdout)
        for kind in search.kinds():
            if not kinds or kind.name in kinds:
                with transaction.atomic():
                    search.rebuild(kind.name, step=bar)
