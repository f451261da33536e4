"""A name and an address taken out of what the platform itself has written about somebody.

Sentences of notifications, letters to others, the old log of the desk, sessions of somebody who
signed in half: none of it hangs on the person's row. What others typed by hand stays theirs.
"""

import html
import re
from dataclasses import dataclass
from importlib import import_module

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import models
from django.db.models import Q, QuerySet
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.models import Letter

from .models import User


@dataclass(frozen=True)
class Known:
    """What the platform calls somebody, and where it writes to them."""

    names: tuple[str, ...]
    addresses: tuple[str, ...]
    handle: str

    @property
    def words(self) -> list[str]:
        """All that leads to the person; a first name alone is a word like others."""
        return [*self.names, *self.addresses, *self._escaped()]

    def _escaped(self) -> list[str]:
        return [html.escape(name) for name in self.names if html.escape(name) != name]

    def within(self, *columns: str) -> Q:
        """Rows of which a text column holds one of the words, or the profile's address."""
        hit = Q()
        for column in columns:
            for word in [*self.words, f"/members/{self.handle}/"]:
                hit |= Q(**{f"{column}__icontains": word})
        return hit

    def out_of(self, text: str) -> str:
        """`text` with "a former member" in the place of the name, and no address."""
        text = text.replace(f"/members/{self.handle}/", "/members/")
        for name in (*self.names, *self._escaped()):
            text = re.sub(re.escape(name), lambda match: _("A former member"), text, flags=re.I)
        for address in self.addresses:
            text = re.sub(re.escape(address), "–", text, flags=re.I)
        return text


def known(person: User) -> Known:
    first, last = person.first_name.strip(), person.last_name.strip()
    # One part alone is a word that others may be called by, too.
    names = [f"{first} {last}", f"{last} {first}"] if first and last else []
    others = EmailAddress.objects.filter(user=person).values_list("email", flat=True)
    return Known(tuple(names), tuple({person.email, *others}), person.handle)


def letters(who: Known) -> None:
    """Letters to them go; those to others lose the name, the address, and the way to answer."""
    hit = Q()
    for address in who.addresses:
        hit |= Q(to__iexact=address)
    Letter.objects.filter(hit).delete()
    about = Letter.objects.annotate(heads=Cast("headers", models.TextField()))
    for letter in about.filter(who.within("subject", "text", "html", "heads")):
        with override(letter.language):
            letter.subject = who.out_of(letter.subject)[:255]
            letter.text, letter.html = who.out_of(letter.text), who.out_of(letter.html)
        letter.headers = {
            name: value for name, value in letter.headers.items()
            if who.out_of(str(value)) == str(value)
        }  # fmt: skip
        letter.save(update_fields=["subject", "text", "html", "headers"])


def desk_log(person: User, who: Known) -> None:
    """The lines that Django's own log of the desk kept before ours did."""
    about = Q(content_type=ContentType.objects.get_for_model(User), object_id=str(person.pk))
    LogEntry.objects.filter(about | who.within("object_repr", "change_message")).update(
        object_repr="", change_message=""
    )


def sessions(person: User, who: Known) -> None:
    """Sessions in which they are signed in, or on the way to it with their address."""
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    for session in _open_sessions().iterator(chunk_size=2000):
        data = session.get_decoded()
        signed_in = str(data.get("_auth_user_id")) == str(person.pk)
        text = str(data).lower()
        if signed_in or any(address.lower() in text for address in who.addresses):
            store.delete(session.session_key)


def _open_sessions() -> QuerySet:
    if settings.SESSION_ENGINE != "django.contrib.sessions.backends.db":
        return Session.objects.none()
    return Session.objects.all()
