"""From the first sign-in of somebody with powers to a desk that works."""

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth.models import Group
from django.urls import reverse

from core import roles
from tests.factories.members import MemberFactory
from tests.members.test_sign_in import sign_in
from tests.members.test_sign_up import PASSWORD

GROUPS = [
    roles.COMMITTEE, roles.MODERATORS, roles.CURATORS, roles.EDITORS, roles.EVENT_MANAGERS,
    roles.TRANSLATORS, roles.SECRETARIAT, roles.AUDITORS, "administrator",
]  # fmt: skip


def somebody(group):
    person = MemberFactory(
        email="zana@example.org", is_staff=True, is_superuser=group == "administrator"
    )
    person.set_password(PASSWORD)
    person.save()
    if group != "administrator":
        person.groups.add(Group.objects.get(name=group))
    return person


@pytest.mark.parametrize("group", GROUPS)
def test_the_way_from_the_first_sign_in_to_the_desk(db, client, settings, group):
    settings.REQUIRE_STAFF_2FA = True
    somebody(group)
    sign_in(client)
    wanted = "/cms/" if group == roles.EDITORS else "/admin/?from=a-letter"

    why = client.get(wanted, follow=True)
    assert why.redirect_chain[-1][0].startswith(reverse("mfa_index"))
    assert "needs a second factor" in why.text
    assert reverse("mfa_activate_totp") in why.text
    assert reverse("mfa_add_webauthn") in why.text
    assert "Go on to the desk" not in why.text

    client.get(reverse("mfa_activate_totp"))
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    form = client.get(reverse("mfa_activate_totp")).context["form"]
    counter = next(totp.yield_hotp_counters_from_time())
    code = totp.format_hotp_value(totp.hotp_value(form.secret, counter))
    done = client.post(reverse("mfa_activate_totp"), {"code": code}, follow=True)

    assert done.redirect_chain[-1][0] == reverse("mfa_view_recovery_codes")
    assert "Go on to the desk" in done.text
    assert f'href="{wanted}"' in done.text
    assert client.get(wanted).status_code == 200


@pytest.mark.parametrize("group", GROUPS)
def test_without_it_there_is_no_power_on_any_page(db, client, settings, group):
    settings.REQUIRE_STAFF_2FA = True
    person = somebody(group)

    assert not person.has_power
    assert not person.has_perm("members.view_user")
    assert not person.has_module_perms("members")


def test_a_member_without_powers_is_asked_for_nothing(ana, as_, settings):
    settings.REQUIRE_STAFF_2FA = True

    page = as_(ana).get(reverse("mfa_index")).text

    assert "needs a second factor" not in page
    assert "Go on to the desk" not in page
