import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from core import roles
from core.exceptions import Refused
from core.models import AuditEntry, Letter
from members.actions import account, votes
from members.models import Membership, Vote
from tests.factories.members import (
    ApplicationFactory,
    CentreFactory,
    InstitutionFactory,
    MemberFactory,
    PositionFactory,
)


def seated(handle):
    person = MemberFactory(handle=handle, first_name=handle.title(), is_staff=True)
    person.groups.add(Group.objects.get(name=roles.COMMITTEE))
    return person


@pytest.fixture
def dritan(db):
    return seated("dritan")


@pytest.fixture
def eleni(db):
    return seated("eleni")


@pytest.fixture
def three(vera, dritan, eleni):
    return vera, dritan, eleni


@pytest.fixture
def application(petra, three):
    return ApplicationFactory(applicant=petra, role="lecturer")


def desk_page(application):
    return reverse("admin:members_application_change", args=[application.pk])


def state(application):
    application.refresh_from_db()
    return application.state


def test_two_of_three_admit(application, three):
    vera, dritan, _eleni = three

    votes.vote(application, vera, "for")
    assert state(application) == "review"
    assert not Membership.objects.filter(person=application.applicant).exists()
    votes.vote(application, dritan, "for")

    assert state(application) == "approved"
    assert Membership.objects.filter(person=application.applicant).count() == 1
    steps = application.steps.values_list("actor__handle", "before", "after")
    assert list(steps) == [("vera", "submitted", "review"), ("dritan", "review", "approved")]
    assert [letter.kind for letter in Letter.objects.all()] == ["application_approved"]


def test_where_one_vote_is_enough_the_first_decides(application, vera):
    application.type.votes_needed = 1
    application.type.save()

    votes.vote(application, vera, "for")

    assert state(application) == "approved"
    assert application.steps.count() == 1


def test_two_against_decline_and_the_applicant_reads_both_reasons(application, three):
    vera, dritan, _eleni = three

    votes.vote(application, vera, "against", "No link to teaching.")
    assert state(application) == "review"
    votes.vote(application, dritan, "against", "And no time to take part.")

    assert state(application) == "declined"
    letter = Letter.objects.get(kind="application_declined").text
    assert "No link to teaching.\n\nAnd no time to take part." in letter
    assert "Vera" not in letter


def test_it_is_declined_once_approval_is_out_of_reach(application, three):
    vera, dritan, eleni = three

    votes.vote(application, vera, "abstain")
    votes.vote(application, dritan, "for")
    votes.vote(application, eleni, "against", "Not yet.")

    assert state(application) == "declined"


def test_an_abstention_that_decides_needs_a_letter(application, three):
    vera, dritan, eleni = three
    votes.vote(application, vera, "for")
    votes.vote(application, dritan, "abstain")

    with pytest.raises(Refused, match="reason"):
        votes.vote(application, eleni, "abstain")
    assert state(application) == "review"
    votes.vote(application, eleni, "abstain", letter="We know too little of your work.")

    assert state(application) == "declined"
    assert "too little" in Letter.objects.get().text


def test_the_last_voter_puts_the_reasons_into_one_text(as_, application, three):
    vera, dritan, _eleni = three
    votes.vote(application, vera, "against", "No link to teaching.")
    against = {"vote": "against", "reason": "No time to take part."}

    page = as_(dritan).post(desk_page(application), against).text
    assert "No link to teaching.\n\nNo time to take part.</textarea>" in page
    assert state(application) == "review"
    as_(dritan).post(desk_page(application), {**against, "letter": "Write to us in a year."})

    assert state(application) == "declined"
    letter = Letter.objects.get(kind="application_declined").text
    assert "Write to us in a year." in letter
    assert "No link" not in letter


def test_a_vote_is_changed_until_it_is_decided(application, three):
    vera, dritan, eleni = three

    votes.vote(application, vera, "against", "Unsure.")
    votes.vote(application, vera, "for")
    assert list(Vote.objects.values_list("choice", "reason")) == [("for", "")]
    votes.vote(application, dritan, "for")

    with pytest.raises(Refused, match=r"Dritan .* approved the application on"):
        votes.vote(application, eleni, "against", "Too late.")
    assert AuditEntry.objects.filter(verb="vote").count() == 3


def test_against_needs_a_reason(application, vera):
    with pytest.raises(Refused, match="reason"):
        votes.vote(application, vera, "against", "  ")
    with pytest.raises(Refused, match="how you vote"):
        votes.vote(application, vera, "perhaps")
    with pytest.raises(IntegrityError), transaction.atomic():
        Vote.objects.create(application=application, member=vera, choice="against")

    assert not Vote.objects.exists()


def test_only_a_seat_votes_an_administrator_does_not(as_, application, admin, ana):
    for nobody in (admin, ana):
        with pytest.raises(Refused, match="seat"):
            votes.vote(application, nobody, "for")

    assert as_(admin).post(desk_page(application), {"vote": "for"}).status_code == 403
    page = as_(admin).get(desk_page(application)).text
    assert 'name="vote"' not in page
    assert "Only those with a seat" in page
    assert not Vote.objects.exists()


def test_an_applicant_of_the_committee_is_decided_by_the_others(three):
    vera, dritan, eleni = three
    vera.memberships.all().delete()
    own = ApplicationFactory(applicant=vera)

    with pytest.raises(Refused, match="own application"):
        votes.vote(own, vera, "for")
    votes.vote(own, dritan, "for")
    votes.vote(own, eleni, "for")

    assert state(own) == "approved"


