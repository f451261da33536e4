"""No small number can be worked out of what is shown: attacked with totals and with remainders."""

from itertools import product
from random import Random

from surveys.counting import count
from surveys.instrument import Instrument, Option, Question, Section
from surveys.threshold import LEAST, OTHERS, breakdown, protected


def test_four_against_one_is_not_shown():
    assert protected({"BA": {"a": 4, "b": 1}, "RS": {"a": 30, "b": 30}}) is None


def test_a_group_of_one_mind_is_not_shown():
    shown = protected({"BA": {"a": 12}, "RS": {"a": 30, "b": 30}, "MK": {"a": 20, "b": 20}})

    assert "BA" not in shown["rows"]


def test_what_is_left_of_the_total_is_no_small_group():
    """One of RS stands alone; whoever takes BA and MK from the total must not see them."""
    shown = protected(
        {"BA": {"a": 9, "b": 8}, "MK": {"a": 20, "b": 20}, "RS": {"a": 1}, "HR": {"b": 2}}
    )

    assert shown["rows"] == {"MK": [20, 20], OTHERS: [10, 10]}


def test_people_without_a_group_are_among_the_others():
    shown = protected({"": {"a": 6, "b": 6}, "MK": {"a": 20, "b": 20}})

    assert shown["rows"] == {"MK": [20, 20], OTHERS: [6, 6]}


def test_rare_answers_stand_together_in_every_row():
    shown = protected({"BA": {"a": 9, "b": 3, "c": 3}, "MK": {"a": 20, "b": 4, "c": 2}})

    assert shown == {"columns": [["c", "b"], ["a"]], "rows": {"BA": [6, 9], "MK": [6, 20]}}


def test_steps_of_a_scale_are_put_together_with_their_neighbours():
    groups = {
        "BA": {"1": 2, "2": 4, "3": 9, "4": 6, "5": 3}, "MK": {"1": 4, "2": 2, "3": 7, "5": 5}
    }  # fmt: skip
    shown = protected(groups, order=["1", "2", "3", "4", "5"])

    assert shown["columns"] == [["1", "2"], ["3"], ["4", "5"]]
    assert shown["rows"] == {"BA": [6, 9, 9], "MK": [6, 7, 5]}


def numbers(seed):
    """Groups and answers as a survey may have them: some large, many small."""
    lot = Random(seed)
    return {
        group: {
            answer: lot.choice([0, 0, 1, 2, 4, 5, 7, lot.randint(0, 60)])
            for answer in "abcde"[: lot.randint(2, 5)]
        }
        for group in ["", "AL", "BA", "HR", "MK", "RS"][: lot.randint(2, 6)]
    }


def test_every_cell_of_what_is_shown_holds_five_and_nothing_is_left_over():
    made = [numbers(seed) for seed in range(400)]
    pairs = [(groups, protected(groups)) for groups in made]
    pairs += [(groups, protected(groups, order=list("abcde"))) for groups in made]
    tables = [(groups, shown) for groups, shown in pairs if shown]

    assert len(tables) > 50
    for groups, shown in tables:
        assert_tells_of_no_few(groups, shown)


def assert_tells_of_no_few(groups, shown):
    answers = {answer for cells in groups.values() for answer in cells}
    answers |= {answer for column in shown["columns"] for answer in column}
    columns, rows = shown["columns"], shown["rows"]

    # A whole table: everybody who answered stands in one cell, so that no remainder is left.
    assert sorted(answer for column in columns for answer in column) == sorted(answers)
    for at, column in enumerate(columns):
        total = sum(groups[g].get(answer, 0) for g, answer in product(groups, column))
        assert sum(row[at] for row in rows.values()) == total
    assert min(cell for row in rows.values() for cell in row) >= LEAST
    assert len(columns) >= 2
    assert len(rows) >= 2
    # What is shown of a group is the group, whole.
    for group in rows.keys() - {OTHERS}:
        assert sum(rows[group]) == sum(groups[group].values())


def question(kind, *keys, **more):
    options = tuple(Option(key, {"en": key}) for key in keys)
    return Question("q", kind, {"en": "?"}, options=options, **more)


def broken_down(asked, groups):
    instrument = Instrument(("en",), (Section("s", {"en": "S"}, questions=(asked,)),))
    counted = {
        group: count(instrument, [{"q": value} for value in values])
        for group, values in groups.items()
    }
    return breakdown(instrument, counted)


def test_an_option_of_several_is_shown_with_those_who_did_not_choose_it():
    asked = question("several", "a", "b")
    groups = {
        "BA": [{"choices": ["a"]}] * 6 + [{"choices": ["b"]}] * 6,
        "MK": [{"choices": ["a", "b"]}] * 7 + [{"choices": ["b"]}] * 5,
    }

    shown = broken_down(asked, groups)["q"]

    # Everybody of MK chose b: that would tell of each of them.
    assert set(shown) == {"a"}
    assert shown["a"]["rows"] == {"BA": [6, 6], "MK": [5, 7]}


def test_mean_places_are_of_five_people_at_least():
    asked = question("ranking", "a", "b")
    groups = {"BA": [["a", "b"]] * 5, "MK": [["b", "a"]] * 3, "RS": [["b", "a"]] * 2}

    shown = broken_down(asked, groups)["q"]["places"]

    assert shown["numbers"] == {"BA": 5, OTHERS: 5}
    assert shown["rows"][OTHERS] == {"a": 2.0, "b": 1.0}
    assert broken_down(asked, {"BA": [["a", "b"]] * 9, "MK": [["b", "a"]] * 4}) == {}
