"""A copy of a template that somebody works through: its steps, what shows them done, who did."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import cldr, ids
from core.addresses import address
from members.models import Centre
from roadmaps import holders

from .files import LinkOrFile
from .held import Held
from .templates import ChecklistTemplate, Item, TemplateVersion


class ChecklistQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """Which checklists one reads. Everybody else is told that there is none.

        its people  all of what their institution, centre or they themselves hold
        committee   those that were shared with it
        """
        if not viewer.is_authenticated:
            return self.none()
        if viewer.has_perm("roadmaps.view_checklist"):
            return self.filter(holders.rows_read_by(viewer) | Q(is_shared=True))
        return self.worked_on_by(viewer)

    def worked_on_by(self, person):
        """Those of which `person` is one of the holder's people."""
        return self.filter(holders.rows_read_by(person))

    def held_by(self, holder):
        return self.filter(**Checklist.held(holder))

    def live(self):
        return self.filter(put_away_at=None)

    def with_counts(self):
        """Each with `done_count` of `step_count`; what is not applicable is in neither."""
        counted = Q(steps__retired_at=None) & ~Q(steps__state=Step.State.NOT_APPLICABLE)
        today = timezone.localdate()
        late = counted & Q(steps__due_on__lt=today) & ~Q(steps__state=Step.State.DONE)
        return self.annotate(
            step_count=Count("steps", filter=counted),
            done_count=Count("steps", filter=counted & Q(steps__state=Step.State.DONE)),
            late_count=Count("steps", filter=late),
        )


class Checklist(Held):
    """Somebody's own copy of a template."""

    short_id = models.CharField(max_length=10, unique=True, default=ids.short_id, editable=False)
    template = models.ForeignKey(
        ChecklistTemplate, models.PROTECT, related_name="checklists", verbose_name=_("template")
    )
    # The version whose changes have all been looked at.
    version = models.ForeignKey(
        TemplateVersion, models.PROTECT, related_name="checklists", verbose_name=_("version")
    )
    is_shared = models.BooleanField(_("shared with the committee"), default=False)
    shows_percent = models.BooleanField(
        _("how far it is stands on the public page"), default=False
    )
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("taken by"),
    )
    taken_at = models.DateTimeField(_("taken"), default=timezone.now)
    put_away_at = models.DateTimeField(_("put away"), null=True, blank=True)

    objects = ChecklistQuerySet.as_manager()

    class Meta:
        verbose_name = _("checklist")
        verbose_name_plural = _("checklists")
        ordering = ["-taken_at", "-pk"]
        indexes = [
            models.Index(fields=["holder_kind", "holder_id"], name="checklists_of_a_holder")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["holder_kind", "holder_id", "template"],
                condition=Q(put_away_at=None),
                name="a_holder_works_on_one_copy_of_a_template",
            )
        ]

    def __str__(self):
        return self.version.title_words

    def get_absolute_url(self) -> str:
        return address("roadmaps:checklist", self.short_id)

    @property
    def is_live(self) -> bool:
        return self.put_away_at is None

    @property
    def percent(self) -> int:
        """How far it is, by `with_counts`: 100 only when all of it is done."""
        return percent(self.done_count, self.step_count)

    @property
    def percent_words(self) -> str:
        return cldr.format_percent(self.percent / 100)

    def current_steps(self) -> list["Step"]:
        """Its steps in order, each with item, chapter and owner; `needs` are steps it waits for.

        Those that were taken away by a new version stand last, in `retired_at`.
        """
        steps = list(
            self.steps.select_related(
                "item__version__template", "item__chapter", "owner", "done_by"
            ).prefetch_related("item__depends_on", "item__documents", "evidence")
        )
        by_key = {step.item_key: step for step in steps if step.retired_at is None}
        for step in steps:
            step.checklist = self
            step.item.chapter.version = step.item.version
            keys = [other.key for other in step.item.depends_on.all()]
            step.needs = [by_key[key] for key in keys if key in by_key]
        return sorted(steps, key=Step.place)


def percent(done: int, of: int) -> int:
    """Whole percents, rounded down; nothing to do is all done only when something was asked."""
    return 100 * done // of if of else 0


class StepQuerySet(models.QuerySet):
    def current(self):
        return self.filter(retired_at=None)

    def open(self):
        return self.current().filter(state__in=Step.OPEN)


