"""Working through a copy: the list, a step, what changed, who sees it, and on paper."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.exceptions import Refused
from core.limits import limited
from core.uploads import attachment
from core.views import sent, try_verb
from members.models import Centre
from roadmaps import papers
from roadmaps.actions import stages, steps, taking, versions
from roadmaps.forms.checklists import EvidenceForm, PlanForm, ReasonForm, ShareForm, StageForm
from roadmaps.models import Checklist, Evidence, HistoryEntry, PeerRequest, Step
from roadmaps.permissions import can_do, can_edit, can_say_how_far

State = Step.State
# So many of what comes next stand above the list.
_NEXT = 3


def _find(request, short_id) -> Checklist:
    checklists = Checklist.objects.visible_to(request.user).with_counts()
    return get_object_or_404(
        checklists.select_related("version__template", "template"), short_id=short_id
    )


# --- The whole ---------------------------------------------------------------------------------


@login_required
@require_safe
def checklist_detail(request, short_id):
    """All steps in their chapters, what is late, what comes next."""
    checklist, user = _find(request, short_id), request.user
    all_steps = checklist.current_steps()
    current = [step for step in all_steps if step.retired_at is None]
    may_edit = can_edit(user, checklist)
    for step in current:
        # A button that would only be refused is not shown.
        step.is_ready = (
            checklist.is_live
            and not step.is_settled
            and all(other.is_settled for other in step.needs)
            and steps.is_shown(step)
        )
    proposal = stages.proposal(checklist, all_steps)
    may_say = can_say_how_far(user, checklist)
    context = {
        "checklist": checklist,
        "chapters": in_chapters(current),
        "retired": [step for step in all_steps if step.retired_at is not None],
        "late": [step for step in current if step.is_late],
        "next": next_steps(current)[:_NEXT],
        "mine": user.pk,
        "may_edit": may_edit,
        "may_say": may_say,
        "number_of_changes": len(versions.changes(checklist)) if may_edit else 0,
        "proposal": proposal,
        "stage_form": StageForm(initial={"stage": proposal.stage}) if proposal else None,
        "share_form": ShareForm(
            initial={"is_shared": checklist.is_shared, "shows_percent": checklist.shows_percent}
        ),
        "has_page": isinstance(checklist.holder, Centre) or checklist.holder_kind == "institution",
    }
    return render(request, "roadmaps/checklist_detail.html", context)


def in_chapters(current: list[Step]) -> list[dict]:
    """The steps under the headings of their chapters, each with how many are settled."""
    chapters: dict[str, dict] = {}
    for step in current:
        chapter = step.item.chapter
        part = chapters.setdefault(chapter.key, {"chapter": chapter, "steps": [], "settled": 0})
        part["steps"].append(step)
        part["settled"] += step.is_settled
    return list(chapters.values())


def next_steps(current: list[Step]) -> list[Step]:
    """What can be done now: late first, then by day, then as it stands."""
    ready = [
        step
        for step in current
        if not step.is_settled and all(other.is_settled for other in step.needs)
    ]
    return sorted(ready, key=lambda step: (step.due_on is None, step.due_on or step.pk, step.pk))


@login_required
@require_safe
def checklist_history(request, short_id):
    checklist = _find(request, short_id)
    rows = checklist.history.select_related("actor", "step__item__version__template")
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    return render(request, "roadmaps/history.html", {"checklist": checklist, "page": page})


@login_required
@require_POST
def checklist_sharing(request, short_id):
    checklist = _find(request, short_id)
    if not can_edit(request.user, checklist):
        raise PermissionDenied
    form = ShareForm(request.POST)
    form.is_valid()
    shows_percent = checklist.shows_percent
    if can_say_how_far(request.user, checklist):
        shows_percent = form.cleaned_data["shows_percent"]
    try_verb(
        request,
        _("Saved."),
        taking.share,
        checklist,
        request.user,
        is_shared=form.cleaned_data["is_shared"],
        shows_percent=shows_percent,
    )
    return redirect(checklist)


@login_required
@require_POST
def checklist_put_away(request, short_id):
    checklist = _find(request, short_id)
    if not can_edit(request.user, checklist):
        raise PermissionDenied
    done = _("It is put away. Its people can still read it.")
    try_verb(request, done, taking.put_away, checklist, request.user)
    return redirect(checklist)


@login_required
@require_http_methods(["GET", "POST"])
def checklist_changes(request, short_id):
    """What a newer version would change, to be taken over or left out one by one."""
    checklist = _find(request, short_id)
    if not can_edit(request.user, checklist):
        raise PermissionDenied
    if request.method == "POST":
        try:
            messages.success(request, _decide(request, checklist))
        except Refused as refusal:
            messages.error(request, str(refusal))
        checklist.refresh_from_db()
        left = versions.newest(checklist) and versions.changes(checklist)
        return redirect("roadmaps:changes", short_id) if left else redirect(checklist)
    context = {
        "checklist": checklist,
        "changes": versions.changes(checklist),
        "newest": versions.newest(checklist),
    }
    return render(request, "roadmaps/changes.html", context)


def _decide(request, checklist) -> str:
    key = request.POST.get("key", "")[:20]
    match request.POST.get("do"):
        case "all":
            versions.accept_all(checklist, request.user)
            return _("All changes are taken over.")
        case "take":
            versions.accept(checklist, request.user, key)
            return _("It is taken over.")
        case "leave":
            versions.decline(checklist, request.user, key)
            return _("It is left out.")
    raise Refused(_("This button is not known here."))


@login_required
@require_POST
def checklist_stage(request, short_id):
    """The head says that the centre is in the stage that its checklist speaks of."""
    checklist = _find(request, short_id)
    if not can_say_how_far(request.user, checklist):
        raise PermissionDenied
    form = StageForm(request.POST)
    if not form.is_valid():
        sentences = [sentence for found in form.errors.values() for sentence in found]
        messages.error(request, " ".join(sentences))
        return redirect(checklist)
    done = _("The stage stands on the page of the centre now.")
    try_verb(request, done, stages.confirm, checklist, request.user, **form.cleaned_data)
    return redirect(checklist)


# --- On paper and in tables --------------------------------------------------------------------


@login_required
@limited("roadmaps.pdf", 60, 3600, methods=("GET",))
@require_safe
def checklist_pdf(request, short_id):
    checklist = _find(request, short_id)
    return papers.draw(checklist).response(f"checklist-{short_id}.pdf")


@login_required
@require_safe
def checklist_table(request, short_id, kind):
    if kind not in ("csv", "xlsx"):
        raise Http404
    return papers.table(_find(request, short_id), kind)


# --- A step ------------------------------------------------------------------------------------


def _find_step(request, short_id, key) -> Step:
    checklist = _find(request, short_id)
    rows = checklist.steps.select_related(
        "item__version__template", "item__chapter", "owner", "done_by"
    )
    step = get_object_or_404(rows, item_key=key)
    step.checklist = checklist
    return step


@login_required
@limited("roadmaps.step", 300, 3600)
@require_http_methods(["GET", "POST"])
def step_detail(request, short_id, key):
    """What a step is about, what shows it, and how far it is. Each button is a form of its own."""
    step = _find_step(request, short_id, key)
    forms = _forms(request, step)
    if request.method == "POST":
        if not can_do(request.user, step):
            raise PermissionDenied
        try:
            if told := _do(request, step, forms):
                messages.success(request, told)
                return _back(request, step)
        except Refused as refusal:
            messages.error(request, str(refusal))
            if request.POST.get("from") == "list":
                return _back(request, step)
    return _draw(request, step, forms, 422 if request.method == "POST" else 200)


def _forms(request, step) -> dict:
    do = request.POST.get("do", "")
    data, files = sent(request)
    plan = {"owner": step.owner_id, "due_on": step.due_on}
    return {
        "plan": PlanForm(data if do == "plan" else None, checklist=step.checklist, initial=plan),
        "evidence": EvidenceForm(
            data if do == "evidence" else None,
            files if do == "evidence" else None,
            member=request.user,
        ),
        "reason": ReasonForm(data if do == "not-applicable" else None),
    }


def _do(request, step, forms) -> str | None:
    """What the pressed button says; returns what to tell, or None when a form has errors."""
    user, do = request.user, request.POST.get("do", "")
    if do in (State.OPEN, State.IN_PROGRESS, State.DONE):
        steps.move(step, user, _revision(request), do)
        return _("It is done.") if do == State.DONE else _("Saved.")
    if do == "remove":
        pk = request.POST.get("evidence", "")
        row = step.evidence.filter(pk=int(pk) if pk.isdecimal() and len(pk) < 19 else 0).first()
        if row is None:
            raise Refused(_("This is not here any more."))
        row.step = step
        steps.remove_evidence(row, user)
        return _("It is taken away.")
    form = forms.get({"not-applicable": "reason"}.get(do, do))
    if form is None:
        raise Refused(_("This button is not known here."))
    if not form.is_valid():
        return None
    found = form.cleaned_data
    if do == "plan":
        steps.plan(step, user, _revision(request), owner=found["owner"], due_on=found["due_on"])
    elif do == "evidence":
        steps.add_evidence(
            step, user, note_text=found["note"], url=found["url"], upload=found["file"]
        )
    else:
        steps.move(step, user, _revision(request), do, reason=found["reason"])
    return _("Saved.")


def _revision(request) -> int | None:
    text = request.POST.get("revision", "")
    return int(text) if text.isdecimal() and len(text) < 10 else None


def _back(request, step):
    if request.POST.get("from") == "list":
        return redirect(f"{step.checklist.get_absolute_url()}#step-{step.item_key}")
    return redirect(step)


def _draw(request, step, forms, status):
    # After a refusal: how it is now.
    now = _find_step(request, step.checklist.short_id, step.item_key)
    user = request.user
    may_do = can_do(user, now) and now.retired_at is None
    history = HistoryEntry.objects.filter(step=now).select_related("actor")
    requests = (
        PeerRequest.objects.visible_to(user)
        .open()
        .filter(template=now.checklist.template_id, item_key=now.item_key)
    )
    context = {
        "step": now,
        "item": now.item,
        "checklist": now.checklist,
        "documents": list(now.item.documents.all()),
        "evidence": list(now.evidence.select_related("added_by")),
        "needs": steps.needs(now),
        "gap": steps.missing(now) if may_do and not now.is_settled else "",
        "history": list(history[:20]),
        "forms": forms,
        "may_do": may_do,
        "may_edit": can_edit(user, now.checklist) and now.retired_at is None,
        "requests": list(requests.select_related("template")[:5]),
        "may_ask": now.checklist.holder_kind in ("institution", "centre"),
    }
    return render(request, "roadmaps/step_detail.html", context, status=status)


@login_required
@require_safe
def step_file(request, short_id, key, pk):
    """A file that shows a step done, for whoever reads the checklist."""
    step = _find_step(request, short_id, key)
    row = get_object_or_404(step.evidence.filter(kind=Evidence.Kind.FILE), pk=pk)
    if not row.is_clean:
        raise Http404
    try:
        return attachment(row.file, name=row.name, media_type=row.media_type)
    except FileNotFoundError:
        raise Http404 from None
