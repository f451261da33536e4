"""An author and their questions: who may, what is kept, and what an older window cannot break."""

from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from core.exceptions import Refused
from surveys.actions import building
from surveys.actions.locking import Outdated
from surveys.instrument import Condition, Question, Section
from surveys.models import Draft, Participation, Sheet, Survey
from surveys.permissions import can_add, register_authors
from tests.factories.members import CentreFactory, PositionFactory
from tests.factories.surveys import (
    EVERY_KIND,
    SHORT,
    YES_NO,
    OpenFactory,
    SurveyFactory,
    question,
)

pytestmark = pytest.mark.django_db


def editor_of(person, centre):
    PositionFactory(person=person, institution=centre.institution, centre=centre, role="editor")
    return centre


# --- Who may ---------------------------------------------------------------------------------


def test_the_committee_editors_of_centres_and_representatives_make_surveys(
    ana, boris, petra, vera, lule, mira
):
    editor_of(boris, CentreFactory())

    may = {person.handle for person in (ana, boris, petra, vera, lule, mira) if can_add(person)}

    assert may == {"boris", "vera", "lule"}


def test_another_app_can_let_more_people_make_surveys(ana, monkeypatch):
    monkeypatch.setattr("surveys.permissions._authors", [])
    register_authors(lambda person: person.handle == "ana")

    assert building.create(ana, "Mine", "en").owner == ana


def test_who_may_not_make_a_survey_is_refused_inside_the_verb(ana):
    with pytest.raises(Refused):
        building.create(ana, "A survey", "en")

    assert not Survey.objects.exists()


# What is said -> the verb, as somebody does it to a survey with a revision.
VERBS = {
    "put_section": lambda s, by, seen: building.put_section(s, by, seen, Section("new", {})),
    "put_question": lambda s, by, seen: building.put_question(
        s, by, seen, "s1", question("new", "short")
    ),
    "remove": lambda s, by, seen: building.remove(s, by, seen, "short"),
    "move": lambda s, by, seen: building.move(s, by, seen, "number", up=True),
    "arrange": lambda s, by, seen: building.arrange(s, by, seen, "s1", ["date"]),
    "set_condition": lambda s, by, seen: building.set_condition(
        s, by, seen, "short", Condition("one", ("no",))
    ),
    "put_back": lambda s, by, seen: building.put_back(
        s, by, seen, question("back", "short"), "s1", 0
    ),
    "add_language": lambda s, by, seen: building.add_language(s, by, seen, "sq"),
    "remove_language": lambda s, by, seen: building.remove_language(s, by, seen, "mk"),
    "prefer_language": lambda s, by, seen: building.prefer_language(s, by, seen, "mk"),
    "translate": lambda s, by, seen: building.translate(s, by, seen, "mk", {"s1.title": "Ние"}),
}


@pytest.mark.parametrize("verb", VERBS)
def test_the_owner_and_the_committee_change_a_survey_and_nobody_else(verb, ana, boris, vera):
    survey = SurveyFactory(owner=ana)
    before = survey.latest.content
    with pytest.raises(Refused, match="may not do that"):
        VERBS[verb](survey, boris, 1)
    assert survey.latest.content == before

    VERBS[verb](survey, ana, 1)
    assert survey.latest.content != before

    other = SurveyFactory(owner=ana)
    VERBS[verb](other, vera, 1)
    assert other.latest.revision == 2


@pytest.mark.parametrize("verb", VERBS)
def test_a_change_from_an_older_window_is_told_and_changes_nothing(verb, ana):
    survey = SurveyFactory(owner=ana)
    building.put_section(survey, ana, 1, Section("another", {"en": "From another window"}))
    before = survey.latest.content

    with pytest.raises(Outdated, match="another window"):
        VERBS[verb](survey, ana, 1)

    assert survey.latest.content == before


# --- A new one, a copy -----------------------------------------------------------------------


