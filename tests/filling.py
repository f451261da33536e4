"""Rows of any model, as plain as the model lets them be, for tests that walk all models."""

import itertools
import uuid
from datetime import date, time, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, models, transaction
from django.utils import timezone

_number = itertools.count(1)
# What no column tells by itself: the rules between them; some look at what is given.
SPECIAL = {
    "account.EmailAddress": {"primary": False},
    "forum.Watch": lambda _given: {"topic": _some("forum.Topic")},
    "events.Registration": {"state": "waiting"},
    "wagtailcore.ModelLogEntry": {"action": "wagtail.edit"},
    "wagtailcore.PageLogEntry": {"action": "wagtail.edit"},
    "wagtailcore.Page": lambda _given: {"path": f"{next(_number) + 5000:04}", "depth": 1},
    "members.Membership": {"ended_on": None, "until": None, "grace_until": None},
    "assessments.Assessment": lambda given: {
        "guest_key": None
        if {"person", "centre", "institution"} & set(given)
        else f"g{next(_number)}"
    },
    "members.Invitation": lambda _given: {"email": f"filled-{next(_number)}@example.org"},
}


def a_row(model: type[models.Model], **fields) -> models.Model:
    """A row of `model`, kept: as little as it asks for, else all that it can hold."""
    rules = SPECIAL.get(model._meta.label, {})
    fields = {**(rules(fields) if callable(rules) else rules), **fields}
    try:
        with transaction.atomic():
            return _filled(model, fields, _is_needed)
    except IntegrityError:
        with transaction.atomic():
            return _filled(model, fields, lambda field: not _is_key(field))


def _filled(model, given, is_wanted):
    fields = dict(given)
    for field in model._meta.concrete_fields:
        if field.name not in fields and field.attname not in fields and is_wanted(field):
            fields[field.name] = _value(field)
    row = model(**fields)
    row.save()
    return row


def _some(label):
    from django.apps import apps

    model = apps.get_model(label)
    return model._base_manager.first() or a_row(model)


def _is_key(field) -> bool:
    return field.primary_key and isinstance(field, models.AutoField)


def _is_needed(field) -> bool:
    if _is_key(field):
        return False
    if field.is_relation:
        return not field.null and not field.has_default()
    return field.unique or not (field.has_default() or field.null or field.blank)


def _value(field):
    number = next(_number)
    if field.is_relation:
        target = field.remote_field.model
        if target is ContentType:
            # Some ask the thing behind it for its title.
            return ContentType.objects.get(app_label="wagtailcore", model="page")
        return target._base_manager.first() or a_row(target)
    if field.choices:
        return field.flatchoices[0][0]
    if isinstance(field, models.UUIDField):
        return uuid.uuid4()
    if isinstance(field, models.EmailField):
        return f"filled-{number}@example.org"
    if isinstance(field, models.URLField):
        return f"https://example.org/{number}"
    if isinstance(field, models.CharField | models.TextField | models.FileField):
        return f"filled-{number}"[: field.max_length or 20]
    if isinstance(field, models.BooleanField):
        return False
    if isinstance(field, models.IntegerField | models.FloatField | models.DecimalField):
        return number % 1000
    if isinstance(field, models.DateTimeField):
        return timezone.now()
    if isinstance(field, models.DateField):
        return date(2026, 5, 1)
    if isinstance(field, models.TimeField):
        return time(9)
    if isinstance(field, models.DurationField):
        return timedelta(hours=1)
    if isinstance(field, models.JSONField):
        return {}
    if isinstance(field, models.GenericIPAddressField):
        return "203.0.113.5"
    raise AssertionError(f"Say here how to fill {field} ({type(field).__name__}).")
