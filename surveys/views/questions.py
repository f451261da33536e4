"""Sections, questions, conditions, and their order."""

from collections.abc import Iterable

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.exceptions import Refused
from core.limits import limited
from core.views import sent, try_verb
from surveys import instrument
from surveys.actions import building
from surveys.forms.questions import EXAMPLES, ConditionForm, QuestionForm, SectionForm
from surveys.instrument import KINDS, SCALE, Condition, Instrument, Question, Section

from .building import condition_words, owned, question_name, refuse, section_name, seen

_REMOVED = "survey_removed"


def _at(slug: str, key: str):
    """Back to the builder, where one was."""
    return redirect(f"{reverse('surveys:build', args=[slug])}#at-{key}")


def _page(request, template: str, survey, form, status: int, **context):
    context |= {"survey": survey, "form": form, "version": survey.latest}
    return render(request, template, context, status=status)


def _keep(request, form, verb) -> int:
    """Try to keep what a form says; 0 when it is kept, else the status of its page."""
    if not form.is_valid():
        return 422
    try:
        verb()
    except Refused as refusal:
        return refuse(request, form, refusal)
    return 0


# --- Sections ----------------------------------------------------------------------------------


@login_required
@limited("survey-build", 1000, 3600)
@require_http_methods(["GET", "HEAD", "POST"])
def survey_section(request, slug, key=""):
    """The words of a section; without a key, of a new one."""
    survey = owned(request.user, slug)
    shape = survey.latest.instrument
    section = shape.section(key) if key else Section(instrument.new_key(), {})
    if section is None:
        raise Http404
    data, _files = sent(request)
    form = SectionForm(data, section=section, languages=shape.languages)
    status = 200
    if data:
        status = _keep(
            request,
            form,
            lambda: building.put_section(survey, request.user, seen(request), form.changed()),
        )
        if not status:
            return _at(slug, section.key)
    return _page(request, "surveys/build_section.html", survey, form, status, is_new=not key)


# --- Questions ---------------------------------------------------------------------------------


@login_required
@limited("survey-build", 1000, 3600)
@require_http_methods(["GET", "HEAD", "POST"])
def survey_question_add(request, slug, section):
    """First the kind, then the fields of that kind."""
    survey = owned(request.user, slug)
    if survey.latest.instrument.section(section) is None:
        raise Http404
    kind = request.GET.get("kind", "")
    if kind not in KINDS:
        kinds = [(name, label, EXAMPLES[name]) for name, label in KINDS.items()]
        context = {"survey": survey, "kinds": kinds, "section": section}
        return render(request, "surveys/build_kind.html", context)
    question = Question(instrument.new_key(), kind, {})
    return _question(request, survey, section, question, is_new=True)


@login_required
@limited("survey-build", 1000, 3600)
@require_http_methods(["GET", "HEAD", "POST"])
def survey_question(request, slug, key):
    survey = owned(request.user, slug)
    question = survey.latest.instrument.question(key)
    if question is None:
        raise Http404
    return _question(request, survey, "", question, is_new=False)


def _question(request, survey, section: str, question: Question, *, is_new: bool):
    data, _files = sent(request)
    languages = survey.latest.instrument.languages
    form = QuestionForm(data, question=question, languages=languages)
    status = 200
    if data:
        status = _keep(
            request,
            form,
            lambda: building.put_question(
                survey, request.user, seen(request), section, form.changed()
            ),
        )
        if not status:
            return _at(survey.slug, question.key)
    return _page(
        request,
        "surveys/build_question.html",
        survey,
        form,
        status,
        kind=KINDS[question.kind],
        question=question,
        is_new=is_new,
    )


@login_required
@limited("survey-build", 1000, 3600)
@require_http_methods(["GET", "HEAD", "POST"])
def survey_condition(request, slug, key):
    """Choose an earlier question, then the answers after which this one is shown."""
    survey = owned(request.user, slug)
    shape = survey.latest.instrument
    question = shape.question(key)
    if question is None:
        raise Http404
    if request.method == "POST" and "always" in request.POST:
        verb = building.set_condition
        try_verb(
            request, _("It is always shown."), verb, survey, request.user, seen(request), key, None
        )
        return _at(slug, key)
    deciders = building.deciders(shape, key)
    decider = _decider(request, question, deciders)
    data, _files = sent(request)
    form, status = None, 200
    if decider:
        form = ConditionForm(
            data,
            choices=list(_answers(shape, decider)),
            initial={"any_of": _there(question, decider)},
        )
        if data:
            status = _keep(
                request,
                form,
                lambda: building.set_condition(
                    survey,
                    request.user,
                    seen(request),
                    key,
                    Condition(decider.key, tuple(form.cleaned_data["any_of"])),
                ),
            )
            if not status:
                return _at(slug, key)
    return _page(
        request,
        "surveys/build_condition.html",
        survey,
        form,
        status,
        question=question,
        instrument=shape,
        deciders=deciders,
        decider=decider,
        condition=condition_words(shape, question),
    )


