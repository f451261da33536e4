"""What /my/ shows: what waits for the person, what is new, what is theirs. One query a part."""

from dataclasses import dataclass, field

from django.db.models import Case, F, FilteredRelation, IntegerField, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.models import Assessment, OwnSheet
from core import cldr, desk
from events.models import Event, Registration
from forum.actions.reading import NewFor
from forum.models import Topic
from members.models import Application, Membership, Position, User
from notifications.models import Notification
from resources.models import Resource
from roadmaps.actions.reminders import AHEAD
from roadmaps.models import Checklist, Step
from roadmaps.queries import rows_of
from surveys.models import Participation, Survey


@dataclass(frozen=True)
class Waits:
    """One thing that waits: a sentence that leads to where it can be done."""

    sentence: "str | Promise"
    href: str
    note: str = ""
    icon: str = "arrow-right"


@dataclass
class Dashboard:
    waiting: list[Waits] = field(default_factory=list)
    unread: list[Notification] = field(default_factory=list)
    topics: list[tuple[Topic, bool]] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    resources: list[Resource] = field(default_factory=list)
    positions: list[Position] = field(default_factory=list)
    checklists: list[Checklist] = field(default_factory=list)
    my_events: list[Event] = field(default_factory=list)
    my_topics: list[Topic] = field(default_factory=list)
    my_resources: list[Resource] = field(default_factory=list)


def of(person: User) -> Dashboard:
    """The dashboard of one person."""
    mine, coming = _events(person)
    records = _my_records(person)
    return Dashboard(
        waiting=[
            *_applications(person),
            *_memberships(person),
            *_returned(records),
            *_surveys(person),
            *_assessments(person),
            *_steps(person),
            *_desk(person),
        ],
        unread=list(Notification.objects.filter(recipient=person, read_at=None)[:5]),
        topics=_topics(person),
        events=coming,
        resources=_new_records(person),
        positions=_positions(person),
        checklists=_checklists(person),
        my_events=mine,
        my_topics=list(
            Topic.objects.visible_to(person)
            .filter(author=person)
            .select_related("author", "newest_author")
            .order_by("-newest_at")[:4]
        ),
        my_resources=records[:4],
    )


def _applications(person: User) -> list[Waits]:
    rows = Application.objects.filter(applicant=person).open().select_related("type")
    waits = [_application(row) for row in rows.order_by("-created_at")]
    if not waits and not person.is_member:
        waits = [
            Waits(
                _("Become a member of the network"),
                reverse("members:join"),
                _("Members write in the forum, share resources and stand in the directory."),
                "people",
            )
        ]
    return waits


def _application(row: Application) -> Waits:
    state, kind = Application.State, row.type
    if row.state == state.DRAFT:
        return Waits(
            _("Go on with your application"),
            reverse("members:join_kind", args=[row.type_id]),
            _("%(type)s membership: it is kept, and not handed in yet.") % {"type": kind},
            "edit",
        )
    if row.state == state.ASKED:
        return Waits(
            _("The committee has a question for you"),
            row.get_absolute_url(),
            _("%(type)s membership: they decide when you have answered.") % {"type": kind},
            "talk",
        )
    return Waits(
        _("Your application is with the committee"),
        row.get_absolute_url(),
        _("%(type)s membership: we write to you as soon as they have decided.") % {"type": kind},
        "clock",
    )


def _memberships(person: User) -> list[Waits]:
    """One's own and the institution's, where they can be renewed now."""
    running = Membership.objects.held_by(person).live().exclude(until=None)
    return [
        Waits(
            _("The membership %(number)s runs until %(day)s")
            % {"number": one.number, "day": cldr.format_date(one.until)},
            reverse("members:membership"),
            _("You can renew it in one step."),
            "award",
        )
        for one in running.select_related("type")
        if one.may_be_renewed and not one.will_not_be_renewed
    ]


def _positions(person: User) -> list[Position]:
    """What one holds at institutions now: the way to their pages, and to one's centre's."""
    if not person.institutions_held:
        return []
    return list(person.positions.current().by_weight().select_related("institution", "centre"))


