"""Levels, means, gaps and changes: plain arithmetic, each figure computed again here."""

from statistics import fmean

import pytest

from assessments import results
from surveys.instrument import parse
from tests.factories.assessments import THREE, choose, content, criterion

GUIDE = parse(THREE)


def means(answers, guide=GUIDE):
    return {one.key: one.value for one in results.dimensions(guide, answers)}


def test_the_mean_of_a_dimension_is_that_of_its_levels():
    found = means(choose(a1=1, a2=4, b1=3, c1=2, c2=2))

    assert found == {"a": fmean([1, 4]), "b": 3, "c": 2}


def test_what_does_not_apply_is_outside_of_the_mean():
    (a, b, c) = results.dimensions(GUIDE, choose(a1=4, a2="na", b1="na", b2="na"))

    assert (a.value, a.answered, a.outside, a.criteria) == (4, 1, 1, 2)
    assert (b.value, b.outside) == (None, 2)
    assert (c.value, c.answered) == (None, 0)


def test_a_forged_answer_has_no_level():
    assert means({"a1": {"choice": "9"}, "a2": {"choice": ""}, "b1": None}) == {
        "a": None, "b": None, "c": None,
    }  # fmt: skip


def test_the_two_lowest_are_weak_and_what_stands_at_the_top_never():
    found = results.dimensions(GUIDE, choose(a1=3, b1=1, c1=2))
    best = results.dimensions(GUIDE, choose(a1=4, b1=4, c1=3))

    assert [one.key for one in results.weakest(found, 4)] == ["b", "c"]
    assert [one.key for one in results.strongest(found, 4)] == ["a"]
    assert [one.key for one in results.weakest(best, 4)] == ["c"]
    assert [one.key for one in results.strongest(best, 4)] == ["a", "b"]


@pytest.mark.parametrize(
    ("level", "steps"), [(1, ["First a", "Then a"]), (3, ["Then a"]), (4, [])]
)
def test_next_steps_are_those_for_where_one_stands(level, steps):
    (a, *_rest) = results.dimensions(GUIDE, choose(a1=level))

    assert [words["en"] for words in results.next_steps(a)] == steps


def test_the_spread_says_who_chose_what_and_how_far_apart_they_are():
    question = GUIDE.question("a1")
    sheets = [("Ana", choose(a1=1)), ("Boris", choose(a1=4)), ("Lule", choose(a1="na")),
              ("Mira", choose(b1=1))]  # fmt: skip

    found = results.spread(question, sheets)

    assert [(option.key, people) for option, people in found.rows] == [
        ("1", ["Ana"]), ("2", []), ("3", []), ("4", ["Boris"]), ("na", ["Lule"]),
    ]  # fmt: skip
    assert found.width == 3
    assert results.spread(question, [("Lule", choose(a1="na"))]).width == 0


def test_the_gap_between_roles_is_between_the_means_of_their_people():
    sheets = [
        ("staff", choose(a1=1, a2=1, b1=2)), ("staff", choose(a1=3)), ("head", choose(a1=4, b1=2)),
        ("head", choose(c1=1)),
    ]  # fmt: skip

    found = results.gaps_between_roles(GUIDE, sheets)

    assert [(one.section.key, float(one.gap)) for one in found] == [
        ("a", 4 - fmean([1, 3])), ("b", 0),
    ]  # fmt: skip
    assert found[0].roles["staff"] == (fmean([1, 3]), 2)


def test_a_change_counts_only_criteria_that_both_versions_have_and_both_times_answered():
    newer = content(("a", ["a1", "a3"]), ("b", ["b1", "b2"]), ("c", ["c1"]))
    # One level more makes another criterion of it.
    newer["sections"][2]["questions"] = [criterion("c1", levels=["1", "2", "3", "4", "5"])]
    newer = parse(newer)
    before = choose(a1=1, a2=4, b1=2, b2=4, c1=1)
    now = choose(a1=3, a3=1, b1=3, b2="na", c1=4)

    found = {one.key: one for one in results.changes((newer, now), (GUIDE, before))}

    assert (float(found["a"].by), found["a"].shared) == (2, 1)
    assert (float(found["b"].by), found["b"].shared) == (1, 1)
    assert (found["c"].by, found["c"].shared) == (None, 0)


def test_a_change_of_words_alone_compares():
    newer = content(("a", ["a1", "a2"]))
    newer["sections"][0]["questions"][0]["label"] = {"en": "Said better"}

    (a,) = results.changes((parse(newer), choose(a1=2)), (GUIDE, choose(a1=1)))

    assert a.by == 1
