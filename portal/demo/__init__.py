"""The demo network. Each module makes one app's part through `load(world)`, idempotently.

World hands on what the lower parts made and remembers every row, so that `demo --flush`
removes just those.
"""

from dataclasses import dataclass, field
from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone

from portal.models import DemoRow

PASSWORD = "balkan-demo-2026"


@dataclass
class World:
    people: dict = field(default_factory=dict)  # handle -> User
    institutions: dict = field(default_factory=dict)  # slug -> Institution
    centres: dict = field(default_factory=dict)  # slug -> Centre
    made: int = 0

    def make(self, model: type[models.Model], defaults: dict | None = None, **key):
        """Get or create by a natural key. What is made is remembered; returns (row, made)."""
        thing, made = model._default_manager.get_or_create(**key, defaults=defaults or {})
        if made:
            self.remember(thing)
        return thing, made

    def remember(self, thing: models.Model) -> None:
        _row, new = DemoRow.objects.get_or_create(
            content_type=ContentType.objects.get_for_model(thing), object_id=str(thing.pk)
        )
        self.made += new

    def days(self, number: float):
        """The moment `number` days from now (negative: ago)."""
        return timezone.now() + timedelta(days=number)
