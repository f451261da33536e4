from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Case, Value, When
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.exceptions import Refused
from members import permissions
from members.actions import applications as actions
from members.models import Application, Country, Institution


class DecisionForm(forms.Form):
    """What the committee writes beside its decision. Which button was pressed is the decision."""

    institution = forms.ModelChoiceField(Institution.objects.all(), required=False)
    question = forms.CharField(max_length=3000, required=False)
    reason = forms.CharField(max_length=3000, required=False)


@admin.register(Application)
class ApplicationAdmin(admin.ModelAdmin):
    """The committee's desk: everything about an application on one page, and the decision."""

    personal = True
    list_display = ["applicant", "state", "type", "where", "submitted_at", "decided_at"]
    list_filter = ["state", "type", ("institution__country", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["applicant", "type", "institution", "institution__country"]
    search_fields = [
        "applicant__first_name", "applicant__last_name", "applicant__email", "institution__folded",
    ]  # fmt: skip
    date_hierarchy = "submitted_at"
    show_full_result_count = False

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_actions(self, request):
        return {}

    def get_queryset(self, request):
        waiting = Case(
            When(
                state__in=[Application.State.SUBMITTED, Application.State.ANSWERED], then=Value(0)
            ),
            When(state=Application.State.ASKED, then=Value(1)),
            default=Value(2),
        )
        return Application.objects.visible_to(request.user).annotate(turn=waiting)

    def get_ordering(self, request):
        return ["turn", "submitted_at"]

    @admin.display(description=gettext_lazy("institution"))
    def where(self, application):
        missing = application.missing_institution.get("name")
        return application.institution or (missing and f"{missing} (?)") or "–"

    def change_view(self, request, object_id, form_url="", extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        application = self.get_object(request, unquote(object_id))
        if application is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        form = DecisionForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            if not self.has_change_permission(request, application):
                raise PermissionDenied
            try:
                self.message_user(request, _decide(request, application, form.cleaned_data))
            except Refused as refusal:
                self.message_user(request, str(refusal), messages.ERROR)
            else:
                return redirect("admin:members_application_changelist")
            application.refresh_from_db()
        return TemplateResponse(
            request,
            "admin/members/application/change_form.html",
            {**self.admin_site.each_context(request), **self._all_about(request, application),
             "form": form},
        )  # fmt: skip

    def _all_about(self, request, application):
        others = Application.objects.visible_to(request.user).exclude(pk=application.pk)
        missing = application.missing_institution
        return {
            "title": f"{application.applicant}, {application.type}",
            "opts": self.opts,
            "application": application,
            "person": application.applicant,
            "steps": application.steps.select_related("actor"),
            "thread": application.messages.select_related("author"),
            "others": others.filter(applicant=application.applicant).select_related("type"),
            "missing_country": Country.objects.filter(pk=missing.get("country")).first() or "–",
            "missing_kind": dict(Institution.Kind.choices).get(missing.get("kind"), "–"),
            "near_matches": actions.near_matches(missing) if missing else [],
            "may_decide": permissions.can_decide(request.user, application),
            "is_own": application.applicant_id == request.user.pk,
        }


def _decide(request, application, words):
    """Do what the pressed button says; returns the sentence for the person who pressed it."""
    name = {"name": application.applicant.name}
    if "approve" in request.POST:
        membership = actions.approve(application, request.user, words["institution"])
        return _("%(name)s is admitted. The membership number is %(number)s.") % {
            **name, "number": membership.number,
        }  # fmt: skip
    if "decline" in request.POST:
        actions.decline(application, request.user, words["reason"])
        return _("The application of %(name)s is declined. The letter is on its way.") % name
    actions.ask(application, request.user, words["question"])
    return _("Your question to %(name)s is on its way.") % name
