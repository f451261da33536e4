"""Surveys of sixty questions with few and with many answers, for `bench.surveys`.

Called within the site: `manage.py shell -c "from bench.survey_data import fill; fill(…)"`.
"""

import json
import time
from pathlib import Path
from random import Random

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from members.models import User
from surveys.actions import closing, exporting
from surveys.instrument import dump
from surveys.models import Sheet, Survey, TableExport, Version
from tests.surveys.sixty import sheet_of, sixty

_COUNTRIES = ["AL", "BA", "BG", "HR", "ME", "MK", "RS", "XK"]
_BATCH = 1000


def fill(few: int, many: int) -> None:
    """Two surveys with names and two without, and a cookie of who runs them, as JSON."""
    people = _people(many)
    owner = people[0]
    made = {
        f"{kind}-{number}": _survey(owner, people[:number], is_anonymous=kind == "anonymous").slug
        for kind in ("named", "anonymous")
        for number in (few, many)
    }
    print(json.dumps({"slugs": made, "session": _session(owner)}))


def _people(number: int) -> list[User]:
    lot = Random(9)
    return User.objects.bulk_create(
        [
            User(
                email=f"asked{at}@example.org", handle=f"asked-{at}", first_name="Ana",
                last_name=f"P{at}", is_member=True, password="!",
                country_id=lot.choice(_COUNTRIES),
            )
            for at in range(number)
        ],
        batch_size=_BATCH,
    )  # fmt: skip


def _session(person: User) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return session.session_key


def _survey(owner: User, people: list[User], *, is_anonymous: bool) -> Survey:
    """One with an answer of each person, broken down by country, counted as it would be."""
    instrument, lot = sixty(files=not is_anonymous), Random(len(people))
    survey = Survey.objects.create(
        title={"en": f"{len(people)} {'people' if is_anonymous else 'names'}"}, owner=owner,
        is_anonymous=is_anonymous, audience=Survey.Audience.MEMBERS, breakdown="country",
        state=Survey.State.CLOSING if is_anonymous else Survey.State.OPEN,
        opens_at=timezone.now(), received=len(people),
        closed_at=timezone.now() - closing.SETTLING if is_anonymous else None,
    )  # fmt: skip
    version = Version.objects.create(survey=survey, content=dump(instrument), is_frozen=True)
    Sheet.objects.bulk_create(
        (
            Sheet(
                version=version, answers=sheet_of(instrument, lot), group=person.country_id,
                person=None if is_anonymous else person,
                handed_in_at=None if is_anonymous else timezone.now(),
            )
            for person in people
        ),
        batch_size=_BATCH,
    )  # fmt: skip
    if is_anonymous:
        closing.settle(survey.pk)
    else:
        closing.count_all()
    return survey


def export(slug: str, what: str, kind: str) -> None:
    """Make one table as a worker does; seconds, bytes and the peak of this process as JSON."""
    survey = Survey.objects.select_related("owner").get(slug=slug)
    row = TableExport.objects.create(survey=survey, person=survey.owner, what=what, kind=kind)
    began = time.monotonic()
    exporting.make(row)
    row.refresh_from_db()
    print(json.dumps({
        "seconds": round(time.monotonic() - began, 1), "bytes": row.file.size,
        "peak_mb": _peak() // 1024,
    }))  # fmt: skip


def _peak() -> int:
    """The most that this process has held, in KB."""
    status = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
