"""The same, as she would do it: in a browser, with her password, on a phone."""

import pytest
from django.urls import reverse

from members.models import User
from tests.portal.test_erased import (  # noqa: F401
    cached,
    files,
    life,
    tables_that_know_her,
    zivana,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_she_closes_her_account_and_is_nowhere(life, zivana, browse, scripts):  # noqa: F811
    zivana.set_password("a-quiet-river-2026")
    zivana.save()
    page = browse(zivana, width=390, scripts=scripts)

    page.goto(reverse("members:own_data"))
    page.get_by_role("link", name="Close my account").click()
    page.get_by_label("stays on the site").check()
    page.get_by_role("button", name="Close my account for good").click()
    page.fill("input[name=password]", "a-quiet-river-2026")
    page.keyboard.press("Enter")
    page.wait_for_url("**/my/data/closed/")

    assert not User.objects.filter(pk=zivana.pk).exists()
    assert tables_that_know_her() <= {"core_letter"}
    assert (files(), cached()) == ([], [])
