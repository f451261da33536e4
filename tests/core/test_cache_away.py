"""Redis is away: what needs it does without, and reading goes on."""

import pytest
from django.core.cache import caches
from django.urls import reverse

from core import limits
from tests.factories.members import MemberFactory

# Nobody listens on port 1.
AWAY = {
    "default": {
        "BACKEND": "core.cache.TolerantRedisCache",
        "LOCATION": "redis://127.0.0.1:1/0",
        "OPTIONS": {"socket_connect_timeout": 0.2, "socket_timeout": 0.2},
    }
}


@pytest.fixture
def away(settings):
    settings.CACHES = AWAY
    return caches["default"]


@pytest.mark.parametrize(
    ("verb", "args", "answer"),
    [
        ("get", ["key"], None),
        ("get", ["key", "else"], "else"),
        ("get_many", [["a", "b"]], {}),
        ("has_key", ["key"], False),
        ("set", ["key", 1], None),
        ("set_many", [{"a": 1}], []),
        ("add", ["key", 1], True),
        ("touch", ["key"], False),
        ("delete", ["key"], False),
        ("delete_many", [["a"]], None),
        ("incr", ["key"], 1),
        ("get_or_set", ["key", 7], 7),
        ("clear", [], False),
    ],
)
def test_a_cache_that_is_away_is_a_miss(away, verb, args, answer):
    assert getattr(away, verb)(*args) == answer


def test_the_log_says_so(away, caplog):
    away.get("key")

    assert "The cache does not answer" in caplog.text


def test_reading_goes_on(away, db, visitor):
    MemberFactory(listed_for="public", first_name="Zana")

    page = visitor.get(reverse("members:directory"))

    assert page.status_code == 200
    assert "Zana" in page.text


def test_signing_in_goes_on(away, db, visitor, settings):
    settings.RATE_LIMITS = True
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/h/ip", "login_failed": "1/h/key"}
    zana = MemberFactory()
    zana.set_password("a-quiet-river-2026")
    zana.save()

    login = {"login": zana.email, "password": "a-quiet-river-2026"}
    visitor.post(reverse("account_login"), login)

    assert visitor.session["_auth_user_id"] == str(zana.pk)


def test_nobody_is_locked_out_by_limits_that_cannot_count(away, settings):
    settings.RATE_LIMITS = True

    assert [limits.hit("test", "ana", 1, 60) for _ in range(3)] == [0, 0, 0]
