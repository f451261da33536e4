"""The language of the account holds: after signing in, at the desks, and from outside."""

import pytest
from allauth.account.models import EmailAddress

PASSWORD = "a-good-long-password-2026"
OUTSIDE = {"Sec-Fetch-Dest": "document", "Sec-Fetch-Site": "none"}
WITHIN = {"Sec-Fetch-Dest": "document", "Sec-Fetch-Site": "same-origin"}


def in_language(person, language):
    person.language = language
    person.set_password(PASSWORD)
    person.save()
    EmailAddress.objects.get_or_create(
        user=person, email=person.email, defaults={"verified": True, "primary": True}
    )
    return person


@pytest.mark.parametrize(
    ("wanted", "there"),
    [
        ("/forum/", "/sq/forum/"),
        ("/mk/forum/?page=2", "/sq/forum/?page=2"),
        ("/admin/", "/admin/"),
    ],
)
def test_who_signs_in_goes_on_in_the_language_of_the_account(visitor, ana, wanted, there):
    in_language(ana, "sq")

    answer = visitor.post(
        "/account/login/", {"login": ana.email, "password": PASSWORD, "next": wanted}
    )

    assert answer["Location"] == there


def test_a_page_opened_from_outside_is_read_in_the_language_of_the_account(as_, ana):
    client = as_(in_language(ana, "sq"))

    assert client.get("/events/?q=x", headers=OUTSIDE)["Location"] == "/sq/events/?q=x"
    assert client.get("/mk/events/", headers=OUTSIDE).headers["Content-Language"] == "mk"
    assert client.get("/sq/events/", headers=OUTSIDE).status_code == 200


def test_who_chooses_another_language_in_the_menu_stays_in_it(as_, ana):
    client = as_(in_language(ana, "sq"))

    assert client.get("/mk/events/", headers=WITHIN).headers["Content-Language"] == "mk"
    assert client.get("/events/", headers=WITHIN).headers["Content-Language"] == "en"


def test_the_answer_of_another_site_one_signs_in_with_keeps_its_address(as_, ana):
    client = as_(in_language(ana, "sq"))
    answer = client.get(
        "/account/email/", headers={"Sec-Fetch-Dest": "document", "Sec-Fetch-Site": "cross-site"}
    )

    assert answer.status_code == 200


@pytest.mark.parametrize("language", ["sq", "mk", "cnr"])
def test_the_desk_speaks_the_language_of_the_account(as_, vera, language):
    answer = as_(in_language(vera, language)).get("/admin/members/application/")
    html = answer.content.decode()

    assert f'<html lang="{language}"' in html
    assert answer.headers["Content-Language"] == language
    assert "Select application" not in html


def test_the_desk_of_pages_speaks_the_language_of_the_account(as_, emil):
    answer = as_(in_language(emil, "el")).get("/cms/")

    assert '<html lang="el"' in answer.content.decode()


@pytest.mark.parametrize("language", ["", "xx", "tlh"])
def test_a_language_that_nobody_knows_changes_nothing(as_, vera, language):
    assert as_(in_language(vera, language)).get("/admin/").status_code == 200
