import pytest

from core.exceptions import Refused
from members.importing import reading

LATIN = "name;city\nSveučilište u Đakovu;Čačak\nUniversiteti i Shkodrës;Žabljak\n"
CYRILLIC = "назив,град\nУниверзитет у Нишу,Ниш\nСвободен университет,София\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (LATIN, "utf-8"), (LATIN, "utf-8-sig"), (LATIN, "utf-16"), (LATIN, "utf-16-le"),
        (LATIN, "utf-16-be"), (LATIN, "cp1250"), (CYRILLIC, "utf-8"), (CYRILLIC, "utf-16"),
        (CYRILLIC, "cp1251"),
    ],
)  # fmt: skip
def test_the_letters_are_right_whatever_program_wrote_them(text, encoding):
    table = reading.read(text.encode(encoding))

    lines = [line.replace(";", ",").split(",") for line in text.strip().split("\n")]
    assert [table.header, *[cells for _number, cells in table.rows]] == lines


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_found(separator):
    text = separator.join(["name", '"a, b; c"', "city"]) + "\r\n" + separator.join("xyz") + "\r\n"

    table = reading.read(text.encode())

    assert table.header == ["name", "a, b; c", "city"]
    assert table.rows == [(2, ["x", "y", "z"])]


def test_what_excel_says_first_is_heard():
    assert reading.read(b"sep=;\r\na;b\r\n1;2\r\n").header == ["a", "b"]


def test_empty_lines_are_passed_and_counted():
    assert reading.read(b"\n\na,b\n\n1,2\n,\n3,4\n").rows == [(5, ["1", "2"]), (7, ["3", "4"])]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "no row below"),
        (b"a,b\n", "no row below"),
        (b"PK\x03\x04 and so on", "a workbook"),
        (b"a,b\n1,x\0y\n", "Row 2 holds a sign (NUL)"),
        (b"a,b\n1," + b"x" * 1_000_000 + b"\n", "Row 2 holds a cell that is too long"),
        (b"a,b\n1," + b"x" * 5000 + b"\n", "Row 2 holds a cell that is too long"),
        (b"a,b\n" + b"1,2\n" * 100_000, "more than 10000 rows"),
        (b"a" * 6_000_000, "larger than 5 MB"),
        (b"a,b\n" + b"," * 99 + b"x\n", "Row 2 has too many columns"),
        (b"\xff\xfea", "damaged"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused_with_a_sentence(data, sentence):
    with pytest.raises(Refused) as refusal:
        reading.read(data)

    assert sentence in str(refusal.value)


def test_what_a_word_processor_pastes_is_a_space():
    table = reading.read(b"na\x0bme,city\nAna\x0bPrimer,Skopje\x1f\n")

    assert table.header == ["na me", "city"]
    assert table.rows == [(2, ["Ana Primer", "Skopje "])]
