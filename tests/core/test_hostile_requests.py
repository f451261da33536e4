"""What no browser sends: an answer, and never that something of ours broke."""

import datetime
import json
import math

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core import middleware
from tests.factories.newsletters import ListFactory

pytestmark = pytest.mark.django_db


def test_a_number_that_no_column_holds_is_refused(visitor):
    ListFactory()

    answer = visitor.post(
        reverse("newsletters:subscribe"), {"email": "a@example.org", "lists": ["9" * 24]}
    )

    assert answer.status_code in (200, 400)


def test_brackets_in_brackets_without_end_are_refused(visitor):
    answer = visitor.post(reverse("mfa_login_webauthn"), {"credential": "[" * 50_000})

    assert answer.status_code == 400
    assert "<h1" in answer.text


@pytest.mark.parametrize("query", ["started_on__year=0", "q=" + "a+" * 2000])
def test_a_desk_asked_for_too_much_does_not_say_that_the_database_is_away(as_, vera, query):
    desk = reverse("admin:members_membership_changelist")

    assert as_(vera).get(f"{desk}?{query}").status_code in (200, 302, 400)


def test_a_desk_looks_for_a_few_words_alone(as_, vera):
    desk = reverse("admin:members_membership_changelist")

    with CaptureQueriesContext(connection) as asked:
        as_(vera).get(f"{desk}?q={'a+' * 2000}")

    assert max(len(query["sql"]) for query in asked.captured_queries) < 20_000


@pytest.mark.parametrize("word", ["a", "1\x00", "[]"])
def test_a_word_in_place_of_a_row_is_refused(as_, mira, word):
    answer = as_(mira).post(
        reverse("admin:forum_topic_changelist"), {"action": "lock", "_selected_action": [word]}
    )

    assert answer.status_code == 400


@pytest.mark.parametrize(
    "address",
    ["/invitations/%00/", "/members/verify/%00/", "/my/data/%00/", "/my/membership/%00/card.pdf",
     "/account/not-me/%00/", "/sq/invitations/a%00b/join/"],
)  # fmt: skip
def test_a_sign_that_no_text_has_leads_nowhere_in_an_address(as_, ana, address):
    assert as_(ana).get(address).status_code == 404


def test_a_sign_that_no_text_has_is_refused_in_a_choice_of_a_desk(as_, vera, ana):
    desk = reverse("admin:members_user_change", args=[ana.pk])

    assert as_(vera).post(desk, {"country": "\0", "institution": "\0"}).status_code in (200, 400)


@pytest.mark.parametrize("address", ["http://[::1", "//[", "https://a]b/"])
def test_to_sign_in_leads_to_no_broken_address(visitor, ana, address):
    ana.set_password("a sentence of hers")
    ana.save()

    answer = visitor.post(
        reverse("account_login"),
        {"login": ana.email, "password": "a sentence of hers", "next": address},
    )

    assert "[" not in answer.headers.get("Location", "")
    assert "]" not in answer.headers.get("Location", "")
    assert answer.status_code in (200, 302)


BODIES = {
    "nothing": ("multipart/form-data; boundary=x", b""),
    "no boundary": ("multipart/form-data", b"abc"),
    "only words": ("multipart/form-data; boundary=x", b"garbage"),
    "no field": ("application/x-www-form-urlencoded", b""),
    "only an end": ("multipart/form-data; boundary=x", b"--x--\r\n"),
    "a long boundary": (f"multipart/form-data; boundary={'y' * 300}", b"abc"),
    "no base64": (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.pdf"\r\n'
        b"Content-Transfer-Encoding: base64\r\n\r\n!!!\r\n--x--\r\n",
    ),
}


@pytest.mark.parametrize("body", list(BODIES))
@pytest.mark.parametrize(
    "address", ["/resources/add/", "/my/profile/", "/admin/members/import/add/"]
)
def test_a_form_that_is_none_is_refused_with_a_sentence(as_, ana, vera, address, body):
    client = as_(vera if "admin" in address else ana)
    content_type, content = BODIES[body]

    # The client of the tests sends no type with nothing, which other clients do.
    answer = client.generic(
        "POST", address, content, CONTENT_TYPE=content_type, CONTENT_LENGTH=len(content)
    )

    assert answer.status_code == 400
    assert "That request was not right" in answer.text


@pytest.mark.parametrize(
    "path", ["n" * 300, "n" * 300 + ".jpg", "a/" * 2000, "images/" + "ж" * 200]
)
def test_a_picture_of_a_name_that_no_disk_holds_is_not_there(visitor, path):
    assert visitor.get(f"/media/{path}").status_code == 404


def _recurse():
    return _recurse()


def _json():
    json.loads("[" * 200_000)


@pytest.mark.parametrize(
    ("raises", "status"),
    [
        (_recurse, 500),
        (lambda: math.exp(10_000), 500),
        (_json, 400),
        (lambda: datetime.date(2026, 1, 1) + datetime.timedelta(days=10**9), 400),
        (lambda: datetime.datetime.fromtimestamp(10**20, tz=datetime.UTC), 400),
    ],
)
def test_a_mistake_of_ours_is_no_refusal(raises, status, rf, caplog):
    try:
        raises()
    except (OverflowError, RecursionError, ValueError) as error:
        answer = middleware.nothing_without_measure(None).process_exception(rf.get("/x/"), error)

    assert (answer.status_code if answer else 500) == status
    assert ("Traceback" in caplog.text) is (status == 400)


def test_a_key_that_is_none_is_refused_at_a_desk(as_, vera):
    desk = reverse("admin:members_application_changelist")

    answer = as_(vera).post(desk, {"action": "export_csv", "_selected_action": "../../etc"})

    assert answer.status_code == 400
