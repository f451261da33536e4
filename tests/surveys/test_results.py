"""What is shown of results, to whom, and what can be taken along."""

import csv
import io

import pytest
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from core.exceptions import Refused
from core.models import AuditEntry, Letter
from notifications.models import Notification
from resources.models import Resource
from surveys import audiences, counting, tasks
from surveys.actions import answering, closing, inviting, reporting
from surveys.actions.answering import Respondent
from surveys.models import Sheet, Survey, Tally, Version
from surveys.results import results_of
from tests.factories.members import MemberFactory
from tests.factories.surveys import InvitationFactory, OpenFactory

pytestmark = pytest.mark.django_db
MEMBERS = Survey.Audience.MEMBERS


def answered(survey, people, **more):
    """So many people have answered."""
    version = survey.current
    for at in range(people):
        sheet = {
            "one": {"choice": "yes" if at % 2 else "no"}, "scale": at % 5 + 1,
            "short": f'=HYPERLINK("Town {at}")',
            "several": {"choices": ["x"], "words": "<b>Sing</b>"},
            "ranking": ["b", "a", "c"], "matrix": {"a": "yes"}, "number": str(at),
        } | more  # fmt: skip
        answering.hand_in(version, sheet, Respondent(MemberFactory(country_id="BA")))
    survey.refresh_from_db()
    return survey


def over(survey):
    closing.close(survey, survey.owner)
    closing.settle(survey.pk, now=timezone.now() + closing.SETTLING)
    survey.refresh_from_db()
    return survey


@pytest.fixture
def named(db):
    return answered(OpenFactory(audience=MEMBERS, is_anonymous=False), 6)


@pytest.fixture
def closed(db):
    return over(answered(OpenFactory(audience=MEMBERS), 6))


def page(client, survey):
    return client.get(reverse("surveys:results", args=[survey.slug]))


def export(client, survey, what, kind="csv"):
    return client.get(reverse("surveys:export", args=[survey.slug, what, kind]))


def rows_of(response):
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_a_named_survey_shows_its_results_while_it_is_open(as_, named):
    text = page(as_(named.owner), named).content.decode()

    assert "6 people have answered." in text
    assert "mean 2.67, median 2.5" in text
    assert "chart__bar" in text


def test_an_anonymous_one_shows_nothing_while_it_is_open(as_, ana):
    survey = answered(OpenFactory(audience=MEMBERS), 7)
    client = as_(survey.owner)

    later = page(client, survey).content.decode()
    assert "While the survey is open nobody sees results" in later
    assert "How well?" not in later
    assert export(client, survey, "counts").status_code == 404
    detail = client.get(survey.get_absolute_url()).content.decode()
    assert "at least 5" in detail
    assert ">7<" not in detail


def test_of_four_nothing_is_shown(as_):
    survey = over(answered(OpenFactory(audience=MEMBERS), 4))

    text = page(as_(survey.owner), survey).content.decode()
    assert "Fewer than five people have answered." in text
    assert "chart__bar" not in text
    assert len(rows_of(export(as_(survey.owner), survey, "counts"))) == 1


def test_what_fewer_than_five_answered_is_not_shown_of_any_question(as_):
    """Six have answered, one of them has written: neither the text nor a number of hers."""
    survey = OpenFactory(audience=MEMBERS)
    answered(survey, 5, short="", number="")
    answered(survey, 1, short="Only mine", number="4321")
    over(survey)
    client = as_(survey.owner)

    text = page(client, survey).content.decode()
    assert "4,321" not in text
    assert "Nothing is shown" in text
    url = reverse("surveys:texts", args=[survey.slug, "short"])
    assert "Only mine" not in client.get(url).content.decode()
    for what in ("texts", "counts"):
        assert not {"Only mine", "4321"} & {cell for row in rows_of(export(client, survey, what))
                                            for cell in row}  # fmt: skip


def test_there_is_no_table_of_the_sheets_of_an_anonymous_survey(as_, closed):
    assert export(as_(closed.owner), closed, "answers").status_code == 404


def test_results_are_the_owners_until_they_are_published(as_, visitor, ana, closed):
    assert page(as_(ana), closed).status_code == 404

    form = {"results_for": "public", "questions": ["scale"], "summary-en": "We learnt **much**."}
    url = reverse("surveys:publish_results", args=[closed.slug])
    assert as_(closed.owner).post(url, form).status_code == 302

    text = page(visitor, closed).content.decode()
    assert "<strong>much</strong>" in text
    assert "How well?" in text
    assert "Do you teach?" not in text
    assert "codebook" not in text
    found = visitor.get(reverse("portal:search"), {"q": "learnt"}).content.decode()
    assert closed.get_absolute_url() in found


def test_a_formula_in_an_answer_stays_a_text(as_, closed):
    rows = rows_of(export(as_(closed.owner), closed, "texts"))

    texts = {row[1] for row in rows if row[0] == "Where?"}
    assert texts == {f'\'=HYPERLINK("Town {at}")' for at in range(6)}


