"""A centre or an institution: own sheets, the spread, one common answer."""

import pytest
from django.urls import reverse

from assessments.actions import answering
from assessments.models import Assessment, OwnSheet
from core.exceptions import Refused
from notifications.models import Notification
from tests.factories.assessments import (
    AssessmentFactory,
    FinishedFactory,
    GuideFactory,
    SheetFactory,
    choose,
    posted,
)
from tests.factories.members import CentreFactory, InstitutionFactory, PositionFactory

pytestmark = pytest.mark.django_db


def screen(one, name="detail", *args):
    return reverse(f"assessments:{name}", args=[one.short_id, *args])


def handed_in(one, person, **levels):
    answering.save(one, person, choose(**levels))
    answering.hand_in(one, person)


def test_who_edits_for_it_begins_and_everybody_there_answers(ana, boris, petra, centre, as_):
    guide = GuideFactory(subject="teaching")
    subject = {"subject": f"centre:{centre.slug}"}
    start = reverse("assessments:start", args=[guide.slug])

    assert as_(boris).post(start, subject).status_code == 403
    as_(ana).post(start, subject)

    one = Assessment.objects.get()
    told = Notification.objects.get(kind="assessments.circle")
    assert (told.recipient, told.path) == (boris, one.get_absolute_url())
    assert as_(boris).get(screen(one)).status_code == 200
    assert as_(petra).get(screen(one)).status_code == 404


def test_who_represents_the_institution_edits_for_its_centres(lule):
    institution = lule.positions.get().institution
    own, other = CentreFactory(institution=institution), CentreFactory()
    guide = GuideFactory(subject="teaching")

    assert answering.start(guide, lule, centre=own).centre == own
    assert answering.start(guide, lule, institution=institution).institution == institution
    with pytest.raises(Refused):
        answering.start(guide, lule, centre=other)
    with pytest.raises(Refused):
        answering.start(guide, lule)


def test_a_position_that_has_ended_opens_nothing(boris, one, as_):
    boris.positions.update(ended_on="2020-01-01", started_on="2019-01-01")

    assert as_(boris).get(screen(one)).status_code == 404


def test_the_page_says_who_sees_the_answers_before_the_first_one(boris, one, as_):
    page = as_(boris).get(screen(one)).content.decode()

    assert "You answer under your name." in page
    assert "Begin with the first dimension" in page


def test_the_spread_is_for_who_has_handed_in(ana, boris, one, as_):
    handed_in(one, boris, a1=1)
    before = as_(ana).get(screen(one, "spread")).status_code
    handed_in(one, ana, a1=4)

    page = as_(ana).get(screen(one, "spread")).content.decode()

    assert before == 403
    assert boris.name in page
    assert "far apart" in page


def test_a_sheet_that_is_handed_in_is_not_bent_to_what_the_others_said(boris, one):
    handed_in(one, boris, a1=1)

    with pytest.raises(Refused, match="stay as they are"):
        answering.save(one, boris, choose(a1=4))


def test_one_agrees_only_after_ones_own_answer(ana, boris, one):
    handed_in(one, boris, a1=1)
    with pytest.raises(Refused, match="Hand in your own answers first"):
        answering.agree(one, ana, choose(a1=2), revision=1)


def test_agreeing_and_the_frozen_end(ana, boris, one, as_):
    handed_in(one, boris, a1=1, b1=4)
    handed_in(one, ana, a1=3)
    client = as_(ana)

    client.post(screen(one, "agree", "a"), {**posted(a1=2, a1_words="Minutes"), "revision": "1"})
    client.post(screen(one, "finish"))
    one.refresh_from_db()

    assert one.is_finished
    assert one.agreed == {"a1": {"choice": "2", "words": "Minutes"}}
    page = as_(boris).get(screen(one)).content.decode()
    assert "How the roles see it" in page
    assert as_(boris).post(screen(one, "finish")).status_code == 403


def test_two_who_write_the_common_answer_at_once_are_told(ana, one, as_):
    handed_in(one, ana, a1=1)
    answering.agree(one, ana, choose(a1=2), revision=1)

    late = as_(ana).post(
        screen(one, "agree", "a"), {**posted(a1=4, a1_words="Typed long"), "revision": "1"}
    )

    assert late.status_code == 422
    assert "Somebody else has changed the common answer" in late.content.decode()
    assert "Typed long" in late.content.decode()
    assert Assessment.objects.get().agreed == choose(a1=2)


