from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Case, Count, Exists, OuterRef, Q, Value, When
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop, ngettext

from core.admin.bases import NoAddOrDelete
from core.admin.exporting import Exported
from core.admin.finding import FoundInAnyScript
from core.admin.queue import DecisionQueue
from core.exceptions import Refused
from members import permissions
from members.actions import applications as actions
from members.actions import requests, votes
from members.forms import questions
from members.models import Application, Institution, InstitutionRequest, Vote

State, Choice = Application.State, Vote.Choice

# The key has no name of its own: its column asks for that of the code.
gettext_noop("applicant")


class DecisionForm(forms.Form):
    """What the committee writes beside its vote. Which button was pressed is the deed."""

    institution = forms.ModelChoiceField(Institution.objects.all(), required=False)
    question = forms.CharField(max_length=3000, required=False)
    reason = forms.CharField(max_length=3000, required=False)
    letter = forms.CharField(max_length=9000, required=False)
    day = forms.DateField(required=False)
    note = forms.CharField(max_length=3000, required=False)


class AwaitsMyVote(admin.SimpleListFilter):
    title = gettext_lazy("my vote")
    parameter_name = "my_vote"

    def lookups(self, request, model_admin):
        return [("missing", _("is missing")), ("cast", _("is cast"))]

    def queryset(self, request, queryset):
        mine = Exists(Vote.objects.filter(application=OuterRef("pk"), member=request.user))
        match self.value():
            case "missing":
                waiting = Application.objects.awaiting_vote_of(request.user)
                return queryset.filter(pk__in=waiting.values("pk"))
            case "cast":
                return queryset.filter(mine)
        return queryset


