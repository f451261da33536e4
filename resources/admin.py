from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from core.admin.bases import NoAddOrDelete
from core.admin.queue import DecisionQueue
from core.exceptions import Refused

from . import actions, citations
from .models import Resource, Tag
from .permissions import can_review


@admin.register(Resource)
class ResourceAdmin(DecisionQueue, NoAddOrDelete, admin.ModelAdmin):
    """The curators' desk. A record is read and decided on one page; nothing is typed over."""

    queue = "state__exact=submitted"

    list_display = ["title", "kind", "language", "depositor", "state", "submitted_at"]
    list_filter = ["state", "kind", "language", "audience"]
    list_select_related = ["depositor"]
    search_fields = ["title", "byline", "short_id", "doi"]
    ordering = ["submitted_at", "-pk"]
    show_full_result_count = False

    def get_queryset(self, request):
        return Resource.objects.visible_to(request.user).exclude(state=Resource.State.DRAFT)

    def waiting_for(self, user):
        return Resource.objects.waiting().exclude(depositor=user)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Everything about one record, and the two ways to decide."""
        resource = self.get_object(request, object_id)
        if resource is None:
            raise Http404
        if not self.has_view_permission(request, resource):
            raise PermissionDenied
        if request.method == "POST":
            return self._decide(request, resource)
        return TemplateResponse(
            request, "admin/resources/review.html", self._context(request, resource)
        )

    def _context(self, request, resource):
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts, "title": _("Look at a resource"), "resource": resource,
            "authors": list(resource.authors.select_related("person")),
            "files": list(resource.files.all()), "tags": list(resource.tags.all()),
            "steps": list(resource.steps.select_related("actor")),
            "citation": citations.citation(resource),
            "may_review": can_review(request.user, resource),
            "is_own": resource.depositor_id == request.user.pk,
            **self.queue_context(request, resource),
        }  # fmt: skip

    def _decide(self, request, resource):
        if not self.has_change_permission(request, resource):
            raise PermissionDenied
        reason = request.POST.get("reason", "").replace("\x00", "")[:2000]
        decision, line = request.POST.get("decision"), self.queue_of(request)
        try:
            if decision == "accept":
                seen = request.POST.get("seen", "")
                actions.accept(resource, request.user, reason, seen=seen)
                done = _("“%s” is in the catalogue. Its depositor gets an e-mail.")
            elif decision == "return":
                actions.return_(resource, request.user, reason)
                done = _("“%s” went back to its depositor, with your words.")
            elif decision == "withdraw":
                actions.withdraw(resource, request.user, reason)
                done = _("“%s” is withdrawn.")
            else:
                raise Refused(_("Choose what to do with it."))
        except Refused as refusal:
            messages.error(request, str(refusal))
            context = self._context(request, Resource.objects.get(pk=resource.pk))
            context["reason"] = reason
            return TemplateResponse(request, "admin/resources/review.html", context)
        messages.success(request, done % resource)
        if decision == "withdraw":
            return redirect(self.row_url(request, resource.pk))
        return self.after_decision(request, resource, line)


@admin.register(Tag)
class TagAdmin(admin.ModelAdmin):
    list_display = ["name", "slug"]
    search_fields = ["name"]
    readonly_fields = ["slug"]

    def has_add_permission(self, request):
        return False
