import pytest
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from core.models import Letter
from members.models import User
from tests.factories.members import UserFactory
from tests.members.test_sign_up import PASSWORD, code_for


@pytest.fixture
def zana(db):
    user = UserFactory(email="zana@example.org", handle="zana")
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client, email="zana@example.org", password=PASSWORD, **more):
    data = {"login": email, "password": password, **more}
    return client.post(reverse("account_login"), data)


def signed_in(client):
    return client.session.get("_auth_user_id")


def test_zana_signs_in_with_her_password(zana, client):
    answer = sign_in(client)

    assert answer.url == reverse("portal:dashboard")
    assert signed_in(client) == str(zana.pk)


def test_a_new_session_begins_at_sign_in(zana, client):
    session = client.session
    session["before"] = 1
    session.save()
    key = session.session_key

    sign_in(client)

    assert client.session.session_key != key


def test_wrong_password_and_unknown_address_read_the_same(zana, client):
    wrong = sign_in(client, password="something-else")
    unknown = sign_in(client, email="nobody@example.org")

    sentence = "Address and password do not belong together."
    assert sentence in wrong.text
    assert sentence in unknown.text


def test_next_leads_only_to_this_site(zana, client, visitor):
    here = sign_in(client, next="/forum/")
    elsewhere = sign_in(visitor, next="https://evil.example/")

    assert here.url == "/forum/"
    assert elsewhere.url == reverse("portal:dashboard")


def test_zana_signs_in_with_a_code(zana, client):
    answer = client.post(reverse("account_request_login_code"), {"email": zana.email})
    client.post(answer.url, {"code": code_for(zana.email)})

    assert signed_in(client) == str(zana.pk)


def test_an_unknown_address_is_sent_to_the_same_page(zana, client, visitor):
    url = reverse("account_request_login_code")

    known = client.post(url, {"email": zana.email})
    unknown = visitor.post(url, {"email": "nobody@example.org"})

    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert dict(Letter.objects.values_list("to", "kind")) == {
        "zana@example.org": "account_code",
        "nobody@example.org": "account_unknown",
    }


def test_zana_chooses_a_new_password_with_a_code(zana, client):
    answer = client.post(reverse("account_reset_password"), {"email": zana.email})
    answer = client.post(answer.url, {"code": code_for(zana.email)})
    new = {"password1": "a-loud-river-2026", "password2": "a-loud-river-2026"}
    client.post(answer.url, new)

    zana.refresh_from_db()
    assert zana.check_password("a-loud-river-2026")


def test_a_reset_for_an_unknown_address_looks_the_same(zana, client, visitor):
    url = reverse("account_reset_password")

    known = client.post(url, {"email": zana.email})
    unknown = visitor.post(url, {"email": "nobody@example.org"})

    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)


def test_three_reset_letters_an_hour_are_enough_for_one_address(zana, client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"reset_password": "20/m/ip,3/h/key"}
    url = reverse("account_reset_password")

    answers = [client.post(url, {"email": zana.email}).status_code for _ in range(4)]

    assert answers == [302, 302, 302, 429]
    assert Letter.objects.count() == 3
    answer = client.post(url, {"email": zana.email})
    assert 3500 < int(answer["Retry-After"]) <= 3600
    assert "try again in 60 minutes" in answer.text


