import io
from datetime import UTC, date, datetime

import pytest
from django.conf import settings
from django.utils.translation import override
from pypdf import PdfReader

from core import cldr, pdf
from tests.spaces import spaced

NAMES = ["Ђорђе Чачак", "Gjergj Çelaj", "Ελένη Παπαδοπούλου", "Žarko Šćekić", "Ѓорѓи Џ. Ќосев"]


def sheet(**changes):
    given = {
        "title": "Card: Ђорђе", "language": "sr", "size": pdf.CARD,
        "made": datetime(2026, 11, 1, tzinfo=UTC), **changes,
    }  # fmt: skip
    return pdf.Sheet(**given)


def read(made):
    return PdfReader(io.BytesIO(made.content()))


@pytest.mark.parametrize("name", NAMES)
def test_a_name_in_any_script_is_text_that_can_be_copied(name):
    made = sheet()
    made.write(name, x=5, y=5, width=70, size=12, bold=True)

    assert read(made).pages[0].extract_text().strip() == name


def test_the_font_is_embedded_and_no_larger_than_what_is_used():
    made = sheet()
    made.write("Ђорђе", x=5, y=5, width=70, size=12)

    fonts = read(made).pages[0]["/Resources"]["/Font"].values()
    descriptor = next(iter(fonts)).get_object()["/DescendantFonts"][0]["/FontDescriptor"]

    font = descriptor["/FontFile2"].get_object().get_data()
    assert "FiraGO" in descriptor["/FontName"]
    assert 1_000 < len(font) < 60_000


def test_a_sheet_has_a_title_a_language_and_one_page():
    made = read(sheet())

    assert (made.metadata.title, made.trailer["/Root"]["/Lang"]) == ("Card: Ђорђе", "sr")
    assert len(made.pages) == 1


def test_the_same_sheet_is_the_same_file():
    def drawn():
        made = sheet()
        made.mark(x=5, y=5, width=9)
        made.qr("https://balkanetup.example/x/", x=60, y=5, width=20)
        return made.content()

    assert drawn() == drawn()


def test_a_long_name_grows_smaller_and_stays_on_the_sheet():
    made = sheet()
    name = "Aleksandra-Konstantina " * 2

    made.write(name, x=5, y=5, width=40, size=16, lines=2)
    made.write("X" * 300, x=5, y=30, width=40, size=16, lines=2)

    text = read(made).pages[0].extract_text()
    assert " ".join(text.split()).startswith(name.strip())
    assert "…" in text


def test_what_turns_a_line_around_or_cannot_be_seen_is_left_out():
    made = sheet()
    made.write("Ana\u202e\x00 Anić\u200b", x=5, y=5, width=60, size=12)

    assert read(made).pages[0].extract_text().split() == ["Ana", "Anić"]


def test_the_code_leads_where_it_says():
    made = sheet()
    made.qr("https://balkanetup.example/members/verify/abc/", x=60, y=5, width=20)

    links = [note.get_object()["/A"]["/URI"] for note in read(made).pages[0]["/Annots"]]
    assert links == ["https://balkanetup.example/members/verify/abc/"]


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_a_date_on_a_card_keeps_the_space_before_its_last_word(language):
    with override(language):
        day = cldr.format_date(date(2026, 11, 30))
    made = sheet(language=language)

    made.write(day, x=5, y=5, width=70, size=10)

    text = read(made).pages[0].extract_text()
    assert text.replace("\N{NO-BREAK SPACE}", " ").strip() == spaced(day)


def test_a_sheet_goes_on_over_pages():
    made = sheet(size=pdf.A4_STANDING)
    made.write("One", x=20, y=20, width=100, size=12)
    made.next_page()
    made.write("Two", x=20, y=20, width=100, size=12)

    assert [page.extract_text().strip() for page in read(made).pages] == ["One", "Two"]
    assert made.pages == 2


def test_the_height_of_a_text_is_what_writing_it_takes():
    made, text = sheet(size=pdf.A4_STANDING), "Many words that need some lines. " * 12

    high = made.height_of(text, width=60, size=10)

    end = made.write(text, x=20, y=20, width=60, size=10, lines=100)
    assert end - 20 == pytest.approx(high)
    assert high > made.height_of("One", width=60, size=10)
