from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.addresses import address

# Words that stand where a board's slug could stand: /forum/feed/ is not a board.
RESERVED = {"t", "p", "feed", "read", "unwatch"}


class BoardQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """Which boards somebody may read.

        anyone      boards for everybody
        applicants  the same
        members     also boards for members
        moderators  all
        """
        if viewer.has_perm("forum.change_topic"):
            return self
        if viewer.is_authenticated and viewer.is_member:
            return self
        return self.filter(audience=Board.Audience.PUBLIC)

    def with_newest(self):
        """With what a list shows of each board's newest post, in the same query."""
        of_topic = ["short_id", "slug", "title", "last_position", "newest_at"]
        of_author = [f"newest_author__{field}" for field in ("handle", "first_name", "last_name")]
        return self.select_related("newest_topic__newest_author").only(
            "slug", "name", "description", "audience", "topic_count",
            *[f"newest_topic__{field}" for field in (*of_topic, *of_author)],
        )  # fmt: skip

    def with_watch_of(self, viewer):
        from .reading import Watch

        if not viewer.is_authenticated:
            return self
        watches = Watch.objects.filter(person=viewer, board=OuterRef("pk"), muted=False)
        return self.annotate(is_watched=Exists(watches))


class Board(models.Model):
    """A part of the forum with one subject, one audience, and one rule on who writes."""

    class Audience(models.TextChoices):
        PUBLIC = "public", _("everybody")
        MEMBERS = "members", _("members")

    class Posting(models.TextChoices):
        MEMBERS = "members", _("members")
        MODERATORS = "moderators", _("moderators begin topics, members reply")

    slug = models.SlugField(_("slug"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=80)
    description = models.CharField(_("what it is for"), max_length=250)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    audience = models.CharField(
        _("who reads"), max_length=10, choices=Audience, default=Audience.PUBLIC
    )
    posting = models.CharField(
        _("who writes"), max_length=10, choices=Posting, default=Posting.MEMBERS
    )

    # Kept by the actions, so that the index counts nothing.
    topic_count = models.PositiveIntegerField(default=0, editable=False)
    post_count = models.PositiveIntegerField(default=0, editable=False)
    newest_topic = models.ForeignKey(
        "forum.Topic", models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = BoardQuerySet.as_manager()

    class Meta:
        verbose_name = _("board")
        verbose_name_plural = _("boards")
        ordering = ["order", "name"]

    def __str__(self):
        return self.label

    def get_absolute_url(self) -> str:
        return address("forum:board", self.slug)

    def clean(self):
        if self.slug in RESERVED:
            raise ValidationError({"slug": _("This word is part of another address.")})

    @property
    def label(self) -> str:
        """Its name; of a board that our catalogues know, in the reader's language."""
        return gettext(self.name) if self.name else ""

    @property
    def about(self) -> str:
        """What it is for, in the reader's language where our catalogues know it."""
        return gettext(self.description) if self.description else ""

    @property
    def is_public(self) -> bool:
        return self.audience == self.Audience.PUBLIC

    def recount(self) -> None:
        """Count anew what is kept; for moderation, where steps of one are not enough."""
        shown = self.topics.filter(is_shown=True)
        sums = shown.aggregate(topics=models.Count("pk"), posts=models.Sum("post_count"))
        self.topic_count, self.post_count = sums["topics"], sums["posts"] or 0
        self.newest_topic = shown.order_by(F("newest_at").desc(), "-pk").first()
        self.save(update_fields=["topic_count", "post_count", "newest_topic"])