class Step(models.Model):
    """An item of a checklist: whose it is, until when, and how far."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        IN_PROGRESS = "progress", _("in progress")
        DONE = "done", _("done")
        NOT_APPLICABLE = "not-applicable", _("not applicable")

    OPEN = (State.OPEN, State.IN_PROGRESS)

    checklist = models.ForeignKey(Checklist, models.CASCADE, related_name="steps")
    # Whose words it shows; the one of a newer version once that change was taken.
    item = models.ForeignKey(Item, models.PROTECT, related_name="steps", verbose_name=_("item"))
    item_key = models.CharField(max_length=20, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who sees to it"),
    )
    due_on = models.DateField(_("until when"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=15, choices=State, default=State.OPEN)
    reason = models.CharField(_("why it does not apply"), max_length=500, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("done by"),
    )
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    # A new version has it no more, and that was taken over. It stays readable.
    retired_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Counts every change, so that of two windows the later one is told.
    revision = models.PositiveIntegerField(default=0, editable=False)
    # The day for which it was told that it comes up, and when it was last told that it is late.
    reminded_of = models.DateField(null=True, editable=False)
    reminded_late_on = models.DateField(null=True, editable=False)

    objects = StepQuerySet.as_manager()

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        constraints = [
            models.UniqueConstraint(
                fields=["checklist", "item_key"], name="a_step_stands_once_in_a_checklist"
            ),
            models.CheckConstraint(
                condition=~Q(state="not-applicable") | ~Q(reason=""),
                name="what_does_not_apply_says_why",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on"],
                condition=Q(retired_at=None, state__in=["open", "progress"]),
                name="steps_that_are_due",
            )
        ]

    def __str__(self):
        return self.item.title_words

    def get_absolute_url(self) -> str:
        return address("roadmaps:step", self.checklist.short_id, self.item_key)

    def place(self) -> tuple:
        """Where it stands: in the order of the newest version that it is known from."""
        is_gone = self.retired_at is not None
        return is_gone, self.item.chapter.position, self.item.position, self.pk

    @property
    def is_settled(self) -> bool:
        """Whether what depends on it may go on."""
        return self.state in (self.State.DONE, self.State.NOT_APPLICABLE)

    @property
    def is_late(self) -> bool:
        has_passed = self.due_on is not None and self.due_on < timezone.localdate()
        return has_passed and not self.is_settled and self.retired_at is None


class Evidence(LinkOrFile):
    """What shows that a step was done: a note, a link or a file."""

    class Kind(models.TextChoices):
        NOTE = "note", _("note")
        LINK = "link", _("link")
        FILE = "file", _("file")

    step = models.ForeignKey(Step, models.CASCADE, related_name="evidence")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    text = models.TextField(_("note"), max_length=3000, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("added by"),
    )
    added_at = models.DateTimeField(_("added"), default=timezone.now)

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["added_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(kind="note") & ~Q(text=""))
                | (Q(kind="link") & ~Q(url=""))
                | (Q(kind="file") & ~Q(file="")),
                name="evidence_is_what_it_says",
            )
        ]

    def __str__(self):
        return self.name or self.url or self.text[:80]

    @property
    def counts(self) -> bool:
        """Whether it can carry a step: a refused file does not."""
        return not self.is_refused


class HistoryEntry(models.Model):
    """Who did what with a checklist, and when."""

    class Verb(models.TextChoices):
        TAKEN = "taken", _("took the checklist")
        STARTED = "progress", _("began")
        FINISHED = "done", _("finished the step")
        REOPENED = "open", _("opened again")
        SKIPPED = "not-applicable", _("said that it does not apply")
        PLANNED = "planned", _("changed who sees to it, or until when")
        EVIDENCE = "evidence", _("added evidence")
        EVIDENCE_GONE = "evidence-gone", _("took evidence away")
        CHANGE_TAKEN = "change-taken", _("took over a change of the template")
        CHANGE_DECLINED = "change-declined", _("left a change of the template out")
        SHARING = "sharing", _("changed who sees it")
        PUT_AWAY = "put-away", _("put the checklist away")
        STAGE = "stage", _("entered the stage of the centre")

    checklist = models.ForeignKey(Checklist, models.CASCADE, related_name="history")
    step = models.ForeignKey(Step, models.CASCADE, null=True, related_name="history")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    verb = models.CharField(max_length=20, choices=Verb)
    # What somebody wrote or is called: a reason, the name of a file or of who sees to it.
    note = models.CharField(max_length=500, blank=True)
    # What each reader is told in their language: {"due": day}, {"stage": key}, {"title": texts}.
    details = models.JSONField(default=dict, editable=False)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("history of a checklist")
        verbose_name_plural = _("history of checklists")
        ordering = [F("at").desc(), "-pk"]

    def __str__(self):
        return self.get_verb_display()

    @property
    def words(self) -> str:
        """The note and the details in the reader's language; "" where there is nothing to add."""
        found = [self.note]
        if due := self.details.get("due"):
            found.append(cldr.format_date(date.fromisoformat(due)))
        if stage := self.details.get("stage"):
            found.append(str(dict(Centre.Stage.choices).get(stage, stage)))
        if title := self.details.get("title"):
            found.append(self.checklist.version.said(title))
        return ", ".join(filter(None, found))


class DeclinedChange(models.Model):
    """A change of a new version that the holder of a checklist has left out."""

    checklist = models.ForeignKey(Checklist, models.CASCADE, related_name="declined")
    version = models.ForeignKey(TemplateVersion, models.CASCADE, related_name="+")
    item_key = models.CharField(max_length=20)

    class Meta:
        verbose_name = _("change that was left out")
        verbose_name_plural = _("changes that were left out")
        constraints = [
            models.UniqueConstraint(
                fields=["checklist", "version", "item_key"], name="a_change_is_left_out_once"
            )
        ]

    def __str__(self):
        return self.item_key
