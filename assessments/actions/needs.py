"""The verbs of needs analyses and of the plans that come of them."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments import needs, permissions
from assessments.models import NeedsAnalysis, NeedsPlan
from assessments.words import in_all_languages
from core import audit, planning
from core.exceptions import Refused
from members.models import Expertise, Institution, User
from notifications.actions import notify
from notifications.sentences import Sentence
from surveys import audiences
from surveys.deadlines import refuse_past
from surveys.instrument import dump, new_key
from surveys.models import Survey, Version


@transaction.atomic
def open_analysis(
    by: User,
    *,
    title: str,
    institution: Institution | None,
    slugs: list[str],
    more: list[str],
    breakdown: str,
    closes_at: datetime,
) -> NeedsAnalysis:
    """Ask members, or the people of an institution, to rank topics; anonymously."""
    if not permissions.can_open_needs(by, institution):
        raise Refused(_("You may not ask for needs here."))
    refuse_past(closes_at)
    known = {topic.slug: topic for topic in Expertise.objects.filter(slug__in=slugs)}
    topics, of_expertise = [], {}
    for slug in (slug for slug in slugs if slug in known):
        key = new_key(key for key, _words in topics)
        topics.append((key, {"en": known[slug].name, **known[slug].labels}))
        of_expertise[key] = slug
    topics += [(new_key(key for key, _w in topics), {"en": words}) for words in more]
    if len(topics) < 2:
        raise Refused(_("Offer from two to thirty topics."))
    content = in_all_languages(dump(needs.instrument(topics)))
    survey = _survey(by, title, institution, closes_at, breakdown, content["languages"])
    Version.objects.create(survey=survey, content=content)
    analysis = NeedsAnalysis.objects.create(
        survey=survey, institution=institution, topics=of_expertise, opened_by=by
    )
    audit.record("open needs analysis", analysis, after={"closes": closes_at})
    _invite(analysis, by)
    return analysis


def _survey(by, title, institution, closes_at, breakdown, languages) -> Survey:
    audience = Survey.Audience.INSTITUTION if institution else Survey.Audience.MEMBERS
    return Survey.objects.create(
        title={"en": title},
        language_order=languages,
        purpose=Survey.Purpose.NEEDS,
        owner=by,
        institution=institution,
        is_anonymous=True,
        audience=audience,
        audience_key=str(institution.pk) if institution else "",
        is_listed=institution is None,
        breakdown=breakdown,
        state=Survey.State.OPEN,
        opens_at=timezone.now(),
        closes_at=closes_at,
    )


def _invite(analysis: NeedsAnalysis, by: User) -> None:
    """The people of an institution are told. All members hear of it by the list and the news."""
    if analysis.institution is None:
        return
    notify(
        "assessments.needs",
        audiences.people(analysis.survey).exclude(pk=by.pk),
        Sentence(
            gettext_lazy("%(name)s asks which topics you need."), name=str(analysis.institution)
        ),
        analysis.get_absolute_url(),
    )


def _check(by: User, analysis: NeedsAnalysis) -> None:
    if not permissions.can_plan(by, analysis):
        raise Refused(_("You may not plan by this analysis."))


@transaction.atomic
def plan(
    analysis: NeedsAnalysis,
    by: User,
    *,
    topic: str,
    title: str,
    due: date | None,
    person: User | None,
) -> NeedsPlan:
    """Write down what shall come of a topic; of none, where `topic` is empty."""
    _check(by, analysis)
    options = analysis.survey.current.instrument.question(needs.QUESTION)
    if topic and options.option(topic) is None:
        raise Refused(_("There is no such topic."))
    line = NeedsPlan.objects.create(
        analysis=analysis, topic=topic, title=title, due=due, person=person
    )
    audit.record("plan", analysis, after={"what": title})
    return line


@transaction.atomic
def draft(line: NeedsPlan, by: User, kind: str = "event") -> planning.Planned:
    """Make a draft of what is planned, of whoever does so, and link it. One draft a line."""
    line = NeedsPlan.objects.select_for_update(of=("self",)).get(pk=line.pk)
    _check(by, line.analysis)
    maker = planning.kinds().get(kind)
    if maker is None:
        raise Refused(_("This cannot be planned from here."))
    if line.served_key and maker.known([line.served_key], by):
        raise Refused(_("There is a draft already."))
    summary = _("Planned because of “%(title)s”.") % {"title": line.analysis}
    made = maker.draft(line.title, summary, line.due, by)
    line.served_by, line.served_key = made.kind, made.key
    line.save(update_fields=["served_by", "served_key"])
    return made


@transaction.atomic
def link(line: NeedsPlan, by: User, *, kind: str, key: str) -> None:
    """Say by hand what served a need; with nothing, take that back."""
    _check(by, line.analysis)
    if key:
        maker = planning.kinds().get(kind)
        if maker is None or key not in maker.known([key], by):
            raise Refused(_("There is no such event."))
    line.served_by, line.served_key = (kind, key) if key else ("", "")
    line.save(update_fields=["served_by", "served_key"])


@transaction.atomic
def remove(line: NeedsPlan, by: User) -> None:
    """Strike a line of the plan; an event that came of it stays."""
    _check(by, line.analysis)
    audit.record("strike plan", line.analysis, before={"what": line.title})
    line.delete()
