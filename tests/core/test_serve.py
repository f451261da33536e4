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

pytestmark = pytest.mark.processes


def group_is_alive(marker: str) -> list[str]:
    """Command lines of processes that hold `marker`."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            line = (folder / "environ").read_bytes().decode(errors="replace")
            state = (folder / "stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            continue
        if marker in line and state != "Z":
            found.append((folder / "cmdline").read_text().replace("\0", " "))
    return found


def wait_for(condition, seconds):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.2)
    return False


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
    # The worker and the schedule beside it.
    assert wait_for(lambda: sum("celery" in line for line in group_is_alive(marker)) >= 2, 60)

    second = subprocess.run(
        [sys.executable, "manage.py", "serve", "--port", url.rpartition(":")[2]],
        cwd=ROOT, capture_output=True, text=True, check=False,
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path / "other"), "DEBUG": "on"},
    )  # fmt: skip
    process.send_signal(signal.SIGINT)

    assert second.returncode == 1
    assert "in use" in second.stderr
    assert "Traceback" not in second.stderr
    assert process.wait(30) == 0
    assert group_is_alive(marker) == []
