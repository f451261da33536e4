"""From when to when: a day alone counts to its end, and what is past is told at the form."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.forms import DeadlineForm
from core.exceptions import Refused
from surveys.actions import heads, publishing
from surveys.deadlines import MomentField, end_of_day
from surveys.models import Survey
from tests.factories.surveys import OpenFactory, SurveyFactory

BELGRADE = ZoneInfo("Europe/Belgrade")
HEAD = {
    "title_en": "Needs", "title_mk": "", "is_anonymous": "yes", "audience": "link",
    "results_for": "members", "is_listed": "on",
}  # fmt: skip


def moment(*parts):
    return datetime(*parts, tzinfo=BELGRADE)


@pytest.mark.parametrize(
    ("day", "clock", "end"),
    [
        ("2026-12-24", "", moment(2026, 12, 24, 23, 59, 59)),
        ("2026-12-24", "23:59", moment(2026, 12, 24, 23, 59, 59)),
        ("2026-12-24", "18:30", moment(2026, 12, 24, 18, 30)),
        # Midnight would be shown as a day that nobody has.
        ("2026-12-25", "00:00", moment(2026, 12, 24, 23, 59, 59)),
        # The days of 23 and of 25 hours.
        ("2026-03-29", "", moment(2026, 3, 29, 23, 59, 59)),
        ("2026-10-25", "", moment(2026, 10, 25, 23, 59, 59)),
    ],
)
def test_a_day_alone_counts_to_its_end(day, clock, end):
    assert MomentField(is_end=True, required=False).clean([day, clock]) == end


def test_a_beginning_is_the_beginning_of_its_day():
    assert MomentField().clean(["2026-12-24", ""]) == moment(2026, 12, 24)


@pytest.mark.parametrize("typed", [["", "10:00"], ["x", ""], ["2026-12-24", "25:00"]])
def test_what_is_no_moment_is_refused_with_a_sentence(typed):
    with pytest.raises(Exception, match="such as 2027-05-14"):
        MomentField(is_end=True, required=False).clean(typed)


def test_a_round_and_a_needs_analysis_are_open_to_the_end_of_their_day():
    day = timezone.localdate() + timedelta(days=20)
    form = DeadlineForm({"closes_on": day.isoformat()})

    assert form.is_valid()
    assert form.closes_at() == end_of_day(day)
    assert timezone.localtime(end_of_day(date(2026, 12, 24))).date() == date(2026, 12, 24)


@pytest.mark.django_db
def test_a_day_alone_is_shown_as_that_day(as_, ana):
    survey = SurveyFactory(owner=ana)
    address = reverse("surveys:head", args=[survey.slug])

    kept = as_(ana).post(address, {**HEAD, "revision": 1, "closes_at_0": "2031-12-24"})

    assert kept.status_code == 302
    page = as_(ana).get(reverse("surveys:build", args=[survey.slug])).content.decode()
    assert "24 Dec 2031, 23:59" in " ".join(page.split())
    again = as_(ana).get(address).content.decode()
    assert 'value="2031-12-24"' in again
    assert 'value="23:59"' in again


@pytest.mark.django_db
def test_an_end_that_is_past_is_told_at_its_field(as_, ana):
    survey = SurveyFactory(owner=ana)
    before = survey.closes_at

    told = as_(ana).post(
        reverse("surveys:head", args=[survey.slug]),
        {**HEAD, "revision": 1, "opens_at_0": "2020-05-14", "closes_at_0": "2020-05-15"},
    )

    page = told.content.decode()
    assert told.status_code == 422
    assert "This moment is past. Choose a later one." in page
    assert "Leave it empty to open as soon as you publish" in page
    assert 'value="2020-05-15"' in page
    assert 'href="#id_closes_at_0"' in page
    assert 'id="id_closes_at_0"' in page
    survey.refresh_from_db()
    assert survey.closes_at == before


@pytest.mark.django_db
def test_a_forged_end_that_is_past_is_refused_inside_the_verb(ana):
    survey = SurveyFactory(owner=ana)
    head = heads.Head(title={"en": "T"}, audience="link", closes_at=moment(2020, 5, 15))

    with pytest.raises(Refused, match="is past"):
        heads.change_head(survey, ana, 1, head)


@pytest.mark.django_db
def test_what_was_taken_back_keeps_the_moment_at_which_it_had_opened(as_, ana):
    survey = OpenFactory(owner=ana)
    publishing.take_back(survey, ana)
    opened = timezone.localtime(survey.opens_at)
    closes = timezone.localtime(survey.closes_at)

    kept = as_(ana).post(reverse("surveys:head", args=[survey.slug]), {
        **HEAD, "revision": 1, "opens_at_0": f"{opened:%Y-%m-%d}", "opens_at_1": f"{opened:%H:%M}",
        "closes_at_0": f"{closes:%Y-%m-%d}",
    })  # fmt: skip

    assert kept.status_code == 302
    assert Survey.objects.get().title["en"] == "Needs"
