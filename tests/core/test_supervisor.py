"""Processes kept alive: a real parent, real children, real signals."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from core import supervisor

ROOT = Path(__file__).resolve().parents[2]

pytestmark = [pytest.mark.processes, pytest.mark.own_place]

_PARENT = """
import sys, time, os, subprocess
from core import supervisor
supervisor.GIVE_UP_AFTER = int(sys.argv[2])
def live():
    print(os.getpid(), flush=True)
    time.sleep(600)
def die():
    print(os.getpid(), flush=True)
    return 3
def stubborn():
    import signal
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    live()
def with_a_child():
    subprocess.Popen(["sleep", "600"])
    live()
def forks_slowly():
    print(os.getpid(), flush=True)
if sys.argv[1] == "forks_slowly":
    # When the child says its number, its parent is where an exception is forgotten.
    supervisor.retry_delay = lambda deaths: 0
    os.register_at_fork(after_in_parent=lambda: time.sleep(0.4))
supervisor.STOP_WITHIN = 1
try:
    supervisor.supervise([supervisor.Child("one", globals()[sys.argv[1]])])
except supervisor.GaveUp as reason:
    print(reason, flush=True)
    sys.exit(1)
"""


@pytest.fixture
def start():
    """`start("live")` is a parent with one child that lives; it prints the child's number."""
    parents = []

    def started(what: str, give_up_after: int = 25) -> subprocess.Popen:
        parent = subprocess.Popen(
            [sys.executable, "-c", _PARENT, what, str(give_up_after)],
            cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        parents.append(parent)
        return parent

    yield started
    for parent in parents:
        parent.terminate()
        parent.communicate(timeout=10)


def next_child(parent: subprocess.Popen) -> int:
    return int(parent.stdout.readline())


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def ends(pid: int, within: float) -> bool:
    deadline = time.monotonic() + within
    while is_alive(pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    return not is_alive(pid)


def test_a_child_that_is_killed_is_back_in_a_second_or_two(start):
    parent = start("live")
    for _time in range(2):
        began = time.monotonic()
        os.kill(next_child(parent), signal.SIGKILL)
    second = next_child(parent)

    assert time.monotonic() - began < 5
    assert is_alive(second)
    assert parent.poll() is None


def test_one_signal_ends_parent_and_child(start):
    parent = start("live")
    child = next_child(parent)
    parent.send_signal(signal.SIGINT)

    assert parent.wait(5) == 0
    assert not is_alive(child)


def test_a_child_that_does_not_listen_is_ended_all_the_same(start):
    parent = start("stubborn")
    child = next_child(parent)
    parent.send_signal(signal.SIGTERM)

    assert parent.wait(5) == 0
    assert not is_alive(child)


def test_a_signal_in_the_midst_of_a_fork_is_heard(start):
    parent = start("forks_slowly")
    next_child(parent)
    parent.send_signal(signal.SIGTERM)

    assert parent.wait(5) == 0


def test_children_of_a_killed_child_do_not_stay_behind(start):
    parent = start("with_a_child")
    child = next_child(parent)
    grandchild = int(Path(f"/proc/{child}/task/{child}/children").read_text().split()[0])
    os.kill(child, signal.SIGKILL)
    next_child(parent)

    assert ends(grandchild, 2)


def test_a_child_does_not_outlive_a_parent_that_was_killed(start):
    parent = start("live")
    child = next_child(parent)
    parent.kill()

    assert ends(child, 2)


def test_a_child_that_dies_again_and_again_is_given_up_with_a_sentence(start):
    parent = start("die", give_up_after=2)
    said, complaints = parent.communicate(timeout=10)

    assert parent.returncode == 1
    assert said.splitlines()[-1] == "The one ended with 3, 2 times in a row"
    assert "The one ended with 3; it is started again in 0.5 s." in complaints
    assert "Traceback" not in complaints


def test_ten_deaths_in_a_row_are_no_reason_to_give_up_and_none_waits_over_five_seconds():
    delays = [supervisor.retry_delay(deaths) for deaths in range(1, supervisor.GIVE_UP_AFTER)]

    assert supervisor.GIVE_UP_AFTER > 20
    assert delays[:4] == [0.5, 1, 2, 4]
    assert max(delays) == 5
