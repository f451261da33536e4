from django import forms
from django.contrib import admin
from django.contrib.admin.helpers import ActionForm
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.admin.bases import DecisionAdmin
from core.admin.queue import DecisionPage
from core.exceptions import Refused
from core.markdown import plain
from members.actions import moderating
from members.models import ProfileReport, ProfileRuling
from members.privacy import FIELDS

_BREAK = mark_safe("<br>")


class ProfileDesk(DecisionAdmin):
    """The list is worked on; a row's own page has nothing to save."""

    show_full_result_count = False

    def has_change_permission(self, request, obj=None):
        return obj is None and super().has_change_permission(request)

    def has_write_permission(self, request):
        return super().has_change_permission(request)


class DecideForm(ActionForm):
    reason = forms.CharField(label=_("Why"), required=False, max_length=300)
    field = forms.ChoiceField(
        label=_("Field"), required=False,
        choices=[("", "–"), *((name, FIELDS[name]) for name in moderating.CLEARED)],
    )  # fmt: skip
    until = forms.DateField(
        label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )


class WhyForm(ActionForm):
    reason = forms.CharField(label=_("Why"), required=False, max_length=300)


def _lines(lines):
    return format_html_join(_BREAK, "{}", ([line] for line in lines if line))


@admin.register(ProfileReport)
class ProfileReportAdmin(DecisionPage, ProfileDesk):
    """One report on one page, with every verb that there is; many of a kind by the list."""

    queue = "state__exact=open"
    decision_template = "admin/members/profilereport/decide.html"
    list_display = ["who", "what", "why", "created_at", "state"]
    list_filter = ["state", "reason"]
    list_select_related = ["person", "message", "reporter"]
    action_form = DecideForm
    actions = ["keep", "withhold", "show", "clear", "suspend", "lift"]

    @admin.display(description=_("who"))
    def who(self, report):
        person = report.person
        withheld = _("out of the directory") if person.withheld_at else ""
        suspended = ""
        if person.suspended_until:
            suspended = _("suspended until %(day)s") % {"day": person.suspended_until}
        return _lines([person.name, withheld, suspended])

    @admin.display(description=_("what it is about"))
    def what(self, report):
        """As the one who reported it sees it; a message instead, where it is about one."""
        if report.message:
            return _lines([report.message.subject, report.message.text[:600]])
        person = report.person
        shown = person.shown_to(report.reporter) if report.reporter else set()
        parts = [person.headline if "headline" in shown else ""]
        parts.append(plain(person.bio)[:300] if "bio" in shown else "")
        parts.append(person.website if "website" in shown else "")
        parts += [link["url"] for link in person.links] if "links" in shown else []
        return _lines(parts) or "–"

    @admin.display(description=_("why"))
    def why(self, report):
        return _lines([report.get_reason_display(), report.note, report.reporter or ""])

    def waiting_for(self, user):
        return ProfileReport.objects.filter(state=ProfileReport.State.OPEN)

    def may_decide(self, request, report):
        return self.has_write_permission(request)

    def decision_context(self, request, report):
        others = report.person.reports_of_profile.filter(state=ProfileReport.State.OPEN)
        return {
            "report": report,
            "person": report.person,
            "what": self.what(report),
            "others": others.exclude(pk=report.pk).select_related("reporter"),
            "fields": [(name, FIELDS[name]) for name in moderating.CLEARED],
            "typed": request.POST,
        }

    def decide(self, request, report):
        person, actor, typed = report.person, request.user, request.POST
        why = typed.get("reason", "").replace("\x00", "")[:300]
        match typed.get("verb"):
            case "keep":
                moderating.keep(person, actor, why)
            case "withhold":
                moderating.withhold(person, actor, why)
            case "show":
                moderating.show(person, actor, why)
            case "clear":
                moderating.clear(person, actor, typed.get("field", ""), why)
            case "suspend":
                moderating.suspend(person, actor, _day(request), why)
            case "lift":
                moderating.lift(person, actor, why)
            case _:
                raise Refused(_("Choose what to do with it."))
        return gettext("Decided: %(name)s.") % {"name": person.name}

    def _each(self, request, reports, verb):
        self.do_each(request, reports, lambda report: verb(report.person))

    @admin.action(description=_("Keep the profile as it is"), permissions=["write"])
    def keep(self, request, reports):
        why = request.POST.get("reason", "")
        self._each(request, reports, lambda one: moderating.keep(one, request.user, why))

    @admin.action(
        description=_("Take out of the directory until corrected (say why)"), permissions=["write"]
    )
    def withhold(self, request, reports):
        why = request.POST.get("reason", "")
        self._each(request, reports, lambda one: moderating.withhold(one, request.user, why))

    @admin.action(description=_("Let back into the directory"), permissions=["write"])
    def show(self, request, reports):
        why = request.POST.get("reason", "")
        self._each(request, reports, lambda one: moderating.show(one, request.user, why))

    @admin.action(description=_("Empty a field (say which, and why)"), permissions=["write"])
    def clear(self, request, reports):
        why, field = request.POST.get("reason", ""), request.POST.get("field", "")
        self._each(request, reports, lambda one: moderating.clear(one, request.user, field, why))

    @admin.action(description=_("Suspend (say until when, and why)"), permissions=["write"])
    def suspend(self, request, reports):
        why, until = request.POST.get("reason", ""), _day(request)
        self._each(request, reports, lambda one: moderating.suspend(one, request.user, until, why))

    @admin.action(description=_("End the suspension"), permissions=["write"])
    def lift(self, request, reports):
        why = request.POST.get("reason", "")
        self._each(request, reports, lambda one: moderating.lift(one, request.user, why))


