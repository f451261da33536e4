"""The desk: what there is, to read. Surveys are made and changed on the site by their verbs."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from core.admin.bases import ReadOnlyAdmin
from core.admin.exporting import Exported

from .forms.templates import TemplateForm
from .models import Invitation, Survey, Template, Version


@admin.register(Survey)
class SurveyAdmin(Exported, ReadOnlyAdmin):
    """Other people's drafts are not here."""

    view_on_site = False

    list_display = ["__str__", "state", "anonymous", "audience", "owner", "closes_at"]
    list_filter = ["state", "purpose", "is_anonymous", "audience"]
    list_select_related = ["owner"]
    search_fields = ["slug"]
    ordering = ["-created_at"]
    # How many have answered an anonymous survey, and which country they come from, stay out.
    fields = [
        "title",
        "intro",
        "purpose",
        "owner",
        "institution",
        "centre",
        "is_anonymous",
        "audience",
        "audience_key",
        "breakdown",
        "is_listed",
        "state",
        "opens_at",
        "closes_at",
        "results_for",
        "created_at",
        "closed_at",
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).visible_to(request.user)

    @admin.display(description=_("anonymous"), boolean=True, ordering="is_anonymous")
    def anonymous(self, survey):
        return survey.is_anonymous


@admin.register(Version)
class VersionAdmin(ReadOnlyAdmin):
    list_display = ["survey", "number", "is_frozen", "is_draft"]
    list_select_related = ["survey"]
    list_filter = ["is_frozen", "is_draft"]
    fields = ["survey", "number", "is_frozen", "is_draft", "content"]
    actions = None

    def get_queryset(self, request):
        seen = Survey.objects.visible_to(request.user)
        return super().get_queryset(request).filter(survey__in=seen.values("pk"))


@admin.register(Invitation)
class InvitationAdmin(ReadOnlyAdmin):
    """Who is on a list. The link of each is theirs alone and not shown."""

    personal = True
    list_display = ["email", "survey", "language", "is_sent", "has_declined"]
    list_select_related = ["survey"]
    list_filter = ["is_sent", "has_declined"]
    search_fields = ["email"]
    fields = ["email", "survey", "language", "is_sent", "has_declined"]
    actions = None


@admin.register(Template)
class TemplateAdmin(admin.ModelAdmin):
    """What surveys begin with."""

    form = TemplateForm
    list_display = ["__str__", "slug", "order"]
    fields = ["slug", "title", "intro", "content", "order"]
    actions = None
