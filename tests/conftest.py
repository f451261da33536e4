import os

import pytest
from django.contrib.auth.models import Group
from django.test import Client, TransactionTestCase

from core import roles
from tests import pristine
from tests.browsing import browse, chromium
from tests.factories.members import MemberFactory, PositionFactory, UserFactory

__all__ = ["browse", "chromium"]

# Playwright keeps an event loop in the thread that also talks to the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

TransactionTestCase._fixture_teardown = pristine.reset


def _staff(handle, group):
    user = MemberFactory(
        handle=handle, email=f"{handle}@example.org", first_name=handle.title(), is_staff=True
    )
    user.groups.add(Group.objects.get(name=group))
    return user


@pytest.fixture
def ana(db):
    """A member, in Sarajevo."""
    return MemberFactory(handle="ana", email="ana@example.org", first_name="Ana")


@pytest.fixture
def boris(db):
    """A member, in Skopje."""
    return MemberFactory(handle="boris", email="boris@example.org", first_name="Boris")


@pytest.fixture
def petra(db):
    """An applicant: an account, no membership yet."""
    return UserFactory(handle="petra", email="petra@example.org", first_name="Petra")


@pytest.fixture
def lule(db):
    """The authorised representative of an institution, and a member."""
    user = MemberFactory(handle="lule", email="lule@example.org", first_name="Lule")
    PositionFactory(person=user)
    return user


@pytest.fixture
def vera(db):
    """On the Steering Committee."""
    return _staff("vera", roles.COMMITTEE)


@pytest.fixture
def mira(db):
    """A moderator, and curator of resources."""
    user = _staff("mira", roles.MODERATORS)
    user.groups.add(Group.objects.get(name=roles.CURATORS))
    return user


@pytest.fixture
def emil(db):
    """An editor of pages, news and newsletters."""
    return _staff("emil", roles.EDITORS)


@pytest.fixture
def admin(db):
    """An administrator."""
    return UserFactory(handle="admin", email="admin@example.org", is_staff=True, is_superuser=True)


@pytest.fixture
def visitor():
    """A client that nobody is signed in with."""
    return Client()


@pytest.fixture
def as_():
    """`as_(ana)` is a client that ana is signed in with."""

    def signed_in(user) -> Client:
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return signed_in


@pytest.fixture(autouse=True)
def _fresh_cache():
    from django.core.cache import cache

    cache.clear()


@pytest.fixture(autouse=True)
def _own_ledgers(settings, tmp_path_factory):
    """What is kept outside of the database outlives a test's rows."""
    settings.DATA_DIR = tmp_path_factory.mktemp("data")


@pytest.fixture(autouse=True)
def _english():
    """A request in another language leaves it behind in the thread."""
    from django.utils import translation

    translation.activate("en")
