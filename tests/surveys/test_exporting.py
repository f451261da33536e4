"""Tables of large surveys are made in the background: by one maker, for one person, for days."""

import csv
import io
import tracemalloc
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from core import personal_data, retention
from core.addresses import in_language
from core.models import AuditEntry
from notifications.models import Notification
from surveys import exports
from surveys.actions import answering, exporting
from surveys.actions.answering import Respondent
from surveys.models import Sheet, Survey, TableExport, Version
from surveys.tasks import make_table, sweep_surveys
from tests.factories.members import MemberFactory
from tests.factories.surveys import OpenFactory

pytestmark = pytest.mark.django_db
FORMULA = "=1+1"


@pytest.fixture
def large():
    """A survey with names that has, as it says, more answers than a page waits for."""
    survey = OpenFactory(audience=Survey.Audience.MEMBERS, is_anonymous=False, breakdown="country")
    for at in range(6):
        sheet = {"one": {"choice": "yes"}, "short": f"{FORMULA}{at}", "number": str(-at),
                 "several": {"choices": ["x"], "words": "@SUM(A1)"}}  # fmt: skip
        who = MemberFactory(first_name="+Ana", country_id="BA")
        answering.hand_in(survey.current, sheet, Respondent(who))
    Survey.objects.update(received=exports.DIRECTLY + 1)
    survey.refresh_from_db()
    return survey


def page_of(survey, what="answers", kind="csv"):
    return reverse("surveys:prepare", args=[survey.slug, what, kind])


def table(survey, **more):
    given = {"survey": survey, "person": survey.owner, "what": "answers", "kind": "csv"}
    return TableExport.objects.create(**{**given, **more})


def body(response) -> bytes:
    return b"".join(response.streaming_content)


def test_a_small_table_comes_at_once(as_, large):
    Survey.objects.update(received=exports.DIRECTLY)
    url = reverse("surveys:export", args=[large.slug, "answers", "csv"])

    assert len(body(as_(large.owner).get(url)).splitlines()) == 7
    assert AuditEntry.objects.filter(verb="export").count() == 1


def test_a_large_one_is_prepared_told_and_fetched(as_, large, django_capture_on_commit_callbacks):
    client = as_(large.owner)
    url = reverse("surveys:export", args=[large.slug, "answers", "csv"])
    begin = client.get(url, follow=True).content.decode()
    assert "Prepare the table" in begin
    with django_capture_on_commit_callbacks(execute=True):
        client.post(page_of(large))

    export = TableExport.objects.get()
    page = client.get(page_of(large)).content.decode()
    where = reverse("surveys:prepared", args=[large.slug, export.token])
    assert where in page
    answer = client.get(where)
    assert answer["Content-Disposition"] == f'attachment; filename="{large.slug}-answers.csv"'
    _header, rows = exports.answers(large, large.current.instrument)
    assert len(body(answer).splitlines()) == 1 + len(list(rows))
    assert page_of(large) in Notification.objects.get(recipient=large.owner).path


def test_no_cell_of_it_is_a_formula(as_, large):
    texts, book = table(large), table(large, kind="xlsx")
    for each in (texts, book):
        assert exporting.make(each)
        each.refresh_from_db()

    lines = list(csv.reader(io.StringIO(texts.file.read().decode("utf-8-sig"))))
    found = dict(zip(lines[0], lines[1], strict=True))
    assert found["Name"].startswith("'+Ana")
    assert found["Where?"].startswith(f"'{FORMULA}")
    assert all(not cell.startswith(("=", "+", "@")) for line in lines for cell in line)
    sheet = CalamineWorkbook.from_filelike(book.file).get_sheet_by_index(0)
    cells = [cell for row in sheet.to_python() for cell in row]
    # Text stays what was typed: a workbook knows which of its cells are text.
    assert {f"{FORMULA}{at}" for at in range(6)} <= set(cells)
    book.file.seek(0)
    assert b"<f>" not in _sheet_of(book.file)


def _sheet_of(file) -> bytes:
    from zipfile import ZipFile

    return ZipFile(file).read("xl/worksheets/sheet1.xml")


def test_a_number_below_zero_is_a_number(large):
    header, rows = exports.answers(large, large.current.instrument)
    at = header.index("How many hours?")

    assert sorted(row[at] for row in rows) == [-5, -4, -3, -2, -1, 0]


def test_a_question_that_was_of_another_kind_before_leaves_its_cells_empty(large):
    content = large.current.content
    raw = next(q for q in content["sections"][0]["questions"] if q["key"] == "short")
    row = {"key": "r", "label": {"en": "Row"}}
    raw |= {"kind": "matrix", "rows": [row], "options": [row]}
    Version.objects.create(survey=large, number=2, content=content)

    header, rows = exports.answers(large, large.current.instrument)
    assert {row[header.index("Where?: Row")] for row in rows} == {""}


