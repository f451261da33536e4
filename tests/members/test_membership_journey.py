from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from members.models import MembershipType
from tests.browsing import assert_accessible, follow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_ana_renews_shows_her_card_and_leaves(browse, ana, scripts):
    until = timezone.localdate() + timedelta(days=9)
    ana.memberships.update(until=until, grace_until=until)
    MembershipType.objects.update(period="rolling", months=12)
    page = browse(ana, width=390, scripts=scripts)

    page.goto(reverse("members:membership"))
    if scripts:
        assert_accessible(page)
    page.get_by_role("button", name="Renew", exact=True).click()
    expect(page.get_by_text("Renewed. Good to have you with us.")).to_be_visible()
    page.get_by_role("link", name="What anybody sees").click()
    expect(page.get_by_text("This membership stands today.")).to_be_visible()
    if scripts:
        assert_accessible(page)

    page.goto(reverse("members:membership"))
    follow(page.get_by_role("link", name="Leave …"))
    if scripts:
        assert_accessible(page)
    page.get_by_role("button", name="Leave", exact=True).click()
    expect(page.get_by_text("Your membership has ended. Your account stays.")).to_be_visible()
    ana.refresh_from_db()
    assert not ana.is_member
