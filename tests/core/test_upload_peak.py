"""No worker above 500 MB, whatever four people upload at once."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MOST = 500

# The dearest of each sort; `tests.upload_peak` knows some more.
pytestmark = [pytest.mark.processes, pytest.mark.own_place]


def run(*arguments):
    command = [sys.executable, "-m", "tests.upload_peak", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("png", ""), ("webp", ""), ("mimetype", "100 times"), ("entries", "more than 5000 files"),
    ],
)  # fmt: skip
def test_a_worker_stays_small_when_four_upload_at_once(kind, said, tmp_path):
    path = str(tmp_path / "upload")
    run(kind, path, "make")

    peak, *sentences = run(kind, path).splitlines()

    assert int(peak) < MOST
    assert [said in sentence for sentence in sentences] == [True] * len(sentences)
    assert bool(sentences) == bool(said)
