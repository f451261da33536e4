import hashlib
import json
import re
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import ids
from core.addresses import address
from core.jobs import LeasedQuerySet
from core.models import message_id

from .subscribers import List, Subscriber


class IssueQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """Who reads an issue in the archive.

        anyone    issues to a public list, once they left; cancelled ones no more
        editors   every issue that left, to private lists too, and cancelled
        """
        left = self.exclude(started_at=None)
        if viewer.has_perm("newsletters.view_issue"):
            return left
        return left.filter(in_archive=True).exclude(state=Issue.State.CANCELLED)

    def on_their_way(self):
        """Neither being written nor done: scheduled, leaving, or stopped."""
        state = Issue.State
        return self.filter(state__in=[state.SCHEDULED, state.SENDING, state.PAUSED])


class Issue(models.Model):
    """One newsletter: written by an editor, frozen when it starts to leave."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SCHEDULED = "scheduled", _("scheduled")
        SENDING = "sending", _("being sent")
        PAUSED = "paused", _("paused")
        SENT = "sent", _("sent")
        CANCELLED = "cancelled", _("cancelled")

    slug = models.SlugField(_("slug"), max_length=80, unique=True, editable=False)
    subject = models.CharField(_("subject"), max_length=150)
    lists = models.ManyToManyField(List, related_name="issues", verbose_name=_("goes to"))
    language = models.CharField(
        _("written in"), max_length=10, choices=settings.LANGUAGES, default="en"
    )
    intro = models.TextField(
        _("opening words"), max_length=20_000, blank=True,
        help_text=_("Markdown. What you would say first to a colleague."),
    )  # fmt: skip
    state = models.CharField(
        _("state"), max_length=12, choices=State, default=State.DRAFT, editable=False
    )
    scheduled_for = models.DateTimeField(_("leaves on"), null=True, blank=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+",
        editable=False, verbose_name=_("written by"),
    )  # fmt: skip
    created_at = models.DateTimeField(_("begun"), default=timezone.now, editable=False)
    started_at = models.DateTimeField(_("started"), null=True, blank=True, editable=False)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True, editable=False)
    # Whether one of its lists was public when it started.
    in_archive = models.BooleanField(default=False, editable=False)
    # {"sq": {"subject": …, "text": …, "html": …}} for each language of its recipients.
    frozen = models.JSONField(default=dict, editable=False)
    # Which words the editor had sent to themselves, and when.
    tested_at = models.DateTimeField(null=True, blank=True, editable=False)
    tested_words = models.CharField(max_length=64, blank=True, editable=False)
    # Why it stopped by itself, in the server's words.
    trouble = models.CharField(max_length=500, blank=True, editable=False)

    objects = IssueQuerySet.as_manager()

    class Meta:
        verbose_name = _("issue")
        verbose_name_plural = _("issues")
        ordering = ["-started_at", "-created_at"]
        indexes = [
            models.Index(fields=["-started_at"], name="issues_by_start"),
            models.Index(fields=["state"], name="issues_by_state"),
        ]

    def __str__(self):
        return self.subject

    def get_absolute_url(self) -> str:
        return address("newsletters:issue", self.slug)

    @property
    def is_open(self) -> bool:
        """Whether its words may still change."""
        return self.state in {self.State.DRAFT, self.State.SCHEDULED}

    @property
    def is_leaving(self) -> bool:
        """Whether it leaves within minutes: an hour off, one may still go on writing in peace."""
        soon = timezone.now() + timedelta(minutes=10)
        return self.state == self.State.SCHEDULED and self.scheduled_for <= soon

    @property
    def words(self) -> str:
        """A mark of all that is written in it: another one after any change."""
        items = self.items.values_list("order", "heading", "note", "text", "path")
        said = [self.subject, self.language, self.intro, *items.order_by("order", "pk")]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()

    def recipients(self) -> models.QuerySet:
        return Subscriber.objects.receiving(self.lists.all())

    def progress(self) -> dict[str, int]:
        """How many letters there are, and how many of them left, failed, wait, were let go."""
        return self.deliveries.aggregate(
            total=Count("pk"),
            sent=Count("pk", filter=Q(sent_at__isnull=False)),
            failed=Count("pk", filter=Q(failed_at__isnull=False)),
            skipped=Count("pk", filter=Q(skipped_at__isnull=False)),
            waiting=Count("pk", filter=Q(sent_at=None, failed_at=None, skipped_at=None)),
        )


# "//host" is an address elsewhere, and browsers read a backslash as a slash.
_HERE = re.compile(r"/(?![/\\])\S*\Z")
_is_web_address = URLValidator(schemes=["http", "https"])


class IssueItem(models.Model):
    """One piece of an issue, copied from its source when chosen: later edits do not show."""

    TEXT = "text"

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="items")
    order = models.PositiveSmallIntegerField(_("place"), default=0)
    # "text", or the name of a registered source.
    kind = models.CharField(_("kind"), max_length=20, default=TEXT, editable=False)
    source_id = models.CharField(max_length=40, blank=True, editable=False)
    heading = models.CharField(_("heading"), max_length=200)
    note = models.CharField(_("line below"), max_length=200, blank=True)
    text = models.TextField(_("text"), max_length=10_000, blank=True)
    path = models.CharField(_("link"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("item")
        verbose_name_plural = _("items")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["issue", "kind", "source_id"], condition=~Q(source_id=""),
                name="a_thing_stands_once_in_an_issue",
            )
        ]  # fmt: skip

    def __str__(self):
        return self.heading

    def clean(self):
        """Keep an address of this site without its host, and take only whole ones elsewhere."""
        self.path = self.path.strip()
        if self.path.startswith(f"{settings.BASE_URL}/"):
            self.path = self.path.removeprefix(settings.BASE_URL)
        try:
            if self.path and not _HERE.match(self.path):
                _is_web_address(self.path)
        except ValidationError:
            wrong = _("A link looks like https://example.org/page.")
            raise ValidationError({"path": wrong}) from None

    @property
    def href(self) -> str:
        """Where it leads, as a page of this site says it; "" where it is no address at all."""
        leads = self.path.startswith(("https://", "http://")) or _HERE.match(self.path)
        return self.path if leads else ""

    @property
    def link(self) -> str:
        """Where it leads, as a letter says it: with its host."""
        return f"{settings.BASE_URL}{self.href}" if _HERE.match(self.href) else self.href


_PENDING = Q(sent_at=None, failed_at=None, skipped_at=None)


class DeliveryQuerySet(LeasedQuerySet):
    def pending(self):
        return self.filter(_PENDING)

    def waiting(self):
        """Pending, due, and in nobody's hands."""
        return self.pending().free().filter(due_at__lte=timezone.now())

    def in_hand(self):
        """Somebody is sending it now."""
        return self.pending().held()


