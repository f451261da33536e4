"""Templates and checklists as the tests want them: small, published, taken."""

import factory
from django.utils import timezone

from roadmaps.actions import taking
from roadmaps.models import Chapter, Checklist, ChecklistTemplate, Item, TemplateVersion
from tests.factories.members import CentreFactory, PositionFactory


class TemplateFactory(factory.django.DjangoModelFactory):
    """A published template of one chapter with two items: a tick, and a note after it."""

    class Meta:
        model = ChecklistTemplate
        skip_postgeneration_save = True

    slug = factory.Sequence("template-{}".format)
    holder_kinds = factory.LazyFunction(lambda: ["institution", "centre", "person"])

    @factory.post_generation
    def version(self, create, extracted, **kwargs):
        version = TemplateVersion.objects.create(
            template=self, title={"en": f"List {self.slug}"}, published_at=timezone.now()
        )
        if extracted is not False:
            chapter = add_chapter(version, "Beginning")
            first = add_item(chapter, "first", evidence="none")
            add_item(chapter, "second", evidence="note", after=[first])


def add_chapter(version: TemplateVersion, title: str, stage: str = "") -> Chapter:
    return Chapter.objects.create(
        version=version, title={"en": title}, position=version.chapters.count(), stage=stage
    )


def add_item(chapter: Chapter, key: str, *, evidence: str = "none", after=()) -> Item:
    item = Item.objects.create(
        version=chapter.version, chapter=chapter, key=key, title={"en": f"Item {key}"},
        position=chapter.version.items.count(), evidence=evidence,
    )  # fmt: skip
    item.depends_on.set(after)
    return item


def headed_centre(person, **columns):
    """A centre of which `person` is the head today."""
    centre = CentreFactory(**columns)
    PositionFactory(
        person=person, institution=centre.institution, centre=centre, role="centre-head"
    )
    return centre


def taken(person, holder=None, template=None) -> Checklist:
    """A copy that `person` took, for a centre of theirs if nothing is said."""
    return taking.take(template or TemplateFactory(), holder or headed_centre(person), person)
