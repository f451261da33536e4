"""Ana's own assessment and her institution's; a guest's; a round and needs at Lule's."""

from datetime import timedelta

from django.utils import timezone

from assessments.models import NeedsAnalysis, NeedsPlan
from surveys.models import Survey, Version
from tests.access import row
from tests.factories.assessments import (
    AssessmentFactory,
    FinishedFactory,
    GuideFactory,
    RoundFactory,
    SheetFactory,
)
from tests.factories.members import InstitutionFactory, PositionFactory


def guide(cast):
    return [GuideFactory().slug]


def teaching(cast):
    return [GuideFactory(subject="teaching").slug]


def open_one(cast):
    return [AssessmentFactory(person=cast["ana"]).short_id]


def section(cast):
    return [*open_one(cast), "a"]


def finished(cast):
    return [FinishedFactory(person=cast["ana"]).short_id]


def of_several(cast):
    """Ana edits for the institution, and has handed in."""
    institution = InstitutionFactory()
    PositionFactory(person=cast["ana"], institution=institution, role="editor")
    one = AssessmentFactory(person=None, institution=institution)
    SheetFactory(assessment=one, person=cast["ana"])
    return [one.short_id]


def several_section(cast):
    return [*of_several(cast), "a"]


def guest(cast, **more):
    return [AssessmentFactory(person=None, guest_key="k" * 43, **more).guest_key]


def guest_section(cast):
    return [*guest(cast), "a"]


def guest_finished(cast):
    return [FinishedFactory(person=None, guest_key="k" * 43).guest_key]


def _place(cast):
    return cast["lule"].positions.get().institution


def open_round(cast):
    return [RoundFactory(institution=_place(cast)).pk]


def closed_round(cast):
    return [RoundFactory(institution=_place(cast), state="closed").pk]


def _needs(**more):
    survey = Survey.objects.create(
        title={"en": "Needs"}, state="open", closes_at=timezone.now() + timedelta(days=9)
    )
    Version.objects.create(survey=survey)
    return NeedsAnalysis.objects.create(survey=survey, **more)


def members_needs(cast):
    return [_needs().pk]


def line(cast):
    return [NeedsPlan.objects.create(analysis=_needs(), title="A day").pk]


ANA = {"visitor": 302, "member": 200}
POSTED = {"visitor": 302, "member": 302}
LULE = {"visitor": 302, "representative": 200}
COMMITTEE = {"committee": 302, "administrator": 302}
SIGNED_IN = {"visitor": 302}

ROWS = [
    row("assessments:list", 200),
    row("assessments:guide", 200, args=guide),
    row("assessments:start", 302, args=guide, method="post", data={"subject": "me"}),
    row("assessments:start", 405, visitor=302, args=guide),
    row("assessments:guest_start", 302, args=guide, method="post"),
    row("assessments:detail", 404, **ANA, args=open_one),
    row("assessments:answer", 404, **ANA, args=section),
    row("assessments:answer", 404, **POSTED, args=section, method="post", data={"q.a1": "1"}),
    row("assessments:hand_in", 405, args=open_one),
    row("assessments:hand_in", 404, **POSTED, args=open_one, method="post"),
    row("assessments:target", 404, **ANA, args=open_one),
    row("assessments:paper", 404, **ANA, args=finished),
    row("assessments:table", 404, **ANA, args=finished),
    row("assessments:discard", 404, **ANA, args=finished),
    row("assessments:share", 404, **ANA, args=finished),
    row("assessments:spread", 404, **ANA, args=of_several),
    row("assessments:agree", 404, **ANA, args=several_section),
    row("assessments:finish", 404, **POSTED, args=of_several, method="post"),
    row("assessments:guest", 200, args=guest),
    row("assessments:guest_answer", 200, args=guest_section),
    row("assessments:guest_hand_in", 302, args=guest, method="post"),
    row("assessments:guest_target", 200, args=guest),
    row("assessments:guest_paper", 200, args=guest_finished),
    row("assessments:guest_table", 200, args=guest_finished),
    row("assessments:guest_discard", 200, args=guest_finished),
    row("assessments:round_add", 403, **LULE, args=teaching),
    row("assessments:round", 404, **LULE, args=open_round),
    row("assessments:round_table", 404, **LULE, args=closed_round),
    row("assessments:round_target", 404, **LULE, args=open_round),
    row("assessments:needs", 200, **SIGNED_IN),
    row("assessments:needs_add", 403, visitor=302, representative=200, committee=200,
        administrator=200),
    row("assessments:needs_detail", 200, visitor=302, applicant=404, args=members_needs),
    row("assessments:plan_add", 403, visitor=302, applicant=404, committee=422,
        administrator=422, args=members_needs, method="post"),
    row("assessments:plan_draft", 403, visitor=302, applicant=404, **COMMITTEE, args=line,
        method="post"),
    row("assessments:plan_link", 403, visitor=302, applicant=404, **COMMITTEE, args=line,
        method="post"),
    # The administrator comes after the committee, who has just taken it out.
    row("assessments:plan_remove", 403, visitor=302, applicant=404, committee=302,
        administrator=404, args=line, method="post"),
]  # fmt: skip

ADMIN = {"assessments.guide": {"committee", "administrator"}}
