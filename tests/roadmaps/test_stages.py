"""A centre's stage and its page speak from the roadmap, where its head says so."""

from datetime import date

import pytest
from django.urls import reverse

from core.exceptions import Refused
from roadmaps.actions import stages, steps, taking
from tests.factories.members import MemberFactory, PositionFactory
from tests.factories.roadmaps import TemplateFactory, add_chapter, add_item, headed_centre

pytestmark = pytest.mark.django_db


@pytest.fixture
def template():
    template = TemplateFactory(version=False)
    version = template.published()
    for stage in ("planned", "founding", "operating"):
        add_item(add_chapter(version, f"Chapter {stage}", stage), stage)
    return template


@pytest.fixture
def centre(ana):
    centre = headed_centre(ana, stage="planned")
    centre.stages.create(stage="planned", since=date(2025, 3, 1))
    return centre


@pytest.fixture
def checklist(ana, centre, template):
    return taking.take(template, centre, ana)


def finish(checklist, by, *keys):
    for key in keys:
        step = checklist.steps.select_related("item__version__template").get(item_key=key)
        step.checklist = checklist
        steps.move(step, by, None, "done")


def proposed(checklist):
    found = stages.proposal(checklist, checklist.current_steps())
    return found and found.stage


def test_finished_chapters_propose_the_stage_that_comes_next(ana, checklist):
    assert proposed(checklist) is None
    finish(checklist, ana, "planned")
    assert proposed(checklist) is None
    finish(checklist, ana, "operating")
    assert proposed(checklist) is None
    finish(checklist, ana, "founding")
    assert proposed(checklist) == "operating"


def test_the_head_confirms_the_stage_and_it_stands_in_the_history(as_, ana, centre, checklist):
    finish(checklist, ana, "planned", "founding")
    page = as_(ana).get(checklist.get_absolute_url()).content.decode()
    assert "Is the centre being founded now?" in page

    as_(ana).post(reverse("roadmaps:stage", args=[checklist.short_id]), {
        "stage": "founding", "since": "2026-01-15", "evidence": "https://example.org/decision",
    })  # fmt: skip

    centre.refresh_from_db()
    entry = centre.stages.get(stage="founding")
    assert (centre.stage, entry.evidence, entry.entered_by) == (
        "founding", "https://example.org/decision", ana,
    )  # fmt: skip
    assert proposed(checklist) is None


def test_a_day_before_what_the_history_says_is_refused_and_nothing_is_entered(
    ana, centre, checklist
):
    finish(checklist, ana, "planned", "founding")

    with pytest.raises(Refused, match="for a later day that it is planned"):
        stages.confirm(checklist, ana, stage="founding", since=date(2024, 1, 1), evidence="")

    assert centre.stages.count() == 1


def test_only_the_head_confirms_and_only_what_is_proposed(as_, ana, centre, checklist):
    editor = PositionFactory(
        person=MemberFactory(), institution=centre.institution, centre=centre, role="editor"
    ).person
    finish(checklist, ana, "planned", "founding")
    given = {"since": None, "evidence": ""}

    with pytest.raises(Refused, match="for its head"):
        stages.confirm(checklist, editor, stage="founding", **given)
    with pytest.raises(Refused, match="not proposed"):
        stages.confirm(checklist, ana, stage="operating", **given)
    url = reverse("roadmaps:stage", args=[checklist.short_id])
    assert as_(editor).post(url, {"stage": "founding", "since": "2026-01-15"}).status_code == 403
    centre.refresh_from_db()
    assert centre.stage == "planned"


def test_a_dormant_centre_is_not_woken_by_a_checklist(ana, centre, checklist):
    finish(checklist, ana, "planned", "founding", "operating")
    centre.stage = "dormant"
    centre.save()
    checklist.refresh_from_db()
    del checklist._holder

    assert proposed(checklist) is None


def test_the_public_page_shows_the_bar_only_when_the_head_says_so(
    as_, ana, visitor, centre, checklist
):
    finish(checklist, ana, "planned")
    page, bar = centre.get_absolute_url(), '<progress value="33" max="100"'
    editor = PositionFactory(
        person=MemberFactory(), institution=centre.institution, centre=centre, role="editor"
    ).person
    assert bar not in visitor.get(page).content.decode()
    assert bar in as_(ana).get(page).content.decode()
    sharing = reverse("roadmaps:sharing", args=[checklist.short_id])

    as_(editor).post(sharing, {"shows_percent": "on"})
    assert bar not in visitor.get(page).content.decode()
    with pytest.raises(Refused, match="for the head to say"):
        taking.share(checklist, editor, is_shared=False, shows_percent=True)
    as_(ana).post(sharing, {"shows_percent": "on"})

    text = visitor.get(page).content.decode()
    assert bar in text
    assert checklist.get_absolute_url() not in text
    assert "Chapter planned" not in text


def test_the_way_leads_from_the_page_of_the_centre_and_from_my_network(
    as_, ana, centre, checklist
):
    own = reverse("roadmaps:centre", args=[centre.slug])

    assert own in as_(ana).get(centre.get_absolute_url()).content.decode()
    assert checklist.get_absolute_url() in as_(ana).get(own).content.decode()
    assert checklist.get_absolute_url() in as_(ana).get("/my/").content.decode()
