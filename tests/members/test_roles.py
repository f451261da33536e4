"""The desk of every role: what is on it, that it opens, and what may be done there."""

from io import StringIO

import pytest
from django.contrib import admin
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import reverse

from members.models import Application, Institution, User
from tests.members.desks import DESKS, PILES
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db

WHO = {
    "committee": "vera", "moderator": "mira", "curator": "klara", "editor": "emil",
    "event manager": "petar", "translator": "teuta", "secretariat": "nora", "auditor": "irena",
}  # fmt: skip
# The most that a list and the page of one row may ask of the database, at every desk.
LIST, ROW = 25, 50


@pytest.fixture(scope="module")
def desks(shared):
    """The demo network, once for this file, and a client at the desk of each role."""
    with override_settings(ETUP_ALLOW_DEMO=True):
        call_command("demo", stdout=StringIO())
    return {role: signed_in(User.objects.get(handle=handle)) for role, handle in WHO.items()}


def on_the_desk(client):
    """{"members.country": "vc"}: what the first page of the desk offers, and for what."""
    apps = client.get(reverse("admin:index")).context["app_list"]
    return {
        model["model"]._meta.label_lower: "".join(
            verb[0] for verb in ("view", "add", "change", "delete") if model["perms"][verb]
        )
        for app in apps
        for model in app["models"]
    }


def test_each_desk_holds_what_its_role_needs_and_nothing_else(desks):
    found = {role: on_the_desk(client) for role, client in desks.items()}

    assert found == DESKS


def test_each_desk_says_what_waits_for_its_role(desks):
    from core import desk

    found = {
        role: {
            key for key, pile in desk._piles.items()
            if User.objects.get(handle=WHO[role]).has_perm(pile.permission)
        }
        for role in desks
    }  # fmt: skip

    assert found == PILES


def test_everything_on_every_desk_opens_at_a_fair_price(desks):
    wrong, dear = [], []
    for role, client in desks.items():
        for label in DESKS[role]:
            with CaptureQueriesContext(connection) as asked:
                page = client.get(list_of(label))
            looked = [(list_of(label), page.status_code, len(asked), LIST)]
            if url := row_of(label, page):
                with CaptureQueriesContext(connection) as asked:
                    status = client.get(url).status_code
                looked.append((url, status, len(asked), ROW))
            wrong += [
                (role, url, status) for url, status, _q, _m in looked if status not in (200, 302)
            ]  # a page of its own, for what has been sent
            dear += [(role, url, queries) for url, _s, queries, most in looked if queries > most]

    assert (wrong, dear) == ([], [])


def list_of(label):
    return reverse(f"admin:{label.replace('.', '_')}_changelist")


def row_of(label, page):
    """The page of the first row of a list, where there is one."""
    shown = page.status_code == 200 and "cl" in page.context
    rows = list(page.context["cl"].result_list[:1]) if shown else []
    return rows and reverse(f"admin:{label.replace('.', '_')}_change", args=[rows[0].pk])


def test_what_is_not_on_a_desk_is_refused(desks):
    """Every list that a role does not have answers 403; so does every form to add to it."""
    ours = [each for each in admin.site._registry if each._meta.app_label != "taggit"]
    let_in = []
    for role, client in desks.items():
        for model in ours:
            label = model._meta.label_lower
            name = label.replace(".", "_")
            closed = [] if label in DESKS[role] else [f"admin:{name}_changelist"]
            if "a" not in DESKS[role].get(label, ""):
                closed.append(f"admin:{name}_add")
            let_in += [
                (role, url) for url in closed if client.get(reverse(url)).status_code != 403
            ]

    assert let_in == []


def test_an_auditor_changes_nothing_anywhere(desks):
    client, changed = desks["auditor"], []
    for label in DESKS["auditor"]:
        url = row_of(label, client.get(list_of(label)))
        if url:
            page = client.get(url)
            answer = client.post(url, {"name": "Taken", "state": "closed"})
            if answer.status_code != 403 or 'name="_save"' in page.text:
                changed.append((url, answer.status_code))

    assert changed == []


def own(desks, model, **which):
    """The page of one thing at the desk."""
    thing = model.objects.filter(**which).order_by("pk").first()
    return thing, reverse(f"admin:members_{model._meta.model_name}_change", args=[thing.pk])


def test_the_secretariat_keeps_the_register_and_has_no_say(desks):
    nora = desks["secretariat"]
    institution, url = own(desks, Institution, acronym="")
    form = nora.get(url).context["adminform"].form
    data = {name: value for name, value in form.initial.items() if value not in (None, "")}
    for formset in nora.get(url).context["inline_admin_formsets"]:
        management = formset.formset.management_form
        data |= {management.add_prefix(k): v for k, v in management.initial.items()}
        for line in formset.formset.initial_forms:
            data |= {line.add_prefix(k): v for k, v in line.initial.items() if v is not None}
            data[line.add_prefix("id")] = line.instance.pk

    answer = nora.post(url, {**data, "acronym": "KEPT"})

    institution.refresh_from_db()
    assert (answer.status_code, institution.acronym) == (302, "KEPT")
    person = own(desks, User, handle="ana")[1]
    application = own(desks, Application, state="submitted")[1]
    assert nora.post(application, {"approve": "1"}).status_code == 403
    assert nora.post(person, {"first_name": "X"}).status_code == 403
    assert "Permissions" not in nora.get(reverse("admin:index")).text


def test_nobody_but_an_administrator_finds_powers_to_give(desks):
    for role in ("committee", "auditor", "secretariat"):
        page = desks[role].get(own(desks, User, handle="ana")[1]).text
        assert 'name="groups"' not in page, role
        assert 'name="is_active"' not in page, role
