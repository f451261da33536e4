from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import contributions
from core.exceptions import Refused
from core.limits import limited
from core.views import sent, try_verb
from members.permissions import may_publish_for
from resources import actions, people
from resources.forms import ReasonForm, ResourceForm, author_formset, author_initial
from resources.models import Resource
from resources.permissions import REVIEW, can_add, can_edit, can_publish

from .records import find


@login_required
@require_safe
def resource_mine(request):
    records = Resource.objects.of(request.user).order_by("-changed_at", "-pk")
    page = Paginator(records, 20).get_page(request.GET.get("page"))
    context = {"page": page, "may_add": can_add(request.user)}
    return render(request, "resources/mine.html", context)


@login_required
@limited("resources.save", 60, 3600)
@require_http_methods(["GET", "POST"])
def resource_add(request):
    if not can_add(request.user):
        raise PermissionDenied
    centre = contributions.from_query(request.GET, request.user).get("centre")
    initial = {"language": request.user.language, "institution": request.user.institution_id,
               "centre": centre}  # fmt: skip
    once = _uuid(request.POST.get("once", "")) if request.method == "POST" else uuid4()
    return _write(request, Resource(depositor=request.user, once=once), initial)


def _uuid(text):
    try:
        return UUID(text)
    except ValueError:
        return None


@login_required
@limited("resources.save", 60, 3600)
@require_http_methods(["GET", "POST"])
def resource_edit(request, short_id):
    resource = find(request, short_id)
    if not can_edit(request.user, resource):
        raise PermissionDenied
    return _write(request, resource, {})


def _write(request, resource, initial):
    """The form of a record. What can be kept is kept at every step, files above all."""
    verb = request.POST.get("do", "draft")
    data, files = sent(request)
    form = ResourceForm(data, files, instance=resource, initial=initial, member=request.user)
    authors = _authors(request, resource, more=verb == "author")
    if form.is_bound:
        is_right = form.is_valid() & authors.is_valid()
        try:
            if is_right and verb != "people":
                return _kept(request, form, authors, verb)
            _keep_files(request, form, authors)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "resources/form.html", _context(form, authors))


@login_required
@limited("resources.people", 120, 60)
@require_safe
def author_people(request):
    """The people to choose from for one row of authors, as its search field asks for them."""
    field = request.GET.get("field", "")
    if not people.FIELD.match(field):
        raise Http404
    words = request.GET.get(f"{field}_q", "").replace("\x00", "")[:200]
    context = {
        "name": field,
        "id": f"id_{field}",
        "words": words,
        "people": people.found(words, request.user),
        "chosen": people.handle_in(request.GET.get(field, "")),
    }
    return render(request, "resources/_people.html", context)


def _authors(request, resource, *, more):
    extra = 1
    if request.GET.get("rows", "").isdecimal():
        extra = min(int(request.GET["rows"][:3]), 10)
    data, _files = sent(request)
    if data and more:
        total = data.get("authors-TOTAL_FORMS", "")
        data = data.copy()
        data["authors-TOTAL_FORMS"] = str(int(total) + 1) if total.isdecimal() else total
    return author_formset(extra)(
        data, prefix="authors", initial=author_initial(resource, request.user),
        form_kwargs={"member": request.user},
    )  # fmt: skip


def _save(request, form, authors):
    return actions.save(
        form.instance, request.user, authors=authors.rows(),
        tags=form.cleaned_data.get("tags", []), uploads=form.cleaned_data.get("files", []),
        remove=[int(number) for number in form.cleaned_data.get("remove", [])],
    )  # fmt: skip


def _kept(request, form, authors, verb):
    resource = _save(request, form, authors)
    if resource is not form.instance:
        return redirect(resource)
    if verb == "author" and resource.is_editable:
        return redirect(reverse("resources:edit", args=[resource.short_id]) + "?rows=1#authors")
    if verb == "submit" and resource.is_editable:
        if gaps := resource.missing():
            for field, sentence in gaps.items():
                form.add_error(field if field in form.fields else None, sentence)
            return render(request, "resources/form.html", _context(form, authors))
        if can_publish(request.user, resource):
            actions.publish_for_centre(resource, request.user)
            messages.success(request, _("It is in the catalogue, in the name of your centre."))
            return redirect(resource)
        actions.submit(resource, request.user)
        messages.success(
            request, _("Thank you. A curator looks at it now and you will get an e-mail.")
        )
        return redirect(resource)
    messages.success(request, _("Saved."))
    return redirect(resource)


def _keep_files(request, form, authors):
    """A browser forgets chosen files when a page is drawn again, so they are kept in a draft."""
    if form.cleaned_data.get("files") and form.instance.is_editable:
        _save(request, form, authors)


def _context(form, authors):
    resource = form.instance
    if resource.pk:
        here = reverse("resources:edit", args=[resource.short_id])
    else:
        here = reverse("resources:add")
    last = resource.steps.last() if resource.pk and resource.state == "returned" else None
    return {"form": form, "authors": authors, "resource": resource, "here": here,
            "files": list(form.kept_files()), "returned": last}  # fmt: skip


@login_required
@require_POST
def resource_take_back(request, short_id):
    resource = find(request, short_id)
    if resource.depositor_id != request.user.pk:
        raise PermissionDenied
    done = _("It is a draft again. Hand it in when you are ready.")
    if not try_verb(request, done, actions.take_back, resource, request.user):
        return redirect(resource)
    return redirect("resources:edit", short_id)


@login_required
@require_POST
def resource_delete(request, short_id):
    resource = find(request, short_id)
    if resource.depositor_id != request.user.pk:
        raise PermissionDenied
    done = _("The draft is gone.")
    if not try_verb(request, done, actions.delete, resource, request.user):
        return redirect(resource)
    return redirect("resources:mine")


@login_required
@require_POST
def resource_withdraw(request, short_id):
    resource = find(request, short_id)
    is_theirs = resource.depositor_id == request.user.pk
    if not (is_theirs or request.user.has_perm(REVIEW)
            or may_publish_for(request.user, resource.centre)):  # fmt: skip
        raise PermissionDenied
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    done = _("The resource is withdrawn. Its page says so.")
    try_verb(request, done, actions.withdraw, resource, request.user, reason)
    return redirect(resource)
