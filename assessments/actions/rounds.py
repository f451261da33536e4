"""The verbs of rounds."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments import permissions, results
from assessments.models import Guide, Round
from assessments.words import in_all_languages, spelled_out
from core import audit
from core.exceptions import Refused
from members.models import Centre, Institution, User
from notifications.actions import notify
from notifications.sentences import Sentence
from surveys import audiences
from surveys.deadlines import refuse_past
from surveys.models import Survey, Version
from surveys.threshold import LEAST

from .guides import freeze


@transaction.atomic
def open_round(
    guide: Guide,
    by: User,
    *,
    institution: Institution,
    centre: Centre | None,
    closes_at: datetime,
) -> Round:
    """Ask all people of an institution, or of a centre, anonymously until a moment."""
    Institution.objects.select_for_update().get(pk=institution.pk)
    if not permissions.can_open_round(by, institution, centre):
        raise Refused(_("Whoever represents the institution, or leads the CTL, opens a round."))
    version = guide.current
    if guide.subject == Guide.Subject.PERSON or version is None:
        raise Refused(_("This guide is not for an institution."))
    refuse_past(closes_at)
    if _running(guide, institution, centre).exists():
        raise Refused(_("A round by this guide is open already."))
    survey = _survey(guide, version, by, institution, centre, closes_at)
    freeze(version)
    one = Round.objects.create(
        survey=survey, version=version, institution=institution, centre=centre, opened_by=by
    )
    audit.record("open round", one, after={"closes": closes_at})
    _invite(one, by)
    return one


def _running(guide, institution, centre):
    return Round.objects.filter(
        version__guide=guide, institution=institution, centre=centre
    ).exclude(survey__state=Survey.State.CLOSED)


def _survey(guide, version, by, institution, centre, closes_at) -> Survey:
    audience = Survey.Audience.CENTRE if centre else Survey.Audience.INSTITUTION
    content = in_all_languages(version.content)
    survey = Survey.objects.create(
        title=spelled_out(guide.title),
        intro=spelled_out(guide.intro),
        language_order=content["languages"],
        purpose=Survey.Purpose.ROUND,
        owner=by,
        institution=institution,
        centre=centre,
        is_anonymous=True,
        audience=audience,
        audience_key=str((centre or institution).pk),
        is_listed=False,
        state=Survey.State.OPEN,
        opens_at=timezone.now(),
        closes_at=closes_at,
    )
    if audiences.people(survey).count() < LEAST:
        raise Refused(
            _("Fewer than five people hold a position there: nobody among so few is anonymous.")
        )
    Version.objects.create(survey=survey, content=content)
    return survey


def _invite(one: Round, by: User) -> None:
    notify(
        "assessments.round",
        audiences.people(one.survey).exclude(pk=by.pk),
        Sentence(
            gettext_lazy("%(name)s asks how its teaching stands. Your answers are anonymous."),
            name=str(one.subject),
        ),
        one.get_absolute_url(),
    )


@transaction.atomic
def aim(one: Round, by: User, target: Mapping[str, int]) -> None:
    """Set the level that is wanted in each dimension."""
    if not permissions.can_run_round(by, one):
        raise Refused(_("Whoever represents the institution, or leads the CTL, sets the target."))
    instrument = one.version.instrument
    keys = {section.key for section in instrument.sections}
    top = results.highest(instrument)
    if any(key not in keys or not 1 <= level <= top for key, level in target.items()):
        raise Refused(_("Please choose one of the levels of the guide."))
    one.target = dict(target)
    one.save(update_fields=["target"])
