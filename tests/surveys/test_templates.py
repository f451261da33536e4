"""The questionnaires that an empty network begins with."""

import pytest

from surveys import checking, seeds
from surveys.actions import building, publishing
from surveys.models import Template
from tests.factories.surveys import TemplateFactory

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

    for template in Template.objects.all():
        survey = building.create(vera, str(template), "en", template=template)
        survey.closes_at = timezone.now() + timedelta(days=7)
        survey.save()
        assert publishing.publish(survey, vera, 1).is_open, template.slug


def test_a_template_that_is_no_questionnaire_is_not_kept_at_the_desk(as_, vera):
    from django.urls import reverse

    template = Template.objects.first()
    page = as_(vera).post(reverse("admin:surveys_template_change", args=[template.pk]), {
        "slug": template.slug, "title": '{"en": "X"}', "intro": "{}", "order": "1",
        "content": '{"sections": [{"key": "A B", "title": {}}]}',
    })  # fmt: skip

    assert "This is no questionnaire" in page.content.decode()
    assert Template.objects.get(pk=template.pk).content == template.content