def test_a_blank_survey_has_one_section_in_the_language_of_its_author(lule):
    survey = building.create(lule, "  Што  ви треба? ", "mk")

    assert survey.title == {"mk": "Што ви треба?"}
    assert survey.slug == "sto-vi-treba"
    assert survey.latest.instrument.languages == ("mk",)
    assert len(survey.latest.instrument.sections) == 1


def test_a_copy_has_the_questions_and_their_keys_and_none_of_the_answers(lule):
    earlier = OpenFactory(owner=lule, is_anonymous=False, received=1)
    Participation.objects.create(survey=earlier, person=lule)

    copy = building.create(lule, "Once more", "en", source=earlier)

    assert list(copy.latest.instrument.questions) == list(EVERY_KIND.questions)
    assert (copy.state, copy.received, copy.participations.count()) == ("draft", 0, 0)
    assert copy.is_anonymous, "How a survey asks is said anew."
    earlier.refresh_from_db()
    assert not earlier.is_anonymous


@pytest.mark.parametrize(
    ("state", "results_for", "published", "may"),
    [
        ("draft", "public", False, False),
        ("open", "public", False, False),
        ("closed", "owner", True, False),
        ("closed", "members", True, True),
        ("closed", "public", True, True),
    ],
)
def test_a_survey_is_copied_by_who_may_see_its_results(lule, state, results_for, published, may):
    from django.utils import timezone

    source = SurveyFactory(
        state=state, results_for=results_for, published_at=timezone.now() if published else None,
        is_anonymous=state == "closed",
    )  # fmt: skip

    if may:
        assert building.create(lule, "A copy", "en", source=source).owner == lule
    else:
        with pytest.raises(Refused, match="may not copy"):
            building.create(lule, "A copy", "en", source=source)


# --- Questions ---------------------------------------------------------------------------------


def test_a_question_goes_over_the_edge_of_its_section_into_the_one_beside_it(ana):
    survey = SurveyFactory(owner=ana)

    building.move(survey, ana, 1, "date", up=False)
    second = survey.latest.instrument.sections[1]
    assert second.questions[0].key == "date"

    building.move(survey, ana, 2, "date", up=True)
    assert survey.latest.instrument == EVERY_KIND


def test_the_first_question_stays_first_when_it_is_moved_up(ana):
    survey = SurveyFactory(owner=ana)

    building.move(survey, ana, 1, "one", up=True)

    assert survey.latest.instrument == EVERY_KIND


def test_a_dragged_order_loses_no_question_and_brings_none_of_another_section(ana):
    survey = SurveyFactory(owner=ana)

    building.arrange(survey, ana, 1, "s1", ["date", "scale", "one", "forged", "date"])

    first, second = survey.latest.instrument.sections
    assert [q.key for q in first.questions] == ["date", "one", "several", "short", "number"]
    assert second == EVERY_KIND.sections[1]


def test_the_kind_of_a_question_stays(ana):
    survey = SurveyFactory(owner=ana)

    with pytest.raises(Refused, match="kind of a question"):
        building.put_question(survey, ana, 1, "s1", question("one", "short"))


def test_a_change_of_a_section_keeps_the_questions_that_are_there_now(ana):
    survey = SurveyFactory(owner=ana)

    building.put_section(survey, ana, 1, Section("s1", {"en": "Renamed"}, questions=()))

    section = survey.latest.instrument.sections[0]
    assert (section.title, section.questions) == (
        {"en": "Renamed"}, EVERY_KIND.sections[0].questions
    )  # fmt: skip


@pytest.mark.parametrize(
    ("key", "decider"),
    [("one", "several"), ("one", "one"), ("short", "short"), ("scale", "number"),
     ("scale", "forged"), ("several", "scale")],
)  # fmt: skip
def test_a_condition_looks_only_at_earlier_choices_so_that_there_are_no_circles(ana, key, decider):
    survey = SurveyFactory(owner=ana)

    with pytest.raises(Refused, match="comes before"):
        building.set_condition(survey, ana, 1, key, Condition(decider, ("yes",)))