def test_markup_in_an_answer_is_shown_as_it_was_typed(as_):
    closed = over(answered(OpenFactory(audience=MEMBERS), 12))
    url = reverse("surveys:texts", args=[closed.slug, "several"])
    text = as_(closed.owner).get(url).content.decode()

    assert "&lt;b&gt;Sing&lt;/b&gt;" in text
    assert "<b>Sing" not in text


def test_texts_are_sorted_by_words(as_, closed):
    client, url = as_(closed.owner), reverse("surveys:texts", args=[closed.slug, "short"])
    first, second = Version.objects.get().free_texts.filter(question="short")[:2]

    client.post(url, {"answer": str(first.pk), "word": "far away"})
    found = client.get(f"{url}?word=far+away").content.decode()
    forged = client.post(url, {"answer": str(closed.versions.get().pk), "word": "x"}, follow=True)

    assert str(first.pk) in found
    assert str(second.pk) not in found
    assert "This text is not there any more." in forged.content.decode()


def test_a_table_of_answers_has_labels_and_a_column_for_each_row(as_, named):
    content = b"".join(export(as_(named.owner), named, "answers", "xlsx").streaming_content)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()

    found = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    row = next(row for row in found if row["Do you teach?"] == "Yes")
    assert row["How do you teach?"] == "Other; <b>Sing</b>"
    assert row["How often?: Lectures"] == "Yes"
    assert row["What first?"] == "Seminars > Lectures > Laboratories"


def test_the_codebook_names_every_answer_in_every_language(as_, named):
    rows = rows_of(export(as_(named.owner), named, "codebook"))

    assert rows[0][-2:] == ["en", "mk"]
    assert ["You", "one.yes", "", "", "", "Yes", ""] in rows


def test_one_click_makes_a_draft_in_the_repository(as_, closed):
    reporting.publish_results(
        closed, closed.owner, results_for="public", summary={"en": "Our words."}, questions=[]
    )
    answer = as_(closed.owner).post(reverse("surveys:deposit", args=[closed.slug]))

    resource = Resource.objects.get()
    assert answer.url == reverse("resources:edit", args=[resource.short_id])
    assert (resource.state, resource.kind, resource.depositor) == ("draft", "report", closed.owner)
    names = [file.name.removeprefix(closed.slug) for file in resource.files.all()]
    assert names == ["-questions.csv", "-counts.csv", "-report.md"]
    held = b"".join(file.file.read() for file in resource.files.all()).decode()
    assert "HYPERLINK" not in held


def test_versions_are_added_up_where_a_question_is_the_same(named):
    content = named.current.content
    content["sections"][1]["questions"][0]["highest"] = 7
    Version.objects.create(survey=named, number=2, content=content)
    answered(named, 2, scale=7)
    closing.count_all()

    found = {
        result.question.key: result
        for _title, some in results_of(named).sections
        for result in some
    }
    assert found["one"].figures.n == 8
    assert [(number, figures.n) for number, figures in found["one"].apart] == [(1, 6), (2, 2)]
    assert found["scale"].figures.n == 2


def test_a_small_version_of_an_anonymous_survey_goes_up_in_another():
    survey = answered(OpenFactory(audience=MEMBERS, breakdown="country"), 12)
    content = survey.current.content
    content["sections"][1]["questions"][0]["highest"] = 7
    second = Version.objects.create(survey=survey, number=2, content=content)
    over(answered(survey, 3, scale=7))

    tally = Tally.objects.get()
    assert (tally.version.number, tally.sheets) == (1, 15)
    assert tally.counts["one"]["n"] == 15
    assert tally.counts["scale"]["n"] == 12
    assert not second.free_texts.exists()
    for _title, some in results_of(survey).sections:
        assert all(not result.apart for result in some)


def test_nobody_reads_a_round_beside_its_own_page(as_, closed):
    Survey.objects.update(purpose=Survey.Purpose.ROUND)

    assert page(as_(closed.owner), closed).status_code == 404
    assert export(as_(closed.owner), closed, "counts").status_code == 404


def test_a_version_that_is_being_written_takes_no_answers(named):
    draft = Version.objects.create(
        survey=named, number=2, content=named.current.content, is_draft=True
    )
    with pytest.raises(Refused):
        answering.hand_in(draft, {"one": {"choice": "yes"}}, Respondent(MemberFactory()))
    with pytest.raises(Refused):
        answering.save_draft(draft, {"one": {"choice": "yes"}}, Respondent(MemberFactory()))


def test_counts_are_kept_so_that_more_answers_cost_no_more(
    as_, named, django_assert_max_num_queries
):
    """Of the sheets none is read: the page asks the same of six and of six hundred."""
    version, client = named.current, as_(named.owner)
    page(client, named)
    with django_assert_max_num_queries(30) as few:
        page(client, named)
    sheet = Sheet.objects.first()
    Sheet.objects.bulk_create(
        Sheet(version=version, answers=sheet.answers, is_counted=True) for _each in range(600)
    )
    with django_assert_max_num_queries(30) as many:
        page(client, named)

    assert len(many) == len(few)
    assert not [q for q in many if "surveys_sheet" in q["sql"] and "answers" in q["sql"]
                and "is_counted" not in q["sql"]]  # fmt: skip


