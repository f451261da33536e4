from django.conf import settings
from django.db import models
from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.addresses import address
from core.ids import short_id
from core.slugs import slug_of

from .boards import Board
from .reading import Preference, Watch

# What a list shows of a person.
BYLINE = ["handle", "first_name", "last_name"]


def page_of(position: int) -> int:
    """The page of its topic on which the post at `position` stands."""
    return (position - 1) // Topic.PAGE + 1


class TopicQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """Which topics somebody may open, in boards that they may read.

        anyone      what is shown
        author      also their own that wait for a moderator or were hidden
        moderators  all
        """
        boards = Board.objects.visible_to(viewer)
        return self.shown_to(viewer).filter(board__in=boards)

    def shown_to(self, viewer):
        """The half of `visible_to` that is about the topic, for a board already allowed.

        A join with the boards would make a list read every row in front of its page.
        """
        if viewer.has_perm("forum.change_topic"):
            return self
        if viewer.is_authenticated:
            return self.filter(Q(is_shown=True) | Q(author=viewer))
        return self.filter(is_shown=True)

    def in_reading_order(self):
        return self.order_by("-pinned", "-newest_at", "-pk")

    def for_rows(self):
        """With what a list shows of each topic, and nothing more: lists are long."""
        people = [f"{who}__{field}" for who in ("author", "newest_author") for field in BYLINE]
        return self.select_related("author", "newest_author").only(
            "short_id", "slug", "title", "board", "pinned", "locked", "hidden_at",
            "last_position", "post_count", "newest_at", *people,
        )  # fmt: skip

    def with_mark_of(self, viewer):
        """With `read_to`: the position up to which the viewer has read, or None."""
        if not viewer.is_authenticated:
            return self
        own = FilteredRelation("marks", condition=Q(marks__person=viewer))
        return self.annotate(own_mark=own, read_to=F("own_mark__position"))

    def with_habits_of(self, viewer):
        """With what the topic's page needs to know of its reader, in the same query."""
        if not viewer.is_authenticated:
            return self
        from .posts import Post

        watches = Watch.objects.filter(person=viewer, muted=False)
        waiting = Post.objects.let_through_for(viewer).filter(position=None)
        wishes = Preference.objects.filter(person=viewer).values("watch_own")[:1]
        return self.with_mark_of(viewer).annotate(
            is_watched=Exists(watches.filter(topic=OuterRef("pk"))),
            watch_own=Subquery(wishes),
            has_waiting=Exists(waiting.filter(topic=OuterRef("pk"))),
        )


class Topic(models.Model):
    """One conversation on a board."""

    # Posts on a page of the topic, and topics on a page of a board.
    PAGE = 20

    short_id = models.CharField(max_length=10, unique=True, default=short_id, editable=False)
    board = models.ForeignKey(
        Board, models.PROTECT, related_name="topics", verbose_name=_("board")
    )
    title = models.CharField(_("title"), max_length=160)
    slug = models.SlugField(max_length=80, editable=False)
    # Nobody: a former member.
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+",
        verbose_name=_("author"),
    )  # fmt: skip
    created_at = models.DateTimeField(_("begun"), default=timezone.now)
    pinned = models.BooleanField(_("pinned"), default=False)
    locked = models.BooleanField(_("locked"), default=False)
    hidden_at = models.DateTimeField(_("hidden"), null=True, blank=True)
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("hidden by"),
    )  # fmt: skip
    hidden_reason = models.CharField(_("why it is hidden"), max_length=300, blank=True)

    # Kept by the actions. `last_position` only ever grows: the next post stands after it.
    last_position = models.PositiveIntegerField(default=0, editable=False)
    post_count = models.PositiveIntegerField(default=0, editable=False)
    is_shown = models.BooleanField(default=False, editable=False)
    newest_at = models.DateTimeField(default=timezone.now, editable=False)
    newest_author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        indexes = [
            # Holds all that a list filters and orders by: page 100 reads only the index up to
            # its own twenty rows.
            models.Index(
                fields=["board", "-pinned", "-newest_at", "-id", "is_shown", "author"],
                name="topics_of_a_board_in_order",
            ),
            models.Index(
                fields=["-newest_at", "-id"],
                condition=Q(is_shown=True),
                name="newest_topics_shown",
            ),
        ]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        if not self.slug:
            self.slug = slug_of(self.title, "topic", length=80)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return address("forum:topic", self.short_id, self.slug)

    def url_at(self, position: int) -> str:
        """The address of the post at `position`: its page of the topic, and its anchor."""
        page = page_of(position)
        query = f"?page={page}" if page > 1 else ""
        return f"{self.get_absolute_url()}{query}#post-{position}"

    @property
    def newest_url(self) -> str:
        return self.url_at(max(self.last_position, 1))

    @property
    def first_new_url(self) -> str:
        """Where the reader, whose mark the topic was taken with, had stopped."""
        return self.url_at(min((self.read_to or 0) + 1, max(self.last_position, 1)))

    @property
    def reply_count(self) -> int:
        return max(self.post_count - 1, 0)

    @property
    def replies(self) -> str:
        """How many replies there are, in words."""
        number = self.reply_count
        return ngettext("%(number)s reply", "%(number)s replies", number) % {"number": number}

    @property
    def is_hidden(self) -> bool:
        return self.hidden_at is not None

    @property
    def is_waiting(self) -> bool:
        """Whether its first post has not been let through yet."""
        return self.last_position == 0

    def recount(self) -> None:
        """Count anew what is kept; for moderation, where steps of one are not enough."""
        shown = self.posts.filter(position__isnull=False, hidden_at=None)
        self.post_count = shown.count()
        newest = shown.order_by("-position").first()
        if newest:
            self.newest_at, self.newest_author_id = newest.created_at, newest.author_id
        self.is_shown = self.hidden_at is None and self.post_count > 0
        self.save(update_fields=["post_count", "newest_at", "newest_author", "is_shown"])
