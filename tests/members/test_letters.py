import pytest
from django.urls import reverse

CHOOSE = reverse("members:language_choose")


def test_ana_chooses_language_and_zone(ana, as_):
    as_(ana).post(reverse("members:letters"), {"language": "mk", "timezone": "Europe/Athens"})

    ana.refresh_from_db()
    assert (ana.language, ana.timezone) == ("mk", "Europe/Athens")


@pytest.mark.parametrize(
    "answers", [{"language": "xx", "timezone": "Europe/Athens"}, {"timezone": "Mars/Olympus"}]
)
def test_what_does_not_exist_is_refused(ana, as_, answers):
    answer = as_(ana).post(reverse("members:letters"), answers)

    ana.refresh_from_db()
    assert answer.status_code == 200
    assert (ana.language, ana.timezone) == ("en", "Europe/Belgrade")


def test_who_reads_albanian_may_get_letters_in_it(ana, as_):
    client = as_(ana)
    page = client.get("/sq/account/email/").text

    answer = client.post(CHOOSE, {"language": "sq", "next": "/sq/account/email/"})

    ana.refresh_from_db()
    assert f'action="/sq{CHOOSE}"' in page
    assert answer.url == "/sq/account/email/"
    assert ana.language == "sq"
    assert CHOOSE not in client.get(answer.url).text


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "javascript:1"])
def test_it_leads_nowhere_else(ana, as_, back):
    answer = as_(ana).post(CHOOSE, {"language": "en", "next": back})

    assert answer.url == "/"


def test_an_unknown_language_changes_nothing(ana, as_):
    as_(ana).post(CHOOSE, {"language": "xx", "next": "/"})

    ana.refresh_from_db()
    assert ana.language == "en"


@pytest.mark.parametrize("back", ["NaN", "0000-00-00", "9999-12-31T23:59", "members:join", "[]"])
def test_it_takes_no_word_for_the_name_of_a_page(ana, as_, back):
    answer = as_(ana).post(CHOOSE, {"language": "sq", "next": back})

    assert answer.status_code == 302
    assert answer.url in (back, "/")