def test_what_was_counted_bit_by_bit_is_what_a_count_of_all_gives(named):
    version = named.current
    while closing.count_new(version, most=4):
        pass
    tally = Tally.objects.get(version=version)
    sheets = list(version.sheets.values_list("answers", flat=True))

    assert tally.counts == counting.count(version.instrument, sheets)
    assert tally.sheets == 6


def test_a_reminder_goes_to_all_who_have_not_answered_and_never_to_few(as_, named):
    url = reverse("surveys:remind", args=[named.slug])
    client = as_(named.owner)

    few = client.post(url, follow=True).content.decode()
    MemberFactory.create_batch(6)
    many = client.post(url, follow=True).content.decode()
    again = client.post(url, follow=True).content.decode()

    assert "Fewer than five have not answered." in few
    assert "7 people are reminded." in many
    assert "a short while ago" in again


def test_a_reminder_of_an_anonymous_survey_counts_in_steps_of_five(as_, ana):
    survey = answered(OpenFactory(audience=MEMBERS), 3)
    MemberFactory.create_batch(6)
    asked = audiences.people(survey).count() - 3
    assert asked % 5

    text = as_(survey.owner).post(reverse("surveys:remind", args=[survey.slug]), follow=True)

    assert f"At least {asked - asked % 5} people are reminded." in text.content.decode()
    assert AuditEntry.objects.get(verb="remind").said["after"] == {"people": asked - asked % 5}


def test_who_was_reminded_stands_in_the_list_of_emails_no_longer_than_it_takes(as_):
    survey = OpenFactory(audience="invited")
    InvitationFactory.create_batch(6, survey=survey)
    inviting.send_waiting()
    reporting.remind(survey, survey.owner)
    reminders = Letter.objects.filter(kind="survey_reminder")
    assert reminders.count() == 6
    assert "/surveys/answer/" in reminders[0].text
    assert "asks you to take part" in reminders[0].html
    gone, refused = reminders[:2]
    Letter.objects.filter(pk=gone.pk).update(sent_at=timezone.now())
    Letter.objects.filter(pk=refused.pk).update(failed_at=timezone.now())

    tasks.sweep_surveys()

    assert reminders.count() == 4
    assert Letter.objects.filter(kind="survey_invitation").count() == 6


def test_who_was_reminded_by_account_is_not_known_after_the_end(ana):
    survey = OpenFactory(audience=MEMBERS)
    MemberFactory.create_batch(5)
    reporting.remind(survey, survey.owner)
    assert Notification.objects.filter(kind="surveys.asked").count() > 5
    letters = Letter.objects.filter(kind="survey_reminder_by_account")
    assert letters.count() == Notification.objects.filter(kind="surveys.asked").count()
    assert "still waits for your answers" in letters[0].text

    over(survey)

    assert not Notification.objects.filter(kind="surveys.asked").exists()


def test_the_page_says_what_can_be_worked_out_while_it_is_open(as_, ana):
    survey = OpenFactory(audience=MEMBERS)

    text = as_(ana).get(reverse("surveys:answer", args=[survey.slug])).content.decode()

    assert (
        "Until then, somebody with full access to the server who looks into its database could "
        "work out whose answers are whose."
    ) in text


# --- Texts -------------------------------------------------------------------------------------


def texts_offered(client, survey):
    text = page(client, survey).content.decode()
    keys = [question.key for question in survey.current.instrument.questions]
    return [key for key in keys if reverse("surveys:texts", args=[survey.slug, key]) in text]


# Six write where; the three who teach write how, too, which are too few without names.
@pytest.mark.parametrize(
    ("is_anonymous", "offered"), [(True, ["short"]), (False, ["several", "short"])]
)
def test_texts_are_offered_only_where_somebody_has_written(as_, is_anonymous, offered):
    survey = answered(OpenFactory(audience=MEMBERS, is_anonymous=is_anonymous), 6)

    assert texts_offered(as_(survey.owner), over(survey)) == offered


def test_texts_of_so_few_that_they_are_not_shown_are_not_offered(as_):
    survey = OpenFactory(audience=MEMBERS)
    answered(survey, 5, short="")
    answered(survey, 1, short="Only mine")

    assert texts_offered(as_(survey.owner), over(survey)) == []


def test_a_question_that_nobody_answered_has_neither_chart_nor_table(as_, named):
    text = page(as_(named.owner), named).content.decode()
    level = text.partition('id="result-level"')[2].partition("</article>")[0]

    assert "0 answers" in level
    assert "chart__bar" not in level
    assert "<table" not in level
