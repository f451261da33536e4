"""How colleagues join an assessment of several, and when its end is offered."""

import pytest
from django.urls import reverse

from assessments import permissions
from assessments.actions import answering
from members.models import User
from tests.factories.assessments import AssessmentFactory, GuideFactory, choose
from tests.factories.members import InstitutionFactory, PositionFactory

pytestmark = pytest.mark.django_db
FINISH = "Finish: this is our common answer"


def page(client, one) -> str:
    return " ".join(client.get(one.get_absolute_url()).text.split())


def test_the_page_says_how_colleagues_join_and_gives_the_address(ana, boris, one, as_):
    for person in (ana, boris):
        text = page(as_(person), one)

        assert "Everybody who holds a position there can fill in a sheet" in text
        assert f">http://testserver{one.get_absolute_url()}</a>" in text
        assert "2 people can answer." in text


def test_the_address_says_no_language_so_that_each_reads_their_own(ana, one, as_):
    path = one.get_absolute_url()

    text = as_(ana).get(f"/mk{path}").text

    assert f">http://testserver{path}</a>" in text


def test_one_alone_has_no_colleagues(ana, as_):
    assert "Your colleagues" not in page(as_(ana), AssessmentFactory(person=ana))


def test_who_may_invite_finds_the_way_to_it(ana, boris, lule, one, as_):
    PositionFactory(person=lule, institution=one.centre.institution, role="representative")
    people = reverse("members:institution_people", args=[one.centre.institution.slug])

    assert people in page(as_(lule), one)
    assert people not in page(as_(boris), one)


def test_those_who_are_counted_are_those_who_can_answer(ana, boris, petra, lule, one):
    institution = one.centre.institution
    PositionFactory(person=lule, institution=institution, role="deputy")
    PositionFactory(person=petra, institution=institution, role="staff")
    PositionFactory(institution=InstitutionFactory(), role="representative")
    whole = AssessmentFactory(person=None, institution=institution)
    gone = PositionFactory(
        institution=institution, role="staff", started_on="2019-01-01", ended_on="2020-01-01"
    )

    for each in (one, whole, AssessmentFactory(person=ana)):
        may = {person for person in User.objects.all() if permissions.can_answer(person, each)}
        assert set(each.circle()) == may
    assert gone.person not in whole.circle()
    assert {*one.circle()} == {ana, boris, lule}


def test_the_end_is_offered_once_something_is_agreed_on_and_what_is_missing_is_said(
    ana, boris, one, as_
):
    for person in (ana, boris):
        answering.save(one, person, choose(a1=2))
        answering.hand_in(one, person)
    before = page(as_(ana), one)
    answering.agree(one, ana, choose(a1=2, a2=2, b1=1), revision=1)

    after = page(as_(ana), one)

    assert FINISH not in before
    assert "You have not agreed on anything yet." in before
    assert FINISH in after
    assert "Not all of it is agreed on yet: Dimension b, Dimension c." in after


def test_a_guest_is_given_the_address_to_keep(visitor):
    one = answering.start_as_guest(GuideFactory())

    assert f">http://testserver{one.get_absolute_url()}</a>" in page(visitor, one)
