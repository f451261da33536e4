"""A newer version offers what it changed; each is taken or left, and nothing is lost."""

import pytest
from django.urls import reverse

from core.exceptions import Refused
from roadmaps.actions import building, steps, versions
from roadmaps.models import Checklist, TemplateVersion
from tests.factories.roadmaps import TemplateFactory, add_item, taken

pytestmark = pytest.mark.django_db


@pytest.fixture
def template():
    template = TemplateFactory()
    add_item(template.published().chapters.get(), "third")
    return template


@pytest.fixture
def checklist(ana, template):
    return taken(ana, template=template)


def step(checklist, key):
    found = checklist.steps.select_related("item__version__template").get(item_key=key)
    found.checklist = checklist
    return found


def item(version, by, key, **changes):
    there = version.items.get(key=key) if key else None
    given = {
        "title": there.title if there else {"en": "New item"}, "explanation": {},
        "evidence": there.evidence if there else "none",
        "depends_on": [other.key for other in there.depends_on.all()] if there else [],
        "chapter": version.chapters.get().key, **changes,
    }  # fmt: skip
    return building.save_item(version, by, None, key=key, **given)


@pytest.fixture
def second_version(checklist, template, vera):
    """The second item asks for a link now, the third is gone, one is new."""
    version = building.next_version(template, vera)
    item(version, vera, "second", title={"en": "Item second, better"}, evidence="link")
    building.remove_item(version, vera, None, "third")
    item(version, vera, "")
    return building.publish(version, vera)


def found(checklist):
    checklist = Checklist.objects.select_related("version__template", "template").get(
        pk=checklist.pk
    )
    return {change.title: change.kind for change in versions.changes(checklist)}


def test_a_version_that_is_being_written_offers_nothing(checklist, template, vera):
    version = building.next_version(template, vera)
    item(version, vera, "second", title={"en": "Not yet"})

    assert found(checklist) == {}


def test_a_new_version_offers_what_is_new_changed_and_gone(checklist, second_version):
    assert found(checklist) == {
        "Item second, better": "changed", "New item": "added", "Item third": "gone",
    }  # fmt: skip
    assert str(step(checklist, "second")) == "Item second"


def test_changes_are_taken_one_by_one_on_the_site(as_, ana, checklist, second_version):
    client, url = as_(ana), reverse("roadmaps:changes", args=[checklist.short_id])
    assert "Look at 3 changes" in client.get(checklist.get_absolute_url()).content.decode()

    client.post(url, {"do": "take", "key": "second"})
    assert str(step(checklist, "second")) == "Item second, better"
    assert set(found(checklist)) == {"New item", "Item third"}
    client.post(url, {"do": "leave", "key": "third"})
    new = second_version.items.get(title={"en": "New item"})
    answer = client.post(url, {"do": "take", "key": new.key})

    assert answer.url == checklist.get_absolute_url()
    checklist.refresh_from_db()
    assert checklist.version == second_version
    assert step(checklist, "third").retired_at is None
    # What the new version left as it was follows it, too.
    assert step(checklist, "first").item.version == second_version
    assert found(checklist) == {}


def test_what_was_done_stays_when_its_item_goes_or_changes(ana, checklist, second_version):
    steps.move(step(checklist, "first"), ana, None, "done")
    steps.add_evidence(step(checklist, "third"), ana, note_text="Kept for later")
    steps.move(step(checklist, "third"), ana, None, "done")
    steps.add_evidence(step(checklist, "second"), ana, note_text="We met")
    steps.move(step(checklist, "second"), ana, None, "done")

    versions.accept_all(checklist, ana)

    third, second = step(checklist, "third"), step(checklist, "second")
    assert third.retired_at is not None
    assert (third.state, third.evidence.get().text) == ("done", "Kept for later")
    # A link is asked for now, and there is only a note.
    assert (second.state, second.evidence.get().text) == ("progress", "We met")
    assert step(checklist, "first").state == "done"
    row = Checklist.objects.with_counts().get(pk=checklist.pk)
    assert (row.done_count, row.step_count) == (1, 3)


def test_what_was_left_out_is_offered_again_only_when_it_changes_again(
    ana, vera, checklist, template, second_version
):
    for key in ("second", "third"):
        versions.decline(checklist, ana, key)
    versions.accept_all(checklist, ana)
    assert found(checklist) == {}
    third = building.next_version(template, vera)
    building.publish(third, vera)

    assert found(checklist) == {}
    # Nobody works with the third one yet, so that it may be changed as it stands.
    item(third, vera, "second", title={"en": "Item second, best"}, evidence="link")
    assert found(checklist) == {"Item second, best": "changed"}


def test_a_change_is_decided_once_and_only_by_who_looks_after_it(
    ana, boris, checklist, second_version
):
    with pytest.raises(Refused, match="cannot change"):
        versions.accept(checklist, boris, "second")
    versions.accept(checklist, ana, "second")
    with pytest.raises(Refused, match="decided already"):
        versions.accept(checklist, ana, "second")
    with pytest.raises(Refused, match="decided already"):
        versions.decline(checklist, ana, "forged")


def test_a_version_that_somebody_follows_is_frozen(ana, checklist, second_version):
    versions.accept(checklist, ana, "second")

    second_version = TemplateVersion.objects.get(pk=second_version.pk)
    assert not second_version.is_editable
