"""A proof of work for strangers' forms, without anybody else's server.

A browser looks for the number behind a hash, which takes it about a second while a person types;
who comes by the thousand pays a thousand times. Without JavaScript one waits a little instead.

`class ContactForm(effort.Defended, forms.Form)` has both fields and both checks; the page draws
the hidden fields and loads `js/effort.js`.
"""

import hashlib
import secrets
import time

from django import forms
from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

_SALT = "core.effort"
# What was handed out holds for so long, and is remembered as spent for as long.
_VALID = 24 * 3600
# Nobody reads and fills in a form in less.
_READ = 3


def challenge() -> str:
    """What a browser has to solve: signed, so that the answer can be checked without a table."""
    salt = secrets.token_hex(8)
    number = secrets.randbelow(settings.ETUP_EFFORT) if settings.ETUP_EFFORT else 0
    return signing.dumps([salt, _hash(salt, number), settings.ETUP_EFFORT], salt=_SALT)


def attributes() -> dict[str, str]:
    """A fresh challenge, as the attributes of the hidden field that `js/effort.js` looks for."""
    signed = challenge()
    salt, target, most = signing.loads(signed, salt=_SALT)
    work = {"data-effort": f"{salt} {target} {most}", "data-signed": signed}
    return {**work, "data-read": str(_READ)}


def solved(answer: str) -> str:
    """The salt of a challenge of ours that was solved; else nothing."""
    signed, _space, number = answer[:500].partition(" ")
    try:
        salt, target, _most = signing.loads(signed, salt=_SALT, max_age=_VALID)
    except (signing.BadSignature, ValueError, TypeError):
        return ""
    return salt if _hash(salt, number) == target else ""


def spend(what: str, on: str) -> bool:
    """Whether `what` (a salt, a stamp) was not used before, other than for the same thing."""
    key = "effort:" + hashlib.sha256(what.encode()).hexdigest()
    use = hashlib.sha256(on.encode()).hexdigest()
    return cache.add(key, use, timeout=_VALID) or cache.get(key) == use


def _hash(salt, number) -> str:
    return hashlib.sha256(f"{salt}{number}".encode()).hexdigest()


class Defended:
    """A form that machines find dear: solved in the background, or sent after a moment's wait."""

    # The field that says what the form is about: sent twice for the same is sent once.
    spent_on = "email"
    # For how many seconds the person has to wait before the form may be sent again.
    wait = 0

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        hidden = {"required": False, "max_length": 600}
        self.fields["opened"] = forms.CharField(**hidden, widget=forms.HiddenInput, initial=_stamp)
        self.fields["effort"] = forms.CharField(
            **hidden, widget=forms.HiddenInput(attrs=attributes() if settings.ETUP_EFFORT else {})
        )

    def clean(self):
        data = super().clean()
        if settings.RATE_LIMITS:
            self._refuse_machines()
        return data

    def _refuse_machines(self):
        stamp, answer = self.cleaned_data.get("opened", ""), self.cleaned_data.get("effort", "")
        salt = solved(answer) if settings.ETUP_EFFORT else stamp
        age = _age(stamp)
        if age is None:
            self._begin_anew()
            raise ValidationError(_("Please send the form once more."))
        wait = (_READ if salt else settings.ETUP_EFFORT_WAIT) - age
        if wait > 0:
            self._wait(int(wait) + 1)
        if self.errors:
            return
        if not salt:
            self.refuse_the_slow_way()
        if not spend(salt or stamp, self.cleaned_data.get(self.spent_on, "")):
            self._begin_anew()
            raise ValidationError(_("Please send the form once more."))

    def refuse_the_slow_way(self):
        """Raise ValidationError for somebody who has come without a proof too often."""

    def _wait(self, seconds):
        """Ask for patience and lose nothing: a password is drawn again, too, for this one page."""
        self.wait = seconds
        for field in self.fields.values():
            if isinstance(field.widget, forms.PasswordInput):
                field.widget.render_value = True
        raise ValidationError(_sentence(seconds))

    def _begin_anew(self):
        self.data = self.data.copy()
        self.data[self.add_prefix("opened")] = _stamp()
        self.data[self.add_prefix("effort")] = ""


def _stamp():
    # Two forms of one second must not spend each other's.
    return signing.dumps([time.time(), secrets.token_hex(4)], salt=_SALT)


def _age(stamp):
    try:
        opened, _nonce = signing.loads(stamp, salt=_SALT, max_age=_VALID)
        return time.time() - opened
    except (signing.BadSignature, ValueError, TypeError):
        return None


def _sentence(seconds):
    return ngettext(
        "That was very quick, and machines are quick. What you typed is still here. Please wait"
        " %d second and press the button again.",
        "That was very quick, and machines are quick. What you typed is still here. Please wait"
        " %d seconds and press the button again.",
        seconds,
    ) % seconds  # fmt: skip
