import hashlib
import json

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from core import markdown
from core.addresses import address
from core.ids import short_id

from .topics import Topic


class PostQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """Which posts somebody may open, in topics that they may open.

        anyone      posts that were let through; a hidden one as a placeholder without its text
        author      also their own that wait for a moderator
        moderators  all
        """
        return self.let_through_for(viewer).filter(topic__in=Topic.objects.visible_to(viewer))

    def let_through_for(self, viewer):
        """The half of `visible_to` that is about the post, for a topic already allowed."""
        if viewer.has_perm("forum.change_post"):
            return self
        if viewer.is_authenticated:
            return self.filter(Q(position__isnull=False) | Q(author=viewer))
        return self.filter(position__isnull=False)

    def shown(self):
        """What everybody who may open the topic can read."""
        return self.filter(position__isnull=False, hidden_at=None)

    def held(self):
        """What waits for a moderator."""
        return self.filter(position=None, hidden_at=None)

    def with_author(self):
        """With what stands beside a post of its author, and nothing more."""
        shown = ["handle", "first_name", "last_name", "photo", "shows"]
        asked = ["is_active", "is_member", "listed_for", "withheld_at", "institution"]
        people = [f"author__{field}" for field in (*shown, *asked)]
        fields = [field.attname for field in self.model._meta.concrete_fields]
        return self.select_related("author").only(*fields, *people)


class Post(models.Model):
    """What somebody wrote in a topic."""

    MAX_LENGTH = 20_000

    short_id = models.CharField(max_length=10, unique=True, default=short_id, editable=False)
    topic = models.ForeignKey(Topic, models.CASCADE, related_name="posts", verbose_name=_("topic"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+",
        verbose_name=_("author"),
    )  # fmt: skip
    # 1, 2, 3 … in the order in which they appeared, never reused: a page of a topic is a range
    # of positions. None while the post waits for a moderator.
    position = models.PositiveIntegerField(_("position"), null=True, editable=False)
    text = models.TextField(_("text"), max_length=MAX_LENGTH)
    # What the parser made of `text`, and which parser; cleaned at every output (see `html`).
    parsed = models.TextField(editable=False)
    parser = models.CharField(max_length=16, editable=False)
    created_at = models.DateTimeField(_("written"), default=timezone.now)
    edited_at = models.DateTimeField(_("changed"), null=True, editable=False)
    hidden_at = models.DateTimeField(_("hidden"), null=True, editable=False)
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+",
        verbose_name=_("hidden by"),
    )  # fmt: skip
    hidden_reason = models.CharField(_("why it is hidden"), max_length=300, editable=False)
    # Its author left and took the words along; the place in the conversation stays.
    removed = models.BooleanField(default=False, editable=False)
    # Made with the form, so that a form sent twice posts once.
    once = models.UUIDField(null=True, editable=False)
    # When those who watch were told; None: it still has to be done.
    told_at = models.DateTimeField(null=True, editable=False)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        constraints = [
            models.UniqueConstraint(
                fields=["topic", "position"], name="one_post_at_a_position_of_a_topic"
            ),
            models.UniqueConstraint(
                fields=["author", "once"], name="a_form_sent_twice_posts_once"
            ),
        ]
        indexes = [
            models.Index(fields=["topic"], condition=Q(position=None), name="posts_that_are_held"),
            models.Index(
                fields=["created_at"], condition=Q(told_at=None), name="posts_nobody_was_told_of"
            ),
            models.Index(fields=["author", "-created_at"], name="posts_of_an_author"),
        ]

    def __str__(self):
        return f"{self.topic} #{self.position or '–'}"

    def save(self, *args, **kwargs):
        if self.parser != markdown.VERSION:
            self.write(self.text)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        if self.position is None:
            return f"{self.topic.newest_url.partition('#')[0]}#held-{self.short_id}"
        return self.topic.url_at(self.position)

    @property
    def mark(self) -> str:
        """Stands on the page of whoever decides about it: another one after any change."""
        words = json.dumps([self.topic.title, self.text])
        return hashlib.sha256(words.encode()).hexdigest()

    @property
    def report_url(self) -> str:
        return address("forum:post_report", self.short_id)

    def write(self, text: str) -> None:
        """Take `text`, and parse it once for all its readers."""
        self.text, self.parsed, self.parser = text, markdown.parse(text), markdown.VERSION

    @property
    def html(self) -> SafeString:
        """Its text as safe HTML, cleaned now, by the allow-list of now."""
        if self.parser != markdown.VERSION:
            return markdown.render(self.text)
        return markdown.clean(self.parsed)

    @property
    def words(self) -> str:
        """Its text as bare words, for search and excerpts."""
        stale = self.parser != markdown.VERSION
        return markdown.plain(self.text) if stale else markdown.words(self.parsed)

    @property
    def is_held(self) -> bool:
        return self.position is None and self.hidden_at is None

    @property
    def is_hidden(self) -> bool:
        return self.hidden_at is not None


class PostRevision(models.Model):
    """What a post said before a change."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="revisions")
    text = models.TextField()
    # When these words were replaced.
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("earlier wording")
        verbose_name_plural = _("earlier wordings")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.post} {self.at:%Y-%m-%d %H:%M}"
