"""Writing templates: the list of them, the outline of one, its parts, and how it will look."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_safe

from core import cldr
from core.exceptions import Refused
from core.views import sent, try_verb
from roadmaps.actions import building as actions
from roadmaps.forms.building import ChapterForm, HeadForm, ItemForm, NewForm
from roadmaps.models import ChecklistTemplate, TemplateVersion
from roadmaps.permissions import can_build


def _find(request, slug) -> TemplateVersion:
    """The newest version of a template, for who writes them."""
    if not can_build(request.user):
        raise PermissionDenied
    template = get_object_or_404(ChecklistTemplate, slug=slug)
    return template.versions.order_by("-number").select_related("template").first()


def _revision(request) -> int | None:
    """Which state the writer saw. Without it nobody could be warned, so 0 stands for none."""
    text = request.POST.get("revision", "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _draw(request, template, context, *, form=None):
    status = 422 if form is not None and form.is_bound else 200
    return render(request, f"roadmaps/build/{template}.html", context, status=status)


@login_required
@require_safe
def build_list(request):
    if not can_build(request.user):
        raise PermissionDenied
    versions = {}
    rows = TemplateVersion.objects.select_related("template").order_by("number")
    for version in rows:
        versions[version.template_id] = version
    newest = sorted(versions.values(), key=lambda version: version.title_words)
    return _draw(request, "list", {"versions": newest})


@login_required
@require_http_methods(["GET", "POST"])
def build_add(request):
    if not can_build(request.user):
        raise PermissionDenied
    data, _files = sent(request)
    form = NewForm(data, language=request.user.language)
    if form.is_valid():
        try:
            version = actions.create(
                request.user,
                language=form.cleaned_data["own_language"],
                holder_kinds=form.cleaned_data["holder_kinds"],
                title=form.words("title"),
                summary=form.words("summary"),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("It is begun. Add chapters, then items."))
            return redirect("roadmaps:build", version.template.slug)
    return _draw(request, "form", {"form": form, "title": _("Begin a checklist")}, form=form)


# --- The outline -------------------------------------------------------------------------------


@login_required
@require_http_methods(["GET", "POST"])
def build(request, slug):
    """The outline of the newest version: order it, publish it, begin the next one."""
    version = _find(request, slug)
    if request.method == "POST":
        try:
            messages.success(request, _do(request, version))
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect("roadmaps:build", slug)
    copies = version.template.checklists.live().count()
    context = {"version": version, "chapters": version.outline(), "copies": copies}
    return _draw(request, "outline", context)


def _do(request, version) -> str:
    """What the pressed button says; returns what to tell."""
    user, template = request.user, version.template
    for name in ("up", "down"):
        if row := request.POST.get(name):
            rows = _moved(request.POST.getlist("order"), row, -1 if name == "up" else 1)
            actions.reorder(version, user, _revision(request), rows)
            return _("The order is kept.")
    match request.POST.get("do"):
        case "order":
            actions.reorder(version, user, _revision(request), request.POST.getlist("order"))
            return _("The order is kept.")
        case "publish":
            actions.publish(version, user)
            return _(
                "It is published. Whoever works with an earlier version is offered the changes."
            )
        case "next":
            actions.next_version(template, user)
            return _("This is the next version. Nobody sees it until it is published.")
        case "withdraw":
            actions.withdraw(template, user)
            return _("It cannot be taken any more. Whoever works with it goes on.")
        case "restore":
            actions.restore(template, user)
            return _("It can be taken again.")
    raise Refused(_("This button is not known here."))


def _moved(rows: list[str], row: str, step: int) -> list[str]:
    """The order with an item one row on, or a chapter with all of its items past the next one."""
    if row not in rows:
        return rows
    if row.startswith("i:"):
        at = rows.index(row)
        to = at + step
        if 0 <= to < len(rows):
            rows[at], rows[to] = rows[to], rows[at]
        return rows
    parts: list[list[str]] = []
    for one in rows:
        if one.startswith("c:") or not parts:
            parts.append([])
        parts[-1].append(one)
    at = next(place for place, part in enumerate(parts) if part[0] == row)
    to = at + step
    if 0 <= to < len(parts):
        parts[at], parts[to] = parts[to], parts[at]
    return [one for part in parts for one in part]


# --- Its parts ---------------------------------------------------------------------------------


def _editable(request, slug) -> TemplateVersion:
    version = _find(request, slug)
    if not version.is_editable:
        raise PermissionDenied
    return version


@login_required
@require_http_methods(["GET", "POST"])
def build_head(request, slug):
    version = _editable(request, slug)
    template = version.template
    data, _files = sent(request)
    form = HeadForm(
        data,
        language=template.language,
        kept={"title": version.title, "summary": version.summary},
        initial={"holder_kinds": template.holder_kinds},
    )
    if form.is_valid():
        saved = _try(
            form,
            lambda: actions.save_head(
                version,
                request.user,
                _revision(request),
                holder_kinds=form.cleaned_data["holder_kinds"],
                title=form.words("title"),
                summary=form.words("summary"),
            ),
        )
        if saved:
            return _saved(request, slug)
    return _form(request, version, form, _("Title, purpose and for whom"))


@login_required
@require_http_methods(["GET", "POST"])
def build_chapter(request, slug, key=""):
    version = _editable(request, slug)
    chapter = get_object_or_404(version.chapters, key=key) if key else None
    if chapter and request.POST.get("do") == "remove":
        return _remove(request, version, actions.remove_chapter, key)
    data, _files = sent(request)
    form = ChapterForm(
        data,
        language=version.template.language,
        kept={"title": chapter.title} if chapter else None,
        initial={"stage": chapter.stage} if chapter else None,
    )
    if form.is_valid():
        saved = _try(
            form,
            lambda: actions.save_chapter(
                version,
                request.user,
                _revision(request),
                key=key,
                title=form.words("title"),
                stage=form.cleaned_data["stage"],
            ),
        )
        if saved:
            return _saved(request, slug)
    return _form(request, version, form, _("Chapter"), removable=chapter is not None)


@login_required
@require_http_methods(["GET", "POST"])
def build_item(request, slug, key=""):
    version = _editable(request, slug)
    item = get_object_or_404(version.items, key=key) if key else None
    if item and request.POST.get("do") == "remove":
        return _remove(request, version, actions.remove_item, key)
    data, files = sent(request)
    if not version.chapters.exists():
        messages.error(request, _("Add a chapter first: items stand in chapters."))
        return redirect("roadmaps:build_chapter_add", slug)
    form = ItemForm(
        data,
        files,
        version=version,
        item=item,
        initial={} if item else {"chapter": request.GET.get("chapter", "")[:20]},
    )
    if form.is_valid():
        found = form.cleaned_data
        saved = _try(
            form,
            lambda: actions.save_item(
                version,
                request.user,
                _revision(request),
                key=key,
                chapter=found["chapter"],
                title=form.words("title"),
                explanation=form.words("explanation"),
                evidence=found["evidence"],
                depends_on=found.get("depends_on", []),
                documents=form.documents(),
                remove=[int(pk) for pk in found.get("remove", [])],
            ),
        )
        if saved:
            return _saved(request, slug)
    return _form(request, version, form, _("Item"), removable=item is not None)


def _try(form, verb) -> bool:
    try:
        verb()
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _saved(request, slug):
    messages.success(request, _("Saved."))
    return redirect("roadmaps:build", slug)


def _remove(request, version, verb, key):
    revision = _revision(request)
    try_verb(request, _("It is taken away."), verb, version, request.user, revision, key)
    return redirect("roadmaps:build", version.template.slug)


def _form(request, version, form, title, *, removable=False):
    # What stands there now, so that saving again is meant.
    version = type(version).objects.select_related("template").get(pk=version.pk)
    context = {"version": version, "form": form, "title": title, "removable": removable}
    return _draw(request, "form", context, form=form)


@login_required
@require_safe
def build_preview(request, slug):
    """The version that is being written, as its readers will get it in a language."""
    version = _find(request, slug)
    codes = dict(settings.LANGUAGES)
    language = request.GET.get("language", "")
    language = language if language in codes else version.template.language
    with override(language):
        context = {
            "version": version,
            "chapters": version.outline(),
            "language": language,
            "languages": cldr.language_choices(),
        }
        return _draw(request, "preview", context)
