import factory
from django.core.files.base import ContentFile
from django.utils import timezone

from core import search
from resources import tallies
from resources.models import Author, Resource, ResourceFile
from tests.factories.members import MemberFactory

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


class ResourceFactory(factory.django.DjangoModelFactory):
    """A complete draft with one author."""

    class Meta:
        model = Resource
        skip_postgeneration_save = True

    kind = "slides"
    title = factory.Sequence("Slides number {}".format)
    abstract = "Slides for a first lecture on **assessment**."
    language = "en"
    licence = "cc-by-4.0"
    discipline = "011"
    link = "https://example.org/slides"
    depositor = factory.SubFactory(MemberFactory)
    rights_confirmed_at = factory.LazyFunction(timezone.now)
    byline = "Ana Author"

    @factory.post_generation
    def author(self, create, extracted, **kwargs):
        Author.objects.create(resource=self, name=extracted or "Ana Author")


class SubmittedFactory(ResourceFactory):
    """Waits for a curator."""

    state = Resource.State.SUBMITTED
    submitted_at = factory.LazyFunction(timezone.now)


class AcceptedFactory(ResourceFactory):
    """In the catalogue, counted and findable."""

    class Meta:
        skip_postgeneration_save = True

    state = Resource.State.ACCEPTED
    submitted_at = factory.LazyFunction(timezone.now)
    published_at = factory.LazyFunction(timezone.now)

    @factory.post_generation
    def tagged(self, create, extracted, **kwargs):
        self.tags.add(*(extracted or []))
        tallies.change(self, +1)
        search.index(self)


class FileFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ResourceFile

    resource = factory.SubFactory(AcceptedFactory)
    number = factory.Sequence(lambda n: n + 1)
    name = "slides.pdf"
    size = len(PDF)
    sha256 = "0" * 64
    media_type = "application/pdf"
    file = factory.LazyFunction(lambda: ContentFile(PDF, name="slides.pdf"))
