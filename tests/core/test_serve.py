"""`manage.py serve` with its real children, on a place of its own."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from tests.services import free_port

ROOT = Path(__file__).resolve().parents[2]

pytestmark = [pytest.mark.processes, pytest.mark.own_place]


def processes_of(marker: str) -> dict[int, str]:
    """The processes that hold `marker` in their environment: number and name."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            environment = (folder / "environ").read_bytes().decode(errors="replace")
            name, _end, rest = (folder / "stat").read_text().rpartition(")")
        except OSError:
            continue
        if marker in environment and rest.split()[0] != "Z":
            found[int(folder.name)] = name.partition("(")[2]
    return found


def child(marker: str, name: str) -> int:
    """The number of a child that leads a group of its own, 0 when there is none."""
    return next(
        (pid for pid, called in processes_of(marker).items()
         if called == name and os.getpgid(pid) == pid), 0,
    )  # fmt: skip


def wait_for(condition, seconds):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if answer := condition():
            return answer
        time.sleep(0.1)
    return None


@pytest.fixture
def served(tmp_path):
    port = free_port()
    environment = {
        "PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), "DEBUG": "on",
        "SECRET_KEY": "serve", "BASE_URL": f"http://127.0.0.1:{port}", "LOG_LEVEL": "WARNING",
    }  # fmt: skip
    process = subprocess.Popen(
        [sys.executable, "manage.py", "serve", "--port", str(port)],
        cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    yield process, environment["BASE_URL"], str(tmp_path)
    if process.poll() is None:
        process.terminate()
        process.wait(30)


def answers(url):
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return answer.status == 200
    except OSError:
        return False


def test_one_command_serves_all_of_it_and_one_signal_ends_all_of_it(served, tmp_path):
    process, url, marker = served
    assert wait_for(lambda: answers(f"{url}/") or process.poll() is not None, 400)
    assert process.poll() is None, process.stdout.read()
    names = ("etup-web", "etup-worker", "etup-schedule")
    assert all(wait_for(lambda name=name: child(marker, name), 30) for name in names)

    second = subprocess.run(
        [sys.executable, "manage.py", "serve", "--port", url.rpartition(":")[2]],
        cwd=ROOT, capture_output=True, text=True, check=False,
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path / "other"), "DEBUG": "on"},
    )  # fmt: skip
    assert second.returncode == 1
    assert "in use" in second.stderr
    assert "Traceback" not in second.stderr

    # Whoever is killed is back, and nobody is refused meanwhile.
    killed = {name: child(marker, name) for name in names}
    for pid in killed.values():
        os.kill(pid, signal.SIGKILL)
    assert wait_for(lambda: answers(f"{url}/"), 10)
    for name, pid in killed.items():
        assert wait_for(lambda name=name, pid=pid: child(marker, name) not in (0, pid), 10), name

    process.send_signal(signal.SIGINT)
    began = time.monotonic()
    assert process.wait(30) == 0
    assert time.monotonic() - began < 10
    assert processes_of(marker) == {}
    # The port was never in doubt, and no trace was shown.
    assert "Traceback" not in process.stdout.read()