def _steps(person: User) -> list[Waits]:
    """The steps of checklists that this person sees to and that are late or come up."""
    soon = timezone.localdate() + AHEAD
    steps = Step.objects.open().filter(
        owner=person, due_on__lte=soon, checklist__put_away_at=None
    ).select_related("item__version__template", "checklist__version__template")  # fmt: skip
    return [
        Waits(
            str(step),
            step.get_absolute_url(),
            _("%(checklist)s: until %(day)s")
            % {"checklist": step.checklist, "day": cldr.format_date(step.due_on)},
            "warning" if step.is_late else "clock",
        )
        for step in steps.order_by("due_on", "pk")[:5]
    ]


def _checklists(person: User) -> list[Checklist]:
    """What the person, or one of their institutions and centres, works through."""
    return rows_of(Checklist.objects.worked_on_by(person).live())[:4]


def _my_records(person: User) -> list[Resource]:
    records = Resource.objects.of(person)
    return list(records.exclude(state=Resource.State.WITHDRAWN).order_by("-pk")[:12])


def _returned(records: list[Resource]) -> list[Waits]:
    return [
        Waits(
            _("A curator has sent “%(title)s” back to you") % {"title": record.title},
            record.get_absolute_url(),
            _("Read what is missing, change it and hand it in again."),
            "reply",
        )
        for record in records
        if record.state == Resource.State.RETURNED
    ]


def _surveys(person: User) -> list[Waits]:
    done = Participation.objects.filter(person=person).values("survey")
    return [
        Waits(
            _("The survey “%(title)s” asks you") % {"title": survey.title_for()},
            survey.get_absolute_url(),
            _("It is open until %(day)s.") % {"day": cldr.format_date(localdate(survey.closes_at))}
            if survey.closes_at
            else "",
            "chart",
        )
        for survey in Survey.objects.asking(person).exclude(pk__in=done)[:3]
    ]


def _assessments(person: User) -> list[Waits]:
    """Those that one has begun and not handed in, and those of one's circle that are open."""
    handed_in = OwnSheet.objects.filter(person=person, handed_in_at__isnull=False)
    rows = (
        Assessment.objects.mine(person)
        .filter(state=Assessment.State.OPEN)
        .exclude(pk__in=handed_in.values("assessment"))
        .select_related("version__guide", "person", "centre", "institution")
    )
    return [
        Waits(
            _("Go on with “%(guide)s”") % {"guide": one.guide.name},
            one.get_absolute_url(),
            _("Self-assessment: %(subject)s") % {"subject": one.subject_name},
            "chart",
        )
        for one in rows[:5]
    ]


def _desk(person: User) -> list[Waits]:
    if not person.is_staff:
        return []
    piles = [pile for pile in desk.piles_for(person) if pile["count"]]
    number = sum(pile["count"] for pile in piles)
    if not number:
        return []
    sentence = ngettext(
        "%(number)s thing waits at the desk", "%(number)s things wait at the desk", number
    )
    return [
        Waits(
            sentence % {"number": number},
            reverse("admin:index"),
            " · ".join(f"{pile['label']}: {pile['count']}" for pile in piles),
            "list",
        )
    ]


def _events(person: User) -> tuple[list[Event], list[Event]]:
    """What the person has a place at, and what comes up besides: the nearest of each."""
    live = Q(registrations__person=person) & ~Q(registrations__state=Registration.State.CANCELLED)
    first_mine = Case(
        When(registration__isnull=False, then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    rows = (
        _coming(person)
        .annotate(registration=FilteredRelation("registrations", condition=live))
        .annotate(my_state=F("registration__state"))
        .select_related("country")
        .order_by(first_mine, "starts_at", "pk")[:10]
    )
    mine = [event for event in rows if event.my_state]
    return mine, [event for event in rows if not event.my_state][:4]


def _coming(person: User) -> QuerySet:
    return Event.objects.visible_to(person).announced().upcoming()


def _topics(person: User) -> list[tuple[Topic, bool]]:
    new_for = NewFor(person)
    newest = Topic.objects.visible_to(person).filter(is_shown=True).order_by("-newest_at", "-pk")
    rows = newest.with_mark_of(person).select_related("board", "author", "newest_author")[:5]
    return [(topic, new_for.is_new(topic)) for topic in rows]


def _new_records(person: User) -> list[Resource]:
    records = Resource.objects.listed_for(person)
    return list(records.order_by("-published_at", "-pk")[:4])
