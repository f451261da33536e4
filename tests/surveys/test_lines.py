"""Answers as lines: each keeps its key as long as it is the same answer."""

from surveys.instrument import Option
from surveys.lines import from_lines, in_language, lines_of, to_lines

THERE = (
    Option("a", {"en": "Often", "mk": "Често"}),
    Option("b", {"en": "Rarely", "mk": "Ретко"}),
    Option("c", {"en": "Never", "mk": "Никогаш"}),
)


def keys(options):
    return [option.key for option in options]


def test_unchanged_words_keep_their_key_wherever_they_stand():
    found = from_lines(["Never", "Often", "Rarely"], "en", THERE)

    assert keys(found) == ["c", "a", "b"]
    assert [option.label["mk"] for option in found] == ["Никогаш", "Често", "Ретко"]


def test_a_renamed_line_keeps_the_key_of_its_place_while_the_number_stays():
    found = from_lines(["Often", "Now and then", "Never"], "en", THERE)

    assert keys(found) == ["a", "b", "c"]
    assert found[1].label == {"en": "Now and then", "mk": "Ретко"}


def test_a_line_more_is_a_new_answer_and_takes_no_key_of_another():
    found = from_lines(["Always", "Often", "Rarely", "Never"], "en", THERE)

    assert keys(found)[1:] == ["a", "b", "c"]
    assert found[0].key not in "abc"
    assert found[0].label == {"en": "Always"}


def test_a_renamed_line_among_fewer_is_a_new_answer():
    found = from_lines(["Frequently", "Never"], "en", THERE)

    assert found[0].key not in "abc"
    assert found[1].key == "c"


def test_a_renamed_line_never_gets_the_key_of_one_that_moved():
    found = from_lines(["Rarely", "Sometimes", "Never"], "en", THERE)

    assert found[0].key == "b"
    assert found[1].key not in {"a", "b", "c"}


def test_lines_in_another_language_go_to_the_answers_in_their_order():
    found = in_language(THERE, "sq", ["Shpesh", "–", "Kurrë"])

    assert [option.label.get("sq") for option in found] == ["Shpesh", "", "Kurrë"]
    assert keys(found) == ["a", "b", "c"]


def test_a_level_says_what_it_looks_like_behind_a_bar():
    lines = lines_of(" Beginning |  We talk about it. \n\nSettled")
    found = from_lines(lines, "en")

    assert [(o.label["en"], o.description) for o in found] == [
        ("Beginning", {"en": "We talk about it."}), ("Settled", {}),
    ]  # fmt: skip
    assert to_lines(found, "en") == "Beginning | We talk about it.\nSettled"
    assert keys(from_lines(lines_of(to_lines(found, "en")), "en", found)) == keys(found)
