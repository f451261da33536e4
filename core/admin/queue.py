"""Desks that are worked down one row at a time: the list keeps its filter, a decision leads on.

`class ReportAdmin(DecisionQueue, ModelAdmin)` says with `queue` under which filter its list shows
what waits, and with `waiting_for(user)` which rows those are. Its page of a row puts
`queue_context` into its template (`admin/_queue.html` draws it) and answers a decision with
`after_decision`.
"""

from copy import copy

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db.models import QuerySet
from django.http import HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.exceptions import Refused

_PRESERVED = "_changelist_filters"
# Longer lines are begun anew from their head.
_MOST = 1000


class DecisionQueue:
    queue = ""

    def waiting_for(self, user) -> QuerySet:
        """The rows that wait for a decision which `user` may take."""
        raise NotImplementedError

    def queue_url(self) -> str:
        """The list as it stands under its filter of what waits."""
        return f"{self._list_url()}?{self.queue}"

    def queue_of(self, request) -> list:
        """The keys of what waits for the person, in the order of the list that they came from."""
        rows = self._listed(request, request.GET.get(_PRESERVED, self.queue))
        if rows is None:
            rows = self._listed(request, self.queue)
        waiting = rows.filter(pk__in=self.waiting_for(request.user).values("pk"))
        return list(waiting.values_list("pk", flat=True)[:_MOST])

    def queue_context(self, request, thing) -> dict:
        """`queue`: how many wait, and where the list and the next one are."""
        line = self.queue_of(request)
        following = _next(line, line, thing.pk)
        return {
            "queue": {
                "number": len(line),
                "list_url": self._with_filters(request, self._list_url()),
                "next_url": self.row_url(request, following) if following else "",
            }
        }

    def after_decision(self, request, thing, line: list) -> HttpResponseRedirect:
        """To the next one that waits; to the front of the desk when that was the last.

        `line` is what `queue_of` gave before the decision.
        """
        following = _next(line, self.queue_of(request), thing.pk)
        if following:
            return HttpResponseRedirect(self.row_url(request, following))
        messages.info(request, _("Nothing else waits on this list."))
        return HttpResponseRedirect(reverse("admin:index"))

    def _listed(self, request, filters: str) -> QuerySet | None:
        look = copy(request)
        look.GET = QueryDict(filters[:2000])
        try:
            return self.get_changelist_instance(look).queryset
        except (IncorrectLookupParameters, SuspiciousOperation):
            return None

    def _list_url(self) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")

    def row_url(self, request, pk) -> str:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        query = urlencode({_PRESERVED: request.GET.get(_PRESERVED, self.queue)})
        return f"{reverse(name, args=[pk])}?{query}"

    def _with_filters(self, request, url: str) -> str:
        return f"{url}?{request.GET.get(_PRESERVED, self.queue)}"


def _next(before: list, now: list, pk):
    """The first of `now` that stood behind `pk` in `before`; else the first that is not it."""
    behind = before[before.index(pk) + 1 :] if pk in before else []
    left = [each for each in now if each != pk]
    return next((each for each in behind if each in left), left[0] if left else None)


class DecisionPage(DecisionQueue):
    """A desk whose page of a row shows all that a decision needs, and takes it.

    `decide` does what the pressed button says, returns the sentence for whoever pressed it, and
    raises Refused; what was typed then stays on the page.
    """

    decision_template = ""

    def decision_context(self, request, thing) -> dict:
        return {}

    def may_decide(self, request, thing) -> bool:
        return self.has_change_permission(request, thing)

    def decide(self, request, thing) -> str:
        raise NotImplementedError

    def change_view(self, request, object_id, form_url="", extra_context=None):
        thing = self.get_object(request, unquote(object_id))
        if thing is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_permission(request, thing):
            raise PermissionDenied
        if request.method == "POST":
            if not self.may_decide(request, thing):
                raise PermissionDenied
            line = self.queue_of(request)
            try:
                self.message_user(request, self.decide(request, thing), messages.SUCCESS)
            except Refused as refusal:
                self.message_user(request, str(refusal), messages.ERROR)
                thing = self.get_object(request, unquote(object_id))
            else:
                return self.after_decision(request, thing, line)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": capfirst(str(thing)),
            "thing": thing,
            "may_decide": self.may_decide(request, thing),
            **self.queue_context(request, thing),
            **self.decision_context(request, thing),
        }
        return TemplateResponse(request, self.decision_template, context)