def test_one_limit_of_two_tells_its_own_time(zana, client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"reset_password": "2/m/ip,30/h/key"}
    url = reverse("account_reset_password")

    answers = [client.post(url, {"email": zana.email}) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert 50 < int(answers[-1]["Retry-After"]) <= 60


def test_codes_asked_for_too_often_say_when_there_are_more(zana, client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"request_login_code": "20/m/ip,2/10m/key"}
    url = reverse("account_request_login_code")

    # Each from another browser: one that waits for a code is led on to it.
    answers = [Client().post(url, {"email": zana.email}) for _ in range(3)]

    assert answers[-1].status_code == 429
    assert 500 < int(answers[-1]["Retry-After"]) <= 600
    assert "try again in 10 minutes" in answers[-1].text


def test_guessing_is_stopped_for_the_account(zana, client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "3/5m/key"}

    for _ in range(4):
        sign_in(client, password="guess")
    answer = sign_in(client)

    assert answer.status_code == 429
    assert 250 < int(answer["Retry-After"]) <= 300
    assert "try again in 5 minutes" in answer.text
    assert signed_in(client) is None
    cache.clear()
    sign_in(client)
    assert signed_in(client) == str(zana.pk)


def test_other_sessions_end_with_the_old_password(zana, client, visitor):
    sign_in(client)
    sign_in(visitor)

    client.post(
        reverse("account_change_password"),
        {
            "oldpassword": PASSWORD,
            "password1": "a-loud-river-2026",
            "password2": "a-loud-river-2026",
        },
    )

    assert client.get(reverse("account_email")).status_code == 200
    assert visitor.get(reverse("account_email")).status_code == 302
    assert Letter.objects.filter(to=zana.email, kind="account_changed").count() == 1


def test_zana_ends_her_other_sessions(zana, client, visitor):
    sign_in(client)
    sign_in(visitor)

    assert "this one" in client.get(reverse("usersessions_list")).text
    client.post(reverse("usersessions_list"))

    assert visitor.get(reverse("account_email")).status_code == 302
    assert client.get(reverse("account_email")).status_code == 200


def test_the_address_changes_after_password_and_code(zana, client):
    sign_in(client)
    wish = {"email": "zana@new.example", "action_add": ""}

    question = client.post(reverse("account_email"), wish)
    asked = Letter.objects.count()
    answer = client.post(question.url, {"password": PASSWORD, "next": reverse("account_email")})
    zana.refresh_from_db()
    before = zana.email
    client.post(answer.url, {"code": code_for("zana@new.example")})

    zana.refresh_from_db()
    assert question.url.startswith(reverse("account_reauthenticate"))
    assert asked == 0
    assert (before, zana.email) == ("zana@example.org", "zana@new.example")


def test_an_authenticator_app_asks_for_its_digits(zana, client, monkeypatch):
    totp.TOTP.activate(zana, "JBSWY3DPEHPK3PXP")

    answer = sign_in(client)
    before = signed_in(client)
    code = totp.format_hotp_value(
        totp.hotp_value("JBSWY3DPEHPK3PXP", next(totp.yield_hotp_counters_from_time()))
    )
    client.post(answer.url, {"code": code})

    assert answer.url == reverse("mfa_authenticate")
    assert before is None
    assert signed_in(client) == str(zana.pk)


def test_a_closed_account_cannot_sign_in(zana, client):
    User.objects.filter(pk=zana.pk).update(is_active=False)

    sign_in(client)

    assert signed_in(client) is None


PAGES = [
    "account_login", "account_signup", "account_request_login_code", "account_reset_password",
    "account_inactive", "account_email_verification_sent",
]  # fmt: skip
OWN_PAGES = [
    "account_email", "account_change_password", "account_logout", "account_reauthenticate",
    "mfa_index", "mfa_activate_totp", "mfa_list_webauthn", "mfa_add_webauthn",
    "mfa_generate_recovery_codes", "usersessions_list", "socialaccount_connections",
]  # fmt: skip


@pytest.mark.parametrize("route", PAGES)
def test_the_doors_are_drawn_in_our_frame(db, visitor, route):
    page = visitor.get(reverse(route), follow=True).text

    assert 'class="site-header"' in page
    assert page.count("<h1") == 1
    assert "style=" not in page


@pytest.mark.parametrize("route", OWN_PAGES)
def test_the_account_pages_are_drawn_in_our_frame(zana, client, route):
    sign_in(client)
    page = client.get(reverse(route), follow=True).text

    assert 'class="site-header"' in page
    assert page.count("<h1") == 1
    assert 'placeholder="Password' not in page


@pytest.mark.parametrize("route", OWN_PAGES)
def test_a_visitor_is_sent_to_sign_in(db, visitor, route):
    answer = visitor.get(reverse(route))

    assert answer.status_code == 302
