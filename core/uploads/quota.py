"""How much a person has here."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

_usages: list[Callable[[object], int]] = []


def usage(function: Callable[[object], int]) -> None:
    """Add a function person -> bytes, in `AppConfig.ready`: what an app keeps of theirs."""
    _usages.append(function)


def used_by(person) -> int:
    """All bytes that `person` has uploaded and that are still here."""
    return sum(function(person) for function in _usages)


def check_quota(person, size: int) -> None:
    """A ValidationError when `size` more bytes would be too many for `person`."""
    left = settings.ETUP_UPLOAD_QUOTA - used_by(person)
    if size > left:
        raise ValidationError(
            _("There is room for %(left)s more of your files, and this needs %(size)s."),
            params={"left": filesizeformat(max(left, 0)), "size": filesizeformat(size)},
        )