def test_labels_are_in_the_language_in_which_it_was_asked_for(
    as_, large, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        as_(large.owner).post(in_language(page_of(large), "mk"))

    header = TableExport.objects.get().file.read().decode("utf-8-sig").splitlines()[0]
    assert header.startswith("Име,")


def test_only_who_asked_for_it_gets_it_and_only_while_they_may(as_, vera, visitor, large):
    export = table(large)
    exporting.make(export)
    url = reverse("surveys:prepared", args=[large.slug, export.token])

    assert as_(vera).get(url).status_code == 404
    assert visitor.get(url).status_code == 302
    Survey.objects.update(owner=vera)
    assert as_(export.person).get(url).status_code == 403


def test_it_expires_and_its_bytes_go(as_, large, django_capture_on_commit_callbacks):
    export = table(large)
    exporting.make(export)
    export.refresh_from_db()
    storage, name = export.file.storage, export.file.name
    TableExport.objects.update(asked_at=timezone.now() - timedelta(days=3, minutes=1))

    url = reverse("surveys:prepared", args=[large.slug, export.token])
    assert as_(large.owner).get(url).status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        retention.run(only="survey-tables")
    assert not TableExport.objects.exists()
    assert not storage.exists(name)


def test_the_page_shows_how_far_it_is_with_and_without_scripts(as_, large):
    table(large, done=500, total=2001, claimed_until=timezone.now() + timedelta(minutes=1))
    client = as_(large.owner)

    page = client.get(page_of(large)).content.decode()
    part = client.get(page_of(large), headers={"HX-Request": "true"}).content.decode()

    assert 'value="500" max="2001"' in page
    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in page
    assert "Prepare the table" not in page
    assert 'value="500" max="2001"' in part
    assert "<html" not in part


def test_asking_again_waits_for_the_one_that_is_in_the_making(as_, large):
    table(large, claimed_until=timezone.now() + timedelta(minutes=1))

    as_(large.owner).post(page_of(large))

    assert TableExport.objects.count() == 1


def test_a_new_one_takes_the_place_of_the_old(as_, large, django_capture_on_commit_callbacks):
    old = table(large)
    exporting.make(old)
    old.refresh_from_db()

    with django_capture_on_commit_callbacks(execute=True):
        as_(large.owner).post(page_of(large))

    assert TableExport.objects.get().token != old.token
    assert not old.file.storage.exists(old.file.name)


def test_a_maker_that_died_is_followed_by_another(large, django_capture_on_commit_callbacks):
    export = table(large, done=3, total=6, claimed_until=timezone.now() + exporting.LEASE)

    with django_capture_on_commit_callbacks(execute=True):
        sweep_surveys()
    export.refresh_from_db()
    during = export.ready_at
    TableExport.objects.update(claimed_until=timezone.now() - timedelta(seconds=1))
    with django_capture_on_commit_callbacks(execute=True):
        sweep_surveys()

    export.refresh_from_db()
    assert during is None
    assert export.ready_at is not None
    assert not exporting.make(export)
    assert Notification.objects.filter(recipient=large.owner).count() == 1


def test_a_maker_at_work_keeps_its_lease_and_says_how_far_it_is(large):
    export = table(large)
    seen = []

    class Watching(io.BytesIO):
        def write(self, line):
            export.refresh_from_db()
            seen.append((export.done, export.total, export.claimed_until))
            return super().write(line)

    exporting._write(export, Watching())

    assert seen[-1][:2] == (1, large.received)
    assert seen[-1][2] > timezone.now() + exporting.LEASE / 2


def test_a_wish_that_is_gone_is_no_trouble_and_leaves_no_file(large):
    export = table(large)
    TableExport.objects.all().delete()

    assert not exporting.make(export)
    make_table(export.pk)
    assert not export.file


def test_who_may_no_longer_see_it_gets_none(large, vera):
    export = table(large)
    Survey.objects.update(owner=vera)

    assert not exporting.make(TableExport.objects.get())
    assert not TableExport.objects.filter(pk=export.pk).exists()


def test_whoever_closes_an_account_stands_in_no_table_any_more(large):
    export = table(large)
    exporting.make(export)
    export.refresh_from_db()
    person = Sheet.objects.first().person

    personal_data.parts()["surveys"].erase(person, keep_content=True)

    assert not TableExport.objects.exists()


def test_of_an_anonymous_survey_there_are_texts_alone(as_):
    survey = OpenFactory(audience=Survey.Audience.MEMBERS)
    Survey.objects.update(state="closed", received=exports.DIRECTLY + 1)
    client = as_(survey.owner)

    assert client.get(page_of(survey, "texts")).status_code == 200
    assert client.post(page_of(survey, "answers")).status_code == 404
    assert not TableExport.objects.exists()


@pytest.mark.parametrize("what", ["answers", "texts"])
def test_memory_does_not_grow_with_the_answers(what, django_assert_max_num_queries):
    survey = OpenFactory(audience=Survey.Audience.MEMBERS, is_anonymous=False, breakdown="country")
    version, peaks = survey.current, []
    for number in (1000, 2000):
        Sheet.objects.bulk_create(
            Sheet(version=version, answers={"long": f"{at} " * 800}, group="BA")
            for at in range(number)
        )
        tracemalloc.start()
        with django_assert_max_num_queries(60):
            assert sum(1 for _row in exports.table(survey, what)[1]) in (1000, 3000)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()

    assert peaks[1] < peaks[0] * 1.3
