import re

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail as django_mail
from playwright.sync_api import expect

from core.models import Letter
from tests.browsing import assert_accessible
from tests.factories.members import MemberFactory
from tests.members.test_sign_up import PASSWORD, code_for

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def zana(transactional_db):
    user = MemberFactory(email="zana@example.org", handle="zana", first_name="Zana")
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(page):
    page.goto("/account/login/")
    page.fill("[name=login]", "zana@example.org")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/my/")


def plug_in_an_authenticator(page):
    """A key with a fingerprint reader, as a phone or a laptop has one."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
        "hasUserVerification": True, "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }  # fmt: skip
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_zana_adds_a_passkey_and_signs_in_with_it(browse, zana):
    page = browse()
    plug_in_an_authenticator(page)
    sign_in(page)

    page.goto("/account/2fa/webauthn/add/")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_selector("#mfa_webauthn_add")
    assert_accessible(page)
    page.fill("[name=name]", "My phone")
    page.click("#mfa_webauthn_add")
    page.wait_for_url(re.compile("recovery-codes|webauthn/$"))
    key = Authenticator.objects.get(type="webauthn")
    assert (key.user, key.wrap().name, key.wrap().is_passwordless) == (zana, "My phone", True)

    page.context.clear_cookies()
    page.goto("/account/login/")
    page.click("#passkey_login")
    page.wait_for_url("**/my/")

    key.refresh_from_db()
    assert key.last_used_at is not None
    page.goto("/account/2fa/webauthn/")
    expect(page.locator(".row__title", has_text="My phone")).to_have_count(1)
    assert_accessible(page)


def test_a_newcomer_signs_up_without_javascript_on_a_phone(browse):
    page = browse(width=390, scripts=False)
    page.goto("/account/signup/")
    assert page.locator("[name=website]").is_hidden() or page.locator(".trap").count() == 1
    page.fill("[name=first_name]", "Zana")
    page.fill("[name=last_name]", "Đurić")
    page.fill("[name=email]", "zana@example.org")
    page.fill("[name=password1]", PASSWORD)
    page.press("[name=password1]", "Enter")
    page.wait_for_selector("[name=code]")
    assert Letter.objects.get().sent_at is not None
    assert django_mail.outbox[0].to == ["zana@example.org"]

    page.fill("[name=code]", code_for("zana@example.org"))
    page.press("[name=code]", "Enter")

    page.wait_for_url("**/my/")
