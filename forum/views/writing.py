from functools import wraps

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from core import limits, markdown
from core.exceptions import Refused
from forum import permissions
from forum.actions import moderating, writing
from forum.forms import EditForm, FirstPostForm, ReplyForm, ReportForm, TopicForm
from forum.models import Board, Post, Preference, Topic
from forum.quoting import quotation

DRAFT = "forum-draft"
_KEPT = ("title", "text")


def login_keeps_the_words(view):
    """`login_required`, but what was typed while the session ran out is there afterwards."""

    @wraps(view)
    def wrapper(request, *args, **kwargs):
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if request.POST.get("text"):
            words = {name: request.POST.get(name, "")[: Post.MAX_LENGTH] for name in _KEPT}
            request.session[DRAFT] = {"path": request.path, **words}
        return redirect_to_login(request.get_full_path())

    return wrapper


@login_keeps_the_words
@require_http_methods(["GET", "POST"])
def topic_new(request, slug):
    board = get_object_or_404(Board.objects.visible_to(request.user), slug=slug)
    if not permissions.can_begin(request.user, board):
        raise PermissionDenied

    def begin(**words):
        return writing.begin(board, request.user, **words)

    return _write(request, TopicForm, begin, {"board": board, "heading": _("New topic")})


@login_keeps_the_words
@require_http_methods(["GET", "POST"])
def topic_reply(request, short_id, slug):
    topics = Topic.objects.visible_to(request.user).select_related("board")
    topic = get_object_or_404(topics, short_id=short_id)
    if not permissions.is_one_of_us(request.user):
        raise PermissionDenied

    def reply(**words):
        return writing.reply(topic, request.user, **words)

    text, is_cut = _quoted(request, topic)
    context = {"board": topic.board, "topic": topic, "heading": _("Reply"),
               "quotation_is_cut": is_cut}  # fmt: skip
    return _write(request, ReplyForm, reply, context, text=text)


@login_keeps_the_words
@require_http_methods(["GET", "POST"])
def post_edit(request, short_id):
    posts = Post.objects.visible_to(request.user).select_related("topic__board", "author")
    post = get_object_or_404(posts, short_id=short_id)
    if not permissions.can_edit(request.user, post):
        raise PermissionDenied

    def edit(**words):
        return writing.edit(post, request.user, **words)

    topic = post.topic
    context = {"board": topic.board, "topic": topic, "heading": _("Change your post"),
               "is_edit": True}  # fmt: skip
    form_class = FirstPostForm if post.position == 1 or topic.is_waiting else EditForm
    return _write(request, form_class, edit, context, text=post.text, title=topic.title)


def _write(request, form_class, act, context, **initial):
    """One screen for all writing. Whatever says no, what was typed is drawn again."""
    if request.method != "POST":
        return _blank(request, form_class, context, initial)
    form = form_class(request.POST)
    if "preview" in request.POST:
        return _preview(request, form, context)
    if not form.is_valid():
        return _draw(request, form, context)
    wait = _wait(request.user)
    if wait:
        form.add_error(None, _too_often(-(-wait // 60)))
        response = _draw(request, form, context, status=429)
        response["Retry-After"] = str(wait)
        return response
    try:
        post = act(**form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _draw(request, form, context, status=409)
    request.session.pop(DRAFT, None)
    if post.is_held:
        messages.info(request, _("Thank you. A moderator reads the first words of every new "
                                 "colleague; yours will appear soon after."))  # fmt: skip
    return redirect(post)


def _blank(request, form_class, context, initial):
    wish = Preference.objects.filter(person=request.user).first()
    initial["watch"] = wish.watch_own if wish else True
    draft = request.session.get(DRAFT, {})
    if draft.get("path") == request.path:
        initial |= {name: draft[name] for name in _KEPT if draft.get(name)}
        context["is_draft"] = True
    return _draw(request, form_class(initial=initial), context)


def _preview(request, form, context):
    """What was typed as it will look: into the page by htmx, else the screen drawn again."""
    form.is_valid()
    context["preview"] = markdown.render(form.cleaned_data.get("text", ""))
    if request.htmx:
        return render(request, "forum/write.html#preview", {**context, "form": form})
    return _draw(request, form, context)


def _draw(request, form, context, status=200):
    return render(request, "forum/write.html", {**context, "form": form}, status=status)


def _wait(author) -> int:
    """Seconds until this author may post again.

    Newcomers may post 5 times in an hour, others 20 times in ten minutes.
    """
    if writing.is_newcomer(author):
        return limits.hit("forum-newcomer", str(author.pk), 5, 3600)
    return limits.hit("forum-post", str(author.pk), 20, 600)


def _too_often(minutes: int) -> str:
    return ngettext(
        "That is many posts in a short time. Your words are kept here; "
        "please try again in %(minutes)d minute.",
        "That is many posts in a short time. Your words are kept here; "
        "please try again in %(minutes)d minutes.",
        minutes,
    ) % {"minutes": minutes}


def _quoted(request, topic) -> tuple[str, bool]:
    """The words of `?quote=<post>` as a quotation, and whether they had to be cut."""
    wanted = request.GET.get("quote", "")[:10].replace("\x00", "")
    post = topic.posts.shown().select_related("author").filter(short_id=wanted).first()
    return quotation(post) if wanted and post else ("", False)


@login_keeps_the_words
@limits.limited("forum-report", 20, 3600)
@require_http_methods(["GET", "POST"])
def post_report(request, short_id):
    posts = Post.objects.visible_to(request.user).select_related("topic__board", "author")
    post = get_object_or_404(posts, short_id=short_id)
    if not permissions.can_report(request.user, post):
        raise PermissionDenied
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        moderating.report(post, request.user, **form.cleaned_data)
        messages.success(request, _("Thank you. A moderator will look at it and tell you."))
        return redirect(post)
    context = {"form": form, "post": post, "topic": post.topic}
    return render(request, "forum/post_report.html", context)
