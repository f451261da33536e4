"""Self-assessments by the hundred: of members alone, of institutions together, closed rounds."""

from datetime import timedelta
from random import Random

from django.utils import timezone

from assessments.actions.guides import freeze
from assessments.models import Assessment, Guide, GuideVersion, OwnSheet, Round
from assessments.results import levels_of
from assessments.words import in_all_languages, spelled_out
from members.models import Institution, User
from surveys.models import Survey, Tally, Version

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_ROLES = ["representative", "centre-head", "staff"]
# Of ten assessments so many are of one person, and of an institution.
_OF_PEOPLE, _OF_INSTITUTIONS = 8, 2


def run(plan, rng, step) -> None:
    """As many as were asked for, at most as many as there are people and institutions without."""
    for subject, share, make in (
        (Guide.Subject.PERSON, _OF_PEOPLE, _of_people),
        (Guide.Subject.TEACHING, _OF_INSTITUTIONS, _of_institutions),
    ):
        guide = Guide.objects.filter(subject=subject).order_by("order").first()
        version = guide and guide.current
        if version is not None:
            number = plan.assessments * share // (_OF_PEOPLE + _OF_INSTITUTIONS)
            made = make(version, number, rng)
            if made:
                freeze(version)
            step(f"assessments of {subject}", made, made)


def _answers(version: GuideVersion, rng: Random) -> dict:
    return {
        question.key: {"choice": rng.choice(levels_of(question)).key}
        for question in version.instrument.questions
    }


def _finished(version: GuideVersion, salt: float, key: int, **subject) -> Assessment:
    # Of each subject its own numbers: a second run does not draw those of the first.
    rng = Random(f"{salt}:{version.guide.slug}:{key}")
    moment = timezone.now() - timedelta(days=rng.randint(1, 700))
    return Assessment(
        short_id="".join(rng.choices(_ALPHABET, k=10)), version=version,
        agreed=_answers(version, rng),
        state=Assessment.State.FINISHED, started_at=moment - timedelta(days=9),
        finished_at=moment, counted_since=moment if rng.random() < 0.5 else None, **subject,
    )  # fmt: skip


def _of_people(version: GuideVersion, number: int, rng: Random) -> int:
    there = Assessment.objects.filter(version__guide=version.guide, person__isnull=False)
    people = User.objects.filter(is_member=True).exclude(pk__in=there.values("person"))
    keys = people.order_by("pk").values_list("pk", flat=True)[:number]
    salt = rng.random()
    rows = [_finished(version, salt, key, person_id=key, started_by_id=key) for key in keys]
    rows = Assessment.objects.bulk_create(rows)
    OwnSheet.objects.bulk_create(
        OwnSheet(
            assessment=row, person_id=row.person_id, answers=row.agreed,
            handed_in_at=row.finished_at,
        )
        for row in rows
    )  # fmt: skip
    return len(rows)


def _of_institutions(version: GuideVersion, number: int, rng: Random) -> int:
    """Each with three sheets, what was agreed on, and a round that is over."""
    there = Assessment.objects.filter(version__guide=version.guide, institution__isnull=False)
    places = Institution.objects.exclude(pk__in=there.values("institution")).order_by("pk")
    salt = rng.random()
    rows = [_finished(version, salt, one.pk, institution=one) for one in places[:number]]
    rows = Assessment.objects.bulk_create(rows)
    OwnSheet.objects.bulk_create(
        OwnSheet(
            assessment=row, role=role, answers=_answers(version, rng),
            handed_in_at=row.finished_at,
        )
        for row in rows
        for role in _ROLES
    )  # fmt: skip
    for row in rows:
        _round(version, row, rng)
    return len(rows)


def _round(version: GuideVersion, row: Assessment, rng: Random) -> None:
    """Over, with its tally: of the sheets nothing is left."""
    content, place, end = in_all_languages(version.content), row.institution, row.finished_at
    people = rng.randint(5, 60)
    survey = Survey.objects.create(
        title=spelled_out(version.guide.title), intro=spelled_out(version.guide.intro),
        purpose=Survey.Purpose.ROUND,
        language_order=content["languages"], institution=place, is_anonymous=True,
        audience=Survey.Audience.INSTITUTION, audience_key=str(place.pk), is_listed=False,
        state=Survey.State.CLOSED, opens_at=end - timedelta(days=20), closes_at=end,
        received=people,
    )  # fmt: skip
    asked = Version.objects.create(survey=survey, content=content)
    counts = {}
    for question in version.instrument.questions:
        levels = [level.key for level in levels_of(question)]
        chosen = rng.choices(levels, k=people)
        counts[question.key] = {"n": people, "options": {k: chosen.count(k) for k in levels}}
    Tally.objects.create(version=asked, sheets=people, counts=counts)
    Round.objects.create(
        survey=survey, version=version, institution=place, opened_at=end - timedelta(days=20)
    )
