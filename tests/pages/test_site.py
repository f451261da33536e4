"""The tree that is there from the first minute, and that editors cannot build wrongly."""

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management import call_command
from wagtail.models import Locale, Page, Site

from core.models import SearchEntry
from pages.models import ContactPage, HomePage, NewsIndexPage, NewsPage, StandardPage
from pages.site import ensure_site

pytestmark = pytest.mark.django_db

KINDS = {HomePage, StandardPage, NewsIndexPage, NewsPage, ContactPage}


def addresses():
    return set(Page.objects.filter(depth=3).values_list("slug", flat=True))


def test_the_first_pages_are_there_and_can_be_found(visitor):
    assert addresses() == {
        "mission", "management", "membership", "news", "contact", "privacy",
    }  # fmt: skip
    assert set(SearchEntry.objects.filter(kind="page").values_list("path", flat=True)) == {
        "/", "/mission/", "/management/", "/membership/", "/news/", "/contact/", "/privacy/",
    }  # fmt: skip


def test_making_the_site_again_changes_nothing():
    before = list(Page.objects.values_list("pk", "path", "slug"))

    ensure_site()

    assert list(Page.objects.values_list("pk", "path", "slug")) == before
    assert Site.objects.get().root_page.specific == HomePage.objects.get()


def test_what_an_editor_deleted_stays_deleted():
    Page.objects.get(slug="privacy").delete()

    ensure_site()

    assert "privacy" not in addresses()


@pytest.mark.django_db(transaction=True)
def test_the_site_comes_back_after_the_tables_were_emptied(visitor, emil_may):
    call_command("flush", interactive=False, verbosity=0)

    assert visitor.get("/mission/").status_code == 200
    assert Locale.objects.count() == 10
    assert emil_may("/cms/")


@pytest.fixture
def emil_may(as_, request):
    """`emil_may(path)`: whether an editor, made now, may open it."""

    def ask(path):
        return as_(request.getfixturevalue("emil")).get(path).status_code == 200

    return ask


@pytest.mark.parametrize(
    ("parent", "children"),
    [
        (HomePage, {StandardPage, NewsIndexPage, ContactPage}),
        (StandardPage, {StandardPage}),
        (NewsIndexPage, {NewsPage}),
        (NewsPage, set()),
        (ContactPage, set()),
    ],
)
def test_what_can_be_made_below_what(parent, children):
    assert set(parent.allowed_subpage_models()) == children


def test_every_page_type_of_ours_says_where_it_belongs():
    ours = {
        model for model in apps.get_app_config("pages").get_models() if issubclass(model, Page)
    }

    assert ours == KINDS
    for model in ours:
        assert {"parent_page_types", "subpage_types"} <= set(vars(model)), model


def test_there_is_one_home_one_list_of_news_and_one_contact_page():
    root, home = Page.get_first_root_node(), HomePage.objects.get()

    assert not HomePage.can_create_at(root)
    assert not NewsIndexPage.can_create_at(home)
    assert not ContactPage.can_create_at(home)
    assert StandardPage.can_create_at(home)


@pytest.mark.parametrize("slug", ["members", "search", "cms", "admin", "sq", "api", "health"])
def test_a_page_cannot_take_the_address_of_another_part_of_the_site(slug):
    page = StandardPage(title="Mine", slug=slug)

    with pytest.raises(ValidationError, match="Another part of the site"):
        page.clean()


def test_an_article_cannot_take_the_address_of_the_feed():
    with pytest.raises(ValidationError, match="feed"):
        NewsPage(title="Feed", slug="feed").clean()


def test_an_article_with_an_image_says_what_it_shows(picture):
    page = NewsPage(title="Seen", slug="seen", image=picture, image_alt=" ")

    with pytest.raises(ValidationError, match="Say what the image shows"):
        page.clean()
