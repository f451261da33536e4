from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from newsletters.models import Issue, List


@require_safe
def archive(request):
    issues = Issue.objects.visible_to(request.user).defer("frozen")
    page = Paginator(issues, 20).get_page(request.GET.get("page"))
    context = {"page": page, "lists": List.objects.open()}
    return render(request, "newsletters/archive.html", context)


@require_safe
def issue(request, slug):
    found = get_object_or_404(Issue.objects.visible_to(request.user).defer("frozen"), slug=slug)
    return render(request, "newsletters/issue.html", {"issue": found, "items": found.items.all()})