def _decider(request, question: Question, deciders: list[Question]) -> Question | None:
    there = question.condition.question if question.condition else ""
    asked_for = request.POST.get("decider") or request.GET.get("decider", there)
    return next((each for each in deciders if each.key == asked_for), None)


def _answers(shape: Instrument, decider: Question) -> Iterable[tuple[str, str]]:
    if decider.kind == SCALE:
        return ((str(step), str(step)) for step in decider.steps)
    return ((option.key, shape.text(option.label)) for option in decider.options)


def _there(question: Question, decider: Question) -> list[str]:
    condition = question.condition
    return list(condition.any_of) if condition and condition.question == decider.key else []


@login_required
@require_safe
def survey_move(request, slug, key):
    """Choose the section to which a question goes."""
    survey = owned(request.user, slug)
    shape = survey.latest.instrument
    question = shape.question(key)
    if question is None:
        raise Http404
    sections = [
        (section.key, section_name(shape, section, number))
        for number, section in enumerate(shape.sections, 1)
        if question not in section.questions
    ]
    return _page(
        request,
        "surveys/build_move.html",
        survey,
        None,
        200,
        question=question,
        name=question_name(shape, question),
        sections=sections,
    )


# --- Order, removal, languages: the buttons of the builder --------------------------------------


@login_required
@limited("survey-build", 1000, 3600)
@require_POST
def survey_change(request, slug):
    """One button of the builder, by its name, such as up, remove or undo."""
    survey = owned(request.user, slug)
    for name, change in _CHANGES.items():
        if name in request.POST:
            return change(request, survey, request.POST[name])
    raise Http404


def _up(request, survey, key: str):
    try_verb(request, "", building.move, survey, request.user, seen(request), key, up=True)
    return _at(survey.slug, key)


def _down(request, survey, key: str):
    try_verb(request, "", building.move, survey, request.user, seen(request), key, up=False)
    return _at(survey.slug, key)


def _arrange(request, survey, _value: str):
    """The order of the hidden fields: a section, then the questions that stand in it now."""
    layout: dict[str, list[str]] = {}
    here: list[str] = []
    for each in request.POST.getlist("order")[: instrument.MOST_QUESTIONS * 2]:
        kind, colon, key = each.partition(":")
        if colon and kind == "section":
            here = layout.setdefault(key, [])
        else:
            here.append(each)
    try_verb(
        request,
        _("The order is saved."),
        building.arrange,
        survey,
        request.user,
        seen(request),
        layout,
    )
    return redirect("surveys:build", survey.slug)


def _move(request, survey, key: str):
    to = request.POST.get("to", "")
    try_verb(request, "", building.move_to, survey, request.user, seen(request), key, to)
    return _at(survey.slug, key)


def _remove(request, survey, key: str):
    """Take it out, and keep it beside for whoever pressed the wrong button."""
    kept = _kept(survey.latest.instrument, key)
    if try_verb(request, "", building.remove, survey, request.user, seen(request), key) and kept:
        request.session[_REMOVED] = {"survey": survey.pk, **kept}
    return redirect("surveys:build", survey.slug)


def _kept(shape: Instrument, key: str) -> dict | None:
    sections = instrument.dump(shape).get("sections", [])
    for at, section in enumerate(sections):
        if section["key"] == key:
            name = shape.text(shape.section(key).title)
            return {"at": at, "section": section, "in": "", "name": name[:80]}
        for place, question in enumerate(section.get("questions", [])):
            if question["key"] == key:
                name = shape.text(shape.question(key).label)
                alone = {"key": section["key"], "questions": [question]}
                return {"at": place, "section": alone, "in": section["key"], "name": name[:80]}
    return None


def _undo(request, survey, _value: str):
    kept = request.session.get(_REMOVED)
    if not kept or kept["survey"] != survey.pk:
        raise Http404
    section = instrument.parse({"sections": [kept["section"]]}).sections[0]
    thing = section.questions[0] if kept["in"] else section
    done = _("It is back.")
    if try_verb(
        request,
        done,
        building.put_back,
        survey,
        request.user,
        seen(request),
        thing,
        kept["in"],
        kept["at"],
    ):
        del request.session[_REMOVED]
    return _at(survey.slug, thing.key)


def _add_language(request, survey, code: str):
    try_verb(request, "", building.add_language, survey, request.user, seen(request), code)
    return redirect("surveys:build", survey.slug)


def _remove_language(request, survey, code: str):
    done = _("It is not asked in this language any more. The texts stay, if you add it again.")
    try_verb(request, done, building.remove_language, survey, request.user, seen(request), code)
    return redirect("surveys:build", survey.slug)


def _prefer_language(request, survey, code: str):
    try_verb(request, "", building.prefer_language, survey, request.user, seen(request), code)
    return redirect("surveys:build", survey.slug)


_CHANGES = {
    "up": _up,
    "down": _down,
    "move": _move,
    "arrange": _arrange,
    "remove": _remove,
    "undo": _undo,
    "add_language": _add_language,
    "remove_language": _remove_language,
    "prefer_language": _prefer_language,
}
