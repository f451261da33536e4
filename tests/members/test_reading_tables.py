import pytest

from core.exceptions import Refused
from members.importing import encodings, reading

LATIN = "name;city\nSveučilište u Đakovu;Čačak\nUniversiteti i Shkodrës;Žabljak\n"
GREEK = "όνομα;πόλη\nΆννα Παράδειγμα;Πάτρα\nΝίκος Ιωάννου;Θεσσαλονίκη\n"
CYRILLIC = "назив,град\nУниверзитет у Нишу,Ниш\nСвободен университет,София\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (LATIN, "utf-8"), (LATIN, "utf-8-sig"), (LATIN, "utf-16"), (LATIN, "utf-16-le"),
        (LATIN, "utf-16-be"), (LATIN, "cp1250"), (CYRILLIC, "utf-8"), (CYRILLIC, "utf-16"),
        (CYRILLIC, "cp1251"), (GREEK, "cp1253"), (GREEK.upper(), "cp1253"), (GREEK, "utf-8"),
        (CYRILLIC.upper(), "cp1251"),
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
        (b"a,b\n1,x\0y\n", "Row 2 holds a character (NUL)"),
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


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Άννα", "cp1253"), ("ΓΙΩΡΓΟΣ ΠΑΠΑΣ", "cp1253"), ("Μαρία;Ιωάννινα;Ήπειρος", "cp1253"),
        ("Јована Љиљана Џаџић", "cp1251"), ("БИЉАНА ЈОВАНОВИЋ", "cp1251"), ("Ѓорѓи", "cp1251"),
        ("Щъркел Ягода", "cp1251"), ("Željka Đurić;Čačak", "cp1250"), ("Gëzim Çela", "cp1250"),
    ],
)  # fmt: skip
def test_a_table_of_hardly_any_words_is_told_by_them(text, encoding):
    table = reading.read(f"email;name\na@example.org;{text}\n".encode(encoding))

    assert (";".join(table.rows[0][1][1:]), table.encoding) == (
        text, f"Windows-{encoding[2:]}",
    )  # fmt: skip


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_one_damaged_letter_is_shown_and_not_turned_into_another_alphabet(mark):
    data = (mark + "ime;grad\n\nŽeljka;Šabac\nĐorđe;Čačak\n").encode()
    data = data.replace("Č".encode(), b"\xc8")

    with pytest.raises(Refused, match="Row 4, column 2 holds a letter that is not UTF-8"):
        reading.read(data)


def test_empty_columns_at_the_end_do_not_count():
    row = "a;b" + ";" * 200

    assert reading.read(f"{row}\n{row}\n".encode()).rows == [(2, ["a", "b"])]


def test_what_nobody_sees_is_taken_out_of_cells():
    typed = "\u200bana@example.org\ufeff;Ana\x0bNova\u200e\u00ad"

    table = reading.read(f"email;name\n{typed}\n".encode())

    assert table.rows == [(2, ["ana@example.org", "Ana Nova"])]


def test_another_encoding_may_be_chosen_and_taken_back_without_loss():
    every = bytes(range(0x80, 0x100))
    for one in encodings.CHOICES:
        for other in encodings.CHOICES:
            there = encodings.recoded(encodings.decoded(every, one), one, other)
            assert there == encodings.decoded(every, other)
            assert encodings.recoded(there, other, one) == encodings.decoded(every, one)
