"""Sign-in by ORCID, against a small server of our own in a process of its own."""

import socket
import subprocess
import sys
import time

import pytest
import requests
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.orcid.views import OrcidOAuth2Adapter
from django.test import Client, override_settings
from django.urls import reverse

from core.models import Letter
from members.models import SignupDoor, User
from tests.factories.members import MemberFactory, UserFactory
from tests.members.test_sign_in import sign_in, signed_in
from tests.members.test_sign_up import PASSWORD, code_for
from tests.services import free_port

IDENTITY = "0000-0002-1825-0097"
pytestmark = [pytest.mark.processes, pytest.mark.django_db]


@pytest.fixture(scope="module")
def orcid_port():
    port = free_port()
    process = subprocess.Popen([sys.executable, "-m", "tests.orcid_server", str(port)])
    for _attempt in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.1)
    yield port
    process.terminate()
    process.wait(10)


@pytest.fixture(autouse=True)
def orcid(orcid_port, monkeypatch):
    _point_at(monkeypatch, orcid_port)


def _point_at(monkeypatch, port):
    here = f"http://127.0.0.1:{port}"
    monkeypatch.setattr(OrcidOAuth2Adapter, "authorize_url", f"{here}/oauth/authorize")
    monkeypatch.setattr(OrcidOAuth2Adapter, "access_token_url", f"{here}/oauth/token")
    monkeypatch.setattr(OrcidOAuth2Adapter, "profile_url", f"{here}/v3.0/%s/record")


@pytest.fixture
def zana():
    user = MemberFactory(email="zana@example.org", handle="zana", first_name="Zana")
    user.set_password(PASSWORD)
    user.save()
    EmailAddress.objects.get_or_create(user=user, email=user.email, verified=True, primary=True)
    return user


def go(client, *, who=IDENTITY, process="login", state=None):
    """Press the button, sign in over there, and come back."""
    start = client.post(f"{reverse('orcid_login')}?process={process}")
    assert start.status_code == 302, start
    over_there = requests.get(
        start.url, params={"who": who}, allow_redirects=False, timeout=5
    ).headers["Location"]
    if state is not None:
        over_there = over_there.partition("state=")[0] + f"state={state}"
    return client.get(over_there, follow=True)


def prove(client):
    """What is delicate asks once more who one is, and then goes on."""
    return client.post(reverse("account_reauthenticate"), {"password": PASSWORD}, follow=True)


def connected(person):
    account = SocialAccount(user=person, provider="orcid", uid=IDENTITY)
    account.save()
    User.objects.filter(pk=person.pk).update(orcid=IDENTITY)


def test_the_doors_offer_orcid_where_it_is_set_up(visitor):
    for route in ("account_login", "account_signup"):
        assert "Sign in with ORCID" in visitor.get(reverse(route)).text
    with override_settings(SOCIALACCOUNT_PROVIDERS={}):
        for route in ("account_login", "account_signup"):
            assert "ORCID" not in visitor.get(reverse(route)).text


def test_zana_connects_her_orcid_and_it_is_shown_as_confirmed(zana, as_, ana):
    client = Client()
    sign_in(client)

    go(client, process="connect")
    page = prove(client)

    zana.refresh_from_db()
    assert "Your ORCID iD is connected." in page.text
    assert zana.orcid == IDENTITY
    profile = as_(ana).get(zana.get_absolute_url()).text
    assert "confirmed" in profile[profile.index(IDENTITY) :][:400]
    assert Letter.objects.filter(to=zana.email, kind="account_changed").exists()


def test_an_orcid_that_was_only_typed_is_not_confirmed(zana, as_, ana):
    User.objects.filter(pk=zana.pk).update(orcid=IDENTITY)

    profile = as_(ana).get(zana.get_absolute_url()).text

    assert IDENTITY in profile
    assert "confirmed" not in profile[profile.rindex(IDENTITY) :][:200]


def test_zana_signs_in_with_it(zana, client):
    connected(zana)

    go(client)

    assert signed_in(client) == str(zana.pk)