def test_fewer_seats_than_votes_needed_can_still_decide(petra, vera):
    application = ApplicationFactory(applicant=petra)

    votes.vote(application, vera, "for")

    assert state(application) == "approved"


def test_a_vote_while_a_question_is_open_leaves_it_open(application, three, petra):
    from members.actions import applications

    vera, dritan, _eleni = three
    applications.ask(application, vera, "Where do you teach?")
    votes.vote(application, dritan, "for")
    assert state(application) == "asked"

    applications.answer(application, petra, "In Budva.")
    assert state(application) == "answered"


@pytest.mark.parametrize("way", ["profile", "office", "named", "centre"])
def test_a_shared_institution_is_seen_in_every_way(application, vera, petra, way):
    institution = InstitutionFactory()
    vera.institution = institution
    vera.save()
    if way == "profile":
        petra.institution = institution
        petra.save()
    elif way == "office":
        PositionFactory(person=petra, institution=institution, role="staff")
    elif way == "named":
        application.institution = institution
    else:
        application.centre = CentreFactory(institution=institution)
    application.save()

    assert votes.conflicts(application, [vera]) == {vera.pk: [institution]}


def test_nothing_is_shared_by_those_who_have_no_institution(application, vera, dritan):
    assert votes.conflicts(application, [vera, dritan]) == {}


def test_a_conflict_shows_on_the_desk_and_marks_the_vote(as_, application, three, petra):
    vera, dritan, eleni = three
    shared = InstitutionFactory(name="University of Budva")
    PositionFactory(person=vera, institution=shared, role="staff")
    petra.institution = shared
    petra.save()

    page = as_(vera).get(desk_page(application)).text
    assert "You and the applicant share University of Budva" in page
    assert 'class="button default" name="vote" value="abstain"' in page
    assert "shares an institution" in as_(dritan).get(desk_page(application)).text
    votes.vote(application, vera, "for")
    votes.vote(application, eleni, "for")

    marks = Vote.objects.values_list("member__handle", "shares_institution")
    assert dict(marks) == {"vera": True, "eleni": False}


def test_who_abstains_for_a_conflict_gives_the_seat_up_in_this_case(application, three, petra):
    vera, dritan, eleni = three
    petra.institution = InstitutionFactory()
    petra.save()
    for member in (vera, dritan):
        PositionFactory(person=member, institution=petra.institution, role="staff")
        votes.vote(application, member, "abstain")
    assert votes.tally(application).needed == 1

    votes.vote(application, eleni, "for")

    assert state(application) == "approved"


def test_nobody_left_to_vote_decides_nothing(petra, vera):
    application = ApplicationFactory(applicant=petra, institution=InstitutionFactory())
    PositionFactory(person=vera, institution=application.institution, role="staff")

    votes.vote(application, vera, "abstain")

    assert state(application) == "review"


@pytest.fixture
def ratified(application):
    application.type.assembly_ratifies = True
    application.type.save()
    return application


def test_the_assembly_has_the_last_word_where_it_ratifies(ratified, three, petra):
    vera, dritan, eleni = three
    votes.vote(ratified, vera, "for")
    votes.vote(ratified, dritan, "for")
    assert state(ratified) == "assembly"
    assert not Membership.objects.filter(person=petra).exists()
    assert Letter.objects.get().kind == "application_before_assembly"
    with pytest.raises(Refused, match="not possible any more"):
        votes.vote(ratified, eleni, "against", "No.")

    votes.ratify(ratified, eleni, admits=True, day=timezone.localdate(), note="28 to 2.")

    assert state(ratified) == "approved"
    assert ratified.assembly_on == timezone.localdate()
    last = ratified.steps.last()
    assert (last.actor, last.before, last.reason) == (eleni, "assembly", "28 to 2.")
    assert "The Assembly approved" in last.in_words
    assert Membership.objects.filter(person=petra).count() == 1


def test_what_the_assembly_declines_needs_its_reason(as_, ratified, three):
    vera, dritan, _eleni = three
    votes.vote(ratified, vera, "for")
    votes.vote(ratified, dritan, "for")
    declines = {"assembly": "declines", "day": "2026-01-01", "note": " "}

    assert "Give the reason" in as_(vera).post(desk_page(ratified), declines).text
    tomorrow = timezone.localdate() + timezone.timedelta(days=1)
    with pytest.raises(Refused, match="not come"):
        votes.ratify(ratified, vera, admits=True, day=tomorrow)
    as_(vera).post(desk_page(ratified), {**declines, "note": "No majority."})

    assert state(ratified) == "declined"
    letter = Letter.objects.get(kind="application_declined").text
    assert "the Assembly has decided" in letter
    assert "No majority." in letter


def test_the_list_shows_votes_and_finds_those_that_wait_for_mine(as_, application, three):
    vera, dritan, _eleni = three
    votes.vote(application, vera, "for")
    listed = reverse("admin:members_application_changelist")

    assert "1 for" in as_(vera).get(listed).text
    missing = {"my_vote": "missing"}
    assert application.applicant.name not in as_(vera).get(listed, missing).text
    assert application.applicant.name in as_(dritan).get(listed, missing).text


def test_a_vote_outlives_the_account_without_its_name(application, three):
    vera, _dritan, _eleni = three
    votes.vote(application, vera, "for")

    account.close(vera, keep_content=True)

    assert Vote.objects.get().member is None
