"""What most desks share: what nobody may do there, and how a refusal is told.

The mixins stand in front of `ModelAdmin` or of an inline.
"""

from collections.abc import Callable, Iterable

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.db.models import Model
from django.utils.translation import gettext as _

from core.exceptions import Refused


class NoDelete:
    """Rows that are ended, merged or withdrawn by a verb, and never deleted at the desk."""

    def has_delete_permission(self, request, obj=None):
        return False


class NoAddOrDelete(NoDelete):
    """Rows that come from the site, and are changed here or decided on."""

    def has_add_permission(self, request, obj=None):
        return False


class ReadOnly(NoAddOrDelete):
    """Rows to read; what is done with them is done by verbs."""

    def has_change_permission(self, request, obj=None):
        return False


class ReadOnlyAdmin(ReadOnly, ModelAdmin):
    """A desk to read at."""


class TellsRefusals:
    """A desk whose actions are calls to verbs that may refuse."""

    def do_each(self, request, things: Iterable[Model], verb: Callable, *args) -> None:
        """Call `verb(thing, *args)` for each row; say how many were done, and what was refused."""
        done = 0
        for thing in things:
            try:
                verb(thing, *args)
            except Refused as refusal:
                self.message_user(request, f"{thing}: {refusal}", messages.WARNING)
            else:
                done += 1
        if done:
            self.message_user(request, _("Done: %(number)d") % {"number": done})


class DecisionAdmin(TellsRefusals, NoAddOrDelete, ModelAdmin):
    """A desk to decide at: rows come from the site, and change by verbs alone."""

    def get_readonly_fields(self, request, obj=None):
        return [field.name for field in self.model._meta.fields]
