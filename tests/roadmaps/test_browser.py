"""The whole way in a real Chromium, and without JavaScript."""

import re

import pytest
from django.urls import reverse

from roadmaps.actions import peers, steps
from roadmaps.models import Checklist, PeerPair
from tests.browsing import assert_open_to_everybody, follow
from tests.factories.members import MemberFactory
from tests.factories.roadmaps import TemplateFactory, headed_centre, taken

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_every_screen_is_open_to_everybody(browse, ana, vera):
    checklist = taken(ana)
    step = checklist.steps.select_related("item__version__template").get(item_key="first")
    step.checklist = checklist
    steps.add_evidence(step, ana, note_text="We met twice.", url=f"https://example.org/{'x' * 90}")
    template = checklist.template
    helper = headed_centre(MemberFactory())
    person = helper.positions.get().person
    peers.enter("offer", template, "first", helper, person, languages=["en"], text="Glad to.")
    peers.enter("ask", template, "first", checklist.holder, ana, languages=["en"], text="How?")
    pair = PeerPair.objects.get()
    for side in (ana, person):
        peers.accept(pair, side)
    peers.write(pair, person, "Begin small.")

    assert_open_to_everybody(
        browse(ana), "/roadmaps/", template.get_absolute_url(), checklist.get_absolute_url(),
        step.get_absolute_url(), reverse("roadmaps:history", args=[checklist.short_id]),
        "/roadmaps/peers/", pair.ask.get_absolute_url(), pair.get_absolute_url(),
        f"/roadmaps/peers/add/?template={template.slug}&item=first",
    )  # fmt: skip
    assert_open_to_everybody(
        browse(vera), "/roadmaps/build/", reverse("roadmaps:build", args=[template.slug]),
        reverse("roadmaps:build_preview", args=[template.slug]), "/roadmaps/build/add/",
    )  # fmt: skip


def test_a_checklist_is_taken_and_worked_through_on_a_phone_without_javascript(browse, ana):
    template, _centre = TemplateFactory(), headed_centre(ana)
    page = browse(ana, width=390, scripts=False)
    page.goto(template.get_absolute_url())

    page.get_by_role("radio").first.check()
    follow(page.get_by_role("button", name="Take this checklist"))
    follow(page.get_by_role("button", name=re.compile("Done.*Item first")))
    follow(page.get_by_role("link", name="Item second").first)
    page.get_by_label("Note").fill("We met twice.")
    follow(page.get_by_role("button", name="Add it"))
    follow(page.get_by_role("button", name="It is done"))

    row = Checklist.objects.with_counts().get()
    assert (row.done_count, row.step_count) == (2, 2)


def test_a_row_of_a_template_is_dragged_into_another_place(browse, vera):
    template = TemplateFactory()
    version = template.published()
    version.items.get(key="second").depends_on.clear()
    page = browse(vera)
    page.goto(reverse("roadmaps:build", args=[template.slug]))

    rows = page.locator("sort-list li")
    rows.filter(has_text="Item second").drag_to(
        rows.filter(has_text="Item first"), target_position={"x": 20, "y": 2}
    )
    page.get_by_role("button", name="Keep this order").click()
    page.get_by_text("The order is kept.").wait_for()

    assert list(version.items.values_list("key", flat=True)) == ["second", "first"]
