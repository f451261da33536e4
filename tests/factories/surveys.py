from datetime import timedelta

import factory
from django.utils import timezone

from surveys.instrument import Condition, Instrument, Option, Question, Section, dump
from surveys.models import Invitation, Survey, Template, Version
from tests.factories.members import MemberFactory


def option(key: str, words: str, **more) -> Option:
    return Option(key, {"en": words}, **more)


def question(key: str, kind: str, words: str = "", **more) -> Question:
    return Question(key, kind, {"en": words or f"Question {key}"}, **more)


YES_NO = (option("yes", "Yes"), option("no", "No"))
FEW = (option("a", "Lectures"), option("b", "Seminars"), option("c", "Laboratories"))

# A question of every kind that an anonymous survey may ask, in two sections.
EVERY_KIND = Instrument(
    languages=("en", "mk"),
    sections=(
        Section(
            "s1", {"en": "You", "mk": "Вие"},
            questions=(
                question("one", "one", "Do you teach?", is_required=True, options=YES_NO),
                question(
                    "several", "several", "How do you teach?", most=2,
                    options=(*FEW, option("x", "Other", is_other=True),
                             option("n", "None of these", is_outside=True)),
                    condition=Condition("one", ("yes",)),
                ),
                question("short", "short", "Where?"),
                question("number", "number", "How many hours?", lowest=0, highest=60),
                question("date", "date", "Since when?"),
            ),
        ),
        Section(
            "s2", {"en": "Your teaching"},
            questions=(
                question("scale", "scale", "How well?", has_outside=True,
                         low_end={"en": "badly"}, high_end={"en": "well"}),
                question("matrix", "matrix", "How often?", rows=FEW, options=YES_NO,
                         has_outside=True),
                question("ranking", "ranking", "What first?", options=FEW),
                question("level", "level", "Where do you stand?", options=(
                    option("l1", "Beginning", description={"en": "We talk about it."}),
                    option("l2", "Settled", description={"en": "We do it every year."}),
                )),
                question("long", "long", "What else?"),
            ),
        ),
    ),
)  # fmt: skip
SHORT = Instrument(
    sections=(Section("s1", {"en": "You"}, questions=EVERY_KIND.sections[0].questions[:1]),)
)


class SurveyFactory(factory.django.DjangoModelFactory):
    """A draft that is complete: `SurveyFactory(instrument=SHORT)` for another questionnaire."""

    class Meta:
        model = Survey
        skip_postgeneration_save = True

    title = factory.Sequence(lambda number: {"en": f"Survey {number}"})
    owner = factory.SubFactory(MemberFactory)
    audience = Survey.Audience.LINK
    closes_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=14))

    @factory.post_generation
    def instrument(self, create, extracted, **kwargs):
        shape = extracted or EVERY_KIND
        Version.objects.create(survey=self, content=dump(shape))


class OpenFactory(SurveyFactory):
    """It asks people now."""

    class Meta:
        skip_postgeneration_save = True

    state = Survey.State.OPEN
    opens_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=1))


class InvitationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Invitation

    survey = factory.SubFactory(SurveyFactory, audience=Survey.Audience.INVITED)
    email = factory.Sequence("asked{}@example.org".format)


class TemplateFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Template

    slug = factory.Sequence("template-{}".format)
    title = factory.Sequence(lambda number: {"en": f"Template {number}"})
    content = factory.LazyFunction(lambda: dump(EVERY_KIND))
