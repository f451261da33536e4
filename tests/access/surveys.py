"""Ana has begun the surveys in this table; everybody else looks on."""

from django.core.files.base import ContentFile
from django.utils import timezone

from surveys.instrument import Instrument, Question, Section
from tests.access import row
from tests.factories.surveys import InvitationFactory, OpenFactory, SurveyFactory


def draft(cast):
    return [SurveyFactory(owner=cast["ana"]).slug]


def public(cast):
    """Everybody sees it; Ana and the committee run it."""
    return [OpenFactory(owner=cast["ana"]).slug]


def section(cast):
    return [*draft(cast), "s1"]


def question(cast):
    return [*draft(cast), "short"]


def language(cast):
    return [*draft(cast), "mk"]


def invitation(cast):
    return [InvitationFactory(survey__owner=cast["ana"]).token]


def on_the_list(cast):
    one = InvitationFactory(survey__owner=cast["ana"])
    return [one.survey.slug, one.pk]


def named(cast):
    """An open survey of members, with names, that Ana runs."""
    survey = OpenFactory(owner=cast["ana"], audience="members", is_anonymous=False)
    return [survey.slug]


def results(*more):
    return lambda cast: [*named(cast), *more]


def link(cast):
    return [InvitationFactory(survey=OpenFactory(audience="invited")).token]


def key(cast):
    return [OpenFactory().key]


def file(cast):
    from surveys.models import AnswerFile, Participation, Survey

    slug = named(cast)[0]
    survey, lule = Survey.objects.get(slug=slug), cast["lule"]
    Participation.objects.create(survey=survey, person=lule)
    row = AnswerFile(survey=survey, person=lule, question="f", name="plan.txt", size=4,
                     media_type="text/plain", scan="clean")  # fmt: skip
    row.file.save("plan.txt", ContentFile(b"Plan"), save=False)
    row.save()
    return [slug, row.pk]


def asked_for_files(cast):
    question = Question("f", "file", {"en": "Your plan"})
    instrument = Instrument(sections=(Section("s", {"en": "S"}, questions=(question,)),))
    survey = OpenFactory(
        owner=cast["ana"], audience="members", is_anonymous=False, instrument=instrument
    )
    return [survey.slug, "f"]


def prepared(cast):
    """A table that Ana has asked for."""
    from surveys.models import Survey, TableExport

    slug = named(cast)[0]
    table = TableExport(
        survey=Survey.objects.get(slug=slug), person=cast["ana"], what="texts", kind="csv",
        ready_at=timezone.now(),
    )  # fmt: skip
    table.file.save("texts.csv", ContentFile(b"Text"), save=False)
    table.save()
    return [slug, table.token]


# Of a draft the committee knows nothing.
OWN = {"visitor": 302, "member": 200}
RUN = {**OWN, "committee": 200, "administrator": 200}
MAY_ADD = {"representative": 200, "committee": 200, "administrator": 200}

