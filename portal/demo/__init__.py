"""The demo network. Each module makes one app's part through `load(world)`, idempotently.

World hands on what the lower parts made and remembers every row, so that `demo --flush`
removes just those.
"""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils import timezone

from core import search
from core.models import SearchEntry
from portal.models import DemoRow

PASSWORD = "balkan-demo-2026"


@dataclass
class World:
    people: dict = field(default_factory=dict)  # handle -> User
    institutions: dict = field(default_factory=dict)  # slug -> Institution
    centres: dict = field(default_factory=dict)  # slug -> Centre
    made: int = 0
    # Model and names of a natural key -> the key's values -> primary key.
    _keys: dict = field(default_factory=dict)
    # What waits for the end of a part, to be written at once: rows, and things by kind.
    _rows: list = field(default_factory=list)
    _things: dict = field(default_factory=lambda: defaultdict(list))
    _in_part: bool = False

    @contextmanager
    def part(self) -> Iterator[None]:
        """One part of the network: all of it or nothing, remembered and indexed at its end."""
        with transaction.atomic():
            self._in_part = True
            try:
                yield
                self._write_down()
            finally:
                self._in_part = False
                self._keys.clear()
                self._rows.clear()
                self._things.clear()

    def make(self, model: type[models.Model], defaults: dict | None = None, **key):
        """Get or create by a natural key. What is made is remembered; returns (row, made)."""
        names = tuple(sorted(key))
        known = self._known(model, names)
        values = tuple(_plain(model._meta.get_field(name), key[name]) for name in names)
        if values in known:
            return model._default_manager.get(pk=known[values]), False
        thing = model._default_manager.create(**{**key, **(defaults or {})})
        known[values] = thing.pk
        self.remember(thing)
        return thing, True

    def _known(self, model, names: tuple[str, ...]) -> dict:
        """One query for all rows of a kind: one for each would be half of the work."""
        if (model, names) not in self._keys:
            columns = [model._meta.get_field(name).attname for name in names]
            rows = model._default_manager.order_by("-pk").values_list("pk", *columns)
            self._keys[model, names] = {tuple(values): pk for pk, *values in rows}
        return self._keys[model, names]

    def remember(self, thing: models.Model) -> None:
        self._rows.append((ContentType.objects.get_for_model(thing).pk, str(thing.pk)))
        if not self._in_part:
            self._write_down()

    def find(self, kind: str, thing: models.Model) -> None:
        """Let the search find `thing`; its entry is a row of the demo, too."""
        self._things[kind].append(thing)
        if not self._in_part:
            self._write_down()

    def _write_down(self) -> None:
        for kind, things in self._things.items():
            keys = search.index_many(kind, things)
            entries = SearchEntry.objects.filter(kind=kind, object_id__in=keys).order_by("pk")
            own = ContentType.objects.get_for_model(SearchEntry).pk
            self._rows += [(own, str(pk)) for pk in entries.values_list("pk", flat=True)]
        before = DemoRow.objects.count()
        DemoRow.objects.bulk_create(
            [DemoRow(content_type_id=kind, object_id=key) for kind, key in self._rows],
            batch_size=400, ignore_conflicts=True,
        )  # fmt: skip
        self.made += DemoRow.objects.count() - before
        self._rows.clear()
        self._things.clear()

    def days(self, number: float):
        """The moment `number` days from now (negative: ago)."""
        return timezone.now() + timedelta(days=number)


def _plain(field: models.Field, value):
    """A value as a query gives it back."""
    return value.pk if isinstance(value, models.Model) else field.to_python(value)
