from datetime import timedelta

import factory
from django.utils import timezone

from assessments.models import Assessment, Guide, GuideVersion, OwnSheet, Round
from surveys.models import Survey, Tally, Version

from .members import InstitutionFactory, MemberFactory

LEVELS = ["1", "2", "3", "4"]


def criterion(key: str, label: str = "", levels=LEVELS, **more) -> dict:
    options = [
        {"key": at, "label": {"en": f"level {at}"}, "description": {"en": f"It is {at}."}}
        for at in levels
    ]
    outside = {"key": "na", "label": {"en": "does not apply"}, "is_outside": True}
    label = {"en": label or f"Criterion {key}"}
    return {"key": key, "kind": "level", "label": label, "options": [*options, outside], **more}


def content(*dimensions: tuple[str, list[str]], topics: dict | None = None) -> dict:
    """`content(("a", ["a1", "a2"]), ("b", ["b1"]))`: dimensions with their criteria."""
    return {
        "languages": ["en"],
        "sections": [
            {
                "key": key,
                "title": {"en": f"Dimension {key}"},
                "topics": (topics or {}).get(key, []),
                "next_steps": [[2, {"en": f"First {key}"}], [3, {"en": f"Then {key}"}]],
                "questions": [criterion(one) for one in criteria],
            }
            for key, criteria in dimensions
        ],
    }


THREE = content(("a", ["a1", "a2"]), ("b", ["b1", "b2"]), ("c", ["c1", "c2"]))


def choose(**levels) -> dict:
    """`choose(a1=2, b1="na")`: a sheet."""
    return {key: {"choice": str(level)} for key, level in levels.items()}


def posted(**levels) -> dict:
    """The same as a form sends it; words by `a1_words`."""
    return {f"q.{key.replace('_words', '.words')}": str(level) for key, level in levels.items()}


class GuideFactory(factory.django.DjangoModelFactory):
    """For one person, in one version of three dimensions."""

    class Meta:
        model = Guide
        skip_postgeneration_save = True

    slug = factory.Sequence("guide-{}".format)
    subject = Guide.Subject.PERSON
    title = factory.LazyAttribute(lambda guide: {"en": guide.slug.title()})

    @factory.post_generation
    def content(self, create, extracted, **kwargs):
        GuideVersion.objects.create(guide=self, content=extracted or THREE)


class AssessmentFactory(factory.django.DjangoModelFactory):
    """Of one person, being answered."""

    class Meta:
        model = Assessment
        exclude = ["guide"]

    guide = factory.SubFactory(GuideFactory)
    version = factory.LazyAttribute(lambda one: one.guide.current)
    person = factory.SubFactory(MemberFactory)


class FinishedFactory(AssessmentFactory):
    state = Assessment.State.FINISHED
    finished_at = factory.LazyFunction(timezone.now)
    agreed = factory.LazyFunction(lambda: choose(a1=1, a2=2, b1=3, b2=3, c1=4, c2=4))


class SheetFactory(factory.django.DjangoModelFactory):
    """Handed in."""

    class Meta:
        model = OwnSheet

    assessment = factory.SubFactory(AssessmentFactory)
    person = factory.SubFactory(MemberFactory)
    answers = factory.LazyFunction(lambda: choose(a1=2, b1=2, c1=2))
    handed_in_at = factory.LazyFunction(timezone.now)


class RoundFactory(factory.django.DjangoModelFactory):
    """Open, at an institution."""

    class Meta:
        model = Round
        exclude = ["guide", "state"]

    guide = factory.SubFactory(GuideFactory, subject=Guide.Subject.TEACHING)
    state = Survey.State.OPEN
    version = factory.LazyAttribute(lambda one: one.guide.current)
    institution = factory.SubFactory(InstitutionFactory)

    @factory.lazy_attribute
    def survey(self):
        survey = Survey.objects.create(
            title={"en": "A round"}, purpose=Survey.Purpose.ROUND, institution=self.institution,
            audience=Survey.Audience.INSTITUTION, audience_key=str(self.institution.pk),
            state=self.state, closes_at=timezone.now() + timedelta(days=9),
        )  # fmt: skip
        Version.objects.create(survey=survey, content=self.version.content)
        return survey


def tally(survey: Survey, counts: dict[str, dict[str, int]]) -> Tally:
    """What closing leaves of levels: {key of a criterion: {key of an option: number}}."""
    kept = {key: {"n": sum(some.values()), "options": some} for key, some in counts.items()}
    sheets = max((one["n"] for one in kept.values()), default=0)
    return Tally.objects.create(version=survey.current, counts=kept, sheets=sheets)
