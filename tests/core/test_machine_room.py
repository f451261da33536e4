from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from celery.schedules import crontab
from django.urls import reverse
from django.utils import timezone

from core import health, heartbeat
from core.models import AuditEntry, Job, Letter, SearchEntry
from members.actions import memberships

pytestmark = pytest.mark.django_db
URL = reverse("admin:health")


def ago(**span):
    return timezone.now() - timedelta(**span)


def states(area) -> set[str]:
    return {one.state for one in health.findings() if str(one.area) == area}


@pytest.fixture
def all_well():
    for name in (heartbeat.WORKER, heartbeat.SCHEDULE, heartbeat.BACKUP):
        heartbeat.seen(name)


def test_only_administrators_see_it(as_, admin, vera, mira, ana, visitor):
    answers = [as_(each).get(URL).status_code for each in (admin, vera, mira, ana)]

    assert answers == [200, 403, 403, 302]
    assert visitor.get(URL).status_code == 302


def test_a_worker_that_is_away_is_seen(all_well):
    assert states("Worker and schedule") == {"good"}

    Job.objects.filter(name=heartbeat.WORKER).update(seen_at=ago(minutes=9))

    away = [one for one in health.findings() if one.state == "bad"]
    assert any("The worker was last seen at" in str(one.words) for one in away)


def test_letters_that_wait_or_were_given_up_are_seen():
    assert states("E-mails") == {"good"}

    letter = {"to": "x@example.org", "kind": "x", "language": "en", "subject": "–", "text": "…"}
    Letter.objects.create(**letter, due_at=ago(hours=1))
    Letter.objects.create(**letter, failed_at=timezone.now())

    assert states("E-mails") == {"bad", "warn"}


def test_a_backup_that_is_old_or_missing_is_seen():
    missing = states("Backup")
    heartbeat.seen(heartbeat.BACKUP)
    fresh = states("Backup")
    Job.objects.filter(name=heartbeat.BACKUP).update(seen_at=ago(days=3))

    assert (missing, fresh, states("Backup")) == ({"bad"}, {"good"}, {"warn"})


def test_an_index_out_of_step_is_seen(ana):
    memberships.refile(ana)
    before = states("Search")

    SearchEntry.objects.filter(kind="member").delete()

    assert (before, states("Search")) == ({"good"}, {"warn"})


def test_a_folder_that_cannot_be_written_is_seen(settings, tmp_path):
    before = states("Storage")
    (tmp_path / "file").write_text("in the way")
    settings.MEDIA_ROOT = tmp_path / "file" / "media"

    assert "bad" not in before
    assert "bad" in states("Storage")


def test_a_look_that_fails_is_a_finding(monkeypatch):
    def fail():
        raise RuntimeError("secret")

    monkeypatch.setattr(health, "_checks", [("Broken", fail)])

    assert [(one.state, "secret" in str(one)) for one in health.findings()] == [("bad", False)]


# Half a day away whenever the tests run: no due time passes between "three hours ago" and now.
DAILY = crontab(hour=(datetime.now(ZoneInfo("Europe/Belgrade")).hour + 12) % 24, minute=30)


@pytest.mark.parametrize(
    ("schedule", "last", "state"),
    [
        (300, {"minutes": 4}, "good"),
        (300, {"hours": 4}, "bad"),
        (DAILY, {"hours": 3}, "good"),
        (DAILY, {"days": 3}, "bad"),
    ],
)
def test_a_job_that_is_late_is_seen(monkeypatch, schedule, last, state):
    Job.objects.create(name="x.y", ok_at=ago(**last))
    table = {"x.y": {"label": "x", "task": "x.y", "schedule": schedule}}
    monkeypatch.setattr(heartbeat, "scheduled", lambda: table)

    (job,) = health.jobs()

    assert job.state == state
    assert job.next > job.last


def test_a_job_that_failed_is_seen_without_its_words(monkeypatch):
    Job.objects.create(name="x.y", ok_at=ago(days=1), failed_at=ago(hours=1), failure="ValueError")
    table = {"x.y": {"label": "x", "task": "x.y", "schedule": 300}}
    monkeypatch.setattr(heartbeat, "scheduled", lambda: table)

    assert "ValueError" in health.jobs()[0].advice


def test_the_page_names_every_job(as_, admin):
    page = as_(admin).get(URL).text

    assert "seal the log" in page
    assert "deliver waiting letters" in page


def test_a_letter_to_oneself(as_, admin):
    answer = as_(admin).post(URL, follow=True)

    assert Letter.objects.get().to == admin.email
    assert "on its way" in answer.text


def test_what_is_not_well_waits_on_the_desk_of_administrators(as_, admin, vera):
    words = "System checks that failed"

    assert words in as_(admin).get(reverse("admin:index")).text
    assert words not in as_(vera).get(reverse("admin:index")).text


def test_an_entry_that_nobody_seals_is_seen():
    entry = AuditEntry(verb="x", thing_type="settings", at=ago(hours=1))
    entry.save()

    assert states("Log of changes") == {"warn"}


def test_a_job_whose_hour_has_not_come_is_no_alarm(monkeypatch):
    table = {"x.y": {"label": "x", "task": "x.y", "schedule": 300}}
    monkeypatch.setattr(heartbeat, "scheduled", lambda: table)
    monkeypatch.setattr(health, "_checks", [])

    assert health.jobs()[0].state == "neutral"
    assert health.unwell() == 0
