"""The common order of twenty people, each figure computed again in another way."""

import random
from fractions import Fraction
from statistics import fmean, mean

import pytest

from assessments import ranking
from surveys import counting
from surveys.instrument import RANKING, Instrument, Option, Question, Section

OPTIONS = ["a", "b", "c", "d", "e", "f"]


def twenty(seed: int, *, whole: bool) -> list[list[str]]:
    rng = random.Random(seed)
    return [
        rng.sample(OPTIONS, len(OPTIONS) if whole else rng.randint(1, len(OPTIONS)))
        for _person in range(20)
    ]


def places(order: list[str]) -> list[float]:
    """The rank of each option: its place, or the mean of the places that nobody has."""
    left = list(range(len(order) + 1, len(OPTIONS) + 1))
    return [order.index(one) + 1 if one in order else mean(left) for one in OPTIONS]


def duels(order: list[str]) -> list[float]:
    """Borda another way: a point for each option that one beats, half for one it ties with."""
    rank = dict(zip(OPTIONS, places(order), strict=True))
    return [
        sum((rank[one] < rank[other]) + (rank[one] == rank[other]) / 2 for other in OPTIONS) - 0.5
        for one in OPTIONS
    ]


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize("seed", range(5))
def test_points_and_mean_ranks_are_those_of_a_plain_count(seed, whole):
    rankings = twenty(seed, whole=whole)

    found = {one.option: one for one in ranking.ranked(ranking.of_rankings(rankings, OPTIONS))}

    for at, option in enumerate(OPTIONS):
        assert found[option].points_value == sum(duels(order)[at] for order in rankings)
        assert found[option].rank_value == pytest.approx(fmean(places(o)[at] for o in rankings))
    assert [one.option for one in sorted(found.values(), key=lambda one: -one.points)] == list(
        found
    )


@pytest.mark.parametrize("seed", range(5))
def test_agreement_is_the_mean_of_the_correlations_of_all_pairs(seed):
    """Another way to W, by Spearman: W = (r (m - 1) + 1) / m, where nobody ties."""
    rankings = twenty(seed, whole=True)

    w = ranking.agreement(ranking.of_rankings(rankings, OPTIONS))

    pairs = [
        _pearson(places(one), places(other))
        for at, one in enumerate(rankings)
        for other in rankings[at + 1 :]
    ]
    people = len(rankings)
    assert float(w) == pytest.approx((fmean(pairs) * (people - 1) + 1) / people)


def _pearson(one, other):
    mid_one, mid_other = fmean(one), fmean(other)
    both = sum((a - mid_one) * (b - mid_other) for a, b in zip(one, other, strict=True))
    alone = sum((a - mid_one) ** 2 for a in one) * sum((b - mid_other) ** 2 for b in other)
    return both / alone**0.5


@pytest.mark.parametrize("seed", range(5))
def test_agreement_with_ties_is_the_variance_of_the_sums_against_the_largest_there_can_be(seed):
    """Siegel's formula, written out: the largest is less where people tie."""
    rankings = twenty(seed, whole=False)
    m, n = len(rankings), len(OPTIONS)
    sums = [sum(places(order)[at] for order in rankings) for at in range(n)]
    squares = sum((one - fmean(sums)) ** 2 for one in sums)
    ties = sum((n - len(order)) ** 3 - (n - len(order)) for order in rankings)

    w = ranking.agreement(ranking.of_rankings(rankings, OPTIONS))

    assert float(w) == pytest.approx(squares / ((m**2 * (n**3 - n) - m * ties) / 12))


def test_who_all_rank_alike_agree_wholly_with_ties_and_without():
    for order in (["c", "a"], ["c", "a", "b", "d", "e", "f"]):
        assert ranking.agreement(ranking.of_rankings([order] * 20, OPTIONS)) == 1


def test_who_rank_the_other_way_round_agree_on_nothing():
    orders = ranking.of_rankings([OPTIONS, OPTIONS[::-1]] * 10, OPTIONS)

    assert ranking.agreement(orders) == 0
    assert {one.place for one in ranking.ranked(orders)} == {1}


def test_equal_points_share_a_place_and_the_next_one_is_passed_over():
    found = ranking.ranked(ranking.of_rankings([["a", "b"], ["b", "a"]], ["a", "b", "c"]))

    assert [(one.option, one.place) for one in found] == [("a", 1), ("b", 1), ("c", 3)]


@pytest.mark.parametrize("orders", [[], [["a", "b"]], [[], []]])
def test_where_there_is_nothing_to_agree_on_nothing_is_said(orders):
    w = ranking.agreement(ranking.of_rankings(orders, OPTIONS))

    assert (w, ranking.strength(w)) == (None, "")


@pytest.mark.parametrize(
    ("w", "word"), [(0, "weak"), (0.29, "weak"), (0.3, "fair"), (0.6, "strong"), (1, "strong")]
)
def test_agreement_in_words(w, word):
    assert ranking.strength(Fraction(str(w))) == word


@pytest.mark.parametrize("seed", range(3))
def test_the_counts_of_a_survey_say_the_same_as_the_orders_themselves(seed):
    rankings = twenty(seed, whole=False)
    question = Question("q", RANKING, {}, options=tuple(Option(key, {}) for key in OPTIONS))
    instrument = Instrument(sections=(Section("s", {}, questions=(question,)),))
    counts = counting.count(instrument, [{"q": order} for order in rankings])["q"]

    assert ranking.of_counts(counts, OPTIONS) == ranking.of_rankings(rankings, OPTIONS)
