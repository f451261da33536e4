"""The guides, and the door of each."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from assessments import aggregate, permissions, results, retention
from assessments.actions import answering as actions
from assessments.models import Assessment, Guide, Round
from core.exceptions import Refused
from core.limits import limited
from members.models import Centre, Institution


@require_safe
def guide_list(request):
    """What one can assess oneself by, and what one has begun, finished, or been shown."""
    person = request.user
    context = {"guides": Guide.objects.visible_to(person)}
    if person.is_authenticated:
        whole = Assessment.objects.select_related(
            "version__guide", "person", "centre", "institution"
        )
        context["mine"] = whole.mine(person)[:50]
        mine = Assessment.objects.mine(person).values("pk")
        context["shared"] = whole.shared_with(person).exclude(pk__in=mine)[:50]
        rounds = Round.objects.visible_to(person)
        context["rounds"] = rounds.select_related(
            "version__guide", "institution", "centre", "survey"
        )[:20]
        context["may_edit_guides"] = permissions.can_edit_guides(person)
    return render(request, "assessments/guide_list.html", context)


@require_safe
def guide_detail(request, slug):
    guide = get_object_or_404(Guide.objects.visible_to(request.user), slug=slug)
    version = guide.current
    if version is None:
        raise Http404
    instrument = version.instrument
    centres, institutions = [], []
    if request.user.is_authenticated and guide.subject != Guide.Subject.PERSON:
        centres, institutions = permissions.editable_subjects(request.user)
        if guide.subject == Guide.Subject.SCHOOL:
            centres = []
    number, totals = _network(guide, instrument)
    context = {
        "guide": guide,
        "instrument": instrument,
        "parts": [(one, results.criteria(one)) for one in instrument.sections],
        "for_me": permissions.can_start(request.user, guide),
        "centres": centres,
        "institutions": institutions,
        "guest_days": retention.guest_days(),
        "counted": number,
        "totals": totals,
        "top": results.highest(instrument),
        "mine": _mine(request.user, guide),
    }
    return render(request, "assessments/guide_detail.html", context)


def _mine(person, guide):
    rows = Assessment.objects.mine(person).filter(version__guide=guide)
    return rows.select_related("version__guide", "person", "centre", "institution")[:12]


def _network(guide, instrument):
    """The figures of this version: the latest finished one of each subject that agrees."""
    rows = (
        Assessment.objects.finished()
        .filter(version__guide=guide, counted_since__isnull=False)
        .order_by("finished_at")
    )
    latest = {
        (one.person_id, one.centre_id, one.institution_id): one
        for one in rows.select_related("version")
        if one.version.number == guide.current.number
    }
    order = sorted(latest.values(), key=lambda one: (one.counted_since, one.pk))
    return aggregate.network(instrument, [one.agreed for one in order])


@login_required
@require_POST
@limited("assessment-start", 60, 3600)
def guide_start(request, slug):
    """Begin for oneself, or for what `subject` names: "centre:slug", "institution:slug"."""
    guide = get_object_or_404(Guide.objects.visible_to(request.user), slug=slug)
    kind, _colon, name = request.POST.get("subject", "").partition(":")
    subject = {}
    for key, model in (("centre", Centre), ("institution", Institution)):
        if kind == key:
            subject = {key: get_object_or_404(model.objects.visible_to(request.user), slug=name)}
    if not permissions.can_start(request.user, guide, **subject):
        raise PermissionDenied
    try:
        assessment = actions.start(guide, request.user, **subject)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(guide)
    return redirect(assessment)
