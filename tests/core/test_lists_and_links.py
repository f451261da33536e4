"""What somebody typed is what is read: dates are no lists, titles are no addresses."""

import re

import pytest

from core.markdown import as_letter, plain, render, without_quotations


@pytest.mark.parametrize(
    "line",
    [
        "1. maja: prvi rok",
        "15. maja: drugi rok",
        "15. 10. 2026. u 18 sati",
        "15. X 2026. u Nišu",
        "3. XII. 2026.",
        "10. razred",
        "2026. godine",
        "2026. Godina studenata",
        "3) treće",
        "24. новембар",
        "1. μαΐου",
        "5. **maja** počinje",
        "1. 15. maja počinje kurs",
        "2026.",
        "15.10.2026.",
    ],
)
@pytest.mark.parametrize("around", ["{}", "Rok:\n\n{}\n\nHvala", "> {}", "- {}", "1. Uvod\n\n{}"])
def test_an_ordinal_stays_as_it_was_typed(line, around):
    text = around.format(line)
    shown = line.replace("**", "")

    assert shown in " ".join(re.sub("<[^>]+>", "", render(text)).split())
    assert shown in plain(text)
    assert shown in as_letter(text)
    assert render(text).count("<ol") == around.count("1. Uvod")


@pytest.mark.parametrize(
    ("text", "words", "letter"),
    [
        ("1. Uvod\n2. Metode", "1. Uvod 2. Metode", "1. Uvod\n\n2. Metode"),
        ("1) Uvod\n2) Metode", "1. Uvod 2. Metode", "1) Uvod\n\n2) Metode"),
        ("3. Treće\n7. Sedmo", "3. Treće 7. Sedmo", "3. Treće\n\n7. Sedmo"),
        ("1. A\n1. B\n1. C", "1. A 2. B 3. C", "1. A\n\n2. B\n\n3. C"),
        ("1. A\n   - b\n\n   C\n2. D", "1. A b C 2. D", "1. A\n\n   - b\n\n   C\n\n2. D"),
        ("12. „Kako?“\n13. 5 jabuka", "12. „Kako?“ 13. 5 jabuka", "12. „Kako?“\n\n13. 5 jabuka"),
    ],
)
def test_a_list_keeps_its_numbers_wherever_it_is_read(text, words, letter):
    numbers = re.findall(r"(\d+)\. ", words)

    assert re.findall(r'<li value="(\d+)"', render(text)) == numbers
    assert plain(text) == words
    assert as_letter(text) == letter


def test_a_list_ends_where_a_date_begins():
    html = render("1. Uvod\n\n15. maja nastavljamo\n\n2. Metode")

    assert re.sub(r"\s", "", html) == (
        '<ol><livalue="1">Uvod</li></ol><p>15.majanastavljamo</p>'
        '<olstart="2"><livalue="2">Metode</li></ol>'
    )


@pytest.mark.parametrize(
    "text",
    ["Prof.dr.sc. Ana", "M.Sc.", "Dr.Sc.", "README.md", "vidi prilog.zip", "//evil.example/x",
     "ftp://example.org/x", "www.x", "awww.example.org"],
)  # fmt: skip
def test_a_word_with_points_is_no_address(text):
    assert "<a" not in render(text)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("(vidi www.unsa.ba/a).", "http://www.unsa.ba/a"),
        ("Pišite na ana@example.org, molim", "mailto:ana@example.org"),
        ("https://example.org/a?b=1#c.", "https://example.org/a?b=1#c"),
        ("„https://example.org/a“ i", "https://example.org/a"),
        ("“https://example.org/a”.", "https://example.org/a"),
        ("»https://example.org/a«", "https://example.org/a"),
        ("«https://example.org/a».", "https://example.org/a"),
        ("‹https://example.org/a›,", "https://example.org/a"),
        ("‘https://example.org/a’", "https://example.org/a"),
        ("https://example.org/a…", "https://example.org/a"),
        ("„www.example.org/a“", "http://www.example.org/a"),
        ("https://en.wikipedia.org/wiki/L’Aquila", "https://en.wikipedia.org/wiki/L%E2%80%99Aquila"),
        ("https://sr.wikipedia.org/wiki/Учење", "https://sr.wikipedia.org/wiki/%D0%A3%D1%87%D0%B5%D1%9A%D0%B5"),
    ],
)  # fmt: skip
def test_an_address_ends_where_it_ends(text, address):
    assert re.findall('href="([^"]+)"', render(text)) == [address]


def test_a_bare_address_is_written_once_in_a_letter():
    assert as_letter("ana@example.org, www.unsa.ba") == "ana@example.org, www.unsa.ba"
    assert as_letter("[Ana](mailto:ana@example.org)") == "Ana (mailto:ana@example.org)"


def test_quotations_are_left_out_and_code_is_not():
    text = (
        "> said\nlazily\n\nMine:\n\n```\n>>> print(1)\n> x <- 2\n```\n\n"
        "- one\n  > inner\n- two\n\nLast:\n\n    > in code\n"
    )

    assert without_quotations(text) == (
        "Mine:\n\n```\n>>> print(1)\n> x <- 2\n```\n\n- one\n- two\n\nLast:\n\n    > in code"
    )
