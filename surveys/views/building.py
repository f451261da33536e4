"""What an author sees: their surveys, the head, the questions, the preview."""

from collections.abc import Iterator

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.exceptions import Refused
from core.limits import limited
from core.views import sent, try_verb
from members.models import Centre, Institution
from surveys import checking, permissions
from surveys.actions import building, heads, publishing
from surveys.actions.locking import NotReady, is_answered
from surveys.answers import Answer, asked, read
from surveys.forms.building import EndForm, HeadForm, NewSurveyForm
from surveys.instrument import CAN_DECIDE, KINDS, Instrument, Question, Section
from surveys.models import Survey

from .doors import ask_again

SEEN = "revision"


def owned(viewer, slug: str) -> Survey:
    """The survey, for who may change it: 404 when it is not theirs to see, 403 to do."""
    found = Survey.objects.visible_to(viewer).select_related("owner", "institution", "centre")
    survey = get_object_or_404(found, slug=slug)
    if not permissions.can_edit(viewer, survey):
        raise PermissionDenied
    return survey


def seen(request) -> int:
    """Which state of things the page showed that was sent; 0, which none has, of a forged one."""
    text = request.POST.get(SEEN, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def refuse(request, form, refusal: Refused) -> int:
    """Show a refusal above the form, which keeps what was typed. Returns the status."""
    form.add_error(None, str(refusal))
    return 409


def try_to_ask(request, done: str, verb, *args) -> bool:
    """The same as `try_verb`, with a message for each thing that is still missing."""

    def ask():
        try:
            verb(*args)
        except NotReady as refusal:
            for sentence in refusal.sentences[:-1]:
                messages.error(request, sentence)
            raise Refused(refusal.sentences[-1]) from refusal

    return try_verb(request, done, ask)


# --- The list, a new one -----------------------------------------------------------------------


@login_required
@require_safe
def survey_mine(request):
    surveys = Survey.objects.filter(owner=request.user).select_related("institution", "centre")
    context = {"surveys": surveys, "may_add": permissions.can_add(request.user)}
    return render(request, "surveys/build_mine.html", context)


@login_required
@limited("survey-add", 30, 3600)
@require_http_methods(["GET", "HEAD", "POST"])
def survey_add(request):
    if not permissions.can_add(request.user):
        raise PermissionDenied
    source = _source(request)
    data, _files = sent(request)
    form = NewSurveyForm(data, source=source, initial={"language": get_language()})
    if data and form.is_valid():
        words = form.cleaned_data
        try:
            survey = building.create(
                request.user,
                words["title"],
                words["language"],
                template=words.get("template"),
                source=source,
                **_host(request),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Your draft is kept. Nobody sees it yet."))
            return redirect("surveys:build", survey.slug)
    status = 422 if data else 200
    context = {"form": form, "source": source}
    return render(request, "surveys/build_add.html", context, status=status)


def _source(request) -> Survey | None:
    """The survey to copy from, if one is named and may be copied."""
    slug = request.GET.get("copy", "")
    if not slug:
        return None
    source = Survey.objects.filter(slug=slug).first()
    if source is None or not permissions.can_copy(request.user, source):
        raise Http404
    return source


def _host(request) -> dict:
    """In whose name it begins: the centre or institution in the address, if it is theirs."""
    viewer, asked_for = request.user, request.GET
    centre = permissions.centres_of(viewer).filter(slug=asked_for.get("centre", "")).first()
    institutions = permissions.institutions_of(viewer)
    institution = institutions.filter(slug=asked_for.get("institution", "")).first()
    found: dict[str, Centre | Institution | None] = {"centre": centre, "institution": institution}
    return found


# --- The questions -----------------------------------------------------------------------------


@login_required
@require_safe
def survey_build(request, slug):
    survey = owned(request.user, slug)
    version = survey.latest
    instrument = version.instrument
    is_locked = version.is_frozen or not (survey.state == Survey.State.DRAFT or version.is_draft)
    context = {
        "survey": survey,
        "version": version,
        "instrument": instrument,
        "sections": list(_cards(instrument)),
        "problems": publishing.missing(survey, version),
        "warnings": publishing.warnings(survey),
        "untranslated": checking.untranslated(instrument),
        "languages_left": [c for c in building.SITE if c not in instrument.languages],
        "is_locked": is_locked,
        "is_answered": is_answered(survey),
        "end_form": EndForm(initial={"closes_at": survey.closes_at}),
        "removed": _removed_here(request, survey, is_locked),
        "invited": survey.invitations.count(),
    }
    return render(request, "surveys/build.html", context)


def _removed_here(request, survey: Survey, is_locked: bool) -> dict | None:
    kept = request.session.get("survey_removed")
    return kept if kept and kept["survey"] == survey.pk and not is_locked else None


def _cards(instrument: Instrument) -> Iterator[dict]:
    """Each section with its questions: their names, kinds, conditions, and where they may go."""
    sections = instrument.sections
    can_depend = False
    for at, section in enumerate(sections):
        rows = []
        for place, question in enumerate(section.questions):
            rows.append(
                {
                    "question": question,
                    "name": question_name(instrument, question),
                    "kind": KINDS[question.kind],
                    "condition": condition_words(instrument, question),
                    "may_depend": can_depend or question.condition is not None,
                    "is_first": at == place == 0,
                    "is_last": section is sections[-1] and question is section.questions[-1],
                }
            )
            can_depend = can_depend or question.kind in CAN_DECIDE
        name = section_name(instrument, section, at + 1)
        yield {"section": section, "name": name, "questions": rows}


def question_name(instrument: Instrument, question: Question) -> str:
    """Its words, or its number where it has none yet: a button needs a name."""
    if words := instrument.text(question.label).strip():
        return words
    number = next(n for n, each in enumerate(instrument.questions, 1) if each.key == question.key)
    return _("question %(number)d") % {"number": number}


def section_name(instrument: Instrument, section: Section, number: int) -> str:
    """Its title, or its number where it has none."""
    title = instrument.text(section.title).strip()
    return title or _("Section %(number)d") % {"number": number}


def condition_words(instrument, question) -> str:
    """“How often?”: weekly, daily"""
    condition = question.condition
    if condition is None:
        return ""
    decider = instrument.question(condition.question)
    if decider is None:
        return "–"
    labels = {option.key: instrument.text(option.label) for option in decider.options}
    said = [labels.get(key, key) for key in condition.any_of]
    return f"“{instrument.text(decider.label)}”: {', '.join(said)}"


@login_required
@limited("survey-head", 120, 3600)
@require_http_methods(["GET", "HEAD", "POST"])
def survey_head(request, slug):
    survey = owned(request.user, slug)
    version, status = survey.latest, 200
    data, _files = sent(request)
    form = HeadForm(
        data, survey=survey, languages=list(version.instrument.languages), viewer=request.user
    )
    if data:
        status = 422
        if form.is_valid():
            try:
                heads.change_head(survey, request.user, seen(request), form.head())
            except Refused as refusal:
                status = refuse(request, form, refusal)
            else:
                messages.success(request, _("Saved."))
                return redirect("surveys:build", slug)
    context = {"survey": survey, "form": form, "version": survey.latest}
    return render(request, "surveys/build_head.html", context, status=status)


# --- The preview -------------------------------------------------------------------------------


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def survey_preview(request, slug):
    """As somebody who answers sees it. What is sent is read, shown again, and kept nowhere."""
    survey = owned(request.user, slug)
    instrument = survey.latest.instrument
    data, _files = sent(request)
    answers = {
        question.key: read(question, data) if data else Answer(question)
        for question in instrument.questions
    }
    sheet = {key: answer.value for key, answer in answers.items()}
    shown = {question.key for question in asked(instrument, sheet)}
    context = {
        "survey": survey,
        "instrument": instrument,
        "sections": [
            (section, [answers[q.key] for q in section.questions if q.key in shown])
            for section in instrument.sections
        ],
        "hidden": len(answers) - len(shown),
        "is_phone": request.GET.get("width") == "phone",
    }
    return render(request, "surveys/build_preview.html", context)


# --- Verbs -------------------------------------------------------------------------------------


@login_required
@limited("survey-verb", 60, 3600)
@require_http_methods(["GET", "HEAD", "POST"])
def survey_publish(request, slug):
    survey = owned(request.user, slug)
    if request.method != "POST":
        return _ask_to_publish(request, survey)
    done = _("It is published. What you told people about it stays from now on.")
    try_to_ask(request, done, publishing.publish, survey, request.user, seen(request))
    return redirect("surveys:build", slug)


def _ask_to_publish(request, survey: Survey):
    version = survey.latest
    if survey.state != Survey.State.DRAFT:
        return redirect("surveys:build", survey.slug)
    sentences = [
        _("Whom it asks, in whose name and whether it is anonymous stay as they are then."),
        _("You can take it back only until somebody begins to answer."),
    ]
    if survey.audience == Survey.Audience.INVITED:
        sentences.append(_("The e-mails to the invited people cannot be called back."))
    return ask_again(
        request,
        survey,
        title=_("Publish"),
        button=_("Publish"),
        sentences=sentences,
        back=reverse("surveys:build", args=[survey.slug]),
        shows_facts=True,
        problems=publishing.missing(survey, version),
        invited=survey.invitations.count(),
        fields={SEEN: version.revision},
    )


@login_required
@limited("survey-verb", 60, 3600)
@require_POST
def survey_take_back(request, slug):
    survey = owned(request.user, slug)
    try_verb(request, _("It is a draft again."), publishing.take_back, survey, request.user)
    return redirect("surveys:build", slug)


@login_required
@limited("survey-verb", 60, 3600)
@require_POST
def survey_end(request, slug):
    survey = owned(request.user, slug)
    form = EndForm(request.POST)
    if form.is_valid():
        closes_at = form.cleaned_data["closes_at"]
        try_verb(request, _("Saved."), publishing.change_end, survey, request.user, closes_at)
    else:
        messages.error(request, " ".join(form.errors["closes_at"]))
    return redirect("surveys:build", slug)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def survey_delete(request, slug):
    survey = owned(request.user, slug)
    if request.method != "POST":
        return render(request, "surveys/build_delete.html", {"survey": survey})
    done = _("The draft is deleted.")
    if try_verb(request, done, publishing.delete_draft, survey, request.user):
        return redirect("surveys:mine")
    return redirect("surveys:build", slug)


_VERSIONS = {
    "new": lambda request, survey: publishing.new_version(survey, request.user),
    "use": lambda request, survey: publishing.use_version(survey, request.user, seen(request)),
    "delete": lambda request, survey: publishing.delete_version(survey, request.user),
}


@login_required
@limited("survey-verb", 60, 3600)
@require_http_methods(["GET", "HEAD", "POST"])
def survey_version(request, slug):
    """Begin a new version, put it to use, or throw its draft away; the last two ask first."""
    survey = owned(request.user, slug)
    if request.method != "POST":
        return _ask_about_version(request, survey, request.GET.get("verb", ""))
    verb = request.POST.get("verb", "")
    if verb not in _VERSIONS:
        raise Http404
    done = {
        "new": _("The new version is a draft. People answer the old one until you put it to use."),
        "use": _("People answer the new version from now on."),
        "delete": _("The draft of the new version is deleted."),
    }
    try_to_ask(request, done[verb], _VERSIONS[verb], request, survey)
    return redirect("surveys:build", slug)


def _ask_about_version(request, survey: Survey, verb: str):
    version = survey.latest
    if not version.is_draft:
        return redirect("surveys:build", survey.slug)
    if verb == "use":
        title = _("Put it to use")
        sentence = _("People answer the new version from then on, never the old one again.")
    elif verb == "delete":
        title, sentence = _("Delete this version"), _("This cannot be undone.")
    else:
        raise Http404
    return ask_again(
        request,
        survey,
        title=title,
        button=title,
        sentences=[sentence],
        back=reverse("surveys:build", args=[survey.slug]),
        kind="danger" if verb == "delete" else "primary",
        problems=publishing.missing(survey, version) if verb == "use" else [],
        fields={SEEN: version.revision, "verb": verb},
    )
