import hashlib
import time

import pytest
from django import forms
from django.core import signing

from core import effort


class Wish(effort.Defended, forms.Form):
    email = forms.EmailField()


def stamp(age, nonce="a"):
    return signing.dumps([time.time() - age, nonce], salt="core.effort")


def solution():
    """What the script of the page does."""
    drawn = effort.attributes()
    salt, target, most = drawn["data-effort"].split()
    for number in range(int(most)):
        if hashlib.sha256(f"{salt}{number}".encode()).hexdigest() == target:
            return f"{drawn['data-signed']} {number}"
    raise AssertionError("no such number")


def wish(**fields):
    return Wish({"email": "ana@example.org", "opened": stamp(5), "effort": "", **fields})


@pytest.fixture(autouse=True)
def _limits(settings):
    settings.RATE_LIMITS = True
    settings.ETUP_EFFORT = 200


def test_a_solved_form_is_taken_after_three_seconds():
    assert wish(effort=solution()).is_valid()
    assert not wish(effort=solution(), opened=stamp(1)).is_valid()


def test_without_a_solution_one_waits_and_hears_how_long():
    early = wish(opened=stamp(5))

    assert not early.is_valid()
    assert "Please wait 10 seconds" in str(early.errors) or "11" in str(early.errors)
    assert wish(opened=stamp(16)).is_valid()


def test_a_solution_counts_once():
    answer = solution()

    assert wish(effort=answer).is_valid()
    again = wish(effort=answer, email="boris@example.org")
    assert not again.is_valid()
    # What is drawn now can be sent: a fresh stamp, and nothing that was spent.
    assert again["opened"].value() != stamp(5)
    assert again["effort"].value() == ""


def test_a_stamp_without_a_solution_counts_once_too():
    old = stamp(60)

    assert wish(opened=old).is_valid()
    assert not wish(opened=old, email="boris@example.org").is_valid()


def test_a_second_press_of_the_button_is_no_second_form():
    answer = solution()

    assert wish(effort=answer).is_valid()
    assert wish(effort=answer).is_valid()


def test_a_form_with_a_mistake_spends_nothing():
    answer = solution()

    assert not wish(effort=answer, email="no address").is_valid()
    assert wish(effort=answer).is_valid()


@pytest.mark.parametrize(
    "answer",
    ["", " ", "abc", "abc 1", "\x00", "x" * 5000, "🙂 7", f"{signing.dumps('x')} 1"],
    ids=range(8),
)
def test_what_is_no_solution_is_as_good_as_none(answer):
    assert not wish(effort=answer).is_valid()
    assert effort.solved(answer) == ""


def test_a_wrong_number_solves_nothing():
    assert effort.solved(effort.challenge() + " 201") == ""


def test_a_solution_runs_out(monkeypatch):
    answer = solution()
    later = time.time() + 25 * 3600
    monkeypatch.setattr(time, "time", lambda: later)

    assert effort.solved(answer) == ""


@pytest.mark.parametrize(
    "opened", ["", "1234", "\x00", signing.dumps(1), signing.dumps([1, 2, 3])], ids=range(5)
)
def test_a_forged_stamp_is_replaced_by_one_that_works(opened):
    form = wish(opened=opened)

    assert not form.is_valid()
    assert "once more" in str(form.errors)
    assert effort._age(form["opened"].value()) is not None


def test_where_no_work_is_asked_for_three_seconds_are_enough(settings):
    settings.ETUP_EFFORT = 0

    assert wish(opened=stamp(4)).is_valid()
    assert not wish(opened=stamp(1, "b")).is_valid()


def test_load_tests_are_not_asked(settings):
    settings.RATE_LIMITS = False

    assert wish(opened="").is_valid()
