"""Every address of ours and who may open it. The table is in tests/access/, a file an app."""

import importlib
import pkgutil

import pytest
from django.contrib import admin as admin_site
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

import tests.access
from members.models import User
from tests.access import PEOPLE, Row
from tests.cast import CAST
from tests.signing_in import session_of, with_session

MODULES = [
    importlib.import_module(f"tests.access.{module.name}")
    for module in pkgutil.iter_modules(tests.access.__path__)
]
ROWS: list[Row] = [row for module in MODULES for row in module.ROWS]
# "app.model" -> the people who may open its list in /admin/; everybody else is refused.
ADMIN: dict[str, set[str]] = {
    label: people for module in MODULES for label, people in getattr(module, "ADMIN", {}).items()
}
pytestmark = pytest.mark.django_db
OURS = {
    "members", "notifications", "resources", "forum", "surveys", "roadmaps", "events",
    "assessments", "newsletters", "pages", "portal",
}  # fmt: skip


@pytest.fixture(scope="module")
def sessions(shared):
    """Who of the cast is signed in with which session."""
    return {name: session_of(CAST[name]()) for name in PEOPLE.values() if name}


@pytest.fixture
def cast(db, sessions):
    """The cast by their handles, as the table of addresses wants them."""
    return {user.handle: user for user in User.objects.filter(handle__in=sessions)}


@pytest.fixture
def clients(db, sessions):
    """For every kind of people a client of theirs."""
    return {
        kind: with_session(sessions[name]) if name else Client() for kind, name in PEOPLE.items()
    }


def our_routes(resolver=None, namespace=""):
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            # Wagtail has a "pages" of its own, inside another namespace.
            inner = ":".join(filter(None, [namespace, pattern.namespace]))
            yield from our_routes(pattern, inner)
        elif namespace in OURS:
            yield f"{namespace}:{pattern.name}"
        # What editors do inside /cms/ is Wagtail's own; the table holds its doors.
        elif not namespace and pattern.name and not pattern.name.startswith("wagtail"):
            yield pattern.name


def test_every_address_of_ours_is_in_the_table():
    assert set(our_routes()) - {row.route for row in ROWS} == set()


def test_the_table_names_no_address_that_is_gone():
    gone = {row.route for row in ROWS} - set(our_routes())

    assert {route for route in gone if not route.startswith(("admin:", "wagtail"))} == set()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.method} {row.route}")
def test_who_may_open(row, cast, clients):
    args = row.args(cast) if row.args else []
    url = reverse(row.route, args=args)

    answers = {
        kind: getattr(client, row.method)(url, row.data).status_code
        for kind, client in clients.items()
    }

    assert answers == row.statuses


def test_every_model_of_ours_in_the_admin_is_in_the_table():
    registered = {
        model._meta.label_lower
        for model in admin_site.site._registry
        if model._meta.app_label in OURS | {"core", "pages"}
    }

    assert registered == set(ADMIN)


@pytest.mark.parametrize("label", sorted(ADMIN))
def test_who_may_open_a_list_in_the_admin(label, clients):
    url = reverse(f"admin:{label.replace('.', '_')}_changelist")

    welcome = {kind for kind, client in clients.items() if client.get(url).status_code == 200}

    assert welcome == ADMIN[label]
