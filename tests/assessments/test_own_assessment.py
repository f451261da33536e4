"""One person: begins, answers on two devices, finishes, repeats."""

import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from assessments import papers, report
from assessments.actions import answering, guides
from assessments.models import Assessment, Guide, GuideVersion, OwnSheet
from core.exceptions import Refused
from surveys.instrument import parse
from tests.factories.assessments import (
    AssessmentFactory,
    FinishedFactory,
    GuideFactory,
    choose,
    content,
    posted,
)

pytestmark = pytest.mark.django_db


def screen(assessment, name="detail", *args):
    return reverse(f"assessments:{name}", args=[assessment.short_id, *args])


def test_from_the_guide_to_the_result(ana, as_):
    guide, client = GuideFactory(), as_(ana)

    begun = client.post(reverse("assessments:start", args=[guide.slug]), {"subject": "me"})
    one = Assessment.objects.get()
    for part, answers in {
        "a": posted(a1=1, a2=2, a1_words="My notes"), "b": posted(b1=4), "c": posted(c1="na"),
    }.items():  # fmt: skip
        client.post(screen(one, "answer", part), answers)
    client.post(screen(one, "hand_in"))
    page = client.get(screen(one)).content.decode()

    one.refresh_from_db()
    assert begun.url == one.get_absolute_url()
    assert one.is_finished
    assert one.agreed["a1"] == {"choice": "1", "words": "My notes"}
    assert "Where to begin: Dimension a" in page
    assert "First a" in page
    assert "My notes" in page
    assert "1.5" in page
    assert "1 criterion does not apply" in page


def test_two_devices_at_two_dimensions_do_not_undo_each_other(ana, as_):
    one = AssessmentFactory(person=ana)
    phone, desk = as_(ana), as_(ana)
    desk.get(screen(one, "answer", "a"))

    phone.post(screen(one, "answer", "b"), posted(b1=3))
    desk.post(screen(one, "answer", "a"), posted(a1=2))

    assert OwnSheet.objects.get().answers == choose(a1=2, b1=3)
    assert b'value="3" checked' in desk.get(screen(one, "answer", "b")).content


def test_an_answer_can_be_taken_back_while_it_is_open(ana, as_):
    one = AssessmentFactory(person=ana)
    as_(ana).post(screen(one, "answer", "a"), posted(a1=2, a2=3))

    as_(ana).post(screen(one, "answer", "a"), posted(a2=3))

    assert OwnSheet.objects.get().answers == choose(a2=3)


def test_it_saves_in_the_background_without_a_page(ana, as_):
    one = AssessmentFactory(person=ana)

    answer = as_(ana).post(
        screen(one, "answer", "a"), posted(a1=2), headers={"HX-Request": "true"}
    )

    assert (answer.status_code, answer.content) == (204, b"")
    assert OwnSheet.objects.get().answers == choose(a1=2)


def test_what_is_wrong_is_said_and_what_is_right_is_kept(ana, as_):
    one = AssessmentFactory(person=ana)

    page = as_(ana).post(screen(one, "answer", "a"), posted(a1=2, a2="9"))

    assert page.status_code == 422
    assert "Please choose one of the answers offered here." in page.content.decode()
    assert OwnSheet.objects.get().answers == choose(a1=2)


def test_nothing_answered_is_nothing_to_finish(ana):
    one = AssessmentFactory(person=ana)
    with pytest.raises(Refused, match="not answered anything"):
        answering.hand_in(one, ana)


def test_what_is_finished_stays_as_it_is(ana, as_):
    one = FinishedFactory(person=ana)

    answer = as_(ana).post(screen(one, "answer", "a"), posted(a1=4))

    assert answer.url == screen(one)
    with pytest.raises(Refused, match="stays as it is"):
        answering.save(one, ana, choose(a1=4))
    assert Assessment.objects.get().agreed["a1"] == {"choice": "1"}


def test_begun_twice_is_begun_once(ana):
    guide = GuideFactory()
    assert answering.start(guide, ana) == answering.start(guide, ana)


def test_nobody_else_sees_it_not_even_the_committee(ana, boris, vera, admin, as_):
    one = FinishedFactory(person=ana)

    assert {as_(who).get(screen(one)).status_code for who in (boris, vera, admin)} == {404}
    assert {as_(boris).get(screen(one, name)).status_code for name in (
        "paper", "table", "target", "share", "discard",
    )} == {404}  # fmt: skip


