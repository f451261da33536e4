from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from core.uploads import attachment
from members.models import User
from resources import actions, citations, downloads
from resources.models import Resource
from resources.permissions import (
    can_delete,
    can_download,
    can_edit,
    can_publish,
    can_review,
    can_take_back,
    can_withdraw,
)


def find(request, short_id):
    records = Resource.objects.visible_to(request.user)
    return get_object_or_404(
        records.select_related("institution", "depositor", "centre"), short_id=short_id
    )


@require_safe
def resource_detail(request, short_id):
    resource = find(request, short_id)
    user = request.user
    authors = list(resource.authors.all())
    # A name leads to a profile only for those who may see that profile.
    linked = {author.person_id for author in authors} | {resource.depositor_id}
    shown = User.objects.visible_to(user).in_bulk(linked - {None})
    for author in authors:
        author.profile = shown.get(author.person_id)
    is_theirs = user.is_authenticated and resource.depositor_id == user.pk
    may_review = can_review(user, resource)
    context = {
        "resource": resource,
        "authors": authors,
        "depositor": shown.get(resource.depositor_id),
        "files": list(resource.files.all()) if can_download(user, resource) else [],
        "tags": list(resource.tags.all()),
        "citation": citations.citation(resource),
        "doi_url": resource.doi_url,
        "meta": citations.meta_tags(resource, authors),
        "is_theirs": is_theirs,
        "steps": list(resource.steps.select_related("actor"))
        if is_theirs or may_review or resource.is_withdrawn
        else [],
        "may_edit": can_edit(user, resource),
        "may_publish": can_publish(user, resource),
        "may_review": may_review,
        "review_path": actions.review_path(resource) if may_review else "",
        "may_take_back": can_take_back(user, resource),
        "may_withdraw": can_withdraw(user, resource),
        "may_delete": can_delete(user, resource),
    }
    if resource.is_withdrawn:
        return render(request, "resources/withdrawn.html", context, status=410)
    return render(request, "resources/detail.html", context)


@require_safe
def resource_file(request, short_id, number):
    resource = find(request, short_id)
    if not can_download(request.user, resource):
        raise Http404
    row = get_object_or_404(resource.files, number=number)
    # Nobody gets what the scanner has not passed, its depositor and the curator neither.
    if not row.is_clean:
        raise Http404
    try:
        response = attachment(row.file, name=row.name, media_type=row.media_type)
    except FileNotFoundError:
        raise Http404 from None
    if downloads.counts(request, row):
        actions.count_download(resource)
    return response


@require_safe
def resource_cite(request, short_id, style):
    resource = find(request, short_id)
    if style not in citations.STYLES or not resource.is_accepted:
        raise Http404
    media_type, write = citations.STYLES[style]
    response = HttpResponse(write(resource), content_type=f"{media_type}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{resource.short_id}.{style}"'
    return response
