from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.exceptions import Refused
from core.limits import limited
from members import permissions
from members.actions import applications as actions
from members.forms.application import ApplicationForm, InstitutionPicker, options_for
from members.models import Application, MembershipType, Policy


@require_safe
def join(request):
    """The three ways to belong, and where one's own application stands."""
    mine = None
    if request.user.is_authenticated:
        mine = _open_application(request.user)
    types = MembershipType.objects.filter(is_open=True)
    expired = None if mine else _expired_application(request.user)
    context = {"types": types, "mine": mine, "expired": expired}
    return render(request, "members/join.html", context)


def _open_application(person):
    return Application.objects.open().filter(applicant=person).select_related("type").first()


def _expired_application(person):
    """The last one, when it expired: its text need not be written again."""
    if not person.is_authenticated:
        return None
    last = Application.objects.filter(applicant=person).order_by("-created_at").first()
    return last if last and last.state == Application.State.EXPIRED else None


@require_safe
def policy_detail(request, version):
    policy = get_object_or_404(Policy, version=version)
    return render(request, "members/policy.html", {"policy": policy})


@login_required(login_url="account_signup")
@limited("apply", 60, 3600)
@require_http_methods(["GET", "POST"])
def join_kind(request, kind):
    """The form of one type: saved half finished, searched in, or handed in."""
    kind = get_object_or_404(MembershipType, slug=kind, is_open=True)
    application = _open_application(request.user)
    if application and application.state != Application.State.DRAFT:
        messages.info(request, _("You have an application open already. Here it is."))
        return redirect(application)
    application = application or Application(applicant=request.user, role=request.user.role)
    application.type = kind
    handing_in = "submit" in request.POST
    form = ApplicationForm(
        request.POST or None,
        instance=application,
        policy=Policy.objects.in_force(),
        draft=not handing_in,
    )
    if request.method == "POST" and "find" not in request.POST and form.is_valid():
        try:
            return _kept_or_handed_in(request, form.save(commit=False), handing_in)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {
        "form": form,
        "kind": kind,
        "policy": form.policy,
        "draft": application,
        "is_kept": not application._state.adding,
        "is_confirmed": permissions.has_confirmed_address(request.user),
    }
    return render(request, "members/join_kind.html", context)


def _kept_or_handed_in(request, application, handing_in):
    actions.keep(application)
    if not handing_in:
        actions.send_link(application)
        messages.success(request, _("Saved. You can go on whenever you like."))
        return redirect("members:join_kind", application.type_id)
    actions.submit(application)
    messages.success(request, _("Thank you. The Steering Committee has your application."))
    return redirect(application)


@login_required(login_url="account_signup")
@limited("institution_search", 240, 60, methods=("GET",))
@require_safe
def institution_search(request):
    """The typeahead's answers: the part of the form that holds the radio buttons."""
    asked = InstitutionPicker.read(request.GET, "place")
    context = {
        "widget": {"attrs": {"id": "id_place"}},
        "name": "place",
        "chosen": asked["choice"],
        "words": asked["words"],
        "options": options_for(asked["words"], asked["choice"]),
        "may_be_none": "none" in request.GET,
    }
    return render(request, "members/_institution_options.html", context)
