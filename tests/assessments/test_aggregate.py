"""What may be shown of many, against who would work out one."""

from statistics import fmean

import pytest

from assessments import aggregate
from surveys import threshold
from surveys.instrument import parse
from tests.factories.assessments import THREE, choose

GUIDE = parse(THREE)
A1 = GUIDE.question("a1")


@pytest.mark.parametrize(("number", "told"), [(0, 0), (4, 0), (5, 5), (9, 5), (11, 10)])
def test_while_it_is_open_the_number_is_told_in_steps_of_five(number, told):
    assert threshold.in_steps(number) == told


def test_a_criterion_of_fewer_than_five_is_not_shown():
    assert aggregate.criterion_mean(A1, {"1": 2, "4": 2}) is None
    assert float(aggregate.criterion_mean(A1, {"1": 2, "4": 3})) == fmean([1, 1, 4, 4, 4])


def test_who_does_not_apply_fills_no_threshold():
    assert aggregate.criterion_mean(A1, {"1": 2, "4": 2, "na": 20}) is None


def test_a_small_group_of_one_mind_is_not_shown():
    assert aggregate.criterion_mean(A1, {"1": 7}) is None
    assert aggregate.criterion_mean(A1, {"1": 10}) == 1


def test_the_hidden_criterion_cannot_be_had_by_subtraction():
    """The mean of the dimension is that of the shown criteria, and says nothing of the other."""
    some = {"a1": {"1": 2, "2": 3}, "a2": {"4": 4}}
    others = {"a1": {"1": 2, "2": 3}, "a2": {"1": 4}}

    (a, *_rest) = aggregate.totals(GUIDE, some)

    assert (a.mean, a.shown, a.criteria) == (aggregate.totals(GUIDE, others)[0].mean, 1, 2)


def test_the_figures_of_the_network_grow_by_five_subjects_at_a_time():
    sheets = [choose(a1=level, b1=1) for level in (1, 2, 3, 4, 1, 4, 4)]

    assert aggregate.network(GUIDE, sheets[:4]) == (0, [])
    number, (a, b, c) = aggregate.network(GUIDE, sheets[:5])
    assert (number, float(a.mean)) == (5, fmean([1, 2, 3, 4, 1]))
    # All of one mind, and so few: nobody is told what each of them said.
    assert (b.mean, c.mean) == (None, None)
    assert aggregate.network(GUIDE, sheets) == aggregate.network(GUIDE, sheets[:5])
