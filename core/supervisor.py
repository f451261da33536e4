"""Keep a few processes alive that are forked from this one.

Forked, not started anew: what the parent has imported is shared by all (half the memory), and a
child that died is back in a moment. So the parent stays small in what it does: no threads, no
connections, no work of its own.
"""

import ctypes
import logging
import os
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

log = logging.getLogger(__name__)

WELL_AFTER = 30  # seconds of life after which the earlier deaths of a child are forgotten
LONGEST_DELAY = 5  # seconds
GIVE_UP_AFTER = 25  # deaths in a row
STOP_WITHIN = 8  # seconds, then the rest is killed
_TICK = 0.2
_PR_SET_PDEATHSIG, _PR_SET_NAME = 1, 15  # <linux/prctl.h>


class GaveUp(Exception):
    """A child died again and again. `str()` names it."""


@dataclass
class Child:
    name: str
    run: Callable[[], int | None]
    pid: int = 0
    born: float = 0.0
    deaths: int = 0  # in a row
    due: float = field(default=0.0)  # when to fork it again, on the monotonic clock

    def fork(self) -> None:
        self.pid, self.born = fork(self.run, self.name), time.monotonic()

    def bury(self, status: int) -> None:
        """Note how it ended, and when it shall be back. Raises GaveUp."""
        kill_group(self.pid, signal.SIGKILL)  # what it may have left behind
        self.pid = 0
        if time.monotonic() - self.born > WELL_AFTER:
            self.deaths = 0
        self.deaths += 1
        ending = _ending(status)
        if self.deaths >= GIVE_UP_AFTER:
            raise GaveUp(f"The {self.name} {ending}, {self.deaths} times in a row")
        delay = retry_delay(self.deaths)
        self.due = time.monotonic() + delay
        log.error("The %s %s; it is started again in %s s.", self.name, ending, delay)


def retry_delay(deaths: int) -> float:
    """Seconds to wait after so many deaths in a row: half a second, doubled each time."""
    return min(0.25 * 2**deaths, LONGEST_DELAY)


def fork(run: Callable[[], int | None], name: str) -> int:
    """Run a function in a process and a group of its own; the process id."""
    parent = os.getpid()
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        # A session of its own: Ctrl-C reaches the parent alone, which stops all in order.
        os.setsid()
        _call_itself(name)
        _end_with(parent)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGCHLD):
            signal.signal(number, signal.SIG_DFL)
        code = run() or 0
    except SystemExit as ending:
        code = ending.code if isinstance(ending.code, int) else int(ending.code is not None)
    except BaseException:
        log.exception("A process of ours ended")
    finally:
        with suppress(OSError, ValueError):
            sys.stdout.flush()
            sys.stderr.flush()
        # Without the parent's own endings (atexit), which are not the child's to run.
        os._exit(code)


def run_to_end(run: Callable[[], int | None], name: str) -> int:
    """Run a function in a process of its own and wait for it; its exit code."""
    pid = fork(run, name)
    try:
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    except BaseException:
        kill_group(pid, signal.SIGTERM)
        os.waitpid(pid, 0)
        raise


def _call_itself(name: str) -> None:
    """Where the system can (Linux), tell the processes apart in `ps` and `top`."""
    _prctl(_PR_SET_NAME, f"etup-{name}".encode())


def _end_with(parent: int) -> None:
    """Where the system can (Linux), end when the parent was killed and could not tell us."""
    _prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        os._exit(0)


def _prctl(option: int, value: int | bytes) -> None:
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)


def _ending(status: int) -> str:
    code = os.waitstatus_to_exitcode(status)
    return f"was killed by signal {-code}" if code < 0 else f"ended with {code}"


def kill_group(pid: int, number: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, number)


def supervise(children: list[Child], ready: Callable[[], None] = lambda: None) -> None:
    """Run the children until SIGINT or SIGTERM; who dies is started again, a bit later each time.

    `ready` is called once all have been forked. Raises GaveUp when a child dies again and again.
    All are stopped before it returns or raises.
    """
    with _StopSignals() as signals:
        try:
            for child in children:
                child.fork()
            ready()
            while not signals.received:
                _look_after(children)
                time.sleep(_TICK)
        finally:
            stop([child.pid for child in children if child.pid])


def _look_after(children: list[Child]) -> None:
    for child in children:
        if child.pid:
            ended, status = os.waitpid(child.pid, os.WNOHANG)
            if ended:
                child.bury(status)
        elif time.monotonic() >= child.due:
            child.fork()


def stop(pids: list[int]) -> None:
    """End these process groups: politely, then after STOP_WITHIN seconds for good."""
    for pid in pids:
        kill_group(pid, signal.SIGTERM)
    deadline = time.monotonic() + STOP_WITHIN
    waiting = list(pids)
    while waiting and time.monotonic() < deadline:
        waiting = [pid for pid in waiting if not os.waitpid(pid, os.WNOHANG)[0]]
        time.sleep(0.05)
    for pid in pids:
        # Also where the leader is gone: its own children may not be.
        kill_group(pid, signal.SIGKILL)
    for pid in waiting:
        os.waitpid(pid, 0)


class _StopSignals:
    """Within, SIGINT and SIGTERM are noted in `received`.

    They raise nothing: an exception that comes up while Python runs what is registered for a fork
    is printed and forgotten, and the signal with it.
    """

    received = False

    def __enter__(self):
        # Both by hand: a shell that starts us in the background has SIGINT ignored.
        self._before = [
            (each, signal.signal(each, self._note)) for each in (signal.SIGTERM, signal.SIGINT)
        ]
        return self

    def _note(self, number, frame):
        self.received = True

    def __exit__(self, *exception):
        for number, handler in self._before:
            signal.signal(number, handler)
