from xml.etree import ElementTree

import pytest

from core.models import SearchEntry

pytestmark = pytest.mark.django_db


def locations(xml: bytes) -> set[str]:
    return {
        element.text for element in ElementTree.fromstring(xml).iter() if element.tag[-3:] == "loc"
    }


def test_the_old_name_of_a_sites_mark_leads_to_it(visitor):
    assert visitor.get("/favicon.ico")["Location"].endswith("img/mark.svg")


def test_robots_stay_out_of_what_is_personal_and_find_the_map(visitor):
    text = visitor.get("/robots.txt").content.decode()

    assert "Disallow: /my/" in text
    assert "Sitemap: http://testserver/sitemap.xml" in text


def test_the_map_holds_what_anybody_may_find_and_nothing_else(visitor):
    SearchEntry.objects.all().delete()
    for audience in ("public", "members"):
        SearchEntry.objects.create(
            kind="news", object_id=audience, title=audience, path=f"/{audience}/",
            audience=audience, folded_title=audience,
        )  # fmt: skip

    parts = locations(visitor.get("/sitemap.xml").content)
    things = locations(visitor.get("/sitemap-things.xml").content)

    assert parts == {
        "http://testserver/sitemap-sections.xml", "http://testserver/sitemap-things.xml",
    }  # fmt: skip
    assert things == {"http://testserver/public/"}


def test_the_map_names_each_part_of_the_site_in_ten_languages(visitor):
    sections = locations(visitor.get("/sitemap-sections.xml").content)

    assert {"http://testserver/members/", "http://testserver/sq/members/"} <= sections
    assert len([path for path in sections if path.endswith("/members/")]) == 10


def test_who_found_a_hole_learns_where_to_tell(visitor):
    text = visitor.get("/.well-known/security.txt").content.decode()

    assert "Contact: mailto:" in text
    assert "Expires: " in text
