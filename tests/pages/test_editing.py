"""What an editor does at /cms/, as far as it is ours."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from wagtail.images import get_image_model
from wagtail.models import Collection, Page

from pages.demo import draw
from pages.models import HomePage, NewsIndexPage, NewsPage, StandardPage

pytestmark = pytest.mark.django_db


def fields(**changed):
    """What the form of an article sends."""
    return {
        "title": "From the desk", "slug": "from-the-desk", "date": "2026-11-01", "author": "Emil",
        "summary": "Short.", "image_alt": "", "seo_title": "", "search_description": "",
        "body-count": "1", "body-0-deleted": "", "body-0-order": "0", "body-0-type": "heading",
        "body-0-id": "", "body-0-value-text": "What happened", "body-0-value-level": "2",
        "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0", "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "", "action-publish": "yes",
    } | changed  # fmt: skip


def new_article():
    index = NewsIndexPage.objects.get()
    return reverse("wagtailadmin_pages:add", args=["pages", "newspage", index.pk])


def test_an_editor_publishes_an_article_that_everybody_reads(as_, emil, visitor):
    response = as_(emil).post(new_article(), fields())

    assert response.status_code == 302, response.context["form"].errors
    html = visitor.get("/news/from-the-desk/").content.decode()
    assert "<h2>What happened</h2>" in html


def test_an_article_whose_image_says_nothing_is_handed_back(as_, emil, picture):
    response = as_(emil).post(new_article(), fields(image=str(picture.pk)))

    assert "Say what the image shows." in response.content.decode()
    assert not NewsPage.objects.exists()


def test_an_editor_adds_images(as_, emil):
    png = SimpleUploadedFile("room.png", draw("a room"), content_type="image/png")

    response = as_(emil).post(
        reverse("wagtailimages:add"),
        {
            "title": "A room",
            "file": png,
            "description": "Chairs",
            "collection": Collection.get_first_root_node().pk,
            "tags": "",
            "focal_point_x": "",
            "focal_point_y": "",
            "focal_point_width": "",
            "focal_point_height": "",
        },
    )

    assert response.status_code == 302, response.context["form"].errors
    assert get_image_model().objects.get().title == "A room"


def test_a_page_is_not_made_where_it_does_not_belong(as_, emil):
    home = HomePage.objects.get()

    url = reverse("wagtailadmin_pages:add", args=["pages", "newspage", home.pk])

    assert as_(emil).get(url).status_code in (302, 403)
    assert not NewsPage.objects.exists()


def test_pages_have_no_audience_of_their_own(as_, admin):
    """What only members may see is in the other apps."""
    assert StandardPage.private_page_options == []


@pytest.mark.parametrize("who", ["ana", "petra", "lule", "mira"])
def test_who_is_no_editor_has_no_business_there(as_, request, who):
    client = as_(request.getfixturevalue(who))

    assert client.get("/cms/").status_code in (302, 403)
    assert client.post(new_article(), fields()).status_code in (302, 403)
    assert not NewsPage.objects.exists()


def test_the_desk_of_editors_carries_our_mark_and_reports(as_, emil):
    html = as_(emil).get("/cms/").content.decode()

    assert "Pages and news of the network" in html
    assert "img/mark.svg" in html
    assert reverse("wagtailadmin_reports:aging_pages") in html


def test_a_draft_can_be_looked_at_before_it_is_published(as_, emil):
    mission = StandardPage.objects.get(slug="mission")
    mission.lead = "Not published yet"
    mission.save_revision()

    html = as_(emil).get(reverse("wagtailadmin_pages:view_draft", args=[mission.pk])).content

    assert b"Not published yet" in html


def test_what_an_editor_puts_into_the_menu_is_in_it_at_once(
    visitor, django_capture_on_commit_callbacks
):
    page = StandardPage.objects.get(slug="privacy")
    menu = '<a href="/privacy/">Privacy</a>'
    assert visitor.get("/mission/").content.decode().count(menu) == 1  # the footer

    with django_capture_on_commit_callbacks(execute=True):
        page.show_in_menus = True
        page.save_revision().publish()

    assert visitor.get("/mission/").content.decode().count(menu) == 2

    with django_capture_on_commit_callbacks(execute=True):
        Page.objects.get(pk=page.pk).specific.unpublish()

    assert visitor.get("/mission/").content.decode().count(menu) == 0


def test_a_page_that_is_deleted_leaves_the_menu_at_once(
    visitor, django_capture_on_commit_callbacks
):
    assert 'href="/privacy/"' in visitor.get("/mission/").content.decode()

    with django_capture_on_commit_callbacks(execute=True):
        Page.objects.get(slug="privacy").delete()

    assert 'href="/privacy/"' not in visitor.get("/mission/").content.decode()


def test_the_menu_says_where_one_is(visitor):
    assert 'href="/mission/" aria-current="page"' in visitor.get("/mission/").content.decode()
    assert 'href="/news/" aria-current="page"' in visitor.get("/news/").content.decode()


@pytest.mark.parametrize("model", ["wagtaildocs/document", "wagtailimages/image"])
@pytest.mark.parametrize("who", ["emil", "admin"])
def test_files_come_in_by_the_door_that_looks_into_them(as_, request, who, model):
    assert as_(request.getfixturevalue(who)).get(f"/admin/{model}/add/").status_code == 404


def test_a_picture_that_would_fill_the_memory_is_refused(as_, emil):
    out = io.BytesIO()
    Image.new("1", (8_000, 8_000)).save(out, "PNG")
    upload = SimpleUploadedFile("large.png", out.getvalue(), "image/png")

    as_(emil).post(
        reverse("wagtailimages:add"),
        {"title": "Large", "file": upload, "collection": Collection.get_first_root_node().pk},
    )

    assert not get_image_model().objects.exists()
