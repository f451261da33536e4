"""The schedule, stopped at a bad moment."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

pytestmark = [pytest.mark.processes, pytest.mark.own_place]

# A signal comes while the schedule is being opened.
INTERRUPTED = """
import os, signal
import django
django.setup()
from celery import current_app
from celery.beat import PersistentScheduler
from core.serving import run_schedule

class Opening(PersistentScheduler):
    def setup_schedule(self):
        super().setup_schedule()
        os.kill(os.getpid(), signal.SIGTERM)
        print("still opening")

current_app.conf.beat_scheduler = Opening
{run}
print("went on")
"""
WAYS = {"serve": "run_schedule()", "celery": 'current_app.start(["--quiet", "beat"])'}


@pytest.mark.parametrize("way", WAYS)
def test_a_schedule_that_still_begins_can_be_stopped(tmp_path, way):
    environment = {
        "PATH": os.environ["PATH"],
        "DATA_DIR": str(tmp_path),
        "DEBUG": "on",
        "SECRET_KEY": "serve",
        "DJANGO_SETTINGS_MODULE": "balkanetup.settings",
    }
    ended = subprocess.run(
        [sys.executable, "-c", INTERRUPTED.replace("{run}", WAYS[way])],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    told = ended.stdout + ended.stderr
    assert ended.returncode == 0, told
    assert "Traceback" not in told
    assert "still opening" not in told
    assert "went on" not in told