def test_the_first_answer_freezes_the_guide_and_a_change_makes_a_version(ana, vera):
    one = AssessmentFactory(person=ana)
    guide = one.guide
    first = guides.change(guide, parse(content(("a", ["a1"]))), vera)
    answering.save(one, ana, choose(a1=2))

    second = guides.change(guide, parse(content(("a", ["a1", "a2"]))), vera)

    assert (first.number, second.number) == (1, 2)
    assert GuideVersion.objects.get(pk=first.pk).instrument.question("a2") is None
    # What is open goes on by the words it began with.
    assert answering.hand_in(one, ana).version == first
    assert answering.start(guide, ana).version == second


def test_the_change_since_last_time_across_versions(ana, vera, as_):
    earlier = FinishedFactory(
        person=ana, agreed=choose(a1=1, a2=1, b1=2), finished_at=timezone.now() - timedelta(400)
    )
    guides.freeze(earlier.version)
    newer = guides.change(earlier.guide, parse(content(("a", ["a1", "a9"]), ("b", ["b1"]))), vera)
    one = FinishedFactory(version=newer, person=ana, agreed=choose(a1=3, a9=1, b1=1))

    page = as_(ana).get(screen(one)).content.decode()

    assert "+2.0" in page
    assert "−1.0" in page
    assert "by 1 of 2 criteria" in page
    assert "The guide has changed since last time." in page


def test_a_new_one_copies_nothing(ana):
    earlier = FinishedFactory(person=ana)

    again = answering.start(earlier.guide, ana)

    assert again != earlier
    assert (again.agreed, again.sheets.count()) == ({}, 0)


def test_a_target_and_what_is_missing_to_it(ana, as_):
    one = FinishedFactory(person=ana)

    as_(ana).post(screen(one, "target"), {"a": "3", "c": "4", "b": ""})
    page = as_(ana).get(screen(one)).content.decode()

    one.refresh_from_db()
    assert one.target == {"a": 3, "c": 4}
    assert "1.5" in page
    assert "reached" in page
    with pytest.raises(Refused):
        answering.aim(one, ana, {"a": 5})


def test_ones_own_can_be_deleted_at_any_time(ana, as_):
    one = FinishedFactory(person=ana)

    as_(ana).post(screen(one, "discard"))

    assert not Assessment.objects.exists()


def test_a_table_to_take_along_runs_no_formula(ana, as_):
    one = FinishedFactory(person=ana)
    one.agreed["a1"]["words"] = "=cmd()"
    one.save()

    text = b"".join(as_(ana).get(screen(one, "table")).streaming_content).decode()

    assert "Criterion a1" in text
    assert "'=cmd()" in text


def test_the_paper_holds_every_answer_in_the_readers_language(ana, as_):
    one = FinishedFactory(person=ana, finished_at=timezone.now())
    one.agreed["a1"]["words"] = "Записник од состанокот"
    one.save()

    answer = as_(ana).get("/mk" + screen(one, "paper"))

    paper = PdfReader(io.BytesIO(answer.content))
    text = " ".join(" ".join(page.extract_text() for page in paper.pages).split())
    assert "Записник од состанокот" in text
    assert all(f"Criterion {key}" in text for key in ("a1", "a2", "b1", "b2", "c1", "c2"))
    assert paper.metadata.title.startswith(one.guide.name)
    assert paper.root_object["/Lang"] == "mk"


def test_a_long_result_runs_over_as_many_pages_as_it_needs(ana):
    guide = Guide.objects.get(subject="person")
    keys = [question.key for question in guide.current.instrument.questions]
    agreed = {key: {"choice": "2", "words": f"{key} " + "word " * 90} for key in keys}
    one = FinishedFactory(version=guide.current, person=ana, agreed=agreed)

    sheet = papers.draw(report.of(one, ana, is_circle=True))

    pages = [page.extract_text() for page in PdfReader(io.BytesIO(sheet.content())).pages]
    assert len(pages) == sheet.pages > 2
    assert all(f"{key} word" in " ".join("".join(pages).split()) for key in keys)


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_as_many_queries_for_one_as_for_three(
    number, ana, as_, django_assert_max_num_queries
):
    for _turn in range(number):
        FinishedFactory(person=ana)
    client = as_(ana)
    client.get(reverse("assessments:list"))

    with django_assert_max_num_queries(22):
        page = client.get(reverse("assessments:list"))

    assert page.content.count(b"with a result") == number
