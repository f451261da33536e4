"""The guides: what comes along, what the desk takes, what the search finds."""

import json
import re
from copy import deepcopy

import pytest
from django.urls import reverse
from django.utils.translation import override

from assessments import content, seeds
from assessments.actions import answering, guides
from assessments.models import Guide
from assessments.words import in_all_languages, said
from core import search
from core.exceptions import Refused
from core.finding import find
from surveys.instrument import parse
from tests.factories.assessments import THREE, AssessmentFactory, GuideFactory, choose

pytestmark = pytest.mark.django_db


def broken(change):
    """The three dimensions after `change`, as a text."""
    copy = deepcopy(THREE)
    change(copy)
    return json.dumps(copy)


# --- What comes along ------------------------------------------------------------------------


def test_three_guides_come_along_and_each_is_ready():
    assert {guide.subject for guide in Guide.objects.all()} == {"person", "teaching", "school"}
    for guide in Guide.objects.all():
        instrument = guide.current.instrument
        assert content.check(instrument) == []
        assert len(instrument.sections) == 6
        for section in instrument.sections:
            assert 3 <= len(section.questions) <= 5
            assert section.topics
            assert [at for at, _words in section.next_steps] == [2, 3]
            for question in section.questions:
                levels = [option for option in question.options if not option.is_outside]
                assert len(levels) == 4
                assert all(option.description["en"] for option in levels)
                assert sum(option.is_outside for option in question.options) == 1


def test_no_sentence_of_a_guide_is_said_of_two_levels():
    for fields in seeds.GUIDES:
        for section in fields["content"]["sections"]:
            for question in section["questions"]:
                words = [one.get("description", {}).get("en") for one in question["options"]]
                assert len(set(words)) == len(words)


def test_nothing_is_put_back_that_the_committee_took_away():
    Guide.objects.exclude(subject="person").delete()

    seeds.plant()

    assert Guide.objects.count() == 1


def test_words_in_english_are_said_by_the_catalogue_and_others_as_they_were_written():
    with override("mk"):
        assert said({"en": "Save"}, ["en"]) != "Save"
        assert said({"en": "Save", "mk": "Мое"}, ["en", "mk"]) == "Мое"
        assert said({"en": "Nobody has translated this."}, ["en"]) == "Nobody has translated this."
        assert said({}, ["en"]) == ""


def test_spelled_out_for_a_survey_the_keys_stay():
    first = {**THREE["sections"][0], "title": {"en": "Save"}}

    whole = in_all_languages({**THREE, "sections": [first]})

    (section,) = parse(whole).sections
    assert section.title["mk"] != "Save"
    assert [q.fingerprint for q in section.questions] == [
        q.fingerprint for q in parse(THREE).sections[0].questions
    ]


# --- The desk ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{", "This is not JSON"),
        ("[]", "A guide is an object"),
        (broken(lambda guide: guide["sections"][0].pop("key")), "The guide is damaged"),
        (broken(lambda guide: guide["sections"][0].update(key="b")), "have the same key"),
        (broken(lambda guide: guide["sections"][0].update(questions=[])), "has no criterion"),
        (
            broken(lambda guide: guide["sections"][0]["questions"][0]["options"].pop(0)),
            "the same number of levels",
        ),
        (
            broken(lambda guide: guide["sections"][0].update(topics=["astrology"])),
            "no field of expertise “astrology”",
        ),
        (
            broken(lambda guide: guide["sections"][0]["questions"][0].update(kind="long")),
            "no criterion with levels",
        ),
        (json.dumps({"sections": [], "more": "x" * content.LARGEST}), "larger than a guide"),
    ],
)
def test_what_is_wrong_with_a_guide_is_said(text, sentence):
    _instrument, found = content.read(text)

    assert any(sentence in one for one in found), found


def test_the_desk_keeps_a_guide_and_says_what_is_damaged(vera, as_):
    guide = GuideFactory()
    address = reverse("admin:assessments_guide_change", args=[guide.pk])
    fields = {"slug": guide.slug, "subject": "person", "title": '{"en": "New name"}',
              "intro": "{}", "order": "3", "is_offered": "on"}  # fmt: skip
    client = as_(vera)

    refused = client.post(address, {**fields, "content": "{"}).content.decode()
    kept = client.post(address, {**fields, "content": broken(lambda one: one["sections"].pop())})

    guide.refresh_from_db()
    assert "This is not JSON" in refused
    assert kept.status_code == 302
    assert guide.name == "New name"
    assert [section.key for section in guide.current.instrument.sections] == ["a", "b"]


def test_a_look_at_it_first_keeps_nothing(vera, as_):
    guide = GuideFactory()
    address = reverse("admin:assessments_guide_change", args=[guide.pk])

    text = broken(lambda one: one["sections"][0].update(title={"en": "Seen first <b>"}))
    page = as_(vera).post(address, {"content": text, "_preview": "1"}).content.decode()

    assert "Seen first &lt;b&gt;" in page
    assert guide.current.instrument.sections[0].title == {"en": "Dimension a"}


def test_only_the_committee_edits(ana, as_):
    guide = GuideFactory()

    with pytest.raises(Refused):
        guides.change(guide, parse(THREE), ana)
    answer = as_(ana).post(
        reverse("admin:assessments_guide_change", args=[guide.pk]), {"_preview": "1"}
    )
    assert answer.status_code == 302


def test_assessments_have_no_desk(admin, as_):
    page = as_(admin).get(reverse("admin:index")).content.decode()

    assert re.search(r"/admin/assessments/guide/", page)
    assert not re.search(r"/admin/assessments/(assessment|ownsheet|round)", page)


# --- On the site ---------------------------------------------------------------------------------


def test_a_guide_is_found_by_the_words_of_its_criteria(vera):
    guide = GuideFactory(title={"en": "Something"})
    search.index(guide)

    assert [entry.title for entry in find("criterion a1").entries] == ["Something"]
    Guide.objects.filter(pk=guide.pk).update(is_offered=False)
    search.index(Guide.objects.get(pk=guide.pk))
    assert find("criterion a1").total == 0


def test_a_guide_that_is_not_offered_is_the_committees(visitor, vera, as_):
    guide = GuideFactory(is_offered=False)

    assert visitor.get(guide.get_absolute_url()).status_code == 404
    assert as_(vera).get(guide.get_absolute_url()).status_code == 200


def test_everybody_reads_what_a_guide_asks(visitor):
    guide = Guide.objects.get(subject="person")

    page = visitor.get(guide.get_absolute_url()).content.decode()

    assert "Growing as a teacher" in page
    assert "Looking back" in page


def test_who_is_answering_an_older_version_is_told_that_there_is_a_newer_one(ana, vera, as_):
    one = AssessmentFactory(person=ana)
    answering.save(one, ana, choose(a1=2))
    before = as_(ana).get(one.get_absolute_url()).text
    words = deepcopy(THREE)
    words["sections"][0]["title"]["en"] = "Other words"
    guides.change(one.guide, parse(words), vera)

    after = as_(ana).get(one.get_absolute_url()).text

    assert "There is a newer version of this guide" not in before
    assert "There is a newer version of this guide" in after
