"""What a needs analysis says, and which needs were served."""

from dataclasses import dataclass, field
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from core import planning
from core.planning import Planned
from members.models import Country, User
from surveys import threshold
from surveys.instrument import LONG, RANKING, Instrument, Option, Question, Section
from surveys.models import Survey, Tally, Version

from . import ranking
from .models import NeedsAnalysis, NeedsPlan
from .words import said

QUESTION, MORE = "topics", "more"


def instrument(topics: list[tuple[str, dict]]) -> Instrument:
    """One question over the topics, given as (key, words by language), and room for others."""
    order = Question(
        key=QUESTION,
        kind=RANKING,
        is_required=True,
        label={"en": gettext_noop("Put the topics that you need into an order.")},
        help={"en": gettext_noop("The one you need most first. Leave out what you do not need.")},
        options=tuple(Option(key, words) for key, words in topics),
    )
    more = Question(key=MORE, kind=LONG, label={"en": gettext_noop("What else would you need?")})
    return Instrument(
        ("en",), (Section("needs", {"en": gettext_noop("Topics")}, questions=(order, more)),)
    )


def orders_of(version: Version) -> ranking.Orders:
    """The orders that people gave, as the tally of the version keeps them."""
    options = [option.key for option in version.instrument.question(QUESTION).options]
    tally = Tally.objects.filter(version=version).first()
    return ranking.of_counts(tally.counts.get(QUESTION, {}) if tally else {}, options)


@dataclass(frozen=True)
class Group:
    """What one group wants most."""

    label: str
    people: int
    first: list[str]


@dataclass
class Topic:
    """One topic of the result, what is planned for it and what has served it."""

    key: str
    name: str
    ranked: ranking.Ranked
    plans: list[tuple[NeedsPlan, Planned | None]] = field(default_factory=list)
    # Announced events whose words fit, that nobody has linked.
    fitting: list[Planned] = field(default_factory=list)

    @property
    def is_served(self) -> bool:
        return bool(self.fitting) or any(found and found.is_announced for _p, found in self.plans)


@dataclass
class Result:
    """What a closed analysis says to one reader; without topics where too few have answered."""

    people: int
    topics: list[Topic]
    w: Fraction | None
    # By what they are split, and the groups that may be shown.
    breakdown: str
    groups: list[Group]
    other_plans: list[tuple[NeedsPlan, Planned | None]]

    @property
    def strength(self) -> str:
        return ranking.strength(self.w)

    @property
    def w_value(self) -> float | None:
        return None if self.w is None else float(self.w)


def result(analysis: NeedsAnalysis, viewer) -> Result | None:
    """The result, once the survey is closed; None before."""
    if analysis.survey.state != Survey.State.CLOSED:
        return None
    version = analysis.survey.current
    content = version.instrument
    options = {option.key: option for option in content.question(QUESTION).options}
    names = {key: said(option.label, content.languages) for key, option in options.items()}
    orders = orders_of(version)
    others = _plans(analysis, "", viewer)
    if orders.people < threshold.LEAST:
        return Result(orders.people, [], None, "", [], others)
    topics = [Topic(row.option, names[row.option], row) for row in ranking.ranked(orders)]
    _serve(analysis, topics, viewer)
    return Result(
        orders.people,
        topics,
        ranking.agreement(orders),
        analysis.survey.get_breakdown_display(),
        _groups(analysis.survey, version, names),
        others,
    )


def _plans(analysis, topic: str, viewer) -> list[tuple[NeedsPlan, Planned | None]]:
    return _with_planned(analysis.plans.filter(topic=topic).select_related("person"), viewer)


def _with_planned(plans, viewer) -> list[tuple[NeedsPlan, Planned | None]]:
    plans = list(plans)
    known = {
        (name, key): one
        for name, kind in planning.kinds().items()
        if (keys := [plan.served_key for plan in plans if plan.served_by == name])
        for key, one in kind.known(keys, viewer).items()
    }
    return [(plan, known.get((plan.served_by, plan.served_key))) for plan in plans]


def _serve(analysis: NeedsAnalysis, topics: list[Topic], viewer) -> None:
    """Lay the lines of the plan, and what else took place since, beside the topics."""
    by_key = {topic.key: topic for topic in topics}
    rows = analysis.plans.exclude(topic="").select_related("person")
    for plan, found in _with_planned(rows, viewer):
        if plan.topic in by_key:
            by_key[plan.topic].plans.append((plan, found))
    since = analysis.opened_at.date()
    for topic in topics:
        linked = {(plan.served_by, plan.served_key) for plan, _found in topic.plans}
        if slug := analysis.topics.get(topic.key):
            for kind in planning.kinds().values():
                topic.fitting += [
                    one
                    for one in kind.fitting([slug], viewer, since)
                    if (one.kind, one.key) not in linked
                ]


def _groups(survey: Survey, version: Version, names: dict[str, str]) -> list[Group]:
    """By country or by role: only what the survey itself lets through, see surveys.threshold."""
    tally = Tally.objects.filter(version=version).first()
    shown = tally.breakdown.get(QUESTION, {}).get("places") if tally else None
    if not shown:
        return []
    labels = {**_labels(survey.breakdown), threshold.OTHERS: _("all others")}
    groups = []
    for group, means in shown["rows"].items():
        first = sorted(means, key=lambda key: (means[key], key))[:3]
        people = shown["numbers"][group]
        groups.append(Group(labels.get(group, group), people, [names[key] for key in first]))
    return sorted(groups, key=lambda one: -one.people)


def _labels(breakdown: str) -> dict[str, str]:
    if breakdown == Survey.Breakdown.COUNTRY:
        return {country.code: str(country) for country in Country.objects.all()}
    return {value: str(label) for value, label in User.Role.choices}
