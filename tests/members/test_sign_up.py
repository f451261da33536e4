import re
import time
from secrets import token_hex

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse

from core.models import Letter
from members.handles import free_handle
from members.models import User
from tests.factories.members import UserFactory

PASSWORD = "a-quiet-river-2026"
DETAILS = {
    "email": "Zana@Example.org",
    "first_name": "Zana",
    "last_name": "Đurić",
    "password1": PASSWORD,
    "website": "",
}


def code_for(address):
    letter = Letter.objects.filter(to=address, kind="account_code").latest("pk")
    return re.search(r"^ +(\S{6,})$", letter.text, re.M)[1]


@pytest.fixture
def sign_up(db, visitor):
    def post(prefix="", **changes):
        return visitor.post(f"{prefix}{reverse('account_signup')}", {**DETAILS, **changes})

    return post


def test_a_newcomer_signs_up_with_a_code_from_a_letter(sign_up, visitor):
    answer = sign_up()
    confirm = visitor.post(answer.url, {"code": code_for("zana@example.org")})

    zana = User.objects.get()
    assert (zana.email, zana.handle, zana.name) == (
        "zana@example.org",
        "zana-djuric",
        "Zana Đurić",
    )
    assert (zana.language, zana.is_member, zana.is_staff) == ("en", False, False)
    assert zana.check_password(PASSWORD)
    assert confirm.status_code == 302
    assert visitor.session["_auth_user_id"] == str(zana.pk)


def test_a_newcomer_gets_letters_in_the_language_of_the_page(sign_up):
    sign_up(prefix="/sq")

    assert User.objects.get().language == "sq"
    assert Letter.objects.get().language == "sq"


def test_the_code_letter_leaves_at_once(sign_up, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        sign_up()

    assert Letter.objects.get().sent_at is not None


def test_nobody_is_signed_in_before_the_code(sign_up, visitor):
    answer = sign_up()
    wrong = visitor.post(answer.url, {"code": "WRONG1"})

    assert wrong.status_code == 200
    assert "_auth_user_id" not in visitor.session


def test_a_known_address_gets_the_same_answer(sign_up, visitor, client):
    UserFactory(email="zana@example.org")

    known = sign_up()
    unknown = client.post(reverse("account_signup"), {**DETAILS, "email": "new@example.org"})

    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    known_page = visitor.get(known.url).text.replace("zana@example.org", "X")
    unknown_page = client.get(unknown.url).text.replace("new@example.org", "X")
    assert _without_tokens(known_page) == _without_tokens(unknown_page)
    assert dict(Letter.objects.values_list("to", "kind")) == {
        "zana@example.org": "account_exists",
        "new@example.org": "account_code",
    }


def _without_tokens(page):
    return re.sub(r'(value|nonce)="[^"]*"|csrftoken": "[^"]*"', "", page)


def stamp(age):
    """The hidden field of a form that was opened `age` seconds ago."""
    return signing.dumps([time.time() - age, token_hex(4)], salt="core.effort")


def test_who_fills_the_hidden_field_makes_no_account(sign_up):
    answer = sign_up(website="https://pills.example")

    assert answer.status_code == 302
    assert User.objects.count() == 0


def test_who_sends_the_form_at_once_is_asked_to_send_it_again(sign_up, settings):
    settings.RATE_LIMITS = True

    hasty = sign_up(opened=stamp(0))
    forged = sign_up(opened="1234")
    calm = sign_up(opened=stamp(60))

    assert "What you typed is still here" in hasty.text
    # The password too, on a page that nothing stores.
    assert f'value="{DETAILS["password1"]}"' in hasty.text
    assert "no-store" in hasty["Cache-Control"]
    assert re.search(r'class="wait" data-seconds="1[45]"', hasty.text)
    assert "send the form once more" in forged.text
    assert calm.status_code == 302
    assert User.objects.count() == 1


def test_nothing_typed_is_lost_but_the_password(sign_up):
    page = sign_up(first_name="", password1="short").text

    assert 'value="Zana@Example.org"' in page
    assert 'value="Đurić"' in page
    assert User.objects.count() == 0


@pytest.mark.parametrize("name", ["Zana\x00", "x" * 1_000_000, "\u202eanaZ", "🙂"])
def test_odd_names_do_no_harm(sign_up, name):
    assert sign_up(first_name=name).status_code in (200, 302)


def test_sign_ups_from_one_address_are_limited(sign_up, settings):
    settings.RATE_LIMITS = True
    settings.ACCOUNT_RATE_LIMITS = {"signup": "2/m/ip"}

    answers = [sign_up(email=f"zana{number}@example.org") for number in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 50 <= int(answers[-1]["Retry-After"]) <= 60
    assert "try again in 1 minute." in answers[-1].text


@pytest.mark.parametrize(
    ("name", "handle"),
    [
        ("Ђорђе Петровић", "djordje-petrovic"),
        ("Elisabeta Çela", "elisabeta-cela"),
        ("Ελένη Παππά", "eleni-pappa"),
        ("Join", "join-2"),
        ("🙂", "member"),
    ],
)
def test_a_handle_is_made_of_the_name(db, name, handle):
    assert free_handle(name) == handle


def test_two_people_of_one_name_get_two_handles(db):
    UserFactory(handle="ana-kovac")

    assert free_handle("Ana Kovač") == "ana-kovac-2"


def test_who_comes_by_another_door_gets_a_handle_too(db, rf):
    from members.adapters import AccountAdapter

    zana = User(first_name="Zana", last_name="Đurić")
    AccountAdapter().populate_username(rf.get("/"), zana)

    assert (zana.handle, zana.language) == ("zana-djuric", "en")


def test_a_stranger_fills_nobodys_letter_box(db, settings):
    settings.RATE_LIMITS = True
    ana = UserFactory(email="ana@example.org")

    form = {**DETAILS, "email": ana.email}
    answers = [
        Client().post(reverse("account_signup"), form | {"opened": stamp(60)}) for _ in range(5)
    ]

    assert {answer.status_code for answer in answers} == {302}
    assert Letter.objects.filter(to=ana.email).count() == 3
