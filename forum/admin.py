from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.admin.bases import DecisionAdmin, ReadOnly
from core.admin.queue import DecisionPage
from core.exceptions import Refused
from core.markdown import plain
from forum.actions import moderating
from forum.models import Board, Post, Report, Ruling, Topic


def _where(post):
    """The topic, its board and the author in one column, so that the text has room."""
    return format_html(
        '<a href="{}">{}</a><br>{}<br>{}',
        post.get_absolute_url(), post.topic.title, post.topic.board,
        post.author or _("former member"),
    )  # fmt: skip


class WhyForm(ActionForm):
    reason = forms.CharField(label=_("Why"), required=False, max_length=300)


class WhyAndWhereForm(WhyForm):
    board = forms.ModelChoiceField(Board.objects.all(), label=_("Board"), required=False)


@admin.register(Board)
class BoardAdmin(admin.ModelAdmin):
    list_display = ["name", "slug", "audience", "posting", "topic_count", "post_count", "order"]
    prepopulated_fields = {"slug": ["name"]}

    def save_model(self, request, obj, form, change):
        moderating.save_board(obj)


@admin.register(Topic)
class TopicAdmin(DecisionAdmin):
    list_display = ["title", "on_site", "board", "author", "newest_at", "pinned", "locked",
                    "is_shown"]  # fmt: skip
    list_filter = ["board", "pinned", "locked", "is_shown"]
    list_select_related = ["board", "author"]
    search_fields = ["title"]
    ordering = ["-newest_at"]
    show_full_result_count = False
    action_form = WhyAndWhereForm
    actions = ["hide", "show", "lock", "unlock", "pin", "unpin", "move"]

    @admin.display(description=_("on the site"))
    def on_site(self, topic):
        return format_html('<a href="{}">{}</a>', topic.get_absolute_url(), _("read"))

    @admin.action(description=_("Hide (say why)"))
    def hide(self, request, topics):
        self.do_each(
            request, topics, moderating.hide_topic, request.user, request.POST.get("reason", "")
        )

    @admin.action(description=_("Show again"))
    def show(self, request, topics):
        self.do_each(request, topics, moderating.show_topic, request.user)

    @admin.action(description=_("Lock"))
    def lock(self, request, topics):
        self.do_each(request, topics, moderating.set_locked, request.user, True)

    @admin.action(description=_("Open for replies"))
    def unlock(self, request, topics):
        self.do_each(request, topics, moderating.set_locked, request.user, False)

    @admin.action(description=_("Pin"))
    def pin(self, request, topics):
        self.do_each(request, topics, moderating.set_pinned, request.user, True)

    @admin.action(description=_("Unpin"))
    def unpin(self, request, topics):
        self.do_each(request, topics, moderating.set_pinned, request.user, False)

    @admin.action(description=_("Move (say to which board)"))
    def move(self, request, topics):
        board = Board.objects.filter(pk=request.POST.get("board") or 0).first()
        if board is None:
            self.message_user(request, _("Please say to which board."), messages.WARNING)
        else:
            self.do_each(
                request, topics, lambda topic: moderating.move(topic, board, request.user)
            )


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [("held", _("waits to be read")), ("hidden", _("hidden"))]

    def queryset(self, request, queryset):
        if self.value() == "held":
            return queryset.held()
        return queryset.exclude(hidden_at=None) if self.value() == "hidden" else queryset


@admin.register(Post)
class PostAdmin(DecisionPage, DecisionAdmin):
    queue = "state=held"
    decision_template = "admin/forum/post/decide.html"
    list_display = ["excerpt", "where", "created_at"]
    list_filter = [StateFilter, "topic__board"]
    list_select_related = ["topic__board", "author"]
    ordering = ["-created_at"]
    show_full_result_count = False
    action_form = WhyForm
    actions = ["release", "hide", "show"]

    def waiting_for(self, user):
        return Post.objects.held()

    def decision_context(self, request, post):
        return {"post": post, "typed": request.POST}

    def decide(self, request, post):
        why = request.POST.get("reason", "").replace("\x00", "")[:300]
        match request.POST.get("verb"):
            case "release":
                moderating.release(post, request.user, seen=request.POST.get("seen", ""))
                return gettext("The post can be read now.")
            case "hide":
                moderating.hide(post, request.user, why)
                return gettext("The post is hidden.")
            case "show":
                moderating.show(post, request.user)
                return gettext("The post is shown again.")
        raise Refused(_("Choose what to do with it."))

    @admin.display(description=_("text"))
    def excerpt(self, post):
        return plain(post.text)[:300] or "–"

    @admin.display(description=_("where and who"))
    def where(self, post):
        return _where(post)

    @admin.action(description=_("Approve"))
    def release(self, request, posts):
        self.do_each(request, posts, moderating.release, request.user)

    @admin.action(description=_("Hide (say why)"))
    def hide(self, request, posts):
        self.do_each(request, posts, moderating.hide, request.user, request.POST.get("reason", ""))

    @admin.action(description=_("Show again"))
    def show(self, request, posts):
        self.do_each(request, posts, moderating.show, request.user)


@admin.register(Report)
class ReportAdmin(DecisionPage, DecisionAdmin):
    queue = "state__exact=open"
    decision_template = "admin/forum/report/decide.html"
    list_display = ["excerpt", "where", "why", "created_at", "state"]
    list_filter = ["state", "reason"]
    list_select_related = ["post__topic__board", "post__author", "reporter", "resolved_by"]
    actions = ["uphold", "dismiss"]

    def waiting_for(self, user):
        return Report.objects.filter(state=Report.State.OPEN)

    def may_decide(self, request, report):
        return report.state == Report.State.OPEN and self.has_change_permission(request, report)

    def decision_context(self, request, report):
        is_open = report.state == Report.State.OPEN
        reports = report.post.reports.filter(state=report.state) if is_open else [report]
        return {"post": report.post, "reports": reports}

    def decide(self, request, report):
        match request.POST.get("verb"):
            case "uphold":
                moderating.uphold(report, request.user)
                return gettext("The post is hidden.")
            case "dismiss":
                moderating.dismiss(report, request.user)
                return gettext("The post stays.")
        raise Refused(_("Choose what to do with it."))

    @admin.display(description=_("text"))
    def excerpt(self, report):
        return plain(report.post.text)[:300] or "–"

    @admin.display(description=_("where and who"))
    def where(self, report):
        return _where(report.post)

    @admin.display(description=_("why"))
    def why(self, report):
        lines = [report.get_reason_display(), report.note, report.reporter or ""]
        return format_html_join(mark_safe("<br>"), "{}", ([line] for line in lines if line))

    @admin.action(description=_("Hide the post"))
    def uphold(self, request, reports):
        self.do_each(request, reports, moderating.uphold, request.user)

    @admin.action(description=_("Keep the post"))
    def dismiss(self, request, reports):
        self.do_each(request, reports, moderating.dismiss, request.user)


@admin.register(Ruling)
class RulingAdmin(ReadOnly, DecisionAdmin):
    list_display = ["at", "by", "verb", "topic", "post", "reason"]
    list_filter = ["verb"]
    list_select_related = ["by", "topic", "post__topic"]
    show_full_result_count = False
