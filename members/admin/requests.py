from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Case, Value, When
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from core.admin.bases import NoAddOrDelete
from core.admin.finding import FoundInAnyScript
from core.admin.queue import DecisionQueue
from core.exceptions import Refused
from members.actions import requests as actions
from members.forms.requests import InstitutionRequestForm
from members.models import Institution, InstitutionRequest


class AsEntered(InstitutionRequestForm):
    """The request as the desk puts it right before it enters the register."""

    class Meta(InstitutionRequestForm.Meta):
        fields = ["name", "kind", "country", "city", "website"]


class Verdict(forms.Form):
    institution = forms.ModelChoiceField(Institution.objects.all(), required=False)
    reason = forms.CharField(max_length=1000, required=False)


@admin.register(InstitutionRequest)
class InstitutionRequestAdmin(DecisionQueue, NoAddOrDelete, FoundInAnyScript):
    """Institutions that somebody misses: found in the register, entered, or declined."""

    queue = "state__exact=open"

    list_display = ["name", "state", "kind", "country", "city", "asked_by", "asked_at"]
    list_filter = ["state", "kind", ("country", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["country", "asked_by"]
    folded_in = ("asked_by__folded",)
    named_in = ("name", "city")
    search_fields = ["name", "city", "asked_by__first_name", "asked_by__last_name"]
    show_full_result_count = False

    def get_actions(self, request):
        return {}

    def waiting_for(self, user):
        return InstitutionRequest.objects.waiting()

    def get_queryset(self, request):
        first = Case(When(state=InstitutionRequest.State.OPEN, then=Value(0)), default=Value(1))
        return InstitutionRequest.objects.visible_to(request.user).annotate(turn=first)

    def get_ordering(self, request):
        return ["turn", "asked_at"]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        asked = self.get_object(request, unquote(object_id))
        if asked is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        may_settle = self.has_change_permission(request, asked)
        entering = "enter" in request.POST
        form = AsEntered(request.POST if entering else None, instance=asked)
        verdict = Verdict(request.POST or None)
        line = self.queue_of(request)
        if request.method == "POST":
            if not may_settle:
                raise PermissionDenied
            valid = form.is_valid() if entering else verdict.is_valid()
            if valid:
                try:
                    self.message_user(request, _settle(request, asked, form, verdict))
                except Refused as refusal:
                    self.message_user(request, str(refusal), messages.ERROR)
                else:
                    return self.after_decision(request, asked, line)
            asked.refresh_from_db()
        context = {
            **self.admin_site.each_context(request),
            "title": asked.name,
            "opts": self.opts,
            "asked": asked,
            "near_matches": actions.near_matches(asked.described) if asked.is_open else [],
            "may_settle": may_settle and asked.is_open,
            "form": form,
            "verdict": verdict,
            **self.queue_context(request, asked),
        }
        return TemplateResponse(
            request, "admin/members/institutionrequest/change_form.html", context
        )


def _settle(request, asked, form, verdict):
    """Do what the pressed button says; returns the sentence for the person who pressed it."""
    name = {"name": asked.name}
    if "enter" in request.POST:
        words = {**form.cleaned_data, "country": form.cleaned_data["country"].pk}
        institution = actions.enter(asked, request.user, **words)
        return _("%(name)s is in the register.") % {"name": institution.name}
    if "decline" in request.POST:
        actions.decline(asked, request.user, verdict.cleaned_data["reason"])
        return _("The request for %(name)s is declined. The e-mail is on its way.") % name
    known = verdict.cleaned_data["institution"]
    if known is None:
        raise Refused(_("Choose which one it is."))
    actions.recognise(asked, request.user, known)
    return _("It is %(known)s. The e-mail is on its way.") % {"known": known.name}
