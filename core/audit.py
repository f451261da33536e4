"""Who changed what of whom: `audit.record("approve", application, whom=person, reason=…)`.

Who acts is known by itself within a request; a task or a command says it with
`with audit.acting(person):`. What is done in the Django admin is recorded by `core.admin_site`.
"""

import json
import re
import sys
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import Model, Q, QuerySet
from django.db.models.fields.files import FieldFile
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise

from .models import AuditEntry

_SECRET = re.compile(r"passw|token|secret|salt|otp|recovery|session|digest|^key$|_key$", re.I)
# By these names our models call the person whom a row is about.
_WHOM = (
    "person", "applicant", "member", "recipient", "author", "depositor", "organiser", "uploader",
    "user", "reporter",
)  # fmt: skip
_LONGEST = 2000


@dataclass
class Acting:
    request: HttpRequest | None = None
    person: Model | None = None
    where: str = ""
    # What has been recorded in so many words, so that the desk need not say it again.
    told: dict[tuple[str, str], set[str]] = field(default_factory=dict)

    def who(self) -> int | None:
        person = self.person or getattr(self.request, "user", None)
        return person.pk if person is not None else None


_acting: ContextVar[Acting | None] = ContextVar("acting", default=None)


def middleware(get_response):
    """Whoever is signed in acts, until the answer is written."""

    def remember(request):
        before = _acting.set(Acting(request=request))
        try:
            return get_response(request)
        finally:
            _acting.reset(before)

    return remember


@contextmanager
def acting(person: Model | None, where: str = ""):
    """What is recorded inside is done by `person` (None: by the platform itself)."""
    before = _acting.set(Acting(person=person, where=where))
    try:
        yield
    finally:
        _acting.reset(before)


def record(
    verb: str,
    thing: "Model | str",
    *,
    whom: "Model | None" = None,
    before: dict | None = None,
    after: dict | None = None,
    reason: str = "",
) -> AuditEntry:
    """Write down that the acting person did `verb` to `thing`, in the transaction of the deed.

    Of `before` and `after` only what differs is kept, and nothing secret.
    """
    now = _acting.get() or Acting()
    before, after = _differing(_plain(before or {}), _plain(after or {}))
    about = whom.pk if whom is not None else whom_of(thing)
    said = {"before": before, "after": after, "reason": str(reason)[:_LONGEST], "where": _where()}
    if isinstance(thing, str):
        kind, key, label = thing, "", ""
    else:
        kind, key, label = thing._meta.label_lower, str(thing.pk), label_of(thing, whom)
        now.told.setdefault((kind, key), set()).update(before, after)
    return AuditEntry.objects.create(
        who=now.who(), whom=about, verb=verb, thing_type=kind, thing_pk=key, label=label,
        details=json.dumps({k: v for k, v in said.items() if v}, ensure_ascii=False),
    )  # fmt: skip


def was_told(thing: Model, names: set[str]) -> bool:
    """Whether this request has recorded these changes of `thing` already."""
    now = _acting.get()
    told = now and now.told.get((thing._meta.label_lower, str(thing.pk)))
    return told is not None and (not told or names <= told)


def snapshot(thing: Model) -> dict:
    """The plain values of what one may edit, for a comparison of before and after."""
    values = {}
    for column in thing._meta.concrete_fields:
        if column.editable and not column.primary_key and not _SECRET.search(column.name):
            values[column.name] = getattr(thing, column.name)
    for relation in thing._meta.many_to_many:
        if relation.remote_field.through._meta.auto_created:
            values[relation.name] = sorted(str(one) for one in getattr(thing, relation.name).all())
    return _plain(values)


def fresh(thing: Model) -> Model | None:
    """The row as the database holds it, whatever has been set on `thing` meanwhile."""
    return type(thing)._base_manager.filter(pk=thing.pk).first()


def whom_of(thing: "Model | str") -> int | None:
    """The key of the person whom `thing` is about, as far as its columns tell."""
    if isinstance(thing, str):
        return None
    if isinstance(thing, get_user_model()):
        return thing.pk
    for name in _WHOM:
        column = _person_columns(type(thing)).get(name)
        if column:
            return getattr(thing, column.attname)
    return None


