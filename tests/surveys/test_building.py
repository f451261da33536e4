"""An author and their questions: who may, what is kept, and what an older window cannot break."""

from dataclasses import replace

import pytest

from core.exceptions import Refused
from surveys.actions import building
from surveys.actions.locking import Outdated
from surveys.instrument import Condition, Section
from surveys.models import Participation, Survey
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
    "move_to": lambda s, by, seen: building.move_to(s, by, seen, "date", "s2"),
    "arrange": lambda s, by, seen: building.arrange(s, by, seen, {"s1": ["date"]}),
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


def test_a_dragged_order_loses_no_question_and_doubles_none(ana):
    survey = SurveyFactory(owner=ana)

    building.arrange(
        survey, ana, 1, {"s2": ["date", "long", "forged"], "s1": ["scale", "one", "date", "one"]}
    )

    first, second = survey.latest.instrument.sections
    assert [q.key for q in first.questions] == ["scale", "one", "several", "short", "number"]
    assert [q.key for q in second.questions] == ["date", "long", "matrix", "ranking", "level"]


def test_a_question_is_moved_to_the_end_of_any_section(ana):
    survey = SurveyFactory(owner=ana)

    building.move_to(survey, ana, 1, "short", "s2")

    first, second = survey.latest.instrument.sections
    assert "short" not in [q.key for q in first.questions]
    assert second.questions[-1] == EVERY_KIND.question("short")
    with pytest.raises(Refused, match="not there any more"):
        building.move_to(survey, ana, 2, "short", "forged")


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
        lambda: building.arrange(survey, ana, 1, {"forged": []}),
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
