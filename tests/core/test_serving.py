"""What `manage.py serve` runs, each stopped at a bad moment."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.processes

# A signal comes while the schedule is being opened.
INTERRUPTED = """
import os, signal, sys
import django
django.setup()
from celery.beat import PersistentScheduler
from django.conf import settings
from core import serving

class Opening(PersistentScheduler):
    def setup_schedule(self):
        super().setup_schedule()
        os.kill(os.getpid(), signal.SIGTERM)
        print("still opening")

serving.current_app.conf.beat_scheduler = Opening
serving.run_schedule()
print("went on")
"""


def test_a_schedule_that_still_begins_can_be_stopped(tmp_path):
    environment = {
        "PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), "DEBUG": "on",
        "SECRET_KEY": "serve", "DJANGO_SETTINGS_MODULE": "balkanetup.settings",
    }  # fmt: skip
    ended = subprocess.run(
        [sys.executable, "-c", INTERRUPTED],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    assert "Traceback" not in ended.stderr + ended.stdout
    assert "still opening" not in ended.stdout
    assert "went on" not in ended.stdout
