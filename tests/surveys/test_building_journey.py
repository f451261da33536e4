"""A survey is built: in a real browser, and by somebody without JavaScript."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from surveys.models import Survey
from tests.browsing import assert_accessible, assert_open_to_everybody, follow
from tests.factories.members import MemberFactory
from tests.factories.surveys import SurveyFactory

END = "2031-05-14"


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_survey_is_built_translated_looked_at_on_a_phone_and_published(browse, vera):
    MemberFactory.create_batch(5)
    page = browse(vera)
    page.goto("/surveys/mine/")
    page.get_by_role("link", name="Begin one").click()
    page.get_by_label("Title").fill("Needs of our staff")
    page.get_by_label("an empty survey").check()
    follow(page.get_by_role("button", name="Begin"))

    _section(page, "Edit", "You")
    _add(page, "One of several", "Do you teach?", "Yes\nNo")
    _add(page, "Several of them", "How do you teach?", "Lectures\nSeminars")
    follow(page.get_by_role("link", name="Add a section"))
    page.get_by_label("Title of the section").fill("What helps")
    follow(page.get_by_role("button", name="Save"))
    _add(page, "An order", "What first?", "Advice\nWorkshops\nMaterial", at=-1)
    assert_accessible(page)

    page.get_by_role("link", name="Only when… How do you teach?").click()
    follow(page.get_by_role("button", name="Choose its answers"))
    page.get_by_label("Yes", exact=True).check()
    follow(page.get_by_role("button", name="Save"))
    page.get_by_text("Only after “Do you teach?”: Yes").wait_for()

    # The second question goes before the first: the builder says what that breaks.
    _drag_up(page, "How do you teach?", "Do you teach?")
    page.get_by_role("button", name="Save this order").click()
    page.get_by_text("depends on a question that does not come before it").wait_for()
    follow(page.get_by_role("button", name="How do you teach?: Move down"))
    page.get_by_text("depends on a question").wait_for(state="detached")

    # From one section into another, by dragging and by the keyboard.
    _drag_up(page, "What first?", "How do you teach?")
    page.get_by_role("button", name="Save this order").click()
    page.get_by_text("The order is saved.").wait_for()
    first, second = Survey.objects.get().latest.instrument.sections
    assert (len(first.questions), len(second.questions)) == (3, 0)
    page.get_by_role("link", name="What first?: Move to another section").press("Enter")
    page.get_by_label("What helps").press("Space")
    page.get_by_role("button", name="Move it").press("Enter")
    page.get_by_role("link", name="Add a question here You").wait_for()

    page.get_by_label("One more language").select_option("mk")
    page.get_by_role("button", name="Add it").click()
    follow(page.get_by_role("link", name=re.compile("texts are missing")).last)
    page.get_by_role("textbox").nth(0).fill("Потреби")
    page.get_by_label("Do you teach?", exact=True).fill("Предавате?")
    assert_accessible(page)
    follow(page.get_by_role("button", name="Save and go on"))

    page.goto(reverse("surveys:head", args=["needs-of-our-staff"]))
    page.get_by_role("group", name="Closes").get_by_label("Day", exact=True).fill(END)
    assert_accessible(page)
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved.").wait_for()

    page.set_viewport_size({"width": 390, "height": 800})
    page.get_by_role("link", name="Look at it as people will").click()
    page.get_by_label("Yes", exact=True).check()
    page.get_by_role("button", name="See what is asked").click()
    page.get_by_text("How do you teach?").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator("main nav").get_by_role("link", name="македонски").click()
    page.get_by_text("Предавате?").wait_for()
    page.goto(reverse("surveys:build", args=["needs-of-our-staff"]))
    page.get_by_role("link", name="Publish").click()
    page.get_by_text("14 May 2031, 23:59").wait_for()
    assert_accessible(page)
    page.get_by_role("button", name="Publish").click()
    page.get_by_text("It is published.").wait_for()

    survey = Survey.objects.get()
    first, second = survey.current.instrument.sections
    assert survey.is_open
    assert [len(first.questions), len(second.questions)] == [2, 1]
    assert first.questions[1].condition.question == first.questions[0].key
    assert survey.title["mk"] == "Потреби"


def _section(page, verb, title):
    follow(page.get_by_role("link", name=verb).first)
    page.get_by_label("Title of the section").fill(title)
    follow(page.get_by_role("button", name="Save"))


def _add(page, kind, label, answers, at=0):
    adds = page.get_by_role("link", name="Add a question here")
    follow(adds.first if at == 0 else adds.last)
    follow(page.get_by_role("link", name=kind))
    page.get_by_label("Question (English)", exact=True).fill(label)
    page.get_by_label("Answers (English)").fill(answers)
    follow(page.get_by_role("button", name="Add it"))
    page.get_by_text(label).first.wait_for()


def _drag_up(page, what, where):
    rows = page.locator(".build-question[draggable=true]")
    target = rows.filter(has=page.get_by_text(where, exact=True)).first
    # Both are in view before it begins: a page that scrolls under the mouse drags nothing.
    target.scroll_into_view_if_needed()
    rows.filter(has=page.get_by_text(what, exact=True)).hover(position={"x": 8, "y": 12})
    page.mouse.down()
    # The first move begins the drag; only the next one is over the row.
    for y in (8, 3):
        target.hover(position={"x": 8, "y": y}, force=True)
    page.mouse.up()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_screens_of_the_builder_hold_to_the_rules(browse, ana):
    survey = SurveyFactory(owner=ana, audience="invited")
    named = [
        reverse(f"surveys:{name}", args=[survey.slug, *args])
        for name, *args in [
            ("build",), ("head",), ("preview",), ("invitations",), ("delete",),
            ("question", "several"), ("section", "s1"), ("question_add", "s1"),
            ("condition", "scale"), ("translate", "mk"), ("publish",), ("move", "date"),
        ]
    ]  # fmt: skip

    assert_open_to_everybody(
        browse(ana), "/surveys/mine/", *named, f"{named[2]}?width=phone",
        reverse("surveys:lost_link"),
    )  # fmt: skip


@pytest.mark.django_db
def test_the_same_without_javascript(as_, vera):
    client = as_(vera)

    def post(name, *args, query="", **data):
        address = reverse(f"surveys:{name}", args=args) + query
        answer = client.post(address, data, follow=True)
        assert answer.status_code == 200, answer.content.decode()[:2000]
        return answer.content.decode()

    post("add", title="Needs", language="en", template="")
    survey = Survey.objects.get()
    slug = survey.slug

    def seen():
        return survey.latest.revision

    def shape():
        return survey.latest.instrument

    first = shape().sections[0].key
    post("section", slug, first, revision=seen(), title_en="You")
    post("question_add", slug, first, query="?kind=one", revision=seen(), label_en="Do you teach?",
         options_en="Yes\nNo", is_required="on")  # fmt: skip
    post("section_add", slug, revision=seen(), title_en="What helps")
    second = shape().sections[1].key
    post("question_add", slug, second, query="?kind=scale", revision=seen(), label_en="How well?",
         lowest="1", highest="5", low_end_en="badly", high_end_en="well")  # fmt: skip
    teach, well = shape().questions
    post("condition", slug, well.key, revision=seen(), decider=teach.key,
         any_of=[teach.options[0].key])  # fmt: skip
    post("change", slug, revision=seen(), move=well.key, to=first)
    post("change", slug, revision=seen(), move=well.key, to=second)
    assert [q.key for q in shape().sections[1].questions] == [well.key]
    page = post("change", slug, revision=seen(), up=well.key)
    assert [q.key for q in shape().sections[0].questions] == [teach.key, well.key]
    assert "Only after “Do you teach?”: Yes" in page

    post("change", slug, revision=seen(), add_language="mk")
    post("translate", slug, "mk", revision=seen(), title="Потреби",
         **{f"{first}.{teach.key}.label": "Предавате?"})  # fmt: skip
    end = (timezone.localdate() + timedelta(days=9)).isoformat()
    post("head", slug, revision=seen(), title_en="Needs", title_mk="Потреби", is_anonymous="yes",
         audience="link", results_for="members", closes_at_0=end, is_listed="on")  # fmt: skip
    preview = post("preview", slug, **{f"q.{teach.key}": teach.options[0].key})
    assert "How well?" in preview
    assert "It is published" in post("publish", slug, revision=seen())

    survey.refresh_from_db()
    assert survey.is_open
    assert survey.results_for == "members"
    assert survey.current.instrument.text(teach.label, "mk") == "Do you teach?"
    assert shape().question(teach.key).label["mk"] == "Предавате?"
