"""A whole institution answers, without names."""

from datetime import timedelta
from statistics import fmean

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments import rounds
from assessments.actions import rounds as actions
from assessments.models import Guide, Round
from core.exceptions import Refused
from notifications.models import Notification
from surveys.actions.answering import Respondent, hand_in
from surveys.models import Survey, Version
from tests.factories.assessments import (
    GuideFactory,
    RoundFactory,
    choose,
    content,
    criterion,
    tally,
)
from tests.factories.members import CentreFactory, InstitutionFactory, PositionFactory

pytestmark = pytest.mark.django_db
CLOSED = Survey.State.CLOSED


@pytest.fixture
def institution(lule):
    """Lule represents it; five more work there."""
    institution = lule.positions.get().institution
    for _turn in range(5):
        PositionFactory(institution=institution, role="staff")
    return institution


@pytest.fixture
def guide():
    return GuideFactory(subject=Guide.Subject.TEACHING)


def later(days=14):
    return timezone.now() + timedelta(days=days)


def opened(guide, by, institution, centre=None):
    return actions.open_round(
        guide, by, institution=institution, centre=centre, closes_at=later()
    )  # fmt: skip


def spread(**counts):
    """`spread(a1=(2, 3, 0, 1))`: how many chose each level."""
    return {
        key: {str(at): number for at, number in enumerate(some, 1) if number}
        for key, some in counts.items()
    }


def closed(counts, **more):
    one = RoundFactory(state=CLOSED, **more)
    one.survey.closed_at = timezone.now()
    one.survey.save()
    tally(one.survey, counts)
    return one


def test_the_representative_opens_it_and_its_people_are_invited(lule, institution, guide, as_):
    day = (timezone.localdate() + timedelta(days=14)).isoformat()
    subject = f"institution:{institution.slug}"

    answer = as_(lule).post(
        reverse("assessments:round_add", args=[guide.slug]),
        {"subject": subject, "closes_on": day},
    )

    one = Round.objects.get()
    assert answer.url == one.get_absolute_url()
    survey = one.survey
    assert survey.is_anonymous
    assert (survey.purpose, survey.audience, survey.audience_key) == (
        "round", "institution", str(institution.pk),
    )  # fmt: skip
    assert survey.is_open
    assert f"{timezone.localtime(survey.closes_at):%Y-%m-%d %H:%M}" == f"{day} 23:59"
    told = Notification.objects.filter(kind="assessments.round")
    assert told.count() == 5
    assert lule.pk not in told.values_list("recipient", flat=True)
    guide.current.refresh_from_db()
    assert guide.current.is_frozen


def test_its_survey_asks_what_the_guide_asks_under_the_same_keys(lule, institution, guide):
    one = opened(guide, lule, institution)

    asked = {q.key: q.fingerprint for q in one.survey.current.instrument.questions}
    assert asked == {q.key: q.fingerprint for q in guide.current.instrument.questions}


def test_who_leads_the_ctl_opens_one_for_its_people(ana, guide):
    centre = CentreFactory()
    PositionFactory(person=ana, institution=centre.institution, centre=centre, role="centre-head")
    for _turn in range(4):
        PositionFactory(institution=centre.institution, centre=centre, role="staff")

    one = opened(guide, ana, centre.institution, centre)

    assert (one.survey.audience, one.survey.audience_key) == ("centre", str(centre.pk))
    with pytest.raises(Refused):
        opened(guide, ana, InstitutionFactory())


def test_nobody_else_opens_one(boris, vera, admin, institution, guide):
    PositionFactory(person=boris, institution=institution, role="staff")
    for who in (boris, vera, admin):
        with pytest.raises(Refused):
            opened(guide, who, institution)


def test_where_fewer_than_five_are_asked_nobody_is_anonymous(lule, guide):
    institution = lule.positions.get().institution
    PositionFactory.create_batch(3, institution=institution, role="staff")

    with pytest.raises(Refused, match="Fewer than five"):
        opened(guide, lule, institution)
    assert not Survey.objects.exists()


def test_one_at_a_time(lule, institution, guide):
    opened(guide, lule, institution)
    with pytest.raises(Refused, match="open already"):
        opened(guide, lule, institution)


@pytest.mark.parametrize(
    ("received", "told"),
    [(0, "Fewer than 5"), (4, "Fewer than 5"), (5, "At least 5"), (9, "At least 5")],
)
def test_while_it_is_open_the_number_is_told_in_steps_and_no_result(lule, as_, received, told):
    one = RoundFactory(institution=lule.positions.get().institution)
    Survey.objects.filter(pk=one.survey.pk).update(received=received)
    tally(one.survey, spread(a1=(3, 3)))

    page = as_(lule).get(one.get_absolute_url()).content.decode()

    assert f"{told} have answered" in " ".join(page.split())
    assert rounds.result(one) is None
    assert "Mean" not in page


def test_the_result_is_the_mean_of_the_levels(lule, as_):
    one = closed(
        spread(a1=(2, 1, 1, 2), a2=(0, 3, 3, 0), b1=(1, 2, 2, 1)),
        institution=lule.positions.get().institution,
    )

    found = {row.key: row for row in rounds.result(one).rows}

    a1 = fmean([1, 1, 2, 3, 4, 4])
    a2 = fmean([2, 2, 2, 3, 3, 3])
    assert float(found["a"].mean) == pytest.approx(fmean([a1, a2]))
    assert (found["b"].shown, found["b"].criteria) == (1, 2)
    assert found["c"].mean is None
    page = as_(lule).get(one.get_absolute_url()).content.decode()
    assert "too few answers" in page
    assert "by 1 of 2 criteria" in page
    assert "Closed on" in page


