"""People whose domain is not ASCII: one form at every door, shown as they type it."""

import re

import pytest
from django.urls import reverse

from core import email_addresses, mail
from core.models import Letter
from members.actions import invitations
from members.importing.people import _email
from members.models import Invitation, User
from newsletters.models import Subscriber
from tests.factories.members import MembershipTypeFactory, UserFactory
from tests.factories.newsletters import ListFactory
from tests.smtp_sink import Sink

TYPED, KEPT = "nina@müller.example", "nina@xn--mller-kva.example"
PASSWORD = "a-quiet-river-2026"
DETAILS = {"first_name": "Nina", "last_name": "Müller", "password1": PASSWORD, "website": ""}


@pytest.fixture
def sink(settings):
    with Sink() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_TIMEOUT = 1
        yield server


@pytest.fixture
def nina(visitor, sink, db):
    """Nina, who has signed up with the code that came to her mailbox."""
    answer = visitor.post(reverse("account_signup"), {**DETAILS, "email": TYPED})
    assert TYPED in visitor.get(answer.url).content.decode()
    letter = Letter.objects.get(kind="account_code")
    mail.deliver(letter)
    assert sink.addresses() == [KEPT]
    assert f"To: {KEPT}".encode() in sink.taken[0].raw
    code = re.search(r"^ +(\S{6,})$", letter.text, re.M)[1]
    visitor.post(answer.url, {"code": code})
    visitor.logout()
    return User.objects.get()


def test_the_code_of_a_newcomer_arrives_and_opens_the_account(nina):
    assert nina.email == KEPT
    assert nina.emailaddress_set.get().verified


@pytest.mark.parametrize(
    "spelling", [TYPED, KEPT, "Nina@MÜLLER.example", "nina@mu\u0308ller.example"]
)
def test_another_spelling_of_the_domain_is_the_same_account(nina, visitor, spelling):
    visitor.post(reverse("account_signup"), {**DETAILS, "email": spelling})

    assert User.objects.count() == 1
    assert Letter.objects.latest("pk").kind == "account_exists"


@pytest.mark.parametrize("spelling", [TYPED, KEPT])
def test_one_signs_in_with_either_spelling(nina, visitor, spelling):
    visitor.post(reverse("account_login"), {"login": spelling, "password": PASSWORD})

    assert visitor.session["_auth_user_id"] == str(nina.pk)


def test_a_letter_for_a_new_password_finds_the_account(nina, visitor):
    visitor.post(reverse("account_reset_password"), {"email": TYPED})

    assert Letter.objects.latest("pk").kind == "account_code"


def test_the_account_pages_show_the_address_as_it_is_written(nina, as_):
    page = as_(nina).get(reverse("newsletters:mine")).content.decode()

    assert TYPED in page
    assert KEPT not in page


def test_a_domain_that_cannot_be_is_refused_at_the_door(visitor, db):
    answer = visitor.post(reverse("account_signup"), {**DETAILS, "email": "a@i❤.example"})

    assert "There is no such domain" in answer.content.decode()
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a@faß.example", "a@xn--fa-hia.example"),  # not fass.example, somebody else's
        ("a@κόσμος.example", "a@xn--vxaejmc7c.example"),  # final sigma stays (RFC 5892 §2.6)
        ("a@ŠKOLA.example", "a@xn--kola-f6a.example"),
        ("a@例え。example", "a@xn--r8jz45g.example"),  # the ideographic full stop is a point
        ("a@Example.ORG", "a@example.org"),
    ],
)
def test_domains_become_a_labels_by_idna_2008(typed, kept):
    assert email_addresses.normalise(typed) == kept


def test_every_door_keeps_the_same_form(db, admin, visitor):
    news = ListFactory()
    visitor.post(
        reverse("newsletters:subscribe"), {"email": TYPED, "lists": [news.pk], "language": "en"}
    )
    invitations.invite(TYPED, by=admin, type=MembershipTypeFactory())

    assert Subscriber.objects.get().email == KEPT
    assert Invitation.objects.get().email == KEPT
    assert _email(" Nina@müller.example ") == KEPT
    assert {letter.to for letter in Letter.objects.all()} == {KEPT}


def test_a_row_is_found_by_either_spelling(db):
    person = UserFactory(email=TYPED)

    assert User.objects.get(email=TYPED) == User.objects.get(email__iexact=KEPT) == person


def test_a_letter_kept_in_the_older_form_leaves(db, sink):
    with mail.Line() as line:
        line.send(TYPED, b"Subject: a\r\n\r\nb\r\n")

    assert sink.addresses() == [KEPT]


def test_a_link_to_an_address_escapes_what_would_cut_it():
    assert email_addresses.mailto("a?b%c#d@müller.example") == (
        "mailto:a%3Fb%25c%23d@xn--mller-kva.example"
    )
