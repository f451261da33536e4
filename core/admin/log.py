"""The log of changes as one reads it: who did what to what, before and after, in plain words."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.apps import apps
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList, IncorrectLookupParameters
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.core.exceptions import FieldDoesNotExist, PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import path
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from core import audit, tables
from core.models import AuditEntry
from core.textfold import fold

from .bases import ReadOnlyAdmin
from .filters import Typed

_VERBS = {
    "add": pgettext_lazy("log", "added"),
    "change": pgettext_lazy("log", "changed"),
    "delete": pgettext_lazy("log", "deleted"),
    "look": pgettext_lazy("log", "viewed"),
    "export": pgettext_lazy("log", "exported"),
    "erase": pgettext_lazy("log", "erased"),
    "forget": pgettext_lazy("log", "deleted old data"),
    "accept": pgettext_lazy("log", "accepted"),
    "appoint": pgettext_lazy("log", "appointed"),
    "decline": pgettext_lazy("log", "declined"),
    "end": pgettext_lazy("log", "ended"),
    "import": pgettext_lazy("log", "imported"),
    "invite": pgettext_lazy("log", "invited"),
    "leave": pgettext_lazy("log", "left"),
    "merge": pgettext_lazy("log", "merged"),
    "powers": pgettext_lazy("log", "changed permissions"),
    "vote": pgettext_lazy("log", "voted"),
}


@dataclass
class Change:
    name: str
    before: str
    after: str


@dataclass
class InWords:
    """One entry, readable."""

    entry: AuditEntry
    who: str
    verb: str
    kind: str
    what: str
    whom: str
    reason: str
    where: str
    changes: list[Change] = field(default_factory=list)


def entries_in_words(entries: Iterable[AuditEntry]) -> list[InWords]:
    """The entries with the names that people have today, asked for at once."""
    entries = list(entries)
    numbers = {number for each in entries for number in _people_in(each)}
    people = get_user_model().objects.only("first_name", "last_name", "handle").in_bulk(numbers)
    return [_in_words(each, people) for each in entries]


def _in_words(entry: AuditEntry, people: dict) -> InWords:
    said = entry.said
    model = _model_of(entry)
    before, after = said.get("before", {}), said.get("after", {})
    return InWords(
        entry=entry,
        who=_name(entry.who, people) if entry.who else _("the platform"),
        verb=verb_in_words(entry.verb),
        kind=kind_in_words(entry.thing_type),
        what=entry.label or _what(entry, people),
        whom=_name(entry.whom, people) if entry.whom else "",
        reason=said.get("reason", ""),
        where=said.get("where", ""),
        changes=[
            Change(
                _field_name(model, name),
                _value(model, name, before.get(name), people),
                _value(model, name, after.get(name), people),
            )
            for name in {**before, **after}
        ],
    )


def verb_in_words(verb: str) -> str:
    return str(_VERBS.get(verb) or verb.replace("-", " ").replace("_", " "))


def kind_in_words(kind: str) -> str:
    try:
        return str(apps.get_model(kind)._meta.verbose_name)
    except (LookupError, ValueError):
        return kind


def _people_in(entry: AuditEntry) -> set[int]:
    found = {entry.who, entry.whom} - {None}
    if entry.thing_type == get_user_model()._meta.label_lower and entry.thing_pk.isdigit():
        found.add(int(entry.thing_pk))
    said = entry.said
    for values in (said.get("before", {}), said.get("after", {})):
        for value in values.values():
            for each in value if isinstance(value, list) else [value]:
                if isinstance(each, dict) and isinstance(each.get("person"), int):
                    found.add(each["person"])
    return found


def _model_of(entry):
    try:
        return apps.get_model(entry.thing_type)
    except (LookupError, ValueError):
        return None


def _what(entry, people) -> str:
    if entry.thing_type == get_user_model()._meta.label_lower and entry.thing_pk.isdigit():
        return _name(int(entry.thing_pk), people)
    return f"{entry.thing_pk}"


def _name(number: int, people: dict) -> str:
    person = people.get(number)
    return person.name if person else _("former member")


def _field_name(model, name: str) -> str:
    try:
        return capfirst(str(model._meta.get_field(name).verbose_name))
    except (AttributeError, FieldDoesNotExist):
        return capfirst(name.replace("_", " "))


def _value(model, name: str, value, people: dict) -> str:
    if isinstance(value, dict) and set(value) == {"person"}:
        return _name(value["person"], people)
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if value in (None, "", [], {}):
        return "–"
    if isinstance(value, list):
        return ", ".join(_value(None, name, each, people) for each in value)
    if isinstance(value, dict):
        return ", ".join(
            f"{key}: {_value(None, key, each, people)}" for key, each in value.items()
        )
    try:
        choices = dict(model._meta.get_field(name).flatchoices)
    except (AttributeError, FieldDoesNotExist):
        choices = {}
    return str(choices.get(value, value))


class PersonTyped(Typed):
    """A name, handle, address or number."""

    def queryset(self, request, queryset):
        words = (self.value() or "").replace("\x00", "").split()
        if not words:
            return queryset
        if len(words) == 1 and words[0].isdecimal() and len(words[0]) < 16:
            return queryset.filter(**{self.parameter_name: int(words[0])})
        found = get_user_model().objects.all()
        for word in words[:5]:
            hit = Q(handle__iexact=word) | Q(email__iexact=word)
            hit |= Q(first_name__icontains=word) | Q(last_name__icontains=word)
            if plain := fold(word):
                hit |= Q(folded__contains=plain)
            found = found.filter(hit)
        numbers = list(found.values_list("pk", flat=True)[:500])
        return queryset.filter(**{f"{self.parameter_name}__in": numbers})


class Who(PersonTyped):
    title = gettext_lazy("who")
    parameter_name = "who"


class Whom(PersonTyped):
    title = gettext_lazy("person concerned")
    parameter_name = "whom"


class Chosen(admin.SimpleListFilter):
    """One of the values that occur, asked for once in ten minutes."""

    def lookups(self, request, model_admin):
        found = cache.get_or_set(
            f"log:{self.column}",
            lambda: sorted(set(AuditEntry.objects.order_by().values_list(self.column, flat=True))),
            600,
        )
        return sorted(((each, self.words(each)) for each in found), key=lambda pair: pair[1])

    def queryset(self, request, queryset):
        return queryset.filter(**{self.column: self.value()}) if self.value() else queryset


class Verb(Chosen):
    title = gettext_lazy("what was done")
    parameter_name = "did"
    column = "verb"
    words = staticmethod(verb_in_words)


class KindOfThing(Chosen):
    title = gettext_lazy("type of object")
    parameter_name = "kind"
    column = "thing_type"
    words = staticmethod(kind_in_words)


class Readable(ChangeList):
    """A page of the log; all names on it in one query."""

    def get_results(self, request):
        super().get_results(request)
        self.result_list = list(self.result_list)
        for each in entries_in_words(self.result_list):
            each.entry.words = each


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin):
    """To read, to filter, to take along. Nobody adds, changes or deletes here."""

    list_display = ["at", "who_name", "verb_words", "what", "whom_name", "in_short"]
    list_filter = [Who, Whom, Verb, KindOfThing]
    search_fields = ["label", "details", "thing_pk"]
    search_help_text = gettext_lazy("Words, values, reasons, keys.")
    date_hierarchy = "at"
    ordering = ["-pk"]
    list_per_page = 50
    show_full_result_count = False
    actions = None
    fields = [
        "at", "who_name", "verb_words", "what", "whom_name", "reason", "changes", "where",
        "number", "seal",
    ]  # fmt: skip
    readonly_fields = fields
    change_list_template = "admin/core/auditentry/change_list.html"

    def changelist_view(self, request, extra_context=None):
        title = {"title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, title | (extra_context or {}))

    def get_changelist(self, request, **kwargs):
        return Readable

    def get_object(self, request, object_id, from_field=None):
        entry = super().get_object(request, object_id, from_field)
        if entry:
            entry.words = entries_in_words([entry])[0]
        return entry

    def get_urls(self):
        export = self.admin_site.admin_view(self.export)
        return [
            path("export/<str:kind>/", export, name="core_auditentry_export"),
            *super().get_urls(),
        ]

    def export(self, request, kind):
        """What the list shows with its filters, all pages of it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if kind not in ("csv", "xlsx"):
            raise Http404
        try:
            found = self.get_changelist_instance(request).get_queryset(request)
        except IncorrectLookupParameters:
            return redirect("admin:core_auditentry_changelist")
        audit.record("export", "core.auditentry", after={"filter": request.GET.urlencode()})
        header = [
            _("Number"), _("When"), _("Who"), _("What was done"), _("Type of object"), _("What"),
            _("Key"), _("Person concerned"), _("Before"), _("After"), _("Reason"), _("Where"),
            _("Seal"),
        ]  # fmt: skip
        return tables.response(kind, f"log-{timezone.localdate()}", header, _rows(found))

    @admin.display(description=gettext_lazy("who"))
    def who_name(self, entry):
        return entry.words.who

    @admin.display(description=gettext_lazy("what was done"))
    def verb_words(self, entry):
        return entry.words.verb

    @admin.display(description=gettext_lazy("what"))
    def what(self, entry):
        return f"{capfirst(entry.words.kind)}: {entry.words.what}".removesuffix(": ")

    @admin.display(description=gettext_lazy("person concerned"))
    def whom_name(self, entry):
        return entry.words.whom or "–"

    @admin.display(description=gettext_lazy("changes"))
    def in_short(self, entry):
        return render_to_string("admin/core/auditentry/_short.html", {"words": entry.words})

    @admin.display(description=gettext_lazy("reason"))
    def reason(self, entry):
        return entry.words.reason or "–"

    @admin.display(description=gettext_lazy("page or command"))
    def where(self, entry):
        return entry.words.where or "–"

    @admin.display(description=gettext_lazy("before and after"))
    def changes(self, entry):
        return render_to_string("admin/core/auditentry/_changes.html", {"words": entry.words})


def _rows(found):
    some = []
    for entry in found.iterator(chunk_size=1000):
        some.append(entry)
        if len(some) == 1000:
            yield from map(_cells, entries_in_words(some))
            some = []
    yield from map(_cells, entries_in_words(some))


def _cells(words: InWords) -> list:
    entry = words.entry
    return [
        entry.number, entry.at, words.who, words.verb, words.kind, words.what, entry.thing_pk,
        words.whom, _together(words, "before"), _together(words, "after"), words.reason,
        words.where, entry.seal,
    ]  # fmt: skip


def _together(words: InWords, side: str) -> str:
    return (
        json.dumps(
            {change.name: getattr(change, side) for change in words.changes}, ensure_ascii=False
        )
        if words.changes
        else ""
    )
