import re
import time

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.core import signing
from django.test import Client
from django.urls import reverse

from core.models import AuditEntry, Letter
from members.actions import devices
from members.models import KnownDevice, User
from tests.factories.members import UserFactory
from tests.members.test_sign_in import sign_in, signed_in
from tests.members.test_sign_up import PASSWORD

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
NEXT_FIREFOX = FIREFOX.replace("140.0", "141.0")
PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36"


@pytest.fixture
def zana(db):
    user = UserFactory(email="zana@example.org", handle="zana")
    user.set_password(PASSWORD)
    user.save()
    return user


def on(agent):
    return Client(headers={"User-Agent": agent})


def letters():
    return Letter.objects.filter(kind="new_device")


def link():
    return re.search(r"/account/not-me/\S+", letters().latest("pk").text)[0]


def test_the_very_first_device_is_no_news(zana):
    sign_in(on(FIREFOX))

    assert [device.name for device in zana.devices.all()] == ["Firefox on Windows"]
    assert not letters().exists()


def test_zana_hears_of_a_device_not_seen_before(zana):
    sign_in(on(FIREFOX))
    sign_in(on(PHONE))

    letter = letters().get()
    assert letter.to == zana.email
    assert "Chrome on Android" in letter.text
    assert "Was it you?" in letter.subject
    assert "127.0.0.1" not in letter.text


def test_the_letter_comes_in_her_language(zana):
    User.objects.update(language="sq")
    sign_in(on(FIREFOX))
    sign_in(on(PHONE))

    assert letters().get().language == "sq"


def test_a_newer_version_or_another_place_is_the_same_device(zana):
    sign_in(on(FIREFOX))
    sign_in(on(NEXT_FIREFOX))
    Client(headers={"User-Agent": FIREFOX}, REMOTE_ADDR="192.0.2.7").post(
        reverse("account_login"), {"login": zana.email, "password": PASSWORD}
    )

    assert zana.devices.count() == 1
    assert not letters().exists()


def test_a_device_known_by_others_is_new_to_zana(zana, ana):
    KnownDevice.objects.create(person=ana, name="Chrome on Android")
    sign_in(on(FIREFOX))
    sign_in(on(PHONE))

    assert letters().count() == 1


@pytest.mark.parametrize("agent", ["", "x" * 5000, "\u202e🙂", "curl/8"])
def test_an_odd_browser_signs_in_too(zana, agent):
    client = Client(headers={"User-Agent": agent})

    sign_in(client)

    assert signed_in(client) == str(zana.pk)
    assert zana.devices.count() == 1


def test_looking_at_the_link_changes_nothing(zana, visitor):
    mine, theirs = on(FIREFOX), on(PHONE)
    sign_in(mine)
    sign_in(theirs)

    page = visitor.get(link())

    assert "Chrome on Android" in page.text
    assert page["Cache-Control"]
    assert theirs.get("/my/").status_code == 200


def test_one_press_locks_everybody_out_and_leads_to_a_new_password(zana, visitor):
    mine, theirs = on(FIREFOX), on(PHONE)
    sign_in(mine)
    sign_in(theirs)
    path = link()

    answer = visitor.post(path)

    assert theirs.get("/my/").status_code == mine.get("/my/").status_code == 302
    sign_in(theirs)
    assert signed_in(theirs) is None
    assert answer.url == reverse("account_complete_password_reset")
    new = {"password1": "a-loud-river-2026", "password2": "a-loud-river-2026"}
    visitor.post(answer.url, new)
    sign_in(visitor, password="a-loud-river-2026")
    assert signed_in(visitor) == str(zana.pk)
    assert AuditEntry.objects.get(verb="not me").whom == zana.pk


def test_what_the_stranger_added_goes_and_her_own_stays(zana, visitor):
    own = totp.TOTP.activate(zana, "JBSWY3DPEHPK3PXP").instance
    KnownDevice.objects.create(person=zana, name="Firefox on Windows")
    devices.came_in(zana, PHONE)
    theirs = type(own).objects.create(user=zana, type="webauthn", data={})

    visitor.post(link())

    assert list(zana.authenticator_set.all()) == [own]
    assert theirs not in zana.authenticator_set.all()


def test_the_link_holds_once(zana, visitor, client):
    sign_in(on(FIREFOX))
    sign_in(on(PHONE))
    path = link()
    visitor.post(path)
    zana.refresh_from_db()
    after = zana.password

    assert client.get(path).status_code == 410
    assert client.post(path).status_code == 410
    zana.refresh_from_db()
    assert zana.password == after


def test_the_link_ends_with_the_password_it_was_about(zana, visitor):
    sign_in(on(FIREFOX))
    sign_in(on(PHONE))
    path = link()
    zana.set_password("a-loud-river-2026")
    zana.save()

    assert visitor.get(path).status_code == 410


def test_the_link_runs_out_after_a_week(zana, visitor, monkeypatch):
    sign_in(on(FIREFOX))
    sign_in(on(PHONE))
    path = link()
    later = time.time() + 8 * 24 * 3600
    monkeypatch.setattr(signing.time, "time", lambda: later)

    assert visitor.get(path).status_code == 410


@pytest.mark.parametrize("token", ["x", "a:b:c", signing.dumps([1, "x"]), "🙂"], ids=range(4))
def test_a_link_that_was_never_ours(visitor, db, token):
    assert visitor.get(reverse("members:not_me", args=[token])).status_code == 410


def test_a_device_goes_with_the_account(zana):
    KnownDevice.objects.create(person=zana, name="Firefox on Windows")

    zana.delete()

    assert not KnownDevice.objects.exists()


def test_devices_are_among_her_data(zana):
    from members import personal_data

    devices.came_in(zana, FIREFOX)

    assert [row["name"] for row in personal_data.export(zana)["devices"]] == ["Firefox on Windows"]