def _day(request):
    try:
        return forms.DateField(required=False).clean(request.POST.get("until", ""))
    except forms.ValidationError:
        return None


class ObjectionFilter(admin.SimpleListFilter):
    title = _("objection")
    parameter_name = "objection"

    def lookups(self, request, model_admin):
        return [("open", _("waits for an answer")), ("answered", _("answered"))]

    def queryset(self, request, queryset):
        if self.value() == "open":
            return queryset.filter(objected_at__isnull=False, answered_at=None)
        return queryset.exclude(answered_at=None) if self.value() == "answered" else queryset


@admin.register(ProfileRuling)
class ProfileRulingAdmin(DecisionPage, ProfileDesk):
    queue = "objection=open"
    decision_template = "admin/members/profileruling/decide.html"
    list_display = ["at", "by", "verb", "person", "details", "objection"]
    list_filter = ["verb", ObjectionFilter]
    list_select_related = ["by", "person"]
    exclude = ["token"]
    action_form = WhyForm
    actions = ["stands", "take_back"]

    def get_readonly_fields(self, request, obj=None):
        return [name for name in super().get_readonly_fields(request) if name not in self.exclude]

    @admin.display(description=_("why"))
    def details(self, ruling):
        return _lines([ruling.reason, FIELDS.get(ruling.field, ""), ruling.until or ""])

    def waiting_for(self, user):
        open_ones = ProfileRuling.objects.filter(objected_at__isnull=False, answered_at=None)
        return open_ones.exclude(by=user)

    def may_decide(self, request, ruling):
        waits = bool(ruling.objected_at and not ruling.answered_at)
        return waits and ruling.by_id != request.user.pk and self.has_write_permission(request)

    def decision_context(self, request, ruling):
        is_own = ruling.by_id == request.user.pk
        return {"ruling": ruling, "details": self.details(ruling), "is_own": is_own,
                "typed": request.POST}  # fmt: skip

    def decide(self, request, ruling):
        why = request.POST.get("reason", "").replace("\x00", "")[:300]
        takes_back = request.POST.get("verb") == "take_back"
        moderating.answer(ruling, request.user, takes_back=takes_back, reason=why)
        return gettext("Decided: %(name)s.") % {"name": ruling.person.name}

    @admin.action(description=_("The ruling stands (say why)"), permissions=["write"])
    def stands(self, request, rulings):
        self._answer(request, rulings, takes_back=False)

    @admin.action(description=_("Take the ruling back (say why)"), permissions=["write"])
    def take_back(self, request, rulings):
        self._answer(request, rulings, takes_back=True)

    def _answer(self, request, rulings, *, takes_back):
        why = request.POST.get("reason", "")
        self.do_each(
            request,
            rulings,
            lambda one: moderating.answer(one, request.user, takes_back=takes_back, reason=why),
        )
