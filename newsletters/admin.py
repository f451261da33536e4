from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db import models, transaction
from django.shortcuts import redirect
from django.urls import reverse

from core.admin import FilteredByWhatShows
from core.admin.bases import ReadOnly, ReadOnlyAdmin

from . import sources
from .actions import issues
from .models import Issue, IssueItem, List, Subscriber, Subscription, Suppression
from .views import desk


class PieceInline(admin.StackedInline):
    model = IssueItem
    # Their order is the list above: dragged, or moved by buttons.
    fields = ["heading", ("note", "path"), "text"]
    extra = 1
    formfield_overrides = {models.TextField: {"widget": forms.Textarea(attrs={"rows": 4})}}

    def has_add_permission(self, request, obj=None):
        return obj is None or obj.is_open

    has_change_permission = has_delete_permission = has_add_permission


def _by_language(source, there: set, language: str) -> list[dict]:
    """What is offered, language by language: that of the issue first, then what has none."""
    groups: dict[str, list] = {}
    for thing in source.offered():
        if (source.kind, str(thing.pk)) not in there:
            piece = source.describe(thing)
            groups.setdefault(piece.language, []).append((str(thing.pk), piece))
    first = {language: 0, "": 1}
    return [
        {"language": code, "things": groups[code]}
        for code in sorted(groups, key=lambda code: (first.get(code, 2), code))
    ]


@admin.register(Issue)
class IssueAdmin(admin.ModelAdmin):
    """Where an editor writes an issue. How it looks and leaves is on its own screen (desk)."""

    list_display = ["subject", "state", "scheduled_for", "started_at", "created_by"]
    list_filter = ["state", "lists"]
    search_fields = ["subject"]
    list_select_related = ["created_by"]
    show_full_result_count = False
    fields = ["subject", "lists", "language", "intro"]
    formfield_overrides = {models.ManyToManyField: {"widget": forms.CheckboxSelectMultiple}}
    inlines = [PieceInline]
    change_form_template = "admin/newsletters/issue/change_form.html"

    def get_queryset(self, request):
        return super().get_queryset(request).defer("frozen")

    def get_actions(self, request):
        return {}

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (obj is None or obj.is_open)

    def has_delete_permission(self, request, obj=None):
        draft = obj is None or obj.state == Issue.State.DRAFT
        return super().has_delete_permission(request, obj) and draft

    def get_urls(self):
        return [*desk.urls(self.admin_site), *super().get_urls()]

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method != "POST" or not object_id:
            return self._form(request, object_id, form_url, extra_context)
        with transaction.atomic():
            # An issue that is to leave waits for these words, or they find that it has left: kept
            # with its state of a moment ago they would make it leave a second time.
            Issue.objects.select_for_update().filter(pk=unquote(object_id)).first()
            return self._form(request, object_id, form_url, extra_context)

    def _form(self, request, object_id, form_url, extra_context):
        issue = self.get_object(request, object_id) if object_id else None
        if issue and not issue.is_open:
            return redirect("admin:newsletters_issue_desk", issue.pk)
        pieces = list(issue.items.all()) if issue else []
        there = {(piece.kind, piece.source_id) for piece in pieces}
        language = issue.language if issue else request.user.language
        choices = [
            {
                "source": source,
                "chosen": set(request.POST.getlist(f"pick_{source.kind}")),
                "groups": _by_language(source, there, language),
            }
            for source in sources.all_sources()
        ]
        context = {"choices": choices, "pieces": pieces, **(extra_context or {})}
        return super().changeform_view(request, object_id, form_url, context)

    def save_model(self, request, obj, form, change):
        issues.name(obj)
        if not change:
            obj.created_by = request.user
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        issues.put_new_pieces_last(form.instance)
        for source in sources.all_sources():
            issues.pick(form.instance, source.kind, request.POST.getlist(f"pick_{source.kind}"))
        keys = [int(key) for key in request.POST.getlist("_order") if key.isdecimal()]
        if keys:
            issues.arrange(form.instance, keys)
        pk, _colon, way = request.POST.get("_move", "").partition(":")
        piece = form.instance.items.filter(pk=pk).first() if pk.isdecimal() else None
        if piece:
            issues.move(piece, up=way == "up")

    def response_add(self, request, obj, post_url_continue=None):
        return self._after(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        return self._after(request, obj) or super().response_change(request, obj)

    def _after(self, request, obj):
        if "_preview" in request.POST:
            return redirect("admin:newsletters_issue_desk", obj.pk)
        if "_move" in request.POST:
            return redirect(reverse("admin:newsletters_issue_change", args=[obj.pk]) + "#pieces")
        return None


@admin.register(List)
class ListAdmin(admin.ModelAdmin):
    list_display = ["name", "slug", "is_public", "language", "order"]
    prepopulated_fields = {"slug": ["name"]}


class SubscriptionInline(ReadOnly, admin.TabularInline):
    model = Subscription
    fields = readonly_fields = [
        "list", "asked_at", "subscribed_at", "unsubscribed_at", "source", "wording",
    ]  # fmt: skip
    extra = 0
    can_delete = False

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("newsletters.view_subscriber")


@admin.register(Subscriber)
class SubscriberAdmin(FilteredByWhatShows, ReadOnlyAdmin):
    """Subscribers begin and end by their own hand, never by an editor's."""

    list_display = ["email", "state", "language", "confirmed_at"]
    list_filter = ["state", "language"]
    search_fields = ["email"]
    fields = ["email", "person", "language", "state", "created_at", "confirmed_at"]
    inlines = [SubscriptionInline]
    show_full_result_count = False


@admin.register(Suppression)
class SuppressionAdmin(FilteredByWhatShows, admin.ModelAdmin):
    """Addresses that bounced. An editor who knows better takes one off, and adds none."""

    list_display = ["email", "reason", "at"]
    search_fields = ["email"]
    show_full_result_count = False

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False
