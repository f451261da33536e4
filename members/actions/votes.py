"""The committee's votes, what they come to, and the Assembly's word where it has the last one."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.exceptions import Refused
from members import emails, permissions, signals
from members.models import Application, Institution, Position, User, Vote

from . import institutions, memberships, profile, requests
from .steps import State, move, refuse_who_may_not_decide, take, tell

Choice = Vote.Choice


@dataclass(frozen=True)
class Tally:
    """How the votes stand. Who abstains for a shared institution has no seat in this case."""

    seats: int
    needed: int
    in_favour: int
    against: int
    abstained: int
    outstanding: int

    @property
    def outcome(self) -> str:
        """APPROVED, DECLINED, or nothing as long as it may still go either way."""
        if not self.needed:
            return ""
        if self.in_favour >= self.needed:
            return State.APPROVED
        unreachable = self.in_favour + self.outstanding < self.needed
        return State.DECLINED if unreachable or self.against >= self.needed else ""


def tally(application: Application, *, supposing: Vote | None = None) -> Tally:
    """How the votes stand today; `supposing` one more, or another in place of the member's."""
    seats = set(
        permissions.committee().exclude(pk=application.applicant_id).values_list("pk", flat=True)
    )
    votes = {vote.member_id: vote for vote in application.votes.filter(member__in=seats)}
    if supposing:
        votes[supposing.member_id] = supposing
    recused = {
        pk for pk, vote in votes.items()
        if vote.choice == Choice.ABSTAIN and vote.shares_institution
    }  # fmt: skip
    choices = [vote.choice for pk, vote in votes.items() if pk in seats - recused]
    return Tally(
        seats=len(seats - recused),
        needed=min(application.type.votes_needed, len(seats - recused)),
        in_favour=choices.count(Choice.FOR),
        against=choices.count(Choice.AGAINST),
        abstained=choices.count(Choice.ABSTAIN) + len(recused),
        outstanding=len(seats - set(votes)),
    )


def would_come_to(application: Application, actor: User, choice: str) -> str:
    """The outcome, if any, that `actor` would bring about by this vote."""
    shares = bool(conflicts(application, [actor]).get(actor.pk))
    supposed = Vote(member=actor, choice=choice, shares_institution=shares)
    return tally(application, supposing=supposed).outcome


def conflicts(application: Application, members: list[User]) -> dict[int, list[Institution]]:
    """The institutions that each of `members` shares with the applicant, by profile or office."""
    people = [*members, application.applicant]
    places = {person.pk: {person.institution_id} for person in people}
    offices = Position.objects.current().filter(person__in=people)
    for person, institution in offices.values_list("person", "institution"):
        places[person].add(institution)
    theirs = places[application.applicant_id] | {application.institution_id}
    if application.centre:
        theirs.add(application.centre.institution_id)
    shared = {one.pk: (places[one.pk] & theirs) - {None} for one in members}
    known = Institution.objects.in_bulk(set().union(*shared.values()))
    return {pk: [known[one] for one in sorted(some)] for pk, some in shared.items() if some}


def reasons(application: Application, *, but: User | None = None) -> str:
    """What was said against, as one text for the applicant."""
    against = application.votes.filter(choice=Choice.AGAINST)
    if but:
        against = against.exclude(member=but)
    return "\n\n".join(vote.reason.strip() for vote in against)


@transaction.atomic
def vote(
    application: Application,
    actor: User,
    choice: str,
    reason: str = "",
    *,
    letter: str = "",
    institution: Institution | None = None,
) -> Application:
    """Vote, or vote anew while nothing is decided; the vote that decides brings it about.

    `letter` is what the applicant reads if this vote declines: without it, the reasons of all
    who voted against. `institution` is the one of the register that the missing one turned out
    to be.
    """
    application = take(application, Application.VOTED_ON)
    refuse_who_may_not_decide(actor, application)
    if choice not in Choice.values:
        raise Refused(_("Choose how you vote."))
    if choice == Choice.AGAINST and not reason.strip():
        raise Refused(_("Give the reason: the applicant will read it."))
    before = application.votes.filter(member=actor).first()
    cast, _made = Vote.objects.update_or_create(
        application=application,
        member=actor,
        defaults={
            "choice": choice, "reason": reason.strip(), "at": timezone.now(),
            "shares_institution": bool(conflicts(application, [actor])),
        },
    )  # fmt: skip
    audit.record(
        "vote", application, whom=application.applicant, reason=cast.reason,
        before={"vote": before.choice} if before else {}, after={"vote": choice},
    )  # fmt: skip
    outcome = tally(application).outcome
    if outcome == State.APPROVED and application.type.assembly_ratifies:
        _put_before_the_assembly(application, actor)
    elif outcome == State.APPROVED:
        _admit(application, actor, institution)
    elif outcome == State.DECLINED:
        _decline(application, actor, letter.strip() or reasons(application))
    elif application.state in (State.SUBMITTED, State.ANSWERED):
        tell(application, move(application, actor, State.REVIEW))
    return application


def _put_before_the_assembly(application: Application, actor: User) -> None:
    step = move(application, actor, State.ASSEMBLY)
    emails.application_before_assembly(application)
    tell(application, step)


@transaction.atomic
def ratify(
    application: Application,
    actor: User,
    *,
    admits: bool,
    day: date,
    note: str = "",
    institution: Institution | None = None,
) -> Application:
    """Record what the Assembly decided on `day`; only now is the application decided."""
    application = take(application, [State.ASSEMBLY])
    refuse_who_may_not_decide(actor, application)
    if day > timezone.localdate():
        raise Refused(_("The Assembly cannot have decided on a day that has not come."))
    application.assembly_on = day
    if admits:
        _admit(application, actor, institution, note)
    else:
        _decline(application, actor, note)
    return application


def _admit(
    application: Application, actor: User, known: Institution | None, note: str = ""
) -> None:
    """The membership begins; a request for the institution is settled in the same step."""
    person = application.applicant
    institution = requests.settle_with(application, actor, known) or application.institution
    if institution and not institution.is_confirmed:
        institutions.confirm(institution)
    application.institution = institution
    if application.type.for_institutions:
        if institution is None:
            raise Refused(_("There is no institution to admit."))
        membership = memberships.begin(application.type, institution=institution)
        institutions.appoint(person, institution, centre=application.centre)
    else:
        membership = memberships.begin(application.type, person=person)
    application.membership = membership
    application.decided_at = timezone.now()
    step = move(application, actor, State.APPROVED, note.strip())
    _complete_profile(person, application)
    emails.application_approved(application)
    signals.member_admitted.send(sender=Application, member=person)
    tell(application, step)


def _complete_profile(person: User, application: Application) -> None:
    """What the application says and the profile does not yet."""
    person.refresh_from_db()
    person.role = person.role or application.role
    person.institution = person.institution or application.institution
    if person.country_id is None and person.institution:
        person.country_id = person.institution.country_id
    person.expertise.add(*profile.named(application.expertise_names))
    memberships.refile(person)


def _decline(application: Application, actor: User, reason: str) -> None:
    if not reason.strip():
        raise Refused(_("Give the reason: the applicant will read it."))
    application.decided_at = timezone.now()
    step = move(application, actor, State.DECLINED, reason.strip())
    emails.application_declined(application, reason.strip())
    tell(application, step)
