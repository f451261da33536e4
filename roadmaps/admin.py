from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Count, Q
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.admin.queue import DecisionPage
from core.exceptions import Refused

from . import holders
from .actions import peers
from .forms.peers import PairForm
from .models import Checklist, ChecklistTemplate, PeerPair, PeerRequest, TemplateVersion
from .queries import with_items


class ReadOnly(admin.ModelAdmin):
    """Rows come from the site and change there; the desk leads to them."""

    show_full_result_count = False

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_readonly_fields(self, request, obj=None):
        return [field.name for field in self.model._meta.fields]


class _Templates(ChangeList):
    def get_results(self, request):
        super().get_results(request)
        keys = [template.pk for template in self.result_list]
        versions = TemplateVersion.objects.filter(template__in=keys).select_related("template")
        newest = {version.template_id: version for version in versions.order_by("number")}
        for template in self.result_list:
            template.newest_version = newest[template.pk]


class _Held(ChangeList):
    def get_results(self, request):
        super().get_results(request)
        self.result_list = list(self.result_list)
        holders.in_bulk(self.result_list)


class _Requests(ChangeList):
    def get_results(self, request):
        super().get_results(request)
        self.result_list = list(self.result_list)
        with_items(self.result_list)


@admin.register(ChecklistTemplate)
class ChecklistTemplateAdmin(ReadOnly):
    """Templates are written on the site, where their outline is; from here one gets there."""

    list_display = ["title", "language", "newest", "copies", "withdrawn_at"]
    list_filter = ["language", ("withdrawn_at", admin.EmptyFieldListFilter)]
    search_fields = ["slug"]

    def get_changelist(self, request, **kwargs):
        return _Templates

    def get_queryset(self, request):
        live = Count("checklists", filter=Q(checklists__put_away_at=None))
        return super().get_queryset(request).annotate(live_copies=live)

    @admin.display(description=_("title"))
    def title(self, template):
        return template.newest_version.title_words

    @admin.display(description=_("newest version"))
    def newest(self, template):
        return template.newest_version.number

    @admin.display(description=_("copies"))
    def copies(self, template):
        return template.live_copies

    def change_view(self, request, object_id, form_url="", extra_context=None):
        template = self.get_object(request, object_id)
        if template is None or not self.has_change_permission(request, template):
            return super().change_view(request, object_id, form_url, extra_context)
        return redirect("roadmaps:build", template.slug)


@admin.register(Checklist)
class ChecklistAdmin(ReadOnly):
    """Those that were shared with the committee, and only these."""

    list_display = ["__str__", "held_by", "done", "taken_at"]
    list_filter = ["holder_kind", ("put_away_at", admin.EmptyFieldListFilter)]

    def get_changelist(self, request, **kwargs):
        return _Held

    def get_queryset(self, request):
        rows = super().get_queryset(request).filter(is_shared=True).with_counts()
        return rows.select_related("version__template")

    def has_change_permission(self, request, obj=None):
        return False

    @admin.display(description=_("whose"))
    def held_by(self, checklist):
        return format_html(
            '<a href="{}">{}</a>', checklist.get_absolute_url(), checklist.holder or "–"
        )

    @admin.display(description=_("how far it is"))
    def done(self, checklist):
        return f"{checklist.done_count} / {checklist.step_count}"


class AnsweredFilter(admin.SimpleListFilter):
    title = _("answered")
    parameter_name = "answered"

    def lookups(self, request, model_admin):
        return [("no", _("asks that nobody has answered"))]

    def queryset(self, request, queryset):
        return queryset.unanswered() if self.value() == "no" else queryset


@admin.register(PeerRequest)
class PeerRequestAdmin(DecisionPage, ReadOnly):
    """Asks and offers; whom nobody has answered is brought together with somebody here."""

    queue = "answered=no"
    decision_template = "admin/roadmaps/peerrequest/decide.html"
    list_display = ["holder", "item", "direction", "created_at", "withdrawn_at"]
    list_filter = [AnsweredFilter, "direction", ("withdrawn_at", admin.EmptyFieldListFilter)]
    list_select_related = ["template"]

    def get_changelist(self, request, **kwargs):
        return _Requests

    def waiting_for(self, user):
        return PeerRequest.objects.unanswered()

    def may_decide(self, request, thing):
        is_open = thing.withdrawn_at is None and thing.direction == PeerRequest.Direction.ASK
        return is_open and self.has_change_permission(request, thing)

    def decision_context(self, request, thing):
        pairs = list(PeerPair.objects.filter(ask=thing))
        holders.in_bulk(pairs)
        data = request.POST if request.method == "POST" else None
        return {
            "form": PairForm(data, ask=thing) if self.may_decide(request, thing) else None,
            "pairs": pairs,
            "site_url": thing.get_absolute_url(),
            "list_url": reverse("admin:roadmaps_peerrequest_changelist"),
        }

    def decide(self, request, thing) -> str:
        form = PairForm(request.POST, ask=thing)
        if not form.is_valid():
            raise Refused(gettext("Choose who could help."))
        helper = form.chosen()
        peers.propose_by_hand(thing, helper, request.user, form.cleaned_data["note"])
        return gettext("%(name)s has been asked, and both have been told.") % {"name": helper}
