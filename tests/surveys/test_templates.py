"""The questionnaires that an empty network begins with."""

import json

import pytest
from django.urls import reverse

from surveys import checking, seeds
from surveys.actions import building, publishing
from surveys.instrument import Condition, Instrument, Question, Section, dump
from surveys.models import Template
from tests.factories.members import MemberFactory
from tests.factories.surveys import SHORT, TemplateFactory

pytestmark = pytest.mark.django_db


def test_four_templates_are_there_from_the_beginning():
    assert list(Template.objects.values_list("slug", flat=True)) == [
        "after-an-event", "needs-of-teaching-staff", "satisfaction-of-members",
        "evaluation-of-a-course",
    ]  # fmt: skip


@pytest.mark.parametrize("row", seeds.rows(), ids=lambda row: row["slug"])
def test_a_template_can_be_answered_as_it_is(row):
    instrument = Template(**row).instrument

    assert checking.problems(instrument, is_anonymous=True) == []
    assert len(list(instrument.questions)) >= 6


def test_what_the_committee_deleted_or_changed_is_not_put_back():
    Template.objects.filter(slug="after-an-event").delete()
    Template.objects.update(title={"en": "Ours"})

    seeds.plant()

    assert Template.objects.count() == 3
    assert set(map(str, Template.objects.all())) == {"Ours"}


def test_a_template_holds_the_languages_into_which_its_words_were_translated():
    # A sentence that the catalogues have had for long.
    assert seeds.in_all_languages("Members")["mk"] == "Членови"
    assert seeds.in_all_languages("No catalogue knows this.") == {"en": "No catalogue knows this."}


def test_a_survey_from_a_template_speaks_the_language_of_its_author_first(lule):
    template = TemplateFactory(
        title={"en": "Feedback"}, intro={"en": "Short.", "mk": "Кратко.", "sq": "Shkurt."}
    )

    survey = building.create(lule, "Повратни информации", "mk", template=template)

    shape = survey.latest.instrument
    assert shape.languages == ("mk", "en")
    assert survey.intro == {"en": "Short.", "mk": "Кратко."}
    assert shape.sections[0].title == {"en": "You", "mk": "Вие"}
    assert [q.key for q in shape.questions] == [q.key for q in template.instrument.questions]


def test_a_survey_from_each_template_is_published_without_another_word(vera):
    from datetime import timedelta

    from django.utils import timezone

    MemberFactory.create_batch(5)
    for template in Template.objects.all():
        survey = building.create(vera, str(template), "en", template=template)
        survey.closes_at = timezone.now() + timedelta(days=7)
        survey.save()
        assert publishing.publish(survey, vera, 1).is_open, template.slug


Q = '{"key": "q", "kind": "%s", "label": {"en": "Q"}, %s}'
OPTION = '{"key": "a", "label": {"en": "A"}}'


def content(question):
    return f'{{"sections": [{{"key": "s", "questions": [{question}]}}]}}'


BROKEN = {
    "no key": ('{"sections": [{"key": "A B", "title": {}}]}', "This is no questionnaire"),
    "infinite": (content(Q % ("number", '"lowest": 1e999')), "This is no JSON"),
    "no number": (content(Q % ("number", '"lowest": NaN')), "NaN is no number"),
    "huge": (content(Q % ("number", '"lowest": 1e300')), "a number is larger than"),
    "half": (content(Q % ("scale", '"highest": 4.5')), "4.5 is no whole number"),
    "of many digits": (content(Q % ("number", '"lowest": ' + "9" * 5000)), "This is no JSON"),
    "deep": ("[" * 200_000 + "]" * 200_000, "nested too deeply"),
    "doubled name": (content(Q % ("short", '"kind": "long"')), "stands twice in one place"),
    "doubled option": (content(Q % ("one", f'"options": [{OPTION}, {OPTION}]')),
                       "two options have the same key"),
    "doubled section": ('{"sections": [{"key": "s"}, {"key": "s"}]}',
                        "two sections have the same key"),
    "a scale of a million": (content(Q % ("scale", '"highest": 1000000')), "from 2 to 11 steps"),
    "bounds crossed": (content(Q % ("number", '"lowest": 9, "highest": 1')),
                       "The largest number is smaller"),
    "none to choose": (content(Q % ("several", '"most": -1')), "At least one may be chosen"),
    "nothing asked": ('{"sections": []}', "There is no question yet."),
    "one answer": (content(Q % ("one", f'"options": [{OPTION}]')), "fewer than two answers"),
    "sign 0": (content(Q % ("short", r'"help": {"en": "\u0000"}')), "the sign 0"),
    "half a sign": (content(Q % ("short", r'"help": {"en": "\ud800"}')), "This is no JSON"),
    "long": (content(Q % ("short", '"help": {"en": "' + "x" * 1_000_000 + '"}')), "longer than"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_no_sound_questionnaire_is_not_kept_at_the_desk(as_, vera, name):
    template, (text, sentence) = Template.objects.first(), BROKEN[name]

    page = as_(vera).post(reverse("admin:surveys_template_change", args=[template.pk]), {
        "slug": template.slug, "title": '{"en": "X"}', "intro": "{}", "order": "1",
        "content": text,
    })  # fmt: skip

    assert page.status_code == 200
    assert sentence in page.content.decode()
    assert Template.objects.get(pk=template.pk).content == template.content


@pytest.mark.parametrize("title", ["[1]", '{"en": 1}', '"X"', "1e999"])
def test_a_title_is_words_by_language(as_, vera, title):
    template = Template.objects.first()

    page = as_(vera).post(reverse("admin:surveys_template_change", args=[template.pk]), {
        "slug": template.slug, "title": title, "intro": "{}", "order": "1",
        "content": json.dumps(template.content),
    })  # fmt: skip

    assert page.status_code == 200
    assert Template.objects.get(pk=template.pk).title == template.title


def test_a_sound_questionnaire_is_kept_at_the_desk(as_, vera):
    template = Template.objects.first()

    page = as_(vera).post(reverse("admin:surveys_template_change", args=[template.pk]), {
        "slug": template.slug, "title": '{"en": "X"}', "intro": "{}", "order": "1",
        "content": json.dumps(dump(SHORT)),
    })  # fmt: skip

    assert page.status_code == 302
    assert Template.objects.get(pk=template.pk).instrument == SHORT


def test_a_scale_of_a_million_steps_that_another_question_waits_for_is_looked_at_quickly():
    wide = Question("q", "scale", {"en": "Q"}, lowest=1, highest=10**12)
    then = Question("r", "short", {"en": "R"}, condition=Condition("q", ("12",)))

    found = checking.problems(Instrument(sections=(Section("s", {}, questions=(wide, then)),)))

    assert len(found) == 2
