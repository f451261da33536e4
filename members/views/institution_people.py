"""The screens on which an institution looks after its page and its people."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.exceptions import Refused
from core.limits import limited
from core.textfold import fold
from core.views import sent, try_verb
from members import permissions
from members.actions import institutions, invitations
from members.actions import positions as actions
from members.forms.institutions import (
    DomainForm,
    InstitutionForm,
    InviteForm,
    NamesForm,
    RoleForm,
)
from members.models import Institution, Invitation, Position, User

PAGE = 40
_MOST_PAST = 100


def _institution(request, slug):
    register = Institution.objects.visible_to(request.user).select_related("country")
    return get_object_or_404(register, slug=slug)


def _run(request, slug):
    """An institution that the person may look after; seen but not theirs is 403."""
    institution = _institution(request, slug)
    if not permissions.may_run(request.user, institution):
        raise PermissionDenied
    return institution


@login_required
@limited("institution_edit", 60, 3600)
@never_cache
@require_http_methods(["GET", "POST"])
def institution_edit(request, slug):
    institution = _run(request, slug)
    data, files = sent(request)
    form = InstitutionForm(data, files, instance=institution)
    others = NamesForm(data, instance=institution, prefix="names")
    # Both, so that what is wrong shows at once.
    if request.method == "POST" and all([form.is_valid(), others.is_valid()]):
        institutions.edit(form.save(commit=False), others=others)
        messages.success(request, _("Saved."))
        return redirect(institution)
    shown = _institution(request, slug)
    context = {"institution": shown, "form": form, "others": others}
    return render(request, "members/institution_edit.html", context)


@login_required
@limited("institution_invite", 60, 3600)
@never_cache
@require_http_methods(["GET", "POST"])
def institution_people(request, slug):
    """Who holds which position, who is invited, and the form that invites more."""
    institution = _run(request, slug)
    form = InviteForm(
        request.POST or None, institution=institution,
        initial={"role": Position.Role.STAFF, "language": request.user.language},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid() and _invite(request, institution, form):
        return redirect("members:institution_people", slug)
    return _people(request, institution, form)


def _invite(request, institution, form):
    """Whether at least one letter went out; who could not be invited is said by name."""
    data, sent = form.cleaned_data, 0
    for email in data["emails"]:
        try:
            invitations.invite(
                email, by=request.user, institution=institution, centre=data.get("centre"),
                role=data["role"], language=data["language"],
            )  # fmt: skip
        except Refused as refusal:
            form.add_error("emails", f"{email}: {refusal}")
        else:
            sent += 1
    if sent:
        done = ngettext("%(sent)d invitation is sent.", "%(sent)d invitations are sent.", sent)
        messages.success(request, done % {"sent": sent})
        for error in form.errors.get("emails", []):
            messages.warning(request, error)
    return sent


def _people(request, institution, form):
    standing = actions.standing(institution)
    words = request.GET.get("q", "")[:100].replace("\x00", "")
    rows = standing.by_weight()
    if words:
        rows = rows.filter(person__folded__contains=fold(words))
    past = Position.objects.past().filter(institution=institution).select_related("person")
    representative = actions.representative_of(institution)
    domains = list(institution.domains.all())
    context = {
        "institution": institution,
        "form": form,
        "words": words,
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "past": past.select_related("person", "centre")[:_MOST_PAST],
        "invitations": Invitation.objects.at(institution).filter(state=Invitation.State.OPEN),
        "representative": representative,
        "may_take_over": representative is None
        and standing.filter(person=request.user, role=Position.Role.DEPUTY).exists(),
        "domains": domains,
        "domain_form": DomainForm(),
        "joined": standing.filter(origin=Position.Origin.DOMAIN).count() if domains else 0,
    }
    return render(request, "members/institution_people.html", context)


def _one_of_theirs(request, slug, handle):
    """The institution and one of those who hold, or held, a position there."""
    institution = _run(request, slug)
    people = User.objects.filter(positions__institution=institution, is_active=True).distinct()
    return institution, get_object_or_404(people, handle=handle)


@login_required
@never_cache
@require_safe
def institution_person(request, slug, handle):
    institution, person = _one_of_theirs(request, slug, handle)
    return _person(request, institution, person, RoleForm(institution=institution))


def _person(request, institution, person, form):
    standing = list(actions.standing(institution).filter(person=person).by_weight())
    past = Position.objects.past().filter(institution=institution, person=person)
    representative = actions.representative_of(institution)
    speaks = representative is not None and representative.person_id == request.user.pk
    may_name = permissions.may_name_representative(request.user)
    context = {
        "institution": institution,
        "person": person,
        "standing": standing,
        "past": past.select_related("centre"),
        "form": form,
        "may_hand_over": (speaks or may_name)
        and standing
        and (representative is None or representative.person_id != person.pk),
        "may_end_representative": may_name,
        "may_name_deputy": speaks or may_name,
    }
    return render(request, "members/institution_person.html", context)


@login_required
@require_POST
def position_give(request, slug, handle):
    institution, person = _one_of_theirs(request, slug, handle)
    form = RoleForm(request.POST, institution=institution)
    if form.is_valid():
        role, centre = form.cleaned_data["role"], form.cleaned_data.get("centre")
        try:
            actions.give(institution, person, role, by=request.user, centre=centre)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved. %(name)s hears by e-mail.") % {"name": person})
            return redirect("members:institution_person", slug, handle)
    return _person(request, institution, person, form)


@login_required
@require_POST
def position_end(request, slug, handle):
    """End what is named by role and, where there are several, the slug of the centre."""
    institution, person = _one_of_theirs(request, slug, handle)
    role, centre = request.POST.get("role", ""), request.POST.get("centre", "")
    standing = actions.standing(institution).filter(person=person)
    position = next(
        (one for one in standing
         if one.role == role and (one.centre.slug if one.centre else "") == centre), None,
    )  # fmt: skip
    if position is None:
        messages.error(request, _("This position has ended already."))
    else:
        done = _("The position has ended. %(name)s hears by e-mail.") % {"name": person}
        try_verb(request, done, actions.end, position, by=request.user)
    return redirect("members:institution_people", slug)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def hand_over(request, slug, handle):
    """Says what changes; then the person becomes the authorised representative at once."""
    institution = _institution(request, slug)
    # Who handed over a moment ago, in another window, hears what happened.
    spoke = Position.objects.filter(
        institution=institution, person=request.user, role=Position.Role.REPRESENTATIVE
    )
    if not (spoke.exists() or permissions.may_name_representative(request.user)):
        raise PermissionDenied
    people = User.objects.filter(positions__institution=institution, is_active=True).distinct()
    person = get_object_or_404(people, handle=handle)
    representative = actions.representative_of(institution)
    speaks = representative is not None and representative.person_id == request.user.pk
    if request.method == "POST":
        seen = request.POST.get("seen", "")
        seen = int(seen) if seen.isdecimal() and len(seen) < 19 else -1
        done = _("%(name)s is the authorised representative now.") % {"name": person}
        try_verb(request, done, actions.hand_over, institution, person, by=request.user, seen=seen)
        if permissions.may_run(request.user, institution):
            return redirect("members:institution_people", slug)
        return redirect(institution)
    if not (speaks or permissions.may_name_representative(request.user)):
        raise PermissionDenied
    context = {
        "institution": institution,
        "person": person,
        "representative": representative,
        "is_theirs": speaks,
    }
    return render(request, "members/institution_hand_over.html", context)


@login_required
@require_POST
def take_over(request, slug):
    institution = _run(request, slug)
    done = _("You are the authorised representative now.")
    try_verb(request, done, actions.take_over, institution, request.user)
    return redirect("members:institution_people", slug)


@login_required
@require_POST
def institution_invitation(request, slug):
    """Send an open invitation again, or take it back."""
    institution = _run(request, slug)
    key = request.POST.get("invitation", "")
    found = Invitation.objects.at(institution)
    known = key.isdecimal() and len(key) < 19
    invitation = get_object_or_404(found, pk=int(key) if known else 0)
    if request.POST.get("verb") == "cancel":
        verb, done = invitations.cancel, _("The invitation is taken back.")
    else:
        verb, done = invitations.resend, _("The invitation is sent once more.")
    try_verb(request, done, verb, invitation)
    return redirect("members:institution_people", slug)


@login_required
@limited("institution_domain", 20, 3600)
@require_POST
def institution_domain(request, slug):
    institution = _run(request, slug)
    form = DomainForm(request.POST)
    try:
        if not form.is_valid():
            raise ValidationError(form.errors["domain"])
        domain = actions.propose_domain(institution, form.cleaned_data["domain"], by=request.user)
    except ValidationError as error:
        for sentence in error.messages:
            messages.error(request, sentence)
    else:
        done = _("%(domain)s is entered.") if domain.is_confirmed else _(
            "%(domain)s waits for the committee to confirm it."
        )  # fmt: skip
        messages.success(request, done % {"domain": domain})
    return redirect("members:institution_people", slug)


@login_required
@limited("institution_join", 30, 3600)
@require_POST
def institution_join(request, slug):
    institution = _institution(request, slug)
    done = _("You are among the people of %(name)s.") % {"name": institution}
    try_verb(request, done, actions.join, institution, request.user)
    return redirect(institution)


@login_required
@require_POST
def institution_leave(request, slug):
    institution = _institution(request, slug)
    done = _("You are not among the people of %(name)s any more.") % {"name": institution}
    try_verb(request, done, actions.leave, institution, request.user)
    return redirect(institution)
