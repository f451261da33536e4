import uuid

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from core.limits import limited_for_visitors
from forum import permissions
from forum.actions import reading
from forum.models import Board, Post, Topic


@require_safe
def board_list(request):
    viewer = request.user
    boards = list(Board.objects.visible_to(viewer).with_newest())
    new_for = reading.NewFor(viewer)
    fresh = new_for.boards()
    # The boards are at hand; asking for them again would keep the newest from being found first.
    newest = Topic.objects.filter(board__in=boards, is_shown=True).order_by("-newest_at", "-pk")
    topics = list(newest.with_mark_of(viewer).for_rows()[:6])
    known = {board.pk: board for board in boards}
    for topic in topics:
        topic.board = known[topic.board_id]
    context = {
        "boards": [(board, board.pk in fresh) for board in boards],
        "topics": [(topic, new_for.is_new(topic)) for topic in topics],
        "has_new": bool(fresh),
    }
    return render(request, "forum/board_list.html", context)


@require_safe
@limited_for_visitors
def board_detail(request, slug):
    viewer = request.user
    board = get_object_or_404(Board.objects.visible_to(viewer).with_watch_of(viewer), slug=slug)
    moderates = permissions.can_moderate(viewer)
    listed = board.topics.all() if moderates else board.topics.filter(is_shown=True)
    paginator = Paginator(listed.in_reading_order().values("pk"), Topic.PAGE)
    if not moderates:
        paginator.count = board.topic_count  # kept, so nothing is counted here
    page = paginator.get_page(request.GET.get("page"))

    # The page is found in the index alone; only its twenty rows are fetched.
    topics = Topic.objects.filter(pk__in=page.object_list).in_reading_order()
    topics = topics.with_mark_of(viewer).for_rows()
    new_for = reading.NewFor(viewer)
    waiting = []
    if viewer.is_authenticated and not moderates and page.number == 1:
        waiting = board.topics.filter(author=viewer, last_position=0, hidden_at=None)
        waiting = waiting.only("short_id", "slug", "title")
    context = {
        "board": board,
        "page": page,
        "topics": [(topic, new_for.is_new(topic)) for topic in topics],
        "waiting": waiting,
        "may_begin": permissions.can_begin(viewer, board),
    }
    return render(request, "forum/board_detail.html", context)


class PositionPaginator(Paginator):
    """Pages of a topic as ranges of positions.

    Page 50 asks for the rows from 981 to 1,000; it counts nothing and skips nothing.
    """

    def __init__(self, topic, posts):
        super().__init__(posts.order_by("position"), Topic.PAGE)
        self.count = max(topic.last_position, 1)

    def page(self, number):
        number = self.validate_number(number)
        last = number * self.per_page
        rows = self.object_list.filter(position__range=(last - self.per_page + 1, last))
        return Page(list(rows), number, self)


@require_safe
def topic_short(request, short_id):
    topic = get_object_or_404(Topic.objects.visible_to(request.user), short_id=short_id)
    return redirect(topic, permanent=True)


@require_safe
def topic_detail(request, short_id, slug):
    viewer = request.user
    topics = Topic.objects.visible_to(viewer).select_related("board").with_habits_of(viewer)
    topic = get_object_or_404(topics, short_id=short_id)
    if slug != topic.slug:
        return redirect(topic, permanent=True)

    page = PositionPaginator(topic, topic.posts.with_author()).get_page(request.GET.get("page"))
    posts = list(page.object_list)
    waiting = []
    if viewer.is_authenticated and topic.has_waiting and not page.has_next():
        waiting = topic.posts.let_through_for(viewer).filter(position=None).with_author()
    context = {
        "topic": topic,
        "board": topic.board,
        "page": page,
        "posts": [_as_seen(post, topic, viewer) for post in [*posts, *waiting]],
        # Everything is new to whoever comes first: no mark then.
        "read_to": getattr(topic, "read_to", None) or topic.last_position,
        "may_reply": permissions.can_reply(viewer, topic),
        "may_moderate": permissions.can_moderate(viewer),
        "read_on": _read_on(topic, viewer, posts),
        "once": uuid.uuid4(),
    }
    return render(request, "forum/topic_detail.html", context)


def _as_seen(post, topic, viewer):
    """A post with what this reader may see of it and do with it."""
    post.topic = topic
    post.is_readable = permissions.can_read_text(viewer, post)
    post.may_edit = permissions.can_edit(viewer, post) and not topic.locked
    post.may_report = permissions.can_report(viewer, post)
    post.may_see_history = post.edited_at and permissions.can_see_history(viewer, post)
    if post.author:
        post.author_is_found = post.author.is_visible_to(viewer)
        post.photo = post.author.photo if "photo" in post.author.shown_to(viewer) else None
    return post


def _read_on(topic, viewer, posts) -> str:
    """Move the viewer's mark to the end of this page; returns the way to their first new post.

    The way is empty where nothing was new, or where the first new post is on this page's start.
    """
    if not viewer.is_authenticated:
        return ""
    before = topic.read_to or 0
    if posts and posts[-1].position > before:
        reading.mark(topic, viewer.pk, posts[-1].position)
    return topic.url_at(before + 1) if 0 < before < topic.last_position else ""


@require_safe
def post_detail(request, short_id):
    posts = Post.objects.visible_to(request.user).select_related("topic")
    return redirect(get_object_or_404(posts, short_id=short_id))


@require_safe
def post_history(request, short_id):
    posts = Post.objects.visible_to(request.user).select_related("topic__board", "author")
    post = get_object_or_404(posts, short_id=short_id)
    if not permissions.can_see_history(request.user, post):
        raise PermissionDenied
    context = {"post": post, "topic": post.topic, "revisions": post.revisions.all()}
    return render(request, "forum/post_history.html", context)