@admin.register(Application)
class ApplicationAdmin(DecisionQueue, NoAddOrDelete, Exported, FoundInAnyScript):
    """The committee's desk: everything about an application on one page, and the vote."""

    personal = True
    queue = "my_vote=missing"
    list_display = ["applicant", "state", "votes", "type", "where", "submitted_at"]
    list_filter = [
        "state", AwaitsMyVote, "type", ("institution__country", admin.RelatedOnlyFieldListFilter),
    ]  # fmt: skip
    list_select_related = [
        "applicant", "type", "institution", "institution__country", "institution_request",
    ]  # fmt: skip
    folded_in = ("applicant__folded", "institution__folded")
    search_fields = [
        "applicant__first_name", "applicant__last_name", "applicant__email", "institution__folded",
    ]  # fmt: skip
    date_hierarchy = "submitted_at"
    show_full_result_count = False

    def waiting_for(self, user):
        return Application.objects.awaiting_vote_of(user)

    def get_queryset(self, request):
        waiting = Case(
            When(state__in=Application.WAITING, then=Value(0)),
            When(state__in=[State.ASKED, State.ASSEMBLY], then=Value(1)),
            default=Value(2),
        )
        counts = {
            choice: Count("votes", filter=Q(votes__choice=choice)) for choice in Choice.values
        }
        return Application.objects.visible_to(request.user).annotate(
            turn=waiting, **{f"votes_{choice}": count for choice, count in counts.items()}
        )

    def get_ordering(self, request):
        return ["turn", "submitted_at"]

    @admin.display(description=gettext_lazy("votes"))
    def votes(self, application):
        counts = [(getattr(application, f"votes_{one}"), one.label) for one in Choice]
        return ", ".join(f"{count} {label}" for count, label in counts if count) or "–"

    @admin.display(description=gettext_lazy("institution"))
    def where(self, application):
        asked = getattr(application, "institution_request", None)
        missing = asked.name if asked else application.missing_institution.get("name")
        return application.institution or (missing and f"{missing} (?)") or "–"

    def change_view(self, request, object_id, form_url="", extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        application = self.get_object(request, unquote(object_id))
        if application is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        form, template, letter = DecisionForm(request.POST or None), "change_form", ""
        line = self.queue_of(request)
        if request.method == "POST":
            if not permissions.holds_seat(request.user):
                raise PermissionDenied
            if form.is_valid() and _needs_a_letter(request, application):
                template, letter = "decline", _letter(application, form, request.user)
            elif form.is_valid():
                try:
                    self.message_user(request, _decide(request, application, form.cleaned_data))
                except Refused as refusal:
                    self.message_user(request, str(refusal), messages.ERROR)
                    application.refresh_from_db()
                else:
                    return self.after_decision(request, application, line)
            else:
                self.message_user(request, _("Please look at what you wrote."), messages.ERROR)
        return TemplateResponse(
            request,
            f"admin/members/application/{template}.html",
            {**self.admin_site.each_context(request), **_all_about(request, application),
             **self.queue_context(request, application), "form": form, "letter": letter},
        )  # fmt: skip


def _letter(application, form, actor):
    """What all of those against have said, for the last of them to put into one."""
    mine = form.cleaned_data["reason"] if form.data.get("vote") == Choice.AGAINST else ""
    return "\n\n".join(filter(None, [votes.reasons(application, but=actor), mine]))


def _all_about(request, application):
    others = Application.objects.visible_to(request.user).exclude(pk=application.pk)
    asked = InstitutionRequest.objects.filter(application=application)
    asked = asked.select_related("country", "institution").first()
    context = {
        "title": f"{application.applicant}, {application.type}",
        "opts": Application._meta,
        "application": application,
        "person": application.applicant,
        "steps": application.steps.select_related("actor"),
        "thread": application.messages.select_related("author"),
        "others": others.filter(applicant=application.applicant).select_related("type"),
        "answers": questions.read(application),
        "asked_for": asked,
        "may_decide": permissions.can_decide(request.user, application),
        "may_ratify": permissions.can_ratify(request.user, application),
        "is_own": application.applicant_id == request.user.pk,
        "today": timezone.localdate(),
    }
    if context["may_ratify"] or context["may_decide"]:
        open_request = asked if asked and asked.is_open else None
        near = requests.near_matches(open_request.described) if open_request else []
        context["near_matches"] = near
    return {**context, **_votes(request.user, application, context["may_decide"])}


def _votes(viewer, application, may_decide):
    """Who has voted how, who not yet, what is shared, and what the viewer's vote would do."""
    cast = list(application.votes.select_related("member"))
    voters = {vote.member_id for vote in cast}
    seats = list(permissions.committee().exclude(pk=application.applicant_id))
    is_open = application.state in Application.VOTED_ON
    shared = votes.conflicts(application, seats) if is_open else {}
    rows = [
        {"member": vote.member, "vote": vote, "shared": shared.get(vote.member_id)}
        for vote in cast
    ]
    if is_open:
        rows += [
            {"member": one, "vote": None, "shared": shared.get(one.pk)}
            for one in seats if one.pk not in voters
        ]  # fmt: skip
    context = {
        "votes": rows,
        "tally": votes.tally(application) if is_open else None,
        "my_vote": next((vote for vote in cast if vote.member_id == viewer.pk), None),
    }
    context["my_reason"] = context["my_vote"].reason if context["my_vote"] else ""
    if may_decide:
        context["shared"] = shared.get(viewer.pk, [])
        context["would"] = {
            choice: votes.would_come_to(application, viewer, choice) for choice in Choice.values
        }
    return context


def _needs_a_letter(request, application):
    """A vote that declines is asked for what the applicant will read, before it counts."""
    choice = request.POST.get("vote", "")
    given = choice != Choice.AGAINST or request.POST.get("reason", "").strip()
    return (
        "letter" not in request.POST
        and choice in (Choice.AGAINST, Choice.ABSTAIN)
        and given
        and permissions.can_decide(request.user, application)
        and votes.would_come_to(application, request.user, choice) == State.DECLINED
    )


def _decide(request, application, words):
    """Do what the pressed button says; returns the sentence for the person who pressed it."""
    actor, name = request.user, {"name": application.applicant.name}
    if "ask" in request.POST:
        actions.ask(application, actor, words["question"])
        return _("Your question to %(name)s is on its way.") % name
    if "assembly" in request.POST:
        if not words["day"]:
            raise Refused(_("Name the day on which the Assembly decided."))
        after = votes.ratify(
            application, actor, admits=request.POST["assembly"] == "admits", day=words["day"],
            note=words["note"], institution=words["institution"],
        )  # fmt: skip
    else:
        after = votes.vote(
            application, actor, request.POST.get("vote", ""), words["reason"],
            letter=words["letter"], institution=words["institution"],
        )  # fmt: skip
    return _came_to(after, name)


def _came_to(application, name):
    if application.state == State.APPROVED:
        number = {"number": application.membership.number}
        return _("%(name)s is admitted. The membership number is %(number)s.") % {**name, **number}
    if application.state == State.DECLINED:
        return _("The application of %(name)s is declined. The e-mail is on its way.") % name
    if application.state == State.ASSEMBLY:
        return _("The application of %(name)s goes before the Assembly.") % name
    missing = votes.tally(application)
    left = missing.needed - missing.in_favour
    return ngettext(
        "Your vote is kept. One more is needed.", "Your vote is kept. %(left)s more are needed.",
        left,
    ) % {"left": left}  # fmt: skip