def test_a_survey_has_room_for_so_many_questions_and_answers(ana):
    survey = SurveyFactory(owner=ana)
    many = tuple(replace(YES_NO[0], key=f"o{number}") for number in range(61))
    with pytest.raises(Refused, match="more than 60"):
        building.put_question(survey, ana, 1, "s1", question("new", "one", options=many))
    with pytest.raises(Refused, match="longer than"):
        building.put_section(survey, ana, 1, Section("new", {"en": "x" * 5001}))

    revision = 1
    for number in range(38):
        building.put_section(survey, ana, revision, Section(f"n{number}", {"en": "One more"}))
        revision += 1
    with pytest.raises(Refused, match="40 sections"):
        building.put_section(survey, ana, revision, Section("last", {"en": "Too many"}))


def test_what_is_gone_is_told_and_not_a_crash(ana):
    survey = SurveyFactory(owner=ana)

    for verb in (
        lambda: building.remove(survey, ana, 1, "forged"),
        lambda: building.move(survey, ana, 1, "forged", up=True),
        lambda: building.arrange(survey, ana, 1, "forged", []),
        lambda: building.put_question(survey, ana, 1, "forged", question("new", "short")),
        lambda: building.set_condition(survey, ana, 1, "forged", None),
        lambda: building.translate(survey, ana, 1, "sq", {}),
    ):
        with pytest.raises(Refused, match="not there any more"):
            verb()


# --- Languages ---------------------------------------------------------------------------------


def test_texts_fall_back_in_the_order_that_the_author_gave(ana):
    survey = SurveyFactory(owner=ana, title={"mk": "Анкета", "en": "Survey"})

    building.prefer_language(survey, ana, 1, "mk")

    survey.refresh_from_db()
    assert survey.latest.instrument.languages == ("mk", "en")
    assert (survey.title_for("sq"), survey.title_for("en")) == ("Анкета", "Survey")


def test_a_language_that_is_added_again_has_its_texts_still(ana):
    survey = SurveyFactory(owner=ana)

    building.remove_language(survey, ana, 1, "mk")
    assert survey.latest.instrument.languages == ("en",)
    building.add_language(survey, ana, 2, "mk")

    assert survey.latest.instrument == EVERY_KIND


def test_a_survey_keeps_its_last_language_and_takes_none_that_the_site_lacks(ana):
    survey = SurveyFactory(owner=ana, instrument=SHORT)

    with pytest.raises(Refused, match="one language at least"):
        building.remove_language(survey, ana, 1, "en")
    with pytest.raises(Refused, match="does not speak"):
        building.add_language(survey, ana, 1, "tlh")


def test_a_translation_is_put_back_under_the_address_it_came_from(ana):
    survey = SurveyFactory(owner=ana)

    building.translate(survey, ana, 1, "mk", {
        "title": "Анкета", "s1.one.label": "Предавате?", "s1.one.options.yes.label": "Да",
        "s2.level.options.l1.description": "Зборуваме.", "s9.forged.label": "X",
        "s1.one.kind": "short",
    })  # fmt: skip

    survey.refresh_from_db()
    asked = survey.latest.instrument.question("one")
    assert survey.title["mk"] == "Анкета"
    assert (asked.label["mk"], asked.options[0].label["mk"]) == ("Предавате?", "Да")
    assert asked.kind == "one"
    level = survey.latest.instrument.question("level")
    assert level.options[0].description == {"en": "We talk about it.", "mk": "Зборуваме."}


# --- The screens -------------------------------------------------------------------------------


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
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        client.get(url("build", small))

    with django_assert_num_queries(len(few)):
        client.get(url("build", large))


def test_a_visitor_finds_no_survey_behind_the_address_of_a_draft(ana, boris, as_):
    survey = SurveyFactory(owner=ana)

    assert as_(boris).get(url("build", survey)).status_code == 404
    assert Client().get(url("build", survey)).status_code == 302
