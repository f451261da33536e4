"""The committee writes a template: chapters, items, their order, versions that stay."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from core.exceptions import Refused
from roadmaps.actions import building, taking
from roadmaps.models import ChecklistTemplate, Item
from tests.factories.roadmaps import TemplateFactory, headed_centre

pytestmark = pytest.mark.django_db


def begin(vera, **changes):
    given = {"language": "en", "holder_kinds": ["centre"], "title": {"en": "Opening a lab"},
             "summary": {}, **changes}  # fmt: skip
    return building.create(vera, **given)


def add(version, by, title, chapter, **changes):
    given = {"title": {"en": title}, "explanation": {}, "evidence": "none", "depends_on": [],
             "chapter": chapter.key, **changes}  # fmt: skip
    return building.save_item(version, by, None, **given)


@pytest.fixture
def version(vera):
    return begin(vera)


@pytest.fixture
def chapter(version, vera):
    return building.save_chapter(version, vera, None, title={"en": "Rooms"})


def titles(version):
    return [
        (chapter.title_words, [item.title_words for item in chapter.list_of_items])
        for chapter in version.outline()
    ]


def test_the_committee_writes_a_template_on_the_site_and_publishes_it(as_, vera, visitor):
    client = as_(vera)
    client.post(reverse("roadmaps:build_add"), {
        "own_language": "en", "title_en": "Opening a lab", "title_sq": "Hapja e laboratorit",
        "summary_en": "For those who begin.", "holder_kinds": ["centre"],
    })  # fmt: skip
    slug = ChecklistTemplate.objects.get(slug="opening-a-lab").slug
    version = ChecklistTemplate.objects.get(slug=slug).versions.get()
    client.post(reverse("roadmaps:build_chapter_add", args=[slug]),
                {"title_en": "Rooms", "revision": version.revision})  # fmt: skip
    version.refresh_from_db()
    client.post(reverse("roadmaps:build_item_add", args=[slug]), {
        "title_en": "Find a room", "explanation_en": "A **door** with a name.",
        "chapter": version.chapters.get().key, "evidence": "link", "revision": version.revision,
        "document_label": "A plan", "document_url": "https://example.org/plan",
    })  # fmt: skip
    page = reverse("roadmaps:template", args=[slug])
    assert visitor.get(page).status_code == 404

    client.post(reverse("roadmaps:build", args=[slug]), {"do": "publish"})

    text = visitor.get(page).content.decode()
    assert "Find a room" in text
    assert "<strong>door</strong>" in text
    assert "https://example.org/plan" in text
    with override("sq"):
        assert str(ChecklistTemplate.objects.get(slug=slug)) == "Hapja e laboratorit"
    with override("mk"):
        assert str(ChecklistTemplate.objects.get(slug=slug)) == "Opening a lab"


def test_who_is_not_on_the_committee_writes_nothing(version, lule):
    with pytest.raises(Refused, match="Only the committee"):
        building.save_chapter(version, lule, None, title={"en": "Mine"})
    with pytest.raises(Refused, match="Only the committee"):
        begin(lule)


def test_a_text_is_first_written_in_the_templates_own_language(vera):
    with pytest.raises(Refused, match="own language first"):
        begin(vera, language="mk", title={"en": "Opening a lab"})


def test_of_two_windows_the_later_one_is_told_and_keeps_what_was_typed(as_, vera, version):
    client, url = as_(vera), reverse("roadmaps:build_chapter_add", args=[version.template.slug])
    seen = version.revision
    client.post(url, {"title_en": "From the first window", "revision": seen})

    answer = client.post(url, {"title_en": "From the second window", "revision": seen})

    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Somebody has changed this template meanwhile" in text
    assert 'value="From the second window"' in text
    assert [name for name, _items in titles(version)] == ["From the first window"]
    version.refresh_from_db()
    again = client.post(url, {"title_en": "From the second window", "revision": version.revision})
    assert again.status_code == 302


def test_an_item_waits_only_for_what_stands_above_it(version, chapter, vera):
    first = add(version, vera, "First", chapter)
    second = add(version, vera, "Second", chapter, depends_on=[first.key])

    assert list(second.depends_on.all()) == [first]
    with pytest.raises(Refused, match="“Second” stands below"):
        add(version, vera, "First", chapter, key=first.key, depends_on=[second.key])
    with pytest.raises(Refused, match="cannot wait for itself"):
        add(version, vera, "First", chapter, key=first.key, depends_on=[first.key])
    with pytest.raises(Refused, match="not in this template"):
        add(version, vera, "Third", chapter, depends_on=["forged"])
    assert not Item.objects.filter(title={"en": "Third"}).exists()


def test_rows_are_moved_by_buttons_and_by_dragging_and_never_above_what_they_wait_for(
    as_, vera, version, chapter
):
    other = building.save_chapter(version, vera, None, title={"en": "People"})
    first = add(version, vera, "First", chapter)
    second = add(version, vera, "Second", chapter, depends_on=[first.key])
    third = add(version, vera, "Third", other)
    client, url = as_(vera), reverse("roadmaps:build", args=[version.template.slug])
    rows = [f"c:{chapter.key}", f"i:{first.key}", f"i:{second.key}", f"c:{other.key}",
            f"i:{third.key}"]  # fmt: skip

    def send(order, **pressed):
        version.refresh_from_db()
        data = {"order": order, "revision": version.revision, **(pressed or {"do": "order"})}
        return client.post(url, data, follow=True).content.decode()

    send(rows, up=f"i:{third.key}")
    assert titles(version) == [("Rooms", ["First", "Second", "Third"]), ("People", [])]
    send(rows, up=f"c:{other.key}")
    assert titles(version) == [("People", ["Third"]), ("Rooms", ["First", "Second"])]
    said = send([rows[0], rows[2], rows[1], rows[3], rows[4]])
    assert "“Second” waits for “First”" in said
    assert "other rows than the template" in send([*rows, "i:forged"])
    assert "A chapter has to stand first" in send([rows[1], rows[0], *rows[2:]])
    assert titles(version) == [("People", ["Third"]), ("Rooms", ["First", "Second"])]


def test_what_others_wait_for_and_chapters_with_items_are_not_removed(version, chapter, vera):
    first = add(version, vera, "First", chapter)
    second = add(version, vera, "Second", chapter, depends_on=[first.key])

    with pytest.raises(Refused, match="“Second” waits for this one"):
        building.remove_item(version, vera, None, first.key)
    with pytest.raises(Refused, match="There are items in this chapter"):
        building.remove_chapter(version, vera, None, chapter.key)
    building.remove_item(version, vera, None, second.key)
    building.remove_item(version, vera, None, first.key)
    building.remove_chapter(version, vera, None, chapter.key)
    assert titles(version) == []


def test_a_version_is_frozen_by_its_first_copy_and_a_change_makes_the_next(ana, vera):
    template = TemplateFactory()
    version = template.published()
    chapter = version.chapters.get()
    building.save_chapter(version, vera, None, key=chapter.key, title={"en": "Better words"})
    taking.take(template, headed_centre(ana), ana)

    with pytest.raises(Refused, match="Begin the next version"):
        building.save_chapter(version, vera, None, key=chapter.key, title={"en": "Later"})
    following = building.next_version(template, vera)

    assert (following.number, following.published_at) == (2, None)
    assert (
        titles(following) == titles(version) == [("Better words", ["Item first", "Item second"])]
    )
    assert {item.key for item in following.items.all()} == {"first", "second"}
    assert list(following.items.get(key="second").depends_on.values_list("key", flat=True)) == [
        "first"
    ]
    assert template.published() == version
    assert building.next_version(template, vera) == following


def test_an_empty_template_is_not_published(version, vera):
    with pytest.raises(Refused, match="nothing to do in it yet"):
        building.publish(version, vera)


def test_a_withdrawn_template_is_taken_by_nobody_until_it_is_restored(ana, vera, visitor):
    template, centre = TemplateFactory(), headed_centre(ana)
    url = reverse("roadmaps:template", args=[template.slug])
    building.withdraw(template, vera)
    template.refresh_from_db()

    assert visitor.get(url).status_code == 404
    with pytest.raises(Refused):
        taking.take(template, centre, ana)
    building.restore(template, vera)
    template.refresh_from_db()
    assert visitor.get(url).status_code == 200
    assert taking.take(template, centre, ana)


def test_html_in_a_text_is_shown_as_what_somebody_typed(as_, vera, visitor):
    template = TemplateFactory()
    version = template.published()
    chapter = version.chapters.get()
    building.save_item(
        version, vera, None, key="first", chapter=chapter.key, evidence="none", depends_on=[],
        title={"en": "<script>alert(1)</script>"}, explanation={"en": "<img src=x onerror=y>"},
    )  # fmt: skip

    text = visitor.get(reverse("roadmaps:template", args=[template.slug])).content.decode()

    assert "<script>alert(1)" not in text
    assert "&lt;script&gt;alert(1)" in text
    assert "<img src=x" not in text


def test_a_preview_is_in_the_language_that_was_chosen(as_, vera):
    version = begin(vera, title={"en": "Opening a lab", "sq": "Hapja e laboratorit"})
    url = reverse("roadmaps:build_preview", args=[version.template.slug])

    assert "Hapja e laboratorit" in as_(vera).get(url, {"language": "sq"}).content.decode()
    assert "Hapja e laboratorit" not in as_(vera).get(url, {"language": "xx"}).content.decode()
