from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.limits import limited
from core.views import try_verb
from members.actions import leaving
from members.actions import memberships as actions
from members.forms.memberships import LeaveForm, ResignForm
from members.models import Application, Membership, Position


def _held_by(person):
    return (
        Membership.objects.held_by(person)
        .select_related("type", "person", "institution__country")
        .order_by("institution__name", "-started_on", "-pk")
    )


@login_required
@never_cache
@require_safe
def membership_detail(request):
    """One's own membership, those of the institutions one stands for, and what to do with them."""
    held = list(_held_by(request.user).prefetch_related("steps"))
    live = [one for one in held if one.is_live]
    offices = leaving.offices(request.user)
    through = [office for office in offices if office.institution.is_member]
    context = {
        "own": [one for one in live if one.person_id],
        "institutional": [one for one in live if one.institution_id],
        "former": [one for one in held if not one.is_live],
        "through": through,
        "represented": [one.pk for one in _voices(offices)],
        "may_leave": bool(through) or any(one.person_id for one in live),
    }
    if not live and not through:
        context["application"] = Application.objects.open().filter(applicant=request.user).first()
    return render(request, "members/account/membership.html", context)


@login_required
@limited("card", 60, 3600, methods=("GET",))
@require_safe
def membership_card(request, number=None):
    """The card as PDF: of the membership that is named, else of one's own."""
    held = _held_by(request.user).live()
    if number is None:
        membership = held.order_by("institution__name").first()
        membership = held.filter(person=request.user).first() or membership
        if membership is None:
            return redirect("members:membership")
    else:
        membership = get_object_or_404(held, number=number)
    # Half of a second that only a card needs: its library brings fonts and SVG along.
    from members import cards

    return cards.draw(membership).response(f"{membership.number}.pdf")


@login_required
@require_POST
def membership_renew(request, number):
    membership = get_object_or_404(_held_by(request.user), number=number)
    done, seen = _("Renewed. Good to have you with us."), _day(request.POST.get("seen"))
    try_verb(
        request, done, actions.renew, membership, request.user, seen=seen, level=messages.INFO
    )
    return redirect("members:membership")


def _day(text) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


@login_required
@require_POST
def membership_run_out(request, number):
    membership = get_object_or_404(_held_by(request.user), number=number)
    done = _("As you wish. You can change your mind until the last day.")
    try_verb(request, done, actions.let_run_out, membership, request.user, level=messages.INFO)
    return redirect("members:membership")


@login_required
@require_http_methods(["GET", "POST"])
def membership_leave(request):
    """Out in two clicks: one chooses what ends, and it has ended."""
    offices = leaving.offices(request.user)
    own = Membership.objects.live().filter(person=request.user).first()
    if own is None and not offices:
        return redirect("members:membership")
    form = LeaveForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if form.cleaned_data["what"] == LeaveForm.CLOSE:
            return redirect("members:account_close")
        done = _("Your membership has ended. Your account stays.")
        try_verb(request, done, leaving.leave, request.user, level=messages.INFO)
        return redirect("members:membership")
    context = {"form": form, "own": own, "offices": offices, "voices": _voices(offices)}
    return render(request, "members/account/leave.html", context)


def _voices(offices):
    """The member institutions for which nobody would be left to speak as representative."""
    role = Position.Role.REPRESENTATIVE
    return [one.institution for one in offices if one.role == role and one.institution.is_member]


@login_required
@require_http_methods(["GET", "POST"])
def membership_resign(request, number):
    """The representative ends the membership of the institution, knowingly."""
    offices = Position.objects.current().filter(
        person=request.user, role=Position.Role.REPRESENTATIVE
    )
    membership = get_object_or_404(
        _held_by(request.user).live().filter(institution__in=offices.values("institution")),
        number=number,
    )
    form = ResignForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        done = _("%(name)s is no longer a member.") % {"name": membership.institution.name}
        try_verb(request, done, actions.resign, membership, request.user, level=messages.INFO)
        return redirect("members:membership")
    context = {
        "form": form,
        "membership": membership,
        "people": Position.objects.current().filter(institution=membership.institution).count(),
    }
    return render(request, "members/account/resign.html", context)


@never_cache
@limited("verify", 240, 3600, methods=("GET",))
@require_safe
def membership_verify(request, token):
    """What a stranger with the card in hand may know: no more than the card says."""
    found = Membership.objects.select_related("type", "person", "institution__country")
    membership = found.filter(token=token).first()
    answer = render(
        request, "members/verify.html", {"membership": membership},
        status=200 if membership else 404,
    )  # fmt: skip
    answer["X-Robots-Tag"] = "noindex, nofollow"
    answer["Referrer-Policy"] = "no-referrer"
    return answer
