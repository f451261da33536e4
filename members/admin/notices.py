from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from core import cldr
from core.admin.bases import ReadOnlyAdmin
from members.actions import notices as actions
from members.forms.notices import NoticeForm, NoticeTextForm, NoticeTexts
from members.models import Notice, NoticeSent, NoticeText


class Texts(admin.StackedInline):
    model = NoticeText
    form = NoticeTextForm
    formset = NoticeTexts
    extra = 0
    min_num = 1


@admin.register(Notice)
class NoticeAdmin(admin.ModelAdmin):
    """Letters by the calendar. One on the day of approval becomes the words of that letter."""

    form = NoticeForm
    list_display = ["name", "type", "event", "days", "side", "is_active", "preview"]
    list_filter = ["is_active", "event", "type"]
    list_select_related = ["type"]
    inlines = [Texts]

    @admin.display(description=_("preview"))
    def preview(self, notice):
        url = reverse("admin:members_notice_preview", args=[notice.pk])
        return format_html('<a href="{}">{}</a>', url, _("Read it"))

    def get_fields(self, request, obj=None):
        fields = ["name", "type", "event", ("days", "side"), "is_active"]
        return [*fields, "preview"] if obj else fields

    def get_readonly_fields(self, request, obj=None):
        return ["preview"] if obj else []

    def get_urls(self):
        preview = self.admin_site.admin_view(self.preview_view)
        own = [path("<int:pk>/preview/", preview, name="members_notice_preview")]
        return own + super().get_urls()

    def preview_view(self, request, pk):
        """How it reads, with an invented member, in each language that has a text."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        notice = get_object_or_404(Notice.objects.prefetch_related("texts"), pk=pk)
        membership = actions.example(notice)
        letters = [
            (cldr.language_name(text.language), text.language,
             actions.words(notice, membership, membership.person, text.language))
            for text in notice.texts.all()
        ]  # fmt: skip
        context = {
            **self.admin_site.each_context(request),
            "title": notice.name, "notice": notice, "letters": letters, "opts": self.opts,
        }  # fmt: skip
        return render(request, "admin/members/notice/preview.html", context)

    def save_model(self, request, obj, form, change):
        # What fell due while it slept is not sent now.
        if not change or ("is_active" in form.changed_data and obj.is_active):
            obj.active_from = timezone.localdate()
        super().save_model(request, obj, form, change)


@admin.register(NoticeSent)
class NoticeSentAdmin(ReadOnlyAdmin):
    """What was sent to whom; whether the server took the letter stands with the letter."""

    list_display = ["at", "notice", "membership", "day", "letter"]
    list_filter = ["notice"]
    list_select_related = ["notice", "membership", "letter"]
    search_fields = ["membership__number", "letter__to"]
    date_hierarchy = "at"
