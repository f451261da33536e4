"""Everything that points to one row, made to point to another, whatever app it is of.

Columns are found by walking all models, so one that is added later is moved, too.
"""

from collections import Counter
from dataclasses import dataclass, field

from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Field, Model, UniqueConstraint
from django.utils.translation import gettext as _

from core.exceptions import Refused
from members import merging


@dataclass
class Moved:
    # By the name of what it is, how many rows.
    counts: Counter = field(default_factory=Counter)
    # Rows that could not stand beside those of who stays.
    dropped: list[Model] = field(default_factory=list)


def columns_to(target: type[Model]) -> list[tuple[type[Model], Field]]:
    """Every column of every table that points to `target`; those between two tables as well."""
    return [
        (model, column)
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
        for column in model._meta.local_fields
        if column.remote_field and column.remote_field.model is target
    ]


def counted(thing: Model, leave: set[str] = frozenset()) -> dict[str, int]:
    """By kind, how many rows of all apps point to `thing`."""
    counts = Counter()
    for model, column in columns_to(type(thing)):
        if model._meta.label not in leave:
            counts[_kind(model)] += model._base_manager.filter(**{column.name: thing}).count()
    return {kind: number for kind, number in counts.items() if number}


def _kind(model) -> str:
    if model._meta.auto_created:
        return str(model._meta.auto_created._meta.verbose_name_plural)
    return str(model._meta.verbose_name_plural)


def move(gone: Model, kept: Model, moved: Moved | None = None) -> Moved:
    """Let everything that points to `gone` point to `kept`."""
    moved = moved or Moved()
    for model, column in columns_to(type(kept)):
        _move_column(model, column, gone, kept, moved)
    _move_by_content_type(gone, kept)
    return moved


def still_pointing_to(thing: Model) -> list[str]:
    """The columns that a forgotten move would have left behind."""
    return [
        f"{model._meta.label}.{column.name}"
        for model, column in columns_to(type(thing))
        if model._base_manager.filter(**{column.name: thing}).exists()
    ]


def _move_column(model, column, gone, kept, moved) -> None:
    rows = model._base_manager.filter(**{column.name: gone})
    try:
        with transaction.atomic():
            number = rows.update(**{column.name: kept})
    except IntegrityError:
        number = sum(_move_row(row, column, kept, moved) for row in list(rows))
    if number:
        moved.counts[_kind(model)] += number


def _move_row(row, column, kept, moved) -> int:
    """One row, where the two may both have one that means the same."""
    one = type(row)._base_manager.filter(pk=row.pk)
    try:
        with transaction.atomic():
            return one.update(**{column.name: kept})
    except IntegrityError:
        twin = _twin(row, column, kept)
        if twin is None:
            raise Refused(
                _("This cannot be merged by the machine: %(what)s.")
                % {"what": row._meta.verbose_name}
            ) from None
    if merging.is_better(row, twin):
        _drop(twin, row, moved)
        return one.update(**{column.name: kept})
    _drop(row, twin, moved)
    return 0


def _drop(row, twin, moved) -> None:
    """Delete a row whose twin stays; what hangs on it goes over to the twin."""
    move(row, twin, moved)
    moved.dropped.append(row)
    # The key is needed by whoever hears of it.
    pk = row.pk
    row.delete()
    row.pk = pk


def _twin(row, column, kept) -> Model | None:
    """The row of who stays with which this one cannot stand."""
    everything = type(row)._base_manager
    for names, condition in _unique_with(type(row), column):
        others = {name: getattr(row, row._meta.get_field(name).attname) for name in names}
        if None in others.values():
            continue
        if condition and not everything.filter(condition, pk=row.pk).exists():
            continue
        twins = everything.filter(**others, **{column.name: kept}).exclude(pk=row.pk)
        if condition:
            twins = twins.filter(condition)
        if twin := twins.first():
            return twin
    return None


def _unique_with(model, column):
    """The other columns of each constraint in which `column` takes part, and its condition."""
    if column.unique:
        yield [], None
    for names in model._meta.unique_together:
        if column.name in names:
            yield [name for name in names if name != column.name], None
    for constraint in model._meta.constraints:
        if isinstance(constraint, UniqueConstraint) and column.name in constraint.fields:
            others = [name for name in constraint.fields if name != column.name]
            yield others, constraint.condition


def _move_by_content_type(gone, kept) -> None:
    kind = ContentType.objects.get_for_model(type(kept))
    for model in apps.get_models():
        for relation in model._meta.private_fields:
            if isinstance(relation, GenericForeignKey) and not model._meta.proxy:
                _move_loose(model, relation, kind, gone, kept)


def _move_loose(model, relation, kind, gone, kept) -> None:
    """The rows that name their kind and key in two columns."""
    column = model._meta.get_field(relation.fk_field)
    try:
        old, new = column.to_python(gone.pk), column.to_python(kept.pk)
    except ValidationError:
        # It holds numbers, and these keys are none.
        return
    for row in model._base_manager.filter(**{relation.ct_field: kind, column.name: old}):
        one = model._base_manager.filter(pk=row.pk)
        try:
            with transaction.atomic():
                one.update(**{column.name: new})
        except IntegrityError:
            one.delete()
