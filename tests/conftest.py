import os
from itertools import count

import pytest
from django.db import transaction
from django.test import Client, TransactionTestCase
from xdist.scheduler import LoadScopeScheduling

from tests import pristine
from tests.browsing import browse, chromium
from tests.cast import CAST
from tests.signing_in import signed_in

__all__ = ["browse", "chromium"]

# Playwright keeps an event loop in the thread that also talks to the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

TransactionTestCase._fixture_teardown = pristine.reset


class TogetherWhereShared(LoadScopeScheduling):
    """Any worker takes any test, but one takes all of a file that makes much for all of them.

    The mark `xdist_group` does nothing: pytest 9.2 no longer reads where xdist 3.8 writes it.
    """

    FILES = {f"tests/{name}" for name in (
        "members/test_demo.py", "members/test_roles.py", "resources/test_demo.py",
    )}  # fmt: skip

    def _split_scope(self, nodeid: str) -> str:
        path = nodeid.partition("::")[0]
        return path if path in self.FILES else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    return TogetherWhereShared(config, log) if config.getvalue("dist") == "loadgroup" else None


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """The long ones first, so that no worker is left alone with one at the end."""
    slow = {"browser", "processes"}
    items.sort(key=lambda item: not any(mark.name in slow for mark in item.iter_markers()))


@pytest.fixture
def ana(db):
    """A member, in Sarajevo."""
    return CAST["ana"]()


@pytest.fixture
def boris(db):
    """A member, in Skopje."""
    return CAST["boris"]()


@pytest.fixture
def petra(db):
    """An applicant: an account, no membership yet."""
    return CAST["petra"]()


@pytest.fixture
def lule(db):
    """The authorised representative of an institution, and a member."""
    return CAST["lule"]()


@pytest.fixture
def vera(db):
    """On the Steering Committee."""
    return CAST["vera"]()


@pytest.fixture
def mira(db):
    """A moderator, and curator of resources."""
    return CAST["mira"]()


@pytest.fixture
def emil(db):
    """An editor of pages, news and newsletters."""
    return CAST["emil"]()


@pytest.fixture
def admin(db):
    """An administrator."""
    return CAST["admin"]()


@pytest.fixture(scope="module")
def shared(django_db_setup, django_db_blocker):
    """What the fixtures of a module make after this one is made once for all of its tests.

    Each test begins with these rows as they were made, and takes back what it does to them.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def visitor():
    """A client that nobody is signed in with."""
    return Client()


@pytest.fixture
def as_():
    """`as_(ana)` is a client that ana is signed in with."""
    return signed_in


@pytest.fixture(autouse=True)
def _fresh_cache():
    from django.core.cache import cache

    cache.clear()


@pytest.fixture(scope="session")
def _ledgers(tmp_path_factory):
    folder = tmp_path_factory.mktemp("data")
    return (folder / str(number) for number in count())


@pytest.fixture(autouse=True)
def _own_ledgers(settings, _ledgers):
    """What is kept outside of the database outlives a test's rows."""
    # Not a mktemp() each: that one looks through all that were made before.
    settings.DATA_DIR = next(_ledgers)
    settings.DATA_DIR.mkdir()


@pytest.fixture(autouse=True)
def _english():
    """A request in another language leaves it behind in the thread."""
    from django.utils import translation

    translation.activate("en")