def test_below_the_threshold_nothing_is_shown(lule, as_):
    one = closed(spread(a1=(2, 2)), institution=lule.positions.get().institution)

    page = as_(lule).get(one.get_absolute_url()).content.decode()

    assert "Too few have answered" in page
    assert "so far" not in page
    assert '<svg class="chart"' not in page


def test_compared_with_the_last_round_by_what_both_can_show(lule):
    institution, guide = lule.positions.get().institution, GuideFactory(subject="teaching")
    closed(
        spread(a1=(5, 1), a2=(1, 5), b1=(3, 1)), institution=institution, guide=guide,
        opened_at=timezone.now() - timedelta(days=365),
    )  # fmt: skip
    one = closed(spread(a1=(1, 5), a2=(0, 3, 3), b1=(1, 9)), institution=institution, guide=guide)

    found = {row.key: row for row in rounds.result(one).rows}

    before = fmean([fmean([1] * 5 + [2]), fmean([1] + [2] * 5)])
    now = fmean([fmean([1] + [2] * 5), fmean([2] * 3 + [3] * 3)])
    assert float(found["a"].change) == pytest.approx(now - before)
    # b1 had four answers then: nobody may work out what they were.
    assert found["b"].mean is not None
    assert found["b"].change is None


def test_a_round_of_another_version_compares_where_the_criterion_is_the_same(lule):
    institution, guide = lule.positions.get().institution, GuideFactory(subject="teaching")
    closed(
        spread(a1=(5, 1), b1=(5, 1)), institution=institution, guide=guide,
        opened_at=timezone.now() - timedelta(days=365),
    )  # fmt: skip
    newer = content(("a", ["a1"]), ("b", []))
    newer["sections"][1]["questions"] = [criterion("b1", levels=["1", "2"])]
    guide.versions.create(number=2, content=newer)
    one = closed(spread(a1=(1, 5), b1=(1, 5)), institution=institution, guide=guide)

    found = {row.key: row for row in rounds.result(one).rows}

    assert found["a"].change > 0
    assert found["b"].change is None


def test_a_question_that_was_changed_in_the_survey_is_not_counted_with_the_guides(lule):
    one = closed(spread(a1=(3, 3)), institution=lule.positions.get().institution)
    changed = content(("a", []))
    changed["sections"][0]["questions"] = [criterion("a1", levels=["4", "3", "2", "1"])]
    later = Version.objects.create(survey=one.survey, number=2, content=changed)
    tally(one.survey, spread(a1=(0, 0, 9, 9)))

    (a, *_rest) = rounds.result(one).rows

    assert later == one.survey.current
    assert float(a.mean) == 1.5


def test_who_works_there_sees_it_and_nobody_else(lule, boris, ana, vera, admin, as_):
    institution = lule.positions.get().institution
    PositionFactory(person=boris, institution=institution, role="staff")
    one = closed(spread(a1=(3, 3)), institution=institution)

    statuses = {
        person.handle: as_(person).get(one.get_absolute_url()).status_code
        for person in (lule, boris, ana, vera, admin)
    }

    assert statuses == {"lule": 200, "boris": 200, "ana": 404, "vera": 404, "admin": 404}


def test_the_target_is_set_by_who_runs_it_and_shown(lule, boris, as_):
    institution = lule.positions.get().institution
    PositionFactory(person=boris, institution=institution, role="staff")
    one = closed(spread(a1=(3, 3)), institution=institution)
    target = reverse("assessments:round_target", args=[one.pk])

    assert as_(boris).post(target, {"a": "4"}).status_code == 403
    as_(lule).post(target, {"a": "4"})

    one.refresh_from_db()
    (a, *_rest) = rounds.result(one).rows
    assert (a.target, a.to_target) == (4, "2.5")


def test_the_table_to_take_along_says_no_more_than_the_page(lule, as_):
    one = closed(spread(a1=(3, 3), b1=(4,)), institution=lule.positions.get().institution)

    answer = as_(lule).get(reverse("assessments:round_table", args=[one.pk]))

    rows = b"".join(answer.streaming_content).decode().splitlines()
    assert rows[1].startswith("Dimension a,1.5,1,2")
    assert rows[2].startswith("Dimension b,,0,2")


def test_the_words_of_a_guide_that_came_along_are_asked_in_every_language(lule, institution):
    guide = Guide.objects.get(slug="teaching-at-my-institution")

    one = opened(guide, lule, institution)

    content = one.survey.current.content
    assert content["languages"][0] == "en"
    assert {"mk", "sq"} <= set(content["languages"])
    assert one.survey.languages[0] == "en"


def test_who_has_answered_is_thanked_and_not_asked_again(lule, institution, guide, as_):
    one = opened(guide, lule, institution)
    before = as_(lule).get(one.get_absolute_url()).text
    hand_in(one.survey.current, choose(a1=2), Respondent(lule))

    after = as_(lule).get(one.get_absolute_url()).text

    answer = reverse("surveys:answer", args=[one.survey.slug])
    assert answer in before
    assert answer not in after
    assert "You have answered this survey. Thank you." in after
