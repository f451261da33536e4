"""The radar of a result on paper."""

import io

import pytest
from django.utils.timezone import now
from pypdf import PdfReader
from pypdf.generic import ContentStream

from assessments import papers, report
from tests.factories.assessments import FinishedFactory, GuideFactory, choose

pytestmark = pytest.mark.django_db


def first_page(one, person):
    sheet = papers.draw(report.of(one, person, is_circle=True))
    reader = PdfReader(io.BytesIO(sheet.content()))
    return reader.pages[0], reader


def outlines(page, reader) -> list[int]:
    """Of each path that is drawn, in how many straight lines it runs."""
    found, lines = [], 0
    for _operands, operator in ContentStream(page.get_contents(), reader).operations:
        if operator == b"m":
            lines = 0
        elif operator == b"l":
            lines += 1
        elif operator in (b"s", b"S", b"f", b"h") and lines:
            found.append(lines)
            lines = 0
    return found


def test_the_paper_draws_the_web_with_today_the_last_time_and_the_target(ana):
    guide = GuideFactory()
    FinishedFactory(guide=guide, person=ana, finished_at=now().replace(year=2025))
    one = FinishedFactory(guide=guide, person=ana, target={"a": 3, "b": 4, "c": 4})

    page, reader = first_page(one, ana)

    text = page.extract_text()
    # Three rings, and for three series their outlines; today's is filled, too.
    assert outlines(page, reader).count(2) >= 3 + 4
    assert "2025" in text
    assert "now" in text
    assert "target" in text
    assert "1 Dimension a" in text


def test_where_a_value_is_missing_points_stand_alone(ana):
    whole = FinishedFactory(person=ana)
    gap = FinishedFactory(person=ana, agreed=choose(a1=1, a2=2, b1=3))

    number = {one: outlines(*first_page(one, ana)).count(2) for one in (whole, gap)}

    assert number[whole] == number[gap] + 2