class Delivery(models.Model):
    """One issue to one address: the truth about what was sent. The queue only carries numbers."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="deliveries")
    # None when the subscriber was erased; the count of the issue stays right.
    subscriber = models.ForeignKey(
        Subscriber, models.SET_NULL, null=True, related_name="deliveries"
    )
    language = models.CharField(_("language"), max_length=10)
    message_id = models.CharField(max_length=255, default=message_id)
    token = models.CharField(max_length=43, unique=True, default=ids.token)
    due_at = models.DateTimeField(_("due"), default=timezone.now)
    # Who holds it, and until when; a rival who lost the lease finds another name here.
    claim = models.UUIDField(null=True, blank=True)
    claimed_until = models.DateTimeField(_("claimed until"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    failed_at = models.DateTimeField(_("failed"), null=True, blank=True)
    # The subscriber left while the issue was on its way.
    skipped_at = models.DateTimeField(_("skipped"), null=True, blank=True)
    failure = models.CharField(_("what the server said"), max_length=500, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        constraints = [
            models.UniqueConstraint(
                fields=["issue", "subscriber"], name="an_issue_reaches_an_address_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["issue", "due_at"], condition=_PENDING, name="deliveries_that_wait"
            )
        ]

    def __str__(self):
        return f"{self.issue}: {self.subscriber or '–'}"
