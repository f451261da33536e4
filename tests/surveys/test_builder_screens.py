"""The screens of the builder: what is typed is kept, what is hostile is shown as it is."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from surveys.actions import building
from surveys.instrument import Condition, Question, Section
from surveys.models import Draft, Participation, Sheet
from tests.factories.surveys import EVERY_KIND, SHORT, YES_NO, SurveyFactory

pytestmark = pytest.mark.django_db


def url(name, survey, *args):
    return reverse(f"surveys:{name}", args=[survey.slug, *args])


def test_a_question_is_written_with_its_answers_as_lines(as_, ana):
    survey = SurveyFactory(owner=ana, instrument=SHORT)
    client = as_(ana)
    address = f"{url('question_add', survey, 's1')}?kind=several"
    assert b"One a line." in client.get(address).content

    answer = client.post(address, {
        "revision": "1", "label_en": "What do you use?", "help_en": "", "most": "2",
        "options_en": "Slides\n\n  A   board \nSomething else\nNone of these",
        "has_other": "on", "has_outside_option": "on",
    })  # fmt: skip

    added = list(survey.latest.instrument.questions)[-1]
    assert answer.status_code == 302
    assert [option.label["en"] for option in added.options] == [
        "Slides", "A board", "Something else", "None of these"
    ]  # fmt: skip
    assert [(o.is_other, o.is_outside) for o in added.options[2:]] == [
        (True, False),
        (False, True),
    ]
    assert added.most == 2


def test_who_saves_from_an_older_page_is_told_and_keeps_what_they_typed(as_, ana):
    survey = SurveyFactory(owner=ana)
    client, address = as_(ana), url("question", survey, "short")
    typed = {"revision": "1", "label_en": "In which town?", "label_mk": "", "help_en": ""}
    building.remove(survey, ana, 1, "date")

    told = client.post(address, typed)

    page = told.content.decode()
    assert told.status_code == 409
    assert "changed in another window" in page
    assert 'value="In which town?"' in page
    assert survey.latest.instrument.question("short").label["en"] == "Where?"

    assert 'name="revision" value="2"' in page
    assert client.post(address, {**typed, "revision": "2"}).status_code == 302
    assert survey.latest.instrument.question("short").label["en"] == "In which town?"
    assert survey.latest.instrument.question("date") is None


@pytest.mark.parametrize("revision", ["", "x", "-1", "²", "99999999999999999999", "0"])
def test_a_forged_revision_changes_nothing(as_, ana, revision):
    survey = SurveyFactory(owner=ana)

    as_(ana).post(url("change", survey), {"revision": revision, "remove": "short"})

    assert survey.latest.instrument == EVERY_KIND


def test_what_was_removed_is_put_back_where_it_stood(as_, ana):
    survey = SurveyFactory(owner=ana)
    client = as_(ana)

    for key in ("several", "s1"):
        revision = survey.latest.revision
        client.post(url("change", survey), {"revision": revision, "remove": key})
        shape = survey.latest.instrument
        assert shape.question(key) is None
        assert shape.section(key) is None
        page = client.get(url("build", survey)).content.decode()
        assert "Put it back" in page
        client.post(url("change", survey), {"revision": revision + 1, "undo": "1"})
        assert survey.latest.instrument == EVERY_KIND


def test_nobody_puts_back_into_another_survey_what_they_removed_from_one(as_, ana):
    one, other = SurveyFactory(owner=ana), SurveyFactory(owner=ana, instrument=SHORT)
    client = as_(ana)
    client.post(url("change", one), {"revision": 1, "remove": "date"})

    assert client.post(url("change", other), {"revision": 1, "undo": "1"}).status_code == 404
    assert other.latest.instrument == SHORT


def test_a_condition_is_chosen_in_two_steps_and_shown_in_words(as_, ana):
    survey = SurveyFactory(owner=ana)
    client, address = as_(ana), url("condition", survey, "long")
    page = client.get(address).content.decode()
    assert "Do you teach?" in page
    assert "How many hours?" not in page, "A number decides nothing."

    page = client.get(f"{address}?decider=scale").content.decode()
    assert 'value="5"' in page
    client.post(address, {"revision": 1, "decider": "scale", "any_of": ["1", "2"]})

    assert survey.latest.instrument.question("long").condition == Condition("scale", ("1", "2"))
    assert "“How well?”: 1, 2" in client.get(url("build", survey)).content.decode()

    forged = client.post(address, {"revision": 2, "decider": "scale", "any_of": ["77"]})
    assert forged.status_code == 422
    client.post(address, {"revision": 2, "always": "1"})
    assert survey.latest.instrument.question("long").condition is None


def test_markup_in_labels_is_shown_as_it_was_typed(as_, ana):
    bad = "<script>alert(1)</script>"
    label = {"en": bad}
    hostile = Question("q1", "one", label, help=label, options=(
        replace(YES_NO[0], label=label, description=label), replace(YES_NO[1], label=label),
    ))  # fmt: skip
    shape = replace(
        SHORT, sections=(Section("s1", label, intro=label, questions=(hostile,)),)
    )  # fmt: skip
    survey = SurveyFactory(owner=ana, instrument=shape, title=label)
    client = as_(ana)

    for name, *args in [("build",), ("preview",), ("question", "q1"), ("translate", "en"),
                        ("head",), ("condition", "q1"), ("delete",)]:  # fmt: skip
        page = client.get(url(name, survey, *args)).content.decode()
        assert bad not in page, name
    assert "&lt;script&gt;alert(1)" in client.get(url("preview", survey)).content.decode()


# --- The preview -------------------------------------------------------------------------------

SAMPLE = {
    "q.one": "yes", "q.several": ["a", "x"], "q.several.words": "In the field", "q.short": "Ohrid",
    "q.number": "12,5", "q.date": "2020-09-01", "q.scale": "4", "q.matrix.a": "yes",
    "q.matrix.b": "outside", "q.ranking.a": "2", "q.ranking.b": "1", "q.level": "l2",
    "q.level.words": "Our plan", "q.long": "Much.",
}  # fmt: skip


def test_the_preview_shows_every_kind_again_as_it_was_answered(as_, ana):
    survey = SurveyFactory(owner=ana)

    page = as_(ana).post(url("preview", survey), SAMPLE).content.decode()

    compact = " ".join(page.split())
    for chosen in ["q-one-yes", "q-several-a", "q-several-x", "q-scale-4", "q-matrix-a-yes",
                   "q-matrix-b-outside", "q-level-l2"]:  # fmt: skip
        tag = compact.partition(f'id="{chosen}"')[2].partition(">")[0]
        assert tag.rstrip().endswith("checked"), chosen
    for text in ["In the field", "Ohrid", "12.5", "2020-09-01", "Our plan", "Much."]:
        assert text in compact
    assert '<option value="2" selected>' in compact
    assert "errorlist" not in page


def test_the_preview_keeps_nothing(as_, ana):
    survey = SurveyFactory(owner=ana, is_anonymous=False)

    as_(ana).post(url("preview", survey), SAMPLE)

    survey.refresh_from_db()
    assert survey.received == 0
    assert not any(model.objects.exists() for model in (Draft, Sheet, Participation))


def test_the_preview_hides_what_is_not_asked_and_tells_of_mistakes(as_, ana):
    survey = SurveyFactory(owner=ana)
    client = as_(ana)
    assert "How do you teach?" not in client.get(url("preview", survey)).content.decode()

    page = client.post(url("preview", survey), {"q.one": "no", "q.number": "99"}).content.decode()

    assert "How do you teach?" not in page
    assert "1 question is not asked after these answers" in " ".join(page.split())
    assert 'id="q-number-error"' in page
    assert 'aria-describedby="q-number-error"' in page


def test_the_preview_speaks_every_language_of_the_survey_and_says_where_it_falls_back(as_, ana):
    survey = SurveyFactory(owner=ana)

    page = as_(ana).get(f"/mk{url('preview', survey)}").content.decode()

    assert "Вие" in page
    assert '<span lang="en">Do you teach?</span>' in page


def test_the_builder_asks_no_more_of_the_database_for_more_questions(
    as_, ana, django_assert_num_queries
):
    small, large = SurveyFactory(owner=ana, instrument=SHORT), SurveyFactory(owner=ana)
    client = as_(ana)
    client.get(url("build", small))
    with CaptureQueriesContext(connection) as few:
        client.get(url("build", small))

    with django_assert_num_queries(len(few)):
        client.get(url("build", large))


def test_a_visitor_finds_no_survey_behind_the_address_of_a_draft(ana, boris, as_):
    survey = SurveyFactory(owner=ana)

    assert as_(boris).get(url("build", survey)).status_code == 404
    assert Client().get(url("build", survey)).status_code == 302


def test_every_button_of_the_builder_has_a_name_though_a_question_has_no_words(as_, ana):
    bare = Question("q2", "short", {})
    section = Section("s2", {}, questions=(bare,))
    survey = SurveyFactory(
        owner=ana, instrument=replace(SHORT, sections=(*SHORT.sections, section))
    )

    page = as_(ana).get(url("build", survey)).content.decode()

    assert '<span class="visually-hidden">question 2:</span>' in page
    assert '<span class="visually-hidden">Section 2:</span>' in page
    assert '<span class="visually-hidden">:</span>' not in page


def test_only_when_is_offered_where_something_before_it_can_decide(as_, ana):
    survey = SurveyFactory(owner=ana)
    page = as_(ana).get(url("build", survey)).content.decode()
    assert url("condition", survey, "one") not in page
    assert url("condition", survey, "several") in page

    # A number decides nothing.
    building.arrange(survey, ana, 1, {"s1": ["number", "one"]})
    page = as_(ana).get(url("build", survey)).content.decode()
    assert url("condition", survey, "one") not in page


def test_the_first_question_has_no_button_up_and_the_last_none_down(as_, ana):
    page = as_(ana).get(url("build", SurveyFactory(owner=ana))).content.decode()

    assert 'name="up" value="one"' not in page
    assert 'name="down" value="one"' in page
    assert 'name="up" value="scale"' in page
    assert 'name="down" value="long"' not in page


def test_questions_are_dragged_from_one_section_into_another(as_, ana):
    survey = SurveyFactory(owner=ana)
    order = ["section:s1", "one", "several", "long", "section:s2", "short", "number", "scale"]

    as_(ana).post(url("change", survey), {"revision": 1, "arrange": "1", "order": order})

    first, second = survey.latest.instrument.sections
    assert [q.key for q in first.questions] == ["one", "several", "long", "date"]
    assert [q.key for q in second.questions][:3] == ["short", "number", "scale"]


@pytest.mark.parametrize("order", [["one"], ["section:forged", "one"], ["section:", "x"], []])
def test_a_forged_order_moves_nothing(as_, ana, order):
    survey = SurveyFactory(owner=ana)

    answer = as_(ana).post(url("change", survey), {"revision": 1, "arrange": "1", "order": order})

    assert answer.status_code == 302
    assert survey.latest.instrument == EVERY_KIND


def test_a_question_goes_to_another_section_by_a_page_of_its_own(as_, ana):
    survey = SurveyFactory(owner=ana)
    client = as_(ana)
    page = client.get(url("move", survey, "short")).content.decode()
    assert "Your teaching" in page
    assert 'value="s1"' not in page

    answer = client.post(url("change", survey), {"revision": 1, "move": "short", "to": "s2"})

    assert answer.url.endswith("#at-short")
    assert survey.latest.instrument.sections[1].questions[-1].key == "short"
    assert client.get(url("move", survey, "forged")).status_code == 404
