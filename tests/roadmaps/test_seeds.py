"""What an empty network has: three checklists, whole and in order."""

import pytest
from django.urls import reverse

from core.models import SearchEntry
from roadmaps import seeds
from roadmaps.models import ChecklistTemplate, Item

pytestmark = pytest.mark.django_db
SLUGS = {"founding-a-ctl", "capacity-building-for-vet", "office-for-projects"}


def test_three_checklists_come_along_published_with_12_to_20_items_each(visitor):
    templates = ChecklistTemplate.objects.filter(is_seeded=True)

    assert {template.slug for template in templates} == SLUGS
    for template in templates:
        version = template.published()
        assert 12 <= version.items.count() <= 20
        assert visitor.get(template.get_absolute_url()).status_code == 200


def test_no_item_waits_for_one_that_stands_below_it():
    needs = Item.depends_on.through.objects.select_related("from_item", "to_item")

    assert needs.exists()
    assert all(need.to_item.position < need.from_item.position for need in needs)


def test_a_chapter_of_the_founding_roadmap_speaks_for_each_stage_on_the_way():
    version = ChecklistTemplate.objects.get(slug="founding-a-ctl").published()

    stages = [chapter.stage for chapter in version.chapters.all() if chapter.stage]

    assert stages == ["planned", "founding", "operating"]


def test_planting_again_puts_nothing_back():
    ChecklistTemplate.objects.get(slug="office-for-projects").delete()

    seeds.plant()

    assert ChecklistTemplate.objects.filter(is_seeded=True).count() == 2


def test_they_are_found_by_a_word_of_an_item(visitor):
    assert SearchEntry.objects.filter(kind="checklist").count() == 3

    text = visitor.get(reverse("portal:search"), {"q": "mandate"}).content.decode()

    assert "Founding a Centre for Teaching and Learning" in text
