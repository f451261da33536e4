import pytest

from tests.browsing import assert_accessible

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_sign_in_page_is_clean(browse):
    page = browse(width=390)

    page.goto("/account/login/")

    assert page.locator("h1").count() == 1
    assert_accessible(page)
