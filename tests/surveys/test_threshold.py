"""No small number can be worked out of what is shown: attacked with totals and with remainders."""

from itertools import product
from random import Random

import pytest

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


def test_columns_of_a_table_are_put_together_with_their_neighbours():
    """From never to always: the two rarest, never and always, say nothing together."""
    columns = tuple(Option(key, {"en": key}) for key in ("never", "rarely", "often", "always"))
    asked = Question("q", "matrix", {"en": "?"}, options=columns, has_outside=True,
                     rows=(Option("r", {"en": "r"}),))  # fmt: skip
    times = {"never": 2, "rarely": 7, "often": 8, "always": 1, "outside": 6}
    rows = [{"r": key} for key, number in times.items() for _turn in range(number)]

    shown = broken_down(asked, {"BA": rows, "MK": rows})["q"]["r"]

    assert shown["columns"] == [["never", "rarely"], ["often", "always"], ["outside"]]


def test_what_does_not_apply_stands_behind_the_levels():
    levels = (Option("l1", {"en": "1"}), Option("x", {"en": "–"}, is_outside=True),
              Option("l2", {"en": "2"}))  # fmt: skip
    asked = Question("q", "level", {"en": "?"}, options=levels)
    given = [{"choice": key} for key in ["l1"] * 5 + ["l2"] * 5 + ["x"] * 5]

    shown = broken_down(asked, {"BA": given, "MK": given})["q"][""]

    assert shown["columns"] == [["l1"], ["l2"], ["x"]]


ONE_WAY, OTHER_WAY = ["a", "b"], ["b", "a"]


def test_mean_places_are_of_groups_in_which_five_see_it_in_another_way():
    asked = question("ranking", "a", "b")
    groups = {
        "BA": [ONE_WAY] * 5 + [OTHER_WAY] * 10, "MK": [ONE_WAY] * 3 + [OTHER_WAY] * 3,
        "RS": [ONE_WAY] * 2 + [OTHER_WAY] * 2,
    }  # fmt: skip

    shown = broken_down(asked, groups)["q"]["places"]

    assert shown["numbers"] == {"BA": 15, OTHERS: 10}
    assert shown["rows"][OTHERS] == {"a": 1.5, "b": 1.5}


def test_a_mean_of_one_mind_is_not_shown():
    """All of BA gave the same order: their mean would be the order of each."""
    asked = question("ranking", "a", "b")
    mixed = [ONE_WAY] * 6 + [OTHER_WAY] * 6

    shown = broken_down(asked, {"BA": [ONE_WAY] * 9, "MK": mixed, "RS": mixed})["q"]["places"]

    assert "BA" not in shown["rows"]
    assert broken_down(asked, {"BA": [ONE_WAY] * 9, "MK": [OTHER_WAY] * 9}) == {}


def test_a_mean_of_four_against_one_is_not_shown():
    """1.2 of five people is four times 1 and once 2."""
    asked = question("ranking", "a", "b")
    mixed = [ONE_WAY] * 6 + [OTHER_WAY] * 6

    shown = broken_down(asked, {"BA": [ONE_WAY] * 4 + [OTHER_WAY], "MK": mixed, "RS": mixed})

    assert "BA" not in shown["q"]["places"]["rows"]


def test_an_answer_that_all_put_first_is_not_shown_however_they_see_the_others():
    asked = question("ranking", "a", "b", "c")
    first = [["a", "b", "c"]] * 6 + [["a", "c", "b"]] * 6
    mixed = [["a", "b", "c"]] * 6 + [["c", "b", "a"]] * 3 + [["b", "c", "a"]] * 3

    shown = broken_down(asked, {"BA": first, "MK": mixed, "RS": mixed})["q"]["places"]

    assert "BA" not in shown["rows"]


def test_what_is_left_of_a_ranking_is_of_no_one_mind_either():
    """RS alone would be all others, and all of it agrees: MK joins until nobody stands out."""
    asked = question("ranking", "a", "b")
    mixed = [ONE_WAY] * 6 + [OTHER_WAY] * 6
    groups = {"RS": [ONE_WAY] * 7, "MK": mixed, "BA": [*mixed, ONE_WAY]}

    shown = broken_down(asked, groups)["q"]["places"]

    assert shown["numbers"] == {"BA": 13, OTHERS: 19}


def test_all_rows_of_a_ranking_add_up_to_everybody():
    lot = Random(5)
    asked = question("ranking", "a", "b", "c")
    for _turn in range(100):
        groups = {
            group: [lot.sample("abc", lot.randint(1, 3)) for _person in range(lot.randint(0, 30))]
            for group in ["", "AL", "BA", "MK"][: lot.randint(2, 4)]
        }
        everybody = [order for orders in groups.values() for order in orders]
        shown = broken_down(asked, groups).get("q", {}).get("places")
        if shown is None:
            continue
        numbers = shown["numbers"]
        assert sum(numbers.values()) == len(everybody)
        total = count_of(asked, everybody)
        for key in "abc":
            mean = sum(shown["rows"][g][key] * n for g, n in numbers.items()) / len(everybody)
            assert mean == pytest.approx(total[key], abs=0.01)


def count_of(asked, orders):
    """The mean place of each answer over all."""
    instrument = Instrument(("en",), (Section("s", {"en": "S"}, questions=(asked,)),))
    places = count(instrument, [{"q": order} for order in orders])["q"]["places"]
    return {
        key: sum(float(at) * n for at, n in each.items()) / len(orders)
        for key, each in places.items()
    }
