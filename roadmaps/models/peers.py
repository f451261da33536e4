"""Help among peers: who asks or offers it on a step, pairs of them, and what a pair writes."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import ids
from core.addresses import address
from roadmaps import holders

from .held import Held
from .templates import ChecklistTemplate, Item


class PeerRequestQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """Which asks and offers one reads.

        members     those that are open
        its people  theirs, also when they are over
        committee   all
        """
        if not viewer.is_authenticated:
            return self.none()
        if viewer.has_perm("roadmaps.change_peerrequest"):
            return self
        mine = holders.rows_read_by(viewer)
        if viewer.is_member:
            return self.filter(mine | Q(withdrawn_at=None))
        return self.filter(mine)

    def open(self):
        return self.filter(withdrawn_at=None)

    def unanswered(self):
        """Asks for whom no pair has come together, nor is one that waits for an answer."""
        pairs = PeerPair.objects.filter(ask=OuterRef("pk"), declined_at=None)
        return self.open().filter(~Exists(pairs), direction=PeerRequest.Direction.ASK)


class PeerRequest(Held):
    """An institution or a centre that asks for help on a step, or offers it."""

    class Direction(models.TextChoices):
        ASK = "ask", _("asks for help")
        OFFER = "offer", _("offers help")

    short_id = models.CharField(max_length=10, unique=True, default=ids.short_id, editable=False)
    direction = models.CharField(_("what"), max_length=5, choices=Direction)
    template = models.ForeignKey(ChecklistTemplate, models.CASCADE, related_name="+")
    item_key = models.CharField(max_length=20, editable=False)
    # Codes between spaces, " en sq ", as on centres.
    languages = models.CharField(_("languages"), max_length=120)
    text = models.TextField(_("in your own words"), max_length=2000, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("entered by"),
    )
    created_at = models.DateTimeField(_("entered"), default=timezone.now)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects = PeerRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("ask or offer of help")
        verbose_name_plural = _("asks and offers of help")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["holder_kind", "holder_id", "template", "item_key", "direction"],
                condition=Q(withdrawn_at=None),
                name="help_on_a_step_is_asked_once_at_a_time",
            )
        ]

    def __str__(self):
        return f"{self.holder}: {self.item}"

    def get_absolute_url(self) -> str:
        return address("roadmaps:peer_request", self.short_id)

    @property
    def language_codes(self) -> list[str]:
        return self.languages.split()

    @language_codes.setter
    def language_codes(self, codes: list[str]) -> None:
        self.languages = f" {' '.join(codes)} "

    @property
    def item(self) -> Item | None:
        """The step as its newest published version has it."""
        if not hasattr(self, "_item"):
            items = Item.objects.filter(
                key=self.item_key,
                version__template=self.template_id,
                version__published_at__isnull=False,
            )
            items = items.select_related("version__template", "chapter")
            self._item = items.order_by("-version__number").first()
        return self._item


class PeerPairQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """Which pairs one sees: the people of its two sides, and nobody else.

        What the two write to each other is theirs; the committee sees that there is a pair, at
        its desk, and reads nothing.
        """
        if not viewer.is_authenticated:
            return self.none()
        return self.filter(self._sides(viewer, "read_by"))

    def answered_by(self, viewer):
        """Those for one side of which `viewer` may speak."""
        return self.filter(self._sides(viewer, "edited_by"))

    def _sides(self, viewer, relation) -> Q:
        found = Q(pk__in=[])
        for kind in holders.kinds().values():
            theirs = getattr(kind, relation)(viewer).order_by().values("pk")
            found |= Q(ask__holder_kind=kind.name, ask__holder_id__in=theirs)
            found |= Q(holder_kind=kind.name, holder_id__in=theirs)
        return found


class PeerPair(Held):
    """Two who could help one another on a step. The holder of the row itself is the helper."""

    short_id = models.CharField(max_length=10, unique=True, default=ids.short_id, editable=False)
    ask = models.ForeignKey(PeerRequest, models.CASCADE, related_name="pairs")
    # None: the committee thought of somebody who had not offered.
    offer = models.ForeignKey(PeerRequest, models.CASCADE, null=True, related_name="offered_in")
    # None: the platform proposed it.
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    note = models.CharField(_("why these two"), max_length=500, blank=True)
    proposed_at = models.DateTimeField(_("proposed"), default=timezone.now)
    ask_accepted_at = models.DateTimeField(null=True, blank=True)
    helper_accepted_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = PeerPairQuerySet.as_manager()

    class Meta:
        verbose_name = _("pair of peers")
        verbose_name_plural = _("pairs of peers")
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["ask", "holder_kind", "holder_id"], name="two_are_proposed_once_for_an_ask"
            )
        ]

    def __str__(self):
        return f"{self.ask.holder} – {self.holder}"

    def get_absolute_url(self) -> str:
        return address("roadmaps:pair", self.short_id)

    @property
    def is_open(self) -> bool:
        """Whether both have accepted and neither has closed: then the two may write."""
        return self.is_agreed and self.closed_at is None and self.declined_at is None

    @property
    def is_agreed(self) -> bool:
        return self.ask_accepted_at is not None and self.helper_accepted_at is not None

    @property
    def waits(self) -> bool:
        return not (self.is_agreed or self.declined_at or self.closed_at)


class PeerMessage(models.Model):
    """What one side of a pair writes to the other."""

    pair = models.ForeignKey(PeerPair, models.CASCADE, related_name="messages")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    # Of which side, also when the author has left.
    is_from_helper = models.BooleanField(default=False)
    text = models.TextField(max_length=5000, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("message of a pair")
        verbose_name_plural = _("messages of pairs")
        ordering = ["at", "pk"]

    def __str__(self):
        return self.text[:80]
