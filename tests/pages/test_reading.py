import pytest
from django.test import Client
from django.utils.translation import gettext, override
from wagtail.models import Locale, Page

from pages.models import HomePage, NewsPage, StandardPage

pytestmark = pytest.mark.django_db

FIRST = ["/", "/mission/", "/management/", "/membership/", "/news/", "/contact/", "/privacy/"]


@pytest.mark.parametrize("path", FIRST)
def test_anyone_reads_the_first_pages(visitor, path):
    response = visitor.get(path)

    assert response.status_code == 200
    assert response.content.count(b"<h1") == 1


@pytest.mark.parametrize("path", ["/nowhere/", "/news/nothing/", "/mission/nothing/", "/home/"])
def test_what_is_not_there_is_404(visitor, path):
    assert visitor.get(path).status_code == 404


def test_a_draft_is_404_until_it_is_published(visitor, home):
    page = home.add_child(
        instance=StandardPage(title="Soon", slug="soon", live=False, locale=home.locale)
    )

    assert visitor.get("/soon/").status_code == 404

    page.save_revision().publish()

    assert visitor.get("/soon/").status_code == 200


@pytest.mark.parametrize("path", ["/", "/mission/", "/news/"])
def test_a_page_takes_no_post(visitor, path):
    assert visitor.post(path).status_code == 405


def translate(page, language, **changes):
    locale = Locale.objects.get(language_code=language)
    copy = page.copy_for_translation(locale, copy_parents=True)
    for name, value in changes.items():
        setattr(copy, name, value)
    copy.save_revision().publish()
    return copy


@pytest.fixture
def misioni(home):
    """The mission in Albanian, under an Albanian address."""
    mission = StandardPage.objects.get(slug="mission")
    translate(home, "sq", lead="Universitetet e Ballkanit.")
    return translate(mission, "sq", title="Misioni", slug="misioni")


def stand_in(code, name):
    """What the notice says to a reader of that language."""
    with override(code):
        words = gettext(
            "Nobody has translated this page into %(asked)s yet, so you see it in %(given)s."
        )
    return words % {"asked": name, "given": "English"}


def test_a_page_nobody_translated_stands_in_with_a_notice(visitor):
    html = visitor.get("/sq/mission/").content.decode()

    assert stand_in("sq", "shqip") in html
    assert '<article class="stack" lang="en">' in html


def test_a_translation_needs_no_notice(visitor, misioni):
    html = visitor.get("/sq/misioni/").content.decode()

    assert "Misioni" in html
    assert stand_in("sq", "shqip") not in html


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("/sq/mission/", "/sq/misioni/"),
        ("/misioni/", "/mission/"),
        ("/mk/misioni/", "/mk/mission/"),
    ],
)
def test_another_language_of_a_page_is_found_by_any_of_its_addresses(
    visitor, misioni, asked, answered
):
    response = visitor.get(asked)

    assert response.status_code == 302
    assert response.url == answered


def test_home_is_read_in_each_language(visitor, misioni):
    assert "Universitetet e Ballkanit." in visitor.get("/sq/").content.decode()
    assert stand_in("mk", "македонски") in visitor.get("/mk/").content.decode()


def test_news_shows_articles_of_the_language_and_english_ones_not_translated(
    visitor, article, misioni
):
    article(title="Only in English")
    both = article(title="In English")
    translate(both, "sq", title="Në shqip")

    titles = [page.title for page in visitor.get("/sq/news/").context["articles"]]

    assert set(titles) == {"Only in English", "Në shqip"}


def test_the_newest_article_stands_first(visitor, article):
    article(title="Old", date="2026-01-01")
    article(title="New", date="2026-02-01")

    titles = [page.title for page in visitor.get("/news/").context["articles"]]

    assert titles == ["New", "Old"]


def test_an_article_shows_its_picture_with_words_for_it(visitor, article, picture):
    page = article(image=picture, image_alt="Six people round a table")

    html = visitor.get(page.get_absolute_url()).content.decode()

    assert 'alt="Six people round a table"' in html


def test_the_feed_of_news(visitor, article):
    article(title="In the feed", summary="Short.")

    response = visitor.get("/news/feed/")

    assert response["Content-Type"].startswith("application/atom+xml")
    assert b"In the feed" in response.content
    assert b"http://testserver/news/in-the-feed/" in response.content


def test_the_search_follows_what_editors_do(visitor, article):
    from core.models import SearchEntry

    page = article(title="Here today")
    entry = SearchEntry.objects.get(kind="news")
    assert (entry.title, entry.path) == ("Here today", "/news/here-today/")

    page.slug = "renamed"
    page.save_revision().publish()
    assert SearchEntry.objects.get(kind="news").path == "/news/renamed/"

    page.unpublish()
    assert not SearchEntry.objects.filter(kind="news").exists()

    page.save_revision().publish()
    NewsPage.objects.get().delete()
    assert not SearchEntry.objects.filter(kind="news").exists()


def test_a_page_that_moves_takes_its_branch_along_in_the_search(home):
    from core.models import SearchEntry

    mission = StandardPage.objects.get(slug="mission")
    mission.add_child(instance=StandardPage(title="Vision", slug="vision", locale=home.locale))
    mission.get_children().get().specific.save_revision().publish()

    Page.objects.get(slug="mission").move(Page.objects.get(slug="membership"), pos="last-child")

    paths = set(SearchEntry.objects.filter(title__in=["Vision"]).values_list("path", flat=True))
    assert paths == {"/membership/mission/vision/"}


@pytest.mark.parametrize(("path", "queries"), [("/", 5), ("/mission/", 2), ("/news/", 4)])
@pytest.mark.parametrize("count", [1, 3])
def test_pages_cost_the_same_for_one_row_and_for_three(
    visitor, article, django_assert_num_queries, count, path, queries
):
    for number in range(count):
        article(title=f"Article {number}")
    visitor.get(path)

    with django_assert_num_queries(queries):
        visitor.get(path)


def test_contact_needs_its_token():
    client = Client(enforce_csrf_checks=True)

    assert client.post("/contact/", {}).status_code == 403


def test_home_knows_its_language(home):
    assert HomePage.objects.get().get_absolute_url() == "/"
