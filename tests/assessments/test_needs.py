"""Which topics are needed, what is planned by it, and what was served."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments import needs
from assessments.actions import needs as actions
from assessments.models import NeedsAnalysis, NeedsPlan
from core import planning
from core.exceptions import Refused
from events.models import Event
from notifications.models import Notification
from surveys import counting, threshold
from surveys.models import Survey, Tally
from tests.factories.events import EventFactory
from tests.factories.members import CountryFactory, PositionFactory

pytestmark = pytest.mark.django_db
TOPICS = ["assessment-and-feedback", "peer-observation", "large-classes"]


def opened(by, institution=None, **more):
    return actions.open_analysis(
        by, institution=institution, title="Next year", slugs=TOPICS, more=["Voice training"],
        closes_at=timezone.now() + timedelta(days=9), **{"breakdown": "", **more},
    )  # fmt: skip


def keys(analysis):
    """Slug or words of a topic -> the key of its option."""
    question = analysis.survey.current.instrument.question(needs.QUESTION)
    return {
        analysis.topics.get(option.key, option.label["en"]): option.key
        for option in question.options
    }


def closed(analysis, *orders, groups=None):
    """Closed, with what closing leaves of these orders: each a list of slugs."""
    names, survey = keys(analysis), analysis.survey
    sheets = [{needs.QUESTION: [names[slug] for slug in order]} for order in orders]
    instrument = survey.current.instrument
    by_group = {}
    for group, sheet in zip(groups or [""] * len(sheets), sheets, strict=True):
        by_group.setdefault(group, []).append(sheet)
    counts = {group: counting.count(instrument, some) for group, some in by_group.items()}
    Tally.objects.create(
        version=survey.current, counts=counting.count(instrument, sheets), sheets=len(sheets),
        breakdown=threshold.breakdown(instrument, counts),
    )  # fmt: skip
    survey.state = Survey.State.CLOSED
    survey.save()
    return NeedsAnalysis.objects.get(pk=analysis.pk)


FEEDBACK, PEERS, LARGE = TOPICS
ALIKE = [[FEEDBACK, PEERS, LARGE]] * 6


def test_the_committee_asks_all_members(vera, as_):
    day = (timezone.localdate() + timedelta(days=20)).isoformat()

    as_(vera).post(
        reverse("assessments:needs_add"),
        {"title": "Next year", "subject": "members", "topics": TOPICS, "more": "Voice\n\nVoice\n",
         "breakdown": "country", "closes_on": day},
    )  # fmt: skip

    analysis = NeedsAnalysis.objects.get()
    survey = analysis.survey
    assert (survey.audience, survey.is_anonymous, survey.breakdown) == ("members", True, "country")
    assert set(keys(analysis)) == {*TOPICS, "Voice"}
    assert set(analysis.topics.values()) == set(TOPICS)
    question = survey.current.instrument.question(needs.QUESTION)
    assert {"mk", "sq", "el"} <= set(question.options[0].label)


def test_an_institution_asks_its_own_people_and_tells_them(lule, boris):
    institution = lule.positions.get().institution
    PositionFactory(person=boris, institution=institution, role="staff")

    analysis = opened(lule, institution)

    assert analysis.survey.audience_key == str(institution.pk)
    assert [one.recipient for one in Notification.objects.filter(kind="assessments.needs")] == [
        boris
    ]


def test_nobody_else_asks(ana, lule):
    for who, where in ((ana, None), (lule, None), (ana, lule.positions.get().institution)):
        with pytest.raises(Refused):
            opened(who, where)


def test_while_it_is_open_there_is_no_result(vera, ana, as_):
    analysis = opened(vera)
    Survey.objects.filter(pk=analysis.survey.pk).update(received=7)

    page = as_(ana).get(analysis.get_absolute_url()).content.decode()

    assert "At least 5 have answered." in page
    assert needs.result(analysis, vera) is None


def test_the_common_order_with_its_agreement(vera, ana, as_):
    analysis = closed(opened(vera), *ALIKE)

    found = needs.result(analysis, ana)

    assert [topic.name for topic in found.topics] == [
        "Assessment and feedback", "Peer observation", "Large classes", "Voice training",
    ]  # fmt: skip
    assert (found.people, found.w, found.strength) == (6, 1, "strong")
    # Three topics behind the first one, six people.
    assert found.topics[0].ranked.points == 18
    page = as_(ana).get(analysis.get_absolute_url()).content.decode()
    assert "They agree strongly." in page


def test_below_five_nothing_is_shown(vera, ana, as_):
    analysis = closed(opened(vera), *ALIKE[:4])

    page = as_(ana).get(analysis.get_absolute_url()).content.decode()

    assert "Too few have answered" in page
    assert "Mean rank" not in page


def test_groups_are_shown_only_as_the_survey_lets_them_through(vera, ana, as_):
    CountryFactory(code="MK", name="North Macedonia")
    orders = [[FEEDBACK, PEERS]] * 7 + [[PEERS, FEEDBACK, LARGE]] * 5
    orders += [[LARGE, PEERS]] * 6 + [[PEERS]] * 5
    groups = ["BA"] * 12 + ["MK"] * 6 + ["AL"] * 5
    analysis = closed(opened(vera, breakdown="country"), *orders, groups=groups)

    found = needs.result(analysis, ana)

    assert {(one.label, one.people) for one in found.groups} == {
        ("Bosnia and Herzegovina", 12), ("all others", 11),
    }  # fmt: skip
    (ba,) = [one for one in found.groups if one.people == 12]
    assert ba.first[0] == "Assessment and feedback"
    page = as_(ana).get(analysis.get_absolute_url()).content.decode()
    assert "First by country" in page
    assert "Albania" not in page


# --- The plan ------------------------------------------------------------------------------------


def planned(analysis, by, slug=FEEDBACK, **more):
    fields = {"title": "A day on feedback", "due": None, "person": None, **more}
    return actions.plan(analysis, by, topic=keys(analysis)[slug] if slug else "", **fields)


def test_a_topic_becomes_a_line_and_the_line_a_draft(vera, as_):
    analysis = closed(opened(vera), *ALIKE)
    day = timezone.localdate() + timedelta(days=40)
    as_(vera).post(
        reverse("assessments:plan_add", args=[analysis.pk]),
        {"topic": keys(analysis)[FEEDBACK], "title": "A day on feedback", "due": day.isoformat(),
         "person": vera.pk},
    )  # fmt: skip
    line = NeedsPlan.objects.get()

    answer = as_(vera).post(reverse("assessments:plan_draft", args=[line.pk]))

    event = Event.objects.get()
    assert (event.title, event.state, event.organiser) == ("A day on feedback", "draft", vera)
    assert event.first_day == day
    assert answer.url == event.get_absolute_url()
    with pytest.raises(Refused, match="already"):
        actions.draft(line, vera)


def test_a_need_is_served_when_its_event_is_announced(vera):
    analysis = closed(opened(vera), *ALIKE)
    line = planned(analysis, vera)
    made = actions.draft(line, vera)
    before = needs.result(analysis, vera).topics[0]

    Event.objects.filter(pk=made.key).update(
        state="published", published_at=timezone.now(), title="Something"
    )
    after = needs.result(analysis, vera).topics[0]

    assert (before.is_served, after.is_served) == (False, True)
    assert after.plans[0][1].is_announced


def test_an_event_that_fits_by_its_words_serves_a_need_too(vera, ana):
    analysis = closed(opened(vera), *ALIKE)
    EventFactory(title="Feedback that students use")
    EventFactory(title="Feedback of last year", starts_at=timezone.now() - timedelta(days=300))

    served = {topic.name: topic for topic in needs.result(analysis, ana).topics}

    assert [one.title for one in served["Assessment and feedback"].fitting] == [
        "Feedback that students use"
    ]
    assert not served["Large classes"].is_served


def test_what_served_a_need_is_said_by_hand_and_taken_back(vera, as_):
    analysis = closed(opened(vera), *ALIKE)
    line, event = planned(analysis, vera, ""), EventFactory(title="Singing")
    link = reverse("assessments:plan_link", args=[line.pk])

    as_(vera).post(link, {"served": f"event:{event.pk}"})
    linked = needs.result(analysis, vera).other_plans[0][1]
    as_(vera).post(link, {"served": ""})

    assert linked.title == "Singing"
    assert needs.result(analysis, vera).other_plans[0][1] is None


@pytest.mark.parametrize("served", ["event:999999", "event:x", "nothing:1"])
def test_a_forged_event_is_refused(vera, served):
    line = planned(closed(opened(vera), *ALIKE), vera)
    kind, _colon, key = served.partition(":")

    with pytest.raises(Refused, match="no such event"):
        actions.link(line, vera, kind=kind, key=key)


def test_members_read_the_plan_and_do_not_write_it(vera, ana, as_):
    analysis = closed(opened(vera), *ALIKE)
    line = planned(analysis, vera)

    page = as_(ana).get(analysis.get_absolute_url()).content.decode()
    answers = [
        as_(ana).post(reverse(f"assessments:{name}", args=[key])).status_code
        for name, key in (("plan_add", analysis.pk), ("plan_draft", line.pk),
                          ("plan_link", line.pk), ("plan_remove", line.pk))
    ]  # fmt: skip

    assert "A day on feedback" in page
    assert "Make a draft of an event" not in page
    assert answers == [403] * 4
    for verb in (lambda: actions.remove(line, ana), lambda: actions.draft(line, ana),
                 lambda: planned(analysis, ana)):  # fmt: skip
        with pytest.raises(Refused):
            verb()


def test_a_line_goes_and_its_event_stays(vera):
    line = planned(closed(opened(vera), *ALIKE), vera)
    actions.draft(line, vera)
    line.refresh_from_db()

    actions.remove(line, vera)

    assert (NeedsPlan.objects.count(), Event.objects.count()) == (0, 1)


def test_a_draft_of_somebody_elses_is_not_shown(vera, ana):
    analysis = closed(opened(vera), *ALIKE)
    actions.draft(planned(analysis, vera), vera)

    (plan,) = needs.result(analysis, ana).topics[0].plans

    assert plan[1] is None


def test_what_makes_drafts_is_known_by_its_name():
    assert set(planning.kinds()) == {"event"}
