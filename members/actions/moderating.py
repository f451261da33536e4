"""What moderators do about profiles: recorded with who, when and why, and undone by a verb."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.exceptions import Refused
from members import permissions, sessions
from members import profile_emails as emails
from members.models import Message, ProfileReport, ProfileRuling, User

from . import memberships

Verb = ProfileRuling.Verb
State = ProfileReport.State
# What can be emptied, and by what.
CLEARED = {"photo": "", "headline": "", "bio": "", "website": "", "links": [], "expertise": None}
_LONGEST_SUSPENSION = timedelta(days=366)


@transaction.atomic
def report(
    person: User, reporter: User, *, reason: str, note: str = "", message: Message | None = None
) -> ProfileReport:
    """Ask a moderator to look at a profile; who asks twice is heard once, with the newer words."""
    if person == reporter:
        raise Refused(_("This is your own page: you can change it yourself."))
    if not permissions.can_report(reporter, person):
        raise Refused(_("Only members can report a profile."))
    report, _new = ProfileReport.objects.update_or_create(
        person=person, reporter=reporter, state=State.OPEN,
        defaults={"reason": reason, "note": note, "message": message},
    )  # fmt: skip
    return report


@transaction.atomic
def keep(person: User, moderator: User, reason: str = "") -> None:
    """Leave the profile as it is, and tell who reported it that somebody looked."""
    person = _taken_up(person, moderator)
    if not _open(person).exists():
        raise Refused(_("No report of this profile is open."))
    _rule(Verb.KEEP, person, moderator, reason, state=State.KEPT)


@transaction.atomic
def withhold(person: User, moderator: User, reason: str) -> None:
    """Take a profile out of the directory until it is corrected."""
    person = _taken_up(person, moderator, reason)
    if person.withheld_at:
        raise Refused(_("This profile is out of the directory already."))
    person.withheld_at = timezone.now()
    memberships.refile(person)
    _tell(_rule(Verb.WITHHOLD, person, moderator, reason))


@transaction.atomic
def show(person: User, moderator: User, reason: str = "") -> None:
    """Let a profile back into the directory."""
    person = _taken_up(person, moderator)
    if not person.withheld_at:
        raise Refused(_("This profile is not withheld."))
    person.withheld_at = None
    memberships.refile(person)
    _tell(_rule(Verb.SHOW, person, moderator, reason))


@transaction.atomic
def clear(person: User, moderator: User, field: str, reason: str) -> None:
    """Empty one field of a profile."""
    person = _taken_up(person, moderator, reason)
    if field not in CLEARED:
        raise Refused(_("Please say which field."))
    stored = person.photo if field == "photo" else None
    if field == "expertise":
        person.expertise.clear()
    else:
        setattr(person, field, CLEARED[field])
    memberships.refile(person)
    if stored:
        storage, name = stored.storage, stored.name
        transaction.on_commit(lambda: storage.delete(name))
    _tell(_rule(Verb.CLEAR, person, moderator, reason, field=field))


@transaction.atomic
def suspend(person: User, moderator: User, until: date | None, reason: str) -> None:
    """Lock somebody out until a day; their sessions end at once."""
    person = _taken_up(person, moderator, reason)
    today = timezone.localdate()
    if not until or not today < until <= today + _LONGEST_SUSPENSION:
        raise Refused(_("Please say until which day, within a year."))
    if person.is_staff:
        raise Refused(_("This person works at the desk. Ask an administrator."))
    if not person.is_active and not person.suspended_until:
        raise Refused(_("This account is closed."))
    person.is_active, person.suspended_until = False, until
    memberships.refile(person)
    sessions.end_all(person)
    _tell(_rule(Verb.SUSPEND, person, moderator, reason, until=until))


@transaction.atomic
def lift(person: User, moderator: User | None, reason: str = "") -> None:
    """End a suspension; without a moderator because its day has come."""
    person = _taken_up(person, moderator)
    if not person.suspended_until:
        raise Refused(_("This person is not suspended."))
    person.is_active, person.suspended_until = True, None
    memberships.refile(person)
    _tell(_rule(Verb.LIFT, person, moderator, reason))


def lift_what_is_over() -> int:
    """End every suspension whose day has come."""
    over = User.objects.filter(suspended_until__lte=timezone.localdate())
    for person in over:
        lift(person, None)
    return len(over)


@transaction.atomic
def object_to(ruling: ProfileRuling, text: str) -> None:
    """Let the person say why a ruling is wrong, once."""
    ruling = ProfileRuling.objects.select_for_update().get(pk=ruling.pk)
    if ruling.objected_at:
        raise Refused(_("Your objection has arrived already. Somebody will answer it."))
    ruling.objection, ruling.objected_at = text, timezone.now()
    ruling.save(update_fields=["objection", "objected_at"])


@transaction.atomic
def answer(ruling: ProfileRuling, moderator: User, *, takes_back: bool, reason: str) -> None:
    """Look at a ruling again: let it stand, or take it back. Not by who made it."""
    ruling = ProfileRuling.objects.select_for_update().select_related("person").get(pk=ruling.pk)
    _taken_up(ruling.person, moderator, reason)
    if not ruling.objected_at or ruling.answered_at:
        raise Refused(_("No objection waits here."))
    if ruling.by_id == moderator.pk:
        raise Refused(_("You made this ruling: let somebody else look at it."))
    ruling.answered_at = timezone.now()
    ruling.save(update_fields=["answered_at"])
    undo = {Verb.WITHHOLD: show, Verb.SUSPEND: lift}.get(Verb(ruling.verb))
    person = User.objects.get(pk=ruling.person_id)
    if takes_back and undo and (person.withheld_at if undo is show else person.suspended_until):
        undo(person, moderator, reason)
    audit.record("answer", ruling, whom=person, reason=reason, after={"taken back": takes_back})
    emails.objection_answered(ruling, reason=reason, takes_back=takes_back)


def _taken_up(person: User, moderator: User | None, reason: str | None = None) -> User:
    """The person's row, locked; refused where this moderator may not, or does not say why."""
    if moderator is not None and not permissions.can_moderate(moderator):
        raise Refused(_("Only moderators can do that."))
    person = User.objects.select_for_update().get(pk=person.pk)
    if moderator is not None and person.pk == moderator.pk:
        raise Refused(_("Nobody decides about themselves. Another moderator will."))
    if reason is not None and not reason.strip():
        raise Refused(_("Please say why: the person will read it."))
    return person


def _open(person: User):
    return ProfileReport.objects.filter(person=person, state=State.OPEN)


def _rule(
    verb: str,
    person: User,
    moderator: User | None,
    reason: str,
    *,
    state: str = State.ACTED,
    **what,
) -> ProfileRuling:
    """Record a ruling, close the reports it answers, and tell those who made them."""
    ruling = ProfileRuling.objects.create(
        verb=verb, person=person, by=moderator, reason=reason, **what
    )
    audit.record(verb, person, whom=person, after=what, reason=reason)
    if verb in (Verb.SHOW, Verb.LIFT):
        return ruling
    for report in _open(person).select_related("reporter"):
        report.state, report.resolved_by, report.resolved_at = state, moderator, ruling.at
        report.save(update_fields=["state", "resolved_by", "resolved_at"])
        if report.reporter:
            emails.profile_looked_at(report)
    return ruling


def _tell(ruling: ProfileRuling) -> None:
    emails.profile_ruling(ruling)