def test_zana_takes_it_off_again(zana, client):
    connected(zana)
    sign_in(client)
    account = SocialAccount.objects.get()

    press = (reverse("socialaccount_connections"), {"account": account.pk})
    client.post(*press)
    prove(client)
    page = client.post(*press, follow=True)

    assert "no longer connected" in page.text
    assert not SocialAccount.objects.exists()


def test_an_orcid_belongs_to_one_person(zana, boris):
    connected(boris)
    client = Client()
    sign_in(client)

    go(client, process="connect")
    page = prove(client)

    assert "connected to another account here" in page.text
    assert SocialAccount.objects.get().user == boris


def test_a_newcomer_gives_name_and_address_and_confirms_it(client):
    page = go(client)
    assert "ORCID has told us your iD" in page.text
    assert 'value="Zana"' in page.text

    form = {"first_name": "Zana", "last_name": "Đurić", "email": "zana@example.org"}
    answer = client.post(reverse("socialaccount_signup"), form)
    assert signed_in(client) is None
    client.post(answer.url, {"code": code_for("zana@example.org")})

    zana = User.objects.get(email="zana@example.org")
    assert signed_in(client) == str(zana.pk)
    assert (zana.orcid, zana.handle) == (IDENTITY, "zana-djuric")


def test_nobody_gets_an_account_by_knowing_its_address(zana, client):
    """The address comes along from ORCID, where anybody may have typed it."""
    go(client)
    form = {"first_name": "Not", "last_name": "Zana", "email": zana.email}
    client.post(reverse("socialaccount_signup"), form, follow=True)

    assert signed_in(client) is None
    assert not SocialAccount.objects.exists()
    assert not Letter.objects.filter(kind="account_code").exists()


def test_a_closed_account_does_not_open_by_orcid(zana, client):
    connected(zana)
    User.objects.filter(pk=zana.pk).update(is_active=False)

    go(client)

    assert signed_in(client) is None


def test_a_second_factor_is_asked_for_here_too(zana, client):
    from allauth.mfa.totp.internal import auth as totp

    connected(zana)
    totp.TOTP.activate(zana, "JBSWY3DPEHPK3PXP")

    page = go(client)

    assert page.redirect_chain[-1][0].startswith(reverse("mfa_authenticate"))
    assert signed_in(client) is None


@pytest.mark.parametrize("state", ["", "somebody-elses"])
def test_a_link_from_elsewhere_signs_nobody_in(zana, client, state):
    connected(zana)

    page = go(client, state=state)

    assert "ORCID did not answer as it should" in page.text
    assert signed_in(client) is None


def test_the_state_of_another_browser_signs_nobody_in(zana, client, visitor):
    connected(zana)
    start = visitor.post(f"{reverse('orcid_login')}?process=login")
    back = requests.get(start.url, allow_redirects=False, timeout=5).headers["Location"]

    client.get(back)

    assert signed_in(client) is None


def test_turning_back_at_orcid_is_no_error(client):
    page = go(client, who="denied")

    assert "You turned back at ORCID" in page.text


@pytest.mark.parametrize("who", ["broken", "garbage", "empty"])
def test_an_orcid_that_stammers_gets_a_clear_sentence(client, who):
    page = go(client, who=who)

    assert "ORCID did not answer as it should" in page.text
    assert not SocialAccount.objects.exists()


def test_an_orcid_that_is_away_gets_a_clear_sentence(client, monkeypatch):
    start = client.post(f"{reverse('orcid_login')}?process=login")
    back = requests.get(start.url, allow_redirects=False, timeout=5).headers["Location"]
    _point_at(monkeypatch, free_port())

    page = client.get(back)

    assert "ORCID did not answer as it should" in page.text


def test_a_closed_door_is_closed_by_orcid_too(client):
    SignupDoor.objects.create(pk=1, state="closed")

    page = go(client)

    assert "No new accounts just now" in page.text
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize("email", ["no address", "", "zana@example.org\x00", "x" * 5000])
def test_odd_addresses_are_refused_with_a_sentence(client, email):
    go(client)

    answer = client.post(
        reverse("socialaccount_signup"), {"first_name": "Z", "last_name": "D", "email": email}
    )

    assert answer.status_code == 200
    assert not UserFactory._meta.model.objects.filter(orcid=IDENTITY).exists()