# An open survey of members: others do not see it, other members do not run it.
_OTHERS = ("representative", "moderator", "editor")
OF_MEMBERS = {"visitor": 404, "applicant": 404, **dict.fromkeys(_OTHERS, 403)}
RUNS = {"member": 200, "committee": 200, "administrator": 200}
DONE = {"member": 302, "committee": 302, "administrator": 302}
ROWS = [
    row("surveys:list", 200),
    row("surveys:detail", 200, args=public),
    row("surveys:detail", 200, visitor=302, applicant=404, args=named),
    row("surveys:answer", 200, args=public),
    row("surveys:answer", 200, visitor=302, applicant=404, administrator=404, args=named),
    row("surveys:answer_by_link", 200, args=link),
    row("surveys:thanks", 200, args=key),
    row("surveys:close", 403, **{**OF_MEMBERS, "visitor": 302, **RUNS}, args=named),
    # Once it is closed, those after the member do not see it any more.
    row("surveys:close", 404, visitor=302, **DONE, args=named, method="post"),
    row("surveys:remind", 403, **{**OF_MEMBERS, "visitor": 302, **RUNS}, args=named),
    row("surveys:remind", 403, **{**OF_MEMBERS, "visitor": 302, **DONE}, args=named,
        method="post"),
    row("surveys:file", 403, **{**OF_MEMBERS, "visitor": 302, **RUNS}, args=file),
    row("surveys:files", 403, **{**OF_MEMBERS, "visitor": 302, **RUNS}, args=asked_for_files),
    row("surveys:results", 404, visitor=302, **RUNS, args=named),
    row("surveys:publish_results", 403, **{**OF_MEMBERS, "visitor": 302, **RUNS}, args=named),
    row("surveys:withdraw_results", 403, **{**OF_MEMBERS, "visitor": 302, **DONE}, args=named,
        method="post"),
    row("surveys:deposit", 403, **{**OF_MEMBERS, "visitor": 302, **DONE}, args=named,
        method="post"),
    row("surveys:texts", 403, **{**OF_MEMBERS, "visitor": 302, **RUNS}, args=results("long")),
    row("surveys:export", 403, **{**OF_MEMBERS, "visitor": 302, **RUNS},
        args=results("counts", "csv")),
    row("surveys:prepare", 403, **{**OF_MEMBERS, "visitor": 302, **RUNS},
        args=results("answers", "xlsx")),
    row("surveys:prepare", 403, **{**OF_MEMBERS, "visitor": 302, **DONE},
        args=results("answers", "xlsx"), method="post"),
    row("surveys:prepared", 404, visitor=302, member=200, args=prepared),
    row("surveys:mine", 200, visitor=302),
    row("surveys:add", 403, visitor=302, **MAY_ADD),
    row("surveys:lost_link", 200),
    row("surveys:decline", 200, args=invitation),
    row("surveys:build", 404, **OWN, args=draft),
    row("surveys:build", 403, **RUN, args=public),
    row("surveys:head", 404, **OWN, args=draft),
    row("surveys:head", 403, **RUN, args=public),
    row("surveys:section_add", 404, **OWN, args=draft),
    row("surveys:section", 404, **OWN, args=section),
    row("surveys:question_add", 404, **OWN, args=section),
    row("surveys:question", 404, **OWN, args=question),
    row("surveys:condition", 404, **OWN, args=question),
    row("surveys:translate", 404, **OWN, args=language),
    row("surveys:preview", 404, **OWN, args=draft),
    row("surveys:preview", 403, **RUN, args=public),
    row("surveys:invitations", 404, **OWN, args=draft),
    row("surveys:delete", 404, **OWN, args=draft),
    row("surveys:change", 405, visitor=302, args=draft),
    row("surveys:change", 404, visitor=302, member=302, args=draft, method="post",
        data={"up": "date"}),
    row("surveys:publish", 404, **OWN, args=draft),
    row("surveys:move", 404, **OWN, args=question),
    row("surveys:publish", 403, visitor=302, member=302, committee=302, administrator=302,
        args=public, method="post"),
    row("surveys:take_back", 405, visitor=302, args=public),
    row("surveys:end", 405, visitor=302, args=public),
    row("surveys:end", 403, visitor=302, member=302, committee=302, administrator=302,
        args=public, method="post", data={"closes_at_0": "x"}),
    row("surveys:version", 403, visitor=302, member=302, committee=302, administrator=302,
        args=public),
    row("surveys:version", 403, visitor=302, member=302, committee=302, administrator=302,
        args=public, method="post", data={"verb": "new"}),
    row("surveys:uninvite", 405, visitor=302, args=on_the_list),
    row("surveys:uninvite", 404, visitor=302, member=302, args=on_the_list, method="post"),
]  # fmt: skip

_STAFF = {"committee", "administrator"}
ADMIN = {
    "surveys.survey": _STAFF,
    "surveys.version": _STAFF,
    "surveys.template": _STAFF,
    "surveys.invitation": _STAFF,
}
