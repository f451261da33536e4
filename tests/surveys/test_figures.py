"""Every figure, computed again by other means over the same answers."""

import statistics
from itertools import combinations
from random import Random

import pytest

from surveys.counting import add, count
from surveys.figures import figures
from surveys.instrument import Instrument, Option, Question, Section


def made(kind, *keys, outside=(), **more):
    options = tuple(Option(key, {"en": key.upper()}, is_outside=key in outside) for key in keys)
    return Question("q", kind, {"en": "?"}, options=options, **more)


def figures_of(question, values):
    instrument = Instrument(("en",), (Section("s", {"en": "S"}, questions=(question,)),))
    counts = count(instrument, [{"q": value} for value in values])
    return figures(instrument, question, counts.get("q", {}))


LOT = Random(20)
TWENTY = [LOT.choice([1, 2, 3, 4, 4, 5, 5, "outside"]) for _each in range(20)]


def test_of_a_scale_what_does_not_apply_is_counted_and_left_out_of_the_mean():
    found = figures_of(made("scale", has_outside=True), TWENTY)
    inside = [value for value in TWENTY if value != "outside"]

    assert found.n == 20
    assert found.mean == pytest.approx(statistics.mean(inside))
    assert found.median == statistics.median(inside)
    assert {bar.key: bar.number for bar in found.bars} == {
        str(key): TWENTY.count(key) for key in [1, 2, 3, 4, 5, "outside"]
    }
    assert [bar.share for bar in found.bars] == [bar.number / 20 for bar in found.bars]


def test_levels_count_from_one_in_their_order():
    values = [LOT.choice(["low", "middle", "high", "none"]) for _each in range(20)]
    found = figures_of(
        made("level", "low", "middle", "high", "none", outside=["none"]),
        [{"choice": value} for value in values],
    )
    inside = [["low", "middle", "high"].index(v) + 1 for v in values if v != "none"]

    assert found.mean == pytest.approx(statistics.mean(inside))
    assert found.median == statistics.median(inside)


def test_of_several_the_shares_are_of_those_who_answered():
    values = [{"choices": ["a"]}, {"choices": ["a", "b"]}, {"choices": ["b", "c"]}]
    found = figures_of(made("several", "a", "b", "c"), values)

    assert found.n == 3
    assert [(bar.number, bar.share) for bar in found.bars] == [(2, 2 / 3), (2, 2 / 3), (1, 1 / 3)]


def test_numbers_have_their_mean_median_and_ends():
    values = [str(LOT.choice([0, 1.5, 2, 7, 120])) for _each in range(20)]
    found = figures_of(made("number"), values)
    numbers = [float(value) for value in values]

    assert found.mean == pytest.approx(statistics.mean(numbers))
    assert found.median == statistics.median(numbers)
    assert (found.lowest, found.highest) == (min(numbers), max(numbers))


def test_a_table_is_counted_row_by_row():
    question = made(
        "matrix", "no", "yes", rows=(Option("r1", {"en": "1"}), Option("r2", {"en": "2"}))
    )
    found = figures_of(question, [{"r1": "no", "r2": "yes"}, {"r1": "no"}])

    assert [(label, [bar.number for bar in bars]) for label, bars in found.rows] == [
        ("1", [2, 0]), ("2", [0, 1]),
    ]  # fmt: skip


ORDERS = [LOT.sample("abcd", k=LOT.choice([2, 3, 4, 4])) for _each in range(20)]


def ranks_of(order, keys="abcd"):
    """Places as a statistician gives them: those that are not placed share the mean."""
    left = [key for key in keys if key not in order]
    shared = statistics.mean(range(len(order) + 1, len(keys) + 1)) if left else 0
    return {key: order.index(key) + 1 if key in order else shared for key in keys}


def test_a_ranking_has_its_mean_places_and_points():
    found = figures_of(made("ranking", *"abcd"), ORDERS)
    ranks = [ranks_of(order) for order in ORDERS]

    means = {key: statistics.mean(rank[key] for rank in ranks) for key in "abcd"}
    assert {place.key: place.mean for place in found.places} == pytest.approx(means)
    assert [place.key for place in found.places] == sorted(means, key=means.get)
    # Borda: as many points as stand behind; half a one for each with whom a place is shared.
    points = {
        key: sum(
            sum((rank[other] > rank[key]) + (rank[other] == rank[key]) / 2
                for other in "abcd" if other != key)
            for rank in ranks
        )
        for key in "abcd"
    }  # fmt: skip
    assert {place.key: place.points for place in found.places} == pytest.approx(points)


def test_agreement_is_kendalls_w():
    """By Spearman: W = (mean rho of all pairs of people × (m − 1) + 1) / m, where none ties."""
    orders = [LOT.sample("abcde", k=5) for _each in range(20)]
    found = figures_of(made("ranking", *"abcde"), orders)
    ranks = [list(ranks_of(order, "abcde").values()) for order in orders]
    rho = statistics.mean(statistics.correlation(*pair) for pair in combinations(ranks, 2))

    assert found.agreement == pytest.approx((rho * 19 + 1) / 20)


def test_agreement_is_corrected_for_what_was_not_placed():
    """By the formula over the sheets themselves."""
    found = figures_of(made("ranking", *"abcd"), ORDERS)
    ranks = [list(ranks_of(order).values()) for order in ORDERS]
    people, items = len(ranks), 4
    sums = [sum(rank[at] for rank in ranks) for at in range(items)]
    spread = sum((each - statistics.mean(sums)) ** 2 for each in sums)
    ties = sum(
        n**3 - n for rank in ranks for n in [sum(1 for each in rank if rank.count(each) > 1)]
    )

    expected = 12 * spread / (people**2 * (items**3 - items) - people * ties)
    assert found.agreement == pytest.approx(expected)


def test_who_all_rank_alike_agree_wholly():
    assert figures_of(made("ranking", *"abc"), [["b", "a", "c"]] * 4).agreement == pytest.approx(1)
    assert figures_of(made("ranking", *"abc"), [["b", "a", "c"]]).agreement is None


def test_counts_of_halves_add_up_to_the_counts_of_all():
    question = made("ranking", *"abcd")
    instrument = Instrument(("en",), (Section("s", {"en": "S"}, questions=(question,)),))
    sheets = [{"q": order} for order in ORDERS]

    halves = add(count(instrument, sheets[:7]), count(instrument, sheets[7:]))
    assert halves == count(instrument, sheets)


def test_nobody_has_answered():
    found = figures_of(made("scale"), [])

    assert (found.n, found.mean) == (0, None)
    assert {bar.share for bar in found.bars} == {0.0}
