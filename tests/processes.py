"""Real processes on the database of the tests, that begin in the same moment.

They are forked from one server that has imported the platform already; a process that begins with
an interpreter of its own imports for seconds. The rows must be committed: use `transactional_db`.
"""

import logging
import multiprocessing
import os
from collections.abc import Callable

import django
import pytest  # noqa: F401  (what a deed is defined beside)
from django.db import connection, connections

_forks = multiprocessing.get_context("forkserver")
_forks.set_forkserver_preload([__name__])

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()


def at_once(deed: Callable, calls: list[tuple]) -> list:
    """What each of `calls` came to, each in a process of its own.

    `deed(*call)` gets ready and returns a function without arguments; all of these begin together.
    A deed must be a function of a module, and what it takes and returns must be picklable.
    """
    assert "test" in str(connection.settings_dict["NAME"])
    started = [_start(deed, call) for call in calls]
    try:
        assert [line.recv() for _process, line in started] == ["ready"] * len(started)
        for _process, line in started:
            line.send("go")
        return [line.recv() for _process, line in started]
    finally:
        for process, line in started:
            line.close()
            process.join(120)
            process.kill()


def exit_code_of(deed: Callable, *call) -> int:
    """How a process ended that was to die of a deed (see `at_once`): minus its signal."""
    process, line = _start(deed, call)
    assert line.recv() == "ready"
    line.send("go")
    process.join(120)
    line.close()
    return process.exitcode


def _start(deed, call):
    here, there = _forks.Pipe()
    name = connection.settings_dict["NAME"]
    process = _forks.Process(target=_do, args=[name, there, deed, call], daemon=True)
    process.start()
    # Now an end of the process is an end of its line, too.
    there.close()
    return process, here


def _do(database, line, deed, call):
    logging.disable(logging.WARNING)
    connection.settings_dict["NAME"] = database
    begin = deed(*call)
    line.send("ready")
    line.recv()
    line.send(begin())
    connections.close_all()
