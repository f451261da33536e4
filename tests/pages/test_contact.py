import pytest

from core.models import Letter
from pages.models import ContactPage

pytestmark = pytest.mark.django_db

MESSAGE = {
    "name": "Nikos Elia",
    "email": "nikos@example.org",
    "subject": "A question\r\nBcc: all@example.org",
    "message": "Здраво, may I join?\n\n<b>Thank you</b>",
}


def test_a_message_becomes_a_letter_to_the_network(visitor, settings):
    response = visitor.post("/contact/", MESSAGE)

    letter = Letter.objects.get()
    assert response.status_code == 302
    assert letter.to == settings.ETUP_CONTACT_EMAIL
    assert letter.subject == "A question Bcc: all@example.org (Nikos Elia)"
    assert letter.headers["Reply-To"] == "nikos@example.org"
    assert "Здраво, may I join?" in letter.text
    assert "<b>Thank you</b>" not in letter.html
    assert "on its way to the network" in visitor.get(response.url).content.decode()


def test_the_page_may_name_who_gets_it(visitor):
    ContactPage.objects.update(recipient="vera@example.org")

    visitor.post("/contact/", MESSAGE)

    assert Letter.objects.get().to == "vera@example.org"


def test_a_message_from_another_language_goes_the_same_way(visitor):
    assert visitor.post("/mk/contact/", MESSAGE).url == "/mk/contact/"
    assert Letter.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"email": "nobody"}, {"name": ""}, {"subject": ""}, {"message": ""},
        {"message": "x" * 1_000_000}, {"name": "\x00"}, {"website": "https://spam.example"},
    ],
    ids=lambda wrong: next(iter(wrong)),
)  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(visitor, wrong):
    response = visitor.post("/contact/", MESSAGE | wrong)

    assert response.status_code == 200
    assert response.context["form"].errors
    kept = MESSAGE | wrong
    assert response.context["form"]["subject"].value() == kept["subject"]
    assert not Letter.objects.exists()


def test_a_member_need_not_type_who_they_are(as_, ana):
    form = as_(ana).get("/contact/").context["form"]

    assert form["email"].value() == "ana@example.org"


def test_who_writes_without_end_waits_a_while(visitor, settings):
    settings.RATE_LIMITS = True

    statuses = [visitor.post("/contact/", MESSAGE).status_code for _time in range(6)]

    assert statuses == [302] * 5 + [429]
    assert Letter.objects.count() == 5
