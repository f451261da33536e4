"""Every kind of page is valid HTML, for a visitor, a member and the committee."""

import os
import re
from collections import Counter
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Concat
from django.test import Client
from django.urls import Resolver404, resolve, reverse

from forum.models import Post
from members.models import User
from tests.access import PEOPLE
from tests.html_checker import errors_in, find_checker
from tests.test_access import ROWS

pytestmark = [pytest.mark.django_db, pytest.mark.looks]

WHO = {"visitor": None, "member": "ana", "committee": "vera"}
# Wagtail's editor is not ours to mend, nor are the menus of choices that Django draws at the desk.
FOREIGN = ("/cms/",)
DJANGO = re.compile(r"admin_.*(“option” (element|without)|“select” element with a “required”)")
# The style guide shows a piece of an e-mail, whose readers know no CSS.
MAIL = re.compile(r"portal_styleguide.*is obsolete\. Use CSS instead")
NAME = str.maketrans(":/ ", "___")
LINK = re.compile(r'href="(/[^"#]*)')


@pytest.fixture
def vnu():
    """The checker's command. Where there is none, CI fails and others are told."""
    command = find_checker()
    if not command:
        if os.environ.get("CI"):
            pytest.fail("No HTML checker found, and CI must run it: make vnu.")
        pytest.skip("No HTML checker found.")
    return command


class Pages:
    """Pages as people got them, a file each, at most two of a kind for each person."""

    def __init__(self, folder):
        self.folder, self.taken, self.links = folder, Counter(), []

    def take(self, who, client, url):
        if url.startswith(FOREIGN):
            return
        try:
            route = resolve(urlsplit(url).path).view_name
        except Resolver404:
            return
        if self.taken[route, who] >= 2:
            return
        answer = client.get(url)
        if answer.status_code != 200:
            route = f"error {answer.status_code}"
            if self.taken[route, who] >= 2:
                return
        if not answer.headers.get("Content-Type", "").startswith("text/html"):
            return
        if answer.streaming or not answer.content.startswith(b"<!"):
            return
        number = self.taken[route, who] = self.taken[route, who] + 1
        name = f"{route}-{who}-{number}".translate(NAME)
        (self.folder / f"{name}.html").write_bytes(answer.content)
        self.links += [(who, client, link) for link in LINK.findall(answer.content.decode())]

    def follow(self):
        while self.links:
            self.take(*self.links.pop(0))


def wrong(folder, command):
    return [
        error
        for error in errors_in(folder, command)
        if not DJANGO.match(error) and not MAIL.match(error)
    ]


def sign_in(cast):
    clients = {who: Client() for who in WHO}
    for who, name in WHO.items():
        if name:
            clients[who].force_login(
                cast[name], "allauth.account.auth_backends.AuthenticationBackend"
            )
    return clients


def test_every_address_answers_with_valid_html(vnu, tmp_path, request):
    cast = {name: request.getfixturevalue(name) for name in PEOPLE.values() if name}
    clients, pages = sign_in(cast), Pages(tmp_path)

    for row in (row for row in ROWS if row.method == "get"):
        # What a row needs goes again with it: some of it may be there only once.
        mark = transaction.savepoint()
        url = reverse(row.route, args=row.args(cast) if row.args else [])
        for who, client in clients.items():
            pages.take(who, client, url)
        transaction.savepoint_rollback(mark)

    assert {route for route, _who in pages.taken} >= {"members:directory", "events:detail"}
    assert wrong(tmp_path, vnu) == []


def test_a_full_network_is_valid_html(vnu, tmp_path, settings):
    settings.ETUP_ALLOW_DEMO = True
    call_command("demo", verbosity=0)
    cast = {name: User.objects.get(handle=name) for name in filter(None, WHO.values())}
    # From before the forms took them out.
    Post.objects.update(text=Concat("text", Value("\n\nA word\x0bof old")))
    pages = Pages(tmp_path)

    for who, client in sign_in(cast).items():
        for start in ("/", "/my/", "/admin/", "/styleguide/"):
            pages.take(who, client, start)
    pages.follow()

    assert {route for route, _who in pages.taken} >= {"members:directory", "events:detail"}
    assert wrong(tmp_path, vnu) == []
