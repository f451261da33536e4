"""Telling people. Kinds are registered by the apps that use them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import override

from core import addresses, mail

from .models import Notification, Preference
from .sentences import Sentence


@dataclass(frozen=True)
class Kind:
    name: str
    label: "str | Promise"
    way: str
    permission: str = ""


_kinds: dict[str, Kind] = {}


def register(
    name: str,
    label: "str | Promise",
    *,
    way: str = Preference.Way.NOW,
    permission: str = "",
) -> None:
    """Declare a kind, such as "forum.reply", and how people hear of it until they choose.

    A kind that only some hear of names the permission that makes them hear of it.
    """
    _kinds[name] = Kind(name, label, way, permission)


def kinds_for(person) -> list[Kind]:
    """The kinds that `person` may ever hear of."""
    return [
        kind for kind in _kinds.values() if not kind.permission or person.has_perm(kind.permission)
    ]


def notify(kind: str, recipients: Iterable, sentence: "Sentence | Promise | str", path: str, *,
           template: str = "", context: dict | None = None,
           by_letter: bool = True, personal: Callable | None = None) -> None:  # fmt: skip
    """Tell each of `recipients` once: on the site, and by letter where they want it.

    `sentence` is said anew in the language of whoever reads it; `path` is an address on this
    site, in any language. Without a `template` the letter is the plain sentence with its link
    (`email/notification`). Without `by_letter` the caller has
    written its own letter. `personal` is a function of a recipient that returns what only their
    letter has: a dict of `context` and `headers`.
    """
    people = {person.pk: person for person in recipients if person.is_active}
    chosen = dict(
        Preference.objects.filter(kind=kind, person__in=people).values_list("person_id", "way")
    )
    if not isinstance(sentence, Sentence):
        sentence = Sentence(sentence)
    path, rows = addresses.without_language(path), []
    for pk, person in people.items():
        way = chosen.get(pk, _kinds[kind].way)
        if way == Preference.Way.NONE:
            continue
        with override(person.language):
            text = str(sentence)
        rows.append(
            Notification(
                recipient=person, kind=kind, sentence=text, path=path,
                words=sentence.words, values=sentence.values,
            )
        )  # fmt: skip
        if by_letter and way == Preference.Way.NOW:
            own = personal(person) if personal else {}
            mail.post(
                template or "notification",
                person.email,
                {
                    "person": person, "sentence": text,
                    "path": addresses.in_language(path, person.language),
                    **(context or {}), **own.get("context", {}),
                },
                language=person.language,
                headers=own.get("headers"),
            )  # fmt: skip
    Notification.objects.bulk_create(rows)


def see(person, path: str) -> int:
    """Mark as read what leads to `path`, which this person sees now; returns how many are left.

    One query, and one more when there is something to mark.
    """
    here = addresses.without_language(path)
    leads_here = Q(path=here) | Q(path__startswith=f"{here}#")
    unread = Notification.objects.filter(recipient=person, read_at=None)
    counted = unread.aggregate(all=Count("pk"), here=Count("pk", filter=leads_here))
    if not counted["here"]:
        return counted["all"]
    unread.filter(leads_here).update(read_at=timezone.now())
    return counted["all"] - counted["here"]


def mark_read(person, **which) -> int:
    """Mark this person's notifications that match `which` as read; returns how many were new."""
    unread = Notification.objects.filter(recipient=person, read_at=None, **which)
    return unread.update(read_at=timezone.now())


@transaction.atomic
def choose(person, ways: dict[str, str]) -> None:
    """Keep how `person` wants to hear of each kind; only what differs from the default."""
    Preference.objects.filter(person=person).delete()
    Preference.objects.bulk_create(
        Preference(person=person, kind=kind, way=way)
        for kind, way in ways.items()
        if kind in _kinds and way != _kinds[kind].way
    )