def test_staff_do_not_write_the_common_answer(boris, one, as_):
    handed_in(one, boris, a1=1)

    answer = as_(boris).post(screen(one, "agree", "a"), {**posted(a1=4), "revision": "1"})

    assert answer.status_code == 403
    with pytest.raises(Refused):
        answering.agree(one, boris, choose(a1=4), revision=1)


def test_a_sheet_that_was_never_handed_in_goes_at_the_end(ana, boris, one):
    answering.save(one, boris, choose(a1=1))
    handed_in(one, ana, a1=3)
    answering.agree(one, ana, choose(a1=3), revision=1)

    answering.finish(one, ana)

    assert [sheet.person for sheet in OwnSheet.objects.all()] == [ana]


# --- Sharing -------------------------------------------------------------------------------------


def test_shared_with_a_ctl_its_publishers_see_the_result_and_no_single_answer(
    ana, boris, centre, as_
):
    institution = centre.institution
    PositionFactory(person=boris, institution=institution, role="deputy")
    one = FinishedFactory(
        guide=GuideFactory(subject="teaching"), person=None, institution=institution
    )
    SheetFactory(assessment=one, person=boris, role="deputy", answers=choose(a1=1))
    other = FinishedFactory(person=boris)
    assert as_(ana).get(screen(other)).status_code == 404

    answering.share(other, boris, centre=centre, with_committee=False, in_figures=False)

    page = as_(ana).get(screen(other))
    assert page.status_code == 200
    assert as_(ana).get(screen(other, "share")).status_code == 403
    assert as_(ana).get(screen(other, "discard")).status_code == 403


def test_shared_with_the_committee_and_taken_back(ana, vera, as_):
    one = FinishedFactory(person=ana)

    as_(ana).post(screen(one, "share"), {"with_committee": "on"})
    shown = as_(vera).get(screen(one)).status_code
    as_(ana).post(screen(one, "share"), {})

    assert shown == 200
    assert as_(vera).get(screen(one)).status_code == 404


def test_who_it_is_shared_with_hears_neither_roles_nor_the_time_before(ana, vera, centre, as_):
    guide = GuideFactory(subject="teaching")
    FinishedFactory(guide=guide, person=None, centre=centre, finished_at="2025-01-01T10:00Z")
    one = FinishedFactory(guide=guide, person=None, centre=centre, is_shared_with_committee=True)
    SheetFactory(assessment=one, person=ana, role="centre-head", answers=choose(a1=1))
    SheetFactory(assessment=one, role="staff", answers=choose(a1=4))

    inside = as_(ana).get(screen(one)).content.decode()
    outside = as_(vera).get(screen(one)).content.decode()

    assert "How the roles see it" in inside
    assert ">Since last time</th>" in inside
    assert "How the roles see it" not in outside
    assert ">Since last time</th>" not in outside
    assert as_(vera).get(screen(one, "spread")).status_code == 403


def test_a_ctl_of_another_institution_is_not_ones_own(ana):
    one = FinishedFactory(person=ana)
    with pytest.raises(Refused, match="not a CTL of yours"):
        answering.share(one, ana, centre=CentreFactory(), with_committee=False, in_figures=False)


def test_what_is_open_is_not_shared(ana):
    with pytest.raises(Refused, match="when it is finished"):
        answering.share(
            AssessmentFactory(person=ana), ana, centre=None, with_committee=True, in_figures=True
        )


def test_the_figures_of_the_network_begin_with_five_subjects(visitor, ana):
    guide = GuideFactory(subject="teaching")
    for level in (1, 2, 3, 4):
        FinishedFactory(
            guide=guide, person=None, institution=InstitutionFactory(),
            agreed=choose(a1=level), counted_since="2026-01-01T10:00Z",
        )  # fmt: skip
    # Finished as well, and its owner did not agree.
    FinishedFactory(guide=guide, person=None, institution=InstitutionFactory())
    page = reverse("assessments:guide", args=[guide.slug])
    four = visitor.get(page).content.decode()

    FinishedFactory(
        guide=guide, person=None, institution=InstitutionFactory(), agreed=choose(a1=4),
        counted_since="2026-01-02T10:00Z",
    )  # fmt: skip
    five = visitor.get(page).content.decode()

    assert "Where the network stands" not in four
    assert "Where the network stands" in five
    assert "2.8" in five
    assert "too few answers" in five
