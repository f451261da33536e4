"""Celery, and the one table of everything that runs by the clock."""

import os
from functools import cached_property
from pathlib import Path

from celery import Celery
from celery.schedules import crontab

from core import file_queue
from core.environment import Environment

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balkanetup.settings")


class App(Celery):
    @cached_property
    def Beat(self):
        """For `serve` and for `celery beat` alike, imported by whoever runs it."""
        return self.subclass_with_self("core.serving:Schedule", reverse="Beat")


file_queue.register()
app = App("balkanetup")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

# Seconds between two looks for mail that nobody holds. The settings are not read yet here.
_ENV = Environment(Path(__file__).resolve().parent.parent / ".env")
_SWEEP = _ENV.int("ETUP_MAIL_SWEEP", default=30, at_least=1)

# Every entry here must be harmless when it runs twice: two schedulers may overlap at a restart.
app.conf.beat_schedule = {
    "deliver waiting letters": {
        "task": "core.tasks.deliver_waiting", "schedule": _SWEEP,
        "options": {"expires": 30},
    },
    "take up newsletters": {
        "task": "newsletters.tasks.sweep", "schedule": _SWEEP,
        "options": {"expires": 30},
    },
    "seal the log": {
        "task": "core.tasks.seal_log", "schedule": 60, "options": {"expires": 60},
    },
    "keep to the terms": {
        "task": "core.tasks.keep_to_the_terms", "schedule": crontab(hour=2, minute=30),
    },
    "begin and end memberships": {
        "task": "members.tasks.refresh_memberships", "schedule": crontab(hour=0, minute=10),
    },
    "tend applications": {
        "task": "members.tasks.tend_applications", "schedule": crontab(hour=5, minute=40),
    },
    "remind the committee": {
        "task": "members.tasks.remind_committee", "schedule": crontab(minute=25),
    },
    "look after institutions": {
        "task": "members.tasks.tend_institutions", "schedule": crontab(hour=0, minute=25),
    },
    "tell of the days of memberships": {
        "task": "members.tasks.send_notices", "schedule": crontab(minute=25),
        "options": {"expires": 3000},
    },
    "end suspensions": {
        "task": "members.tasks.lift_suspensions", "schedule": crontab(hour=0, minute=20),
    },
    "take up imports": {
        "task": "members.tasks.tend_imports", "schedule": 60, "options": {"expires": 60},
    },
    "gather what people asked for": {"task": "members.tasks.tend_exports", "schedule": 300},
    "scan waiting files": {
        "task": "resources.tasks.scan_waiting", "schedule": 300, "options": {"expires": 300},
    },
    "scan waiting mandates": {
        "task": "members.tasks.scan_mandates", "schedule": 300, "options": {"expires": 300},
    },
    "count resources anew": {
        "task": "resources.tasks.recount", "schedule": crontab(hour=3, minute=20),
    },
    "remind of steps, and look for peers": {
        "task": "roadmaps.tasks.remind", "schedule": crontab(hour=6, minute=10),
    },
    "scan waiting evidence": {
        "task": "roadmaps.tasks.scan_waiting", "schedule": 300, "options": {"expires": 300},
    },
    "tell of changed events": {"task": "events.tasks.tell_of_changes", "schedule": 300},
    "fill places": {"task": "events.tasks.fill_places", "schedule": 60},
    "remind of events": {"task": "events.tasks.remind", "schedule": 900},
    "search boards by their audience": {
        "task": "forum.tasks.sweep_audiences", "schedule": 300, "options": {"expires": 300},
    },
    "tell of posts": {"task": "forum.tasks.tell_waiting", "schedule": 60},
    "open and close surveys": {
        "task": "surveys.tasks.sweep_surveys", "schedule": 60, "options": {"expires": 60},
    },
    "ask people on lists": {
        "task": "surveys.tasks.send_invitations", "schedule": 300, "options": {"expires": 300},
    },
}  # fmt: skip
