"""Atom for every feed of ours."""

from collections.abc import Mapping

from django.utils.feedgenerator import Atom1Feed
from django.utils.functional import Promise

from .characters import for_xml


class AtomFeed(Atom1Feed):
    """Atom that is whole whatever a row holds: one control character would be a 500 for all."""

    def __init__(self, *args, **kwargs):
        super().__init__(*_clean(args), **_clean(kwargs))

    def add_item(self, *args, **kwargs):
        super().add_item(*_clean(args), **_clean(kwargs))


def _clean(value):
    if isinstance(value, str | Promise):
        return for_xml(str(value))
    if isinstance(value, Mapping):
        return {key: _clean(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(each) for each in value]
    return value
