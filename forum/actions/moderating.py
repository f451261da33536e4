"""What moderators do. Each is recorded with who, when and why, and can be undone."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import search
from core.exceptions import Refused
from forum import permissions
from forum.models import Board, Post, Report, Ruling, Topic
from forum.search import update_audience
from members.models import User
from notifications.sentences import Sentence

from . import telling, writing


def _refuse_who_may_not(moderator: User) -> None:
    """A desk shows its rows to people who may only read them."""
    if not permissions.can_moderate(moderator):
        raise Refused(_("Only moderators can do that."))


def _locked(topic_id: int) -> Topic:
    return Topic.objects.select_for_update(of=["self"]).select_related("board").get(pk=topic_id)


def _counted(topic: Topic, *boards: Board) -> None:
    """Put the kept numbers, and search, right after posts or topics came or went."""
    topic.recount()
    search.index(topic)
    # In one order, or two moderators who move topics opposite ways wait for each other.
    for board in sorted({topic.board, *boards}, key=lambda board: board.pk):
        Board.objects.select_for_update().get(pk=board.pk).recount()


@transaction.atomic
def hide(post: Post, moderator: User, reason: str) -> None:
    """Put a placeholder in the place of a post, and tell its author why."""
    _refuse_who_may_not(moderator)
    topic = _locked(post.topic_id)
    post = Post.objects.select_for_update().get(pk=post.pk)
    if post.is_hidden:
        raise Refused(_("This post is hidden already."))
    if not reason.strip():
        raise Refused(_("Please say why: the author will read it."))
    post.hidden_at, post.hidden_by, post.hidden_reason = timezone.now(), moderator, reason
    post.save(update_fields=["hidden_at", "hidden_by", "hidden_reason"])
    _rule(Ruling.Verb.HIDE, topic, moderator, reason, post)
    _close_reports(post, moderator, Report.State.HIDDEN)
    _counted(topic)
    telling.tell_author(
        post,
        Sentence(
            gettext_lazy("A moderator hid your post in “%(title)s”: %(reason)s"),
            title=topic.title,
            reason=reason,
        ),
    )


@transaction.atomic
def show(post: Post, moderator: User) -> None:
    """Take the hiding of a post back."""
    _refuse_who_may_not(moderator)
    topic = _locked(post.topic_id)
    post = Post.objects.select_for_update().get(pk=post.pk)
    if not post.is_hidden:
        raise Refused(_("This post is not hidden."))
    post.hidden_at, post.hidden_by, post.hidden_reason = None, None, ""
    # Whoever watches is not told today of a post of last week.
    if post.position:
        post.told_at = post.told_at or timezone.now()
    post.save()
    _rule(Ruling.Verb.SHOW, topic, moderator, "", post)
    _counted(topic)
    telling.tell_author(
        post, Sentence(gettext_lazy("Your post in “%(title)s” is shown again."), title=topic.title)
    )


@transaction.atomic
def release(post: Post, moderator: User, *, seen: str = "") -> None:
    """Let a newcomer's post through: it takes the next place, and those who watch are told.

    `seen` is its mark as the moderator read it: what was changed since is read again first.
    """
    _refuse_who_may_not(moderator)
    topic = _locked(post.topic_id)
    post = Post.objects.select_for_update().get(pk=post.pk)
    if not post.is_held:
        raise Refused(_("This post does not wait any more."))
    post.topic = topic
    if seen and seen != post.mark:
        raise Refused(_("This has been changed meanwhile. Please look at it again."))
    writing.let_through(post)
    _rule(Ruling.Verb.RELEASE, topic, moderator, "", post)
    telling.tell_author(
        post,
        Sentence(gettext_lazy("Your post in “%(title)s” can be read now."), title=topic.title),
    )


@transaction.atomic
def hide_topic(topic: Topic, moderator: User, reason: str) -> None:
    """Take a whole topic out of sight, and tell who began it why."""
    _refuse_who_may_not(moderator)
    topic = _locked(topic.pk)
    if topic.is_hidden:
        raise Refused(_("This topic is hidden already."))
    if not reason.strip():
        raise Refused(_("Please say why: the author will read it."))
    topic.hidden_at, topic.hidden_by, topic.hidden_reason = timezone.now(), moderator, reason
    topic.save(update_fields=["hidden_at", "hidden_by", "hidden_reason"])
    _rule(Ruling.Verb.HIDE, topic, moderator, reason)
    _counted(topic)
    telling.tell_person(
        topic.author,
        Sentence(
            gettext_lazy("A moderator hid your topic “%(title)s”: %(reason)s"),
            title=topic.title,
            reason=reason,
        ),
        topic,
    )


@transaction.atomic
def show_topic(topic: Topic, moderator: User) -> None:
    """Take the hiding of a topic back."""
    _refuse_who_may_not(moderator)
    topic = _locked(topic.pk)
    if not topic.is_hidden:
        raise Refused(_("This topic is not hidden."))
    topic.hidden_at, topic.hidden_by, topic.hidden_reason = None, None, ""
    topic.save(update_fields=["hidden_at", "hidden_by", "hidden_reason"])
    _rule(Ruling.Verb.SHOW, topic, moderator, "")
    _counted(topic)
    telling.tell_person(
        topic.author,
        Sentence(gettext_lazy("Your topic “%(title)s” is shown again."), title=topic.title),
        topic,
    )


@transaction.atomic
def move(topic: Topic, board: Board, moderator: User) -> None:
    """Put a topic on another board; its address stays."""
    _refuse_who_may_not(moderator)
    topic = _locked(topic.pk)
    old = topic.board
    if old == board:
        raise Refused(_("The topic is on this board already."))
    topic.board = board
    topic.save(update_fields=["board"])
    _rule(Ruling.Verb.MOVE, topic, moderator, f"{old} → {board}")
    _counted(topic, old)


@transaction.atomic
def set_locked(topic: Topic, moderator: User, value: bool) -> None:
    """Close a topic for replies, or open it again."""
    _refuse_who_may_not(moderator)
    topic = _locked(topic.pk)
    if topic.locked != value:
        topic.locked = value
        topic.save(update_fields=["locked"])
        _rule(Ruling.Verb.LOCK if value else Ruling.Verb.UNLOCK, topic, moderator, "")


@transaction.atomic
def set_pinned(topic: Topic, moderator: User, value: bool) -> None:
    """Keep a topic at the top of its board, or let it go its way."""
    _refuse_who_may_not(moderator)
    topic = _locked(topic.pk)
    if topic.pinned != value:
        topic.pinned = value
        topic.save(update_fields=["pinned"])
        _rule(Ruling.Verb.PIN if value else Ruling.Verb.UNPIN, topic, moderator, "")


@transaction.atomic
def report(post: Post, reporter: User, reason: str, note: str = "") -> Report:
    """Ask a moderator to look at a post. Asking twice is asking once."""
    if not permissions.can_report(reporter, post):
        raise Refused(_("You cannot report this post."))
    found, _made = Report.objects.get_or_create(
        post=post, reporter=reporter, state=Report.State.OPEN,
        defaults={"reason": reason, "note": note},
    )  # fmt: skip
    return found


@transaction.atomic
def uphold(report: Report, moderator: User) -> None:
    """The report was right: hide the post, which closes all reports of it."""
    _refuse_who_may_not(moderator)
    report = _open_report(report)
    if report.post.is_hidden:
        _close_reports(report.post, moderator, Report.State.HIDDEN)
    else:
        hide(report.post, moderator, str(report.get_reason_display()))


@transaction.atomic
def dismiss(report: Report, moderator: User) -> None:
    """The post may stay: close the reports of it."""
    _refuse_who_may_not(moderator)
    report = _open_report(report)
    _close_reports(report.post, moderator, Report.State.KEPT)


def _open_report(report: Report) -> Report:
    """The report as it is now, if nobody has decided; a rival waits at the lock on its topic."""
    _locked(report.post.topic_id)
    report = Report.objects.select_related("post__topic__board").get(pk=report.pk)
    if report.state != Report.State.OPEN:
        raise Refused(_("This report has been decided already."))
    return report


def _close_reports(post: Post, moderator: User, state: str) -> None:
    open_ones = post.reports.filter(state=Report.State.OPEN).select_related("reporter")
    for report in open_ones:
        report.state, report.resolved_by = state, moderator
        report.resolved_at = timezone.now()
        report.save(update_fields=["state", "resolved_by", "resolved_at"])
        hidden = state == Report.State.HIDDEN
        telling.tell_person(report.reporter, _answer(hidden), post)


def _answer(hidden: bool):
    if hidden:
        return gettext_lazy("Thank you for your report: the post has been hidden.")
    return gettext_lazy("Thank you for your report: a moderator has looked, and the post stays.")


@transaction.atomic
def save_board(board: Board) -> None:
    """Save a board; its topics are found by its audience from the same moment on."""
    board.save()
    update_audience(board)


def _rule(verb: str, topic: Topic, moderator: User, reason: str, post: Post | None = None) -> None:
    Ruling.objects.create(verb=verb, topic=topic, post=post, by=moderator, reason=reason[:300])
