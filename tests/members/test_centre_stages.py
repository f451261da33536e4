"""The history of a centre, and the stage it is in."""

from datetime import date

import pytest
from django.urls import reverse

from core.exceptions import Refused
from core.models import AuditEntry
from members.actions import centres as actions
from members.models import Centre
from tests.factories.members import (
    CentreFactory,
)
from tests.members.centres import edit, give, pdf, stage
from tests.spaces import spaced

pytestmark = pytest.mark.django_db


def test_the_latest_stage_is_the_one_it_is_in(as_, ana):
    centre = CentreFactory()
    give(ana, centre, role="centre-head")
    client = as_(ana)

    for words, since in (("operating", "2007"), ("planned", "2003"), ("dormant", "12.5.2005")):
        client.post(edit(centre, "stage"), stage(stage=words, since=since))

    centre.refresh_from_db()
    assert centre.stage == "operating"
    assert [(one.stage, one.since_words) for one in centre.history()] == [
        ("planned", "2003"), ("dormant", "12\xa0May\xa02005"), ("operating", "2007"),
    ]  # fmt: skip
    client.post(edit(centre, "stage"), stage(stage="dormant", since="2026-03"))
    centre.refresh_from_db()
    assert (centre.stage, spaced(centre.history()[-1].since_words)) == ("dormant", "March 2026")
    assert AuditEntry.objects.filter(verb="enter stage", who=ana.pk).count() == 4


def test_a_stage_of_unknown_day_holds_from_the_day_it_was_written_down(ana):
    centre = CentreFactory()
    give(ana, centre)
    actions.enter_stage(centre, ana, **stage_entry("operating", None))
    actions.enter_stage(centre, ana, **stage_entry("planned", date(2012, 1, 1)))

    centre.refresh_from_db()
    assert centre.stage == "operating"


def stage_entry(stage, since):
    return {"stage": stage, "since": since, "precision": "year", "evidence": ""}


@pytest.mark.parametrize(
    ("since", "sentence"),
    [
        ("yesterday", "Write a year"), ("2016-13", "no such day"), ("31.2.2016", "no such day"),
        ("9999", "still to come"), ("0001", "before the first university"), ("٢٠١٦", None),
    ],
)  # fmt: skip
def test_a_day_that_cannot_be_is_refused_with_a_sentence(as_, ana, since, sentence):
    centre = CentreFactory()
    give(ana, centre)

    page = as_(ana).post(edit(centre, "stage"), stage(since=since))

    if sentence:
        assert page.status_code == 422
        assert sentence in page.text
        assert since in page.text
    else:
        assert page.status_code in (302, 422)


def test_a_mistake_is_taken_back_and_the_last_stage_stays(as_, ana):
    centre = CentreFactory()
    give(ana, centre)
    actions.enter_stage(centre, ana, **stage_entry("planned", date(2012, 1, 1)))
    wrong = actions.enter_stage(centre, ana, **stage_entry("dormant", date(2013, 1, 1)))
    with pytest.raises(Refused, match="already"):
        actions.enter_stage(centre, ana, **stage_entry("dormant", date(2013, 1, 1)))

    strike = reverse("members:centre_stage_strike", args=[centre.slug, wrong.pk])
    as_(ana).post(strike)

    centre.refresh_from_db()
    assert centre.stage == "planned"
    with pytest.raises(Refused, match="always in some stage"):
        actions.strike_stage(centre.stages.get(), ana)


def test_nobody_strikes_the_stage_of_another_centre(as_, ana, vera):
    mine, other = CentreFactory(), CentreFactory()
    give(ana, mine)
    entry = actions.enter_stage(other, vera, **stage_entry("planned", None))

    for centre, status in ((mine, 404), (other, 403)):
        strike = reverse("members:centre_stage_strike", args=[centre.slug, entry.pk])
        assert as_(ana).post(strike).status_code == status


@pytest.mark.parametrize(
    "verb",
    [
        lambda centre, who: actions.found(
            Centre(name="Another"), centre.institution, who, names={}, former=[], chosen={},
            stage=stage_entry("planned", None),
        ),
        lambda centre, who: actions.change(centre, who, names={}, former=[], chosen={}),
        lambda centre, who: actions.enter_stage(centre, who, **stage_entry("planned", None)),
        lambda centre, who: actions.strike_stage(centre.stages.first(), who),
        lambda centre, who: actions.keep_mandate(centre, who, pdf(), "public"),
        lambda centre, who: actions.open_mandate(centre, who, "public"),
        lambda centre, who: actions.drop_mandate(centre, who),
    ],
    ids=["found", "change", "enter", "strike", "keep", "open", "drop"],
)  # fmt: skip
def test_an_action_asks_itself_who_looks_after_a_centre(verb, ana, boris):
    centre = CentreFactory()
    give(ana, centre)
    actions.enter_stage(centre, ana, **stage_entry("operating", None))

    with pytest.raises(Refused, match="may not do that"):
        verb(centre, boris)

    assert [entry.stage for entry in centre.stages.all()] == ["operating"]
    assert Centre.objects.count() == 1
