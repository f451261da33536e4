"""The cache in the database, which keeps the limits where there is no Redis."""

from datetime import timedelta

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from balkanetup import settings as production

OURS = {
    "BACKEND": "core.cache.CountingDatabaseCache",
    "LOCATION": "counting_test",
    "OPTIONS": {"MAX_ENTRIES": 100_000},
}


@pytest.fixture
def counter(db, settings):
    settings.CACHES = {**settings.CACHES, "counter": OURS}
    call_command("createcachetable", "counting_test", verbosity=0)
    return caches["counter"]


def test_counting_keeps_the_hour_at_which_a_key_ends(counter):
    counter.add("limit", 1, timeout=3600)

    assert [counter.incr("limit"), counter.incr("limit")] == [2, 3]

    with connection.cursor() as cursor:
        cursor.execute("SELECT expires FROM counting_test")
        (ends,) = cursor.fetchone()
    ends = ends if isinstance(ends, str) else ends.replace(tzinfo=None).isoformat(" ")
    assert ends > (timezone.now() + timedelta(minutes=50)).replace(tzinfo=None).isoformat(" ")


def test_what_is_not_there_is_not_counted(counter):
    with pytest.raises(ValueError, match="not found"):
        counter.incr("nothing")


def test_a_crowd_does_not_push_a_limit_out(counter):
    counter.add("first", 1, timeout=3600)

    for number in range(320):
        counter.add(f"limit{number}", 1, timeout=3600)

    assert counter.get("first") == 1


def test_the_settings_name_it_where_there_is_no_redis():
    if production.REDIS_URL:
        pytest.skip("there is one here")

    assert production.CACHES["default"] == {**OURS, "LOCATION": "django_cache"}