def label_of(thing: Model, whom: Model | None = None) -> str:
    """What the thing is called, unless that would be the name of a person."""
    if isinstance(thing, get_user_model()):
        return ""
    label = " ".join(str(thing).split())[:200]
    people = [getattr(thing, name) for name in _person_columns(type(thing))] + [whom]
    if any(_names(person, label) for person in people if person is not None):
        return ""
    return label


def _person_columns(model: type[Model]) -> dict:
    return {
        column.name: column
        for column in model._meta.concrete_fields
        if column.is_relation and column.related_model is get_user_model()
    }


def _names(person: Model, text: str) -> bool:
    parts = [person.email, person.handle, person.first_name, person.last_name]
    return any(part and part.lower() in text.lower() for part in parts)


def _plain(values: dict) -> dict:
    return {
        str(name): _plain_value(value)
        for name, value in values.items()
        if not _SECRET.search(str(name))
    }


def _plain_value(value):
    if isinstance(value, bool | int | float | None):
        return value
    if isinstance(value, Model):
        # A person is a number, and gets a name only while somebody of that number is there.
        if isinstance(value, get_user_model()):
            return {"person": value.pk}
        return label_of(value) or f"{value._meta.verbose_name} {value.pk}"
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, dict):
        return _plain(value)
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain_value(one) for one in value]
    if isinstance(value, FieldFile):
        return value.name or ""
    if isinstance(value, str | Promise | Decimal | timedelta):
        return str(value)[:_LONGEST]
    return str(value)[:_LONGEST]


def _differing(before: dict, after: dict) -> tuple[dict, dict]:
    if not before or not after:
        return before, after
    names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    return (
        {name: before[name] for name in names if name in before},
        {name: after[name] for name in names if name in after},
    )


def _where() -> str:
    """The page, task or command. Only desks are named by path: a profile's holds a name."""
    now = _acting.get()
    if now and now.where:
        return now.where
    if now and now.request:
        request = now.request
        if request.path.startswith(("/admin/", "/cms/")) or not request.resolver_match:
            return request.path[:200]
        return f"/{request.resolver_match.route}"[:200]
    from celery import current_task

    if current_task:
        return current_task.name
    command = sys.argv[1:2] if sys.argv[0].endswith("manage.py") else []
    return f"manage.py {command[0]}" if command else ""


def redact(person: Model, words: list[str]) -> int:
    """Take out what is said about somebody who is being erased, or says one of `words`."""
    theirs = Q(whom=person.pk) | Q(thing_type=person._meta.label_lower, thing_pk=str(person.pk))
    for word in filter(None, words):
        theirs |= Q(details__icontains=word) | Q(label__icontains=word)
    return AuditEntry.objects.filter(theirs).redact()


def about(thing: Model) -> QuerySet:
    """Everything that was written down about one thing, newest first."""
    return AuditEntry.objects.filter(thing_type=thing._meta.label_lower, thing_pk=str(thing.pk))


def look(thing: Model) -> None:
    """Somebody at a desk reads a personal record. Once an hour is enough to know."""
    now, whom = _acting.get(), whom_of(thing)
    who = now.who() if now else None
    if who is None or whom is None or who == whom:
        return
    hour = timezone.now() - timedelta(hours=1)
    if not about(thing).filter(verb="look", who=who, at__gte=hour).exists():
        record("look", thing, after={"as": _roles(now.person or now.request.user)})


def _roles(person: Model) -> list[str]:
    """In which of the groups' names somebody acts; what they are, not who."""
    groups = list(person.groups.order_by("name").values_list("name", flat=True))
    return groups or ["Administrator"]


@dataclass(frozen=True)
class Look:
    at: datetime
    roles: list[str]
    thing_type: str

    @property
    def kind(self) -> str:
        return str(apps.get_model(self.thing_type)._meta.verbose_name)


def looks(person: Model) -> list[Look]:
    """Who read this person's record at a desk: the day and in which role, never the name."""
    entries = AuditEntry.objects.filter(whom=person.pk, verb="look").exclude(who=person.pk)
    return [
        Look(entry.at, entry.said.get("after", {}).get("as", []), entry.thing_type)
        for entry in entries[:100]
    ]
