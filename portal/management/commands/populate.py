import random
from dataclasses import dataclass, fields
from importlib import import_module
from importlib.util import find_spec

from django.core.management.base import BaseCommand
from django.db import transaction

from core.progress import Bar

PARTS = ["members", "resources", "forum", "roadmaps", "assessments", "events", "newsletters"]


@dataclass(frozen=True)
class Plan:
    """How many of each; by default the network that the benchmarks are measured on."""

    members: int = 2_000
    institutions: int = 60
    boards: int = 20
    topics: int = 5_000
    posts: int = 100_000
    resources: int = 100_000
    checklists: int = 200
    assessments: int = 500
    events: int = 1_000
    registrations: int = 50_000
    subscribers: int = 10_000


class Command(BaseCommand):
    help = "Fill the database with a large, believable, reproducible network for load tests."

    def add_arguments(self, parser):
        for number in fields(Plan):
            parser.add_argument(
                f"--{number.name}", type=int, default=number.default, metavar="N",
                help=f"how many {number.name} (default: {number.default})",
            )  # fmt: skip
        parser.add_argument("--seed", type=int, default=2026, help="the same seed, the same rows")

    def handle(self, *args, seed: int, **options):
        plan = Plan(**{number.name: options[number.name] for number in fields(Plan)})
        bar = Bar(self.stdout)
        for app in PARTS:
            path = f"portal.populate.{app}"
            if find_spec(path):
                # Each part draws from its own numbers: one more post moves no event.
                rng = random.Random(f"{seed}:{app}")
                with transaction.atomic():
                    import_module(path).run(plan, rng, bar)
