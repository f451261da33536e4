"""What can be taken, one template as everybody reads it, and what a holder works with."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.exceptions import Refused
from core.limits import limited
from core.uploads import attachment
from members.models import Centre, Institution
from roadmaps import holders
from roadmaps.actions import taking
from roadmaps.forms.checklists import TakeForm
from roadmaps.models import (
    Checklist,
    ChecklistTemplate,
    ItemDocument,
    PeerRequest,
    TemplateVersion,
)
from roadmaps.permissions import can_act_for, can_build
from roadmaps.queries import newest_versions, rows_of, with_items


@require_safe
def template_list(request):
    """What can be taken, and what the person works with."""
    user = request.user
    mine, shared = [], []
    if user.is_authenticated:
        for row in rows_of(Checklist.objects.visible_to(user).live()):
            (shared if row.is_shared and not _is_mine(user, row) else mine).append(row)
    context = {
        "versions": newest_versions(ChecklistTemplate.objects.open()),
        "mine": mine,
        "shared": shared,
        "may_build": can_build(user),
    }
    return render(request, "roadmaps/template_list.html", context)


def _is_mine(user, row) -> bool:
    """Only who reads for the committee sees what others shared; nobody else is asked twice."""
    if not user.has_perm("roadmaps.view_checklist"):
        return True
    return Checklist.objects.filter(holders.rows_read_by(user), pk=row.pk).exists()


def _find(request, slug) -> TemplateVersion:
    template = get_object_or_404(ChecklistTemplate.objects.visible_to(request.user), slug=slug)
    version = template.published()
    if version is None:
        raise Http404
    return version


@require_safe
def template_detail(request, slug):
    """All that a template asks for, and the way to take it."""
    version = _find(request, slug)
    return _draw(request, version, TakeForm(found=_takers(request.user, version.template)))


def _takers(user, template) -> list:
    if template.withdrawn_at is not None:
        return []
    return [
        holder
        for holder in holders.editable_by(user)
        if holders.kind_of(holder).name in template.holder_kinds
    ]


def _draw(request, version, form, status=200):
    template = version.template
    context = {
        "version": version,
        "template": template,
        "chapters": version.outline(),
        "form": form,
        "may_take": bool(form.fields["holder"].found),
        "for_whom": [
            kind.label for kind in holders.kinds().values() if kind.name in template.holder_kinds
        ],
        "requests": PeerRequest.objects.visible_to(request.user)
        .open()
        .filter(template=template)
        .count(),
        "may_build": can_build(request.user),
    }
    return render(request, "roadmaps/template_detail.html", context, status=status)


@login_required
@limited("roadmaps.take", 30, 3600)
@require_http_methods(["GET", "POST"])
def template_take(request, slug):
    """Take a copy for one of those for whom the person acts."""
    version = _find(request, slug)
    found = _takers(request.user, version.template)
    if not found:
        raise PermissionDenied
    form = TakeForm(request.POST if request.method == "POST" else None, found=found)
    if not form.is_valid():
        return _draw(request, version, form, 422 if form.is_bound else 200)
    holder = form.cleaned_data["holder"]
    try:
        checklist = taking.take(version.template, holder, request.user)
    except Refused as refusal:
        there = Checklist.objects.live().held_by(holder).filter(template=version.template).first()
        if there is None:
            form.add_error("holder", str(refusal))
            return _draw(request, version, form, 422)
        messages.info(request, str(refusal))
        return redirect(there)
    messages.success(request, _("It is yours now. Say for each step who sees to it."))
    return redirect(checklist)


@require_safe
def template_document(request, slug, pk):
    """A file that helps with an item, as something to save."""
    template = get_object_or_404(ChecklistTemplate.objects.visible_to(request.user), slug=slug)
    rows = ItemDocument.objects.filter(item__version__template=template).exclude(file="")
    if not can_build(request.user):
        rows = rows.exclude(item__version__published_at=None)
    row = get_object_or_404(rows, pk=pk)
    if not row.is_clean:
        raise Http404
    try:
        return attachment(row.file, name=row.name, media_type=row.media_type)
    except FileNotFoundError:
        raise Http404 from None


# --- Of one holder -----------------------------------------------------------------------------


@login_required
@require_safe
def of_centre(request, slug):
    centres = Centre.objects.visible_to(request.user).select_related("institution")
    return _of(request, get_object_or_404(centres, slug=slug))


@login_required
@require_safe
def of_institution(request, slug):
    return _of(request, get_object_or_404(Institution.objects.visible_to(request.user), slug=slug))


def _of(request, holder):
    """Its checklists, what else it could take, and its asks and offers: for its people."""
    kind, user = holders.kind_of(holder), request.user
    seen = Checklist.objects.visible_to(user).held_by(holder)
    if not seen.exists() and not kind.read_by(user).filter(pk=holder.pk).exists():
        raise Http404
    checklists = rows_of(seen)
    taken = {row.template_id for row in checklists if row.is_live}
    may_edit = can_act_for(user, holder)
    versions = newest_versions(ChecklistTemplate.objects.open()) if may_edit else []
    requests = PeerRequest.objects.visible_to(user).open().filter(**PeerRequest.held(holder))
    context = {
        "holder": holder,
        "checklists": [row for row in checklists if row.is_live],
        "put_away": [row for row in checklists if not row.is_live],
        "versions": [
            version
            for version in versions
            if kind.name in version.template.holder_kinds and version.template_id not in taken
        ],
        "requests": with_items(list(requests.select_related("template"))),
        "may_edit": may_edit,
    }
    return render(request, "roadmaps/holder.html", context)
