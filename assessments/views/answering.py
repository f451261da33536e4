"""One assessment: answering, looking at where people differ, agreeing, the result."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments import permissions, report, results, retention
from assessments.actions import answering as actions
from assessments.models import Assessment
from assessments.words import said
from core.exceptions import Refused
from core.limits import limited
from core.views import try_verb
from members.permissions import can_invite
from surveys import answers as reading
from surveys.instrument import Section

from .finding import (
    address_to_share,
    answerer,
    link_to,
    links_of,
    refuse_who_may_not_answer,
    refuse_who_may_not_edit,
    with_assessment,
)

_SAVES = limited("assessment-save", 600, 3600)


def _section(assessment: Assessment, key: str) -> tuple[Section, list[Section]]:
    sections = [one for one in assessment.version.instrument.sections if results.criteria(one)]
    found = next((one for one in sections if one.key == key), None)
    if found is None:
        raise Http404
    return found, sections


def _next(sections: list[Section], section: Section) -> Section | None:
    at = sections.index(section) + 1
    return sections[at] if at < len(sections) else None


# --- The page of an assessment -----------------------------------------------------------------


@require_safe
@with_assessment
def detail(request, assessment):
    if assessment.is_finished:
        return _result(request, assessment)
    refuse_who_may_not_answer(request, assessment)
    instrument = assessment.version.instrument
    own = assessment.sheets.filter(person=answerer(request, assessment)).first()
    answers = own.answers if own else {}
    parts = [
        {
            "section": section,
            "answered": sum(one.key in answers for one in results.criteria(section)),
            "agreed": sum(one.key in assessment.agreed for one in results.criteria(section)),
            "all": len(results.criteria(section)),
            "href": link_to(assessment, "answer", section.key),
            "agree_href": ""
            if assessment.is_guests
            else link_to(assessment, "agree", section.key),
        }
        for section in instrument.sections
        if results.criteria(section)
    ]
    context = {
        "assessment": assessment,
        "instrument": instrument,
        "gone_on": retention.gone_on(assessment),
        "links": links_of(assessment),
        "parts": parts,
        "own": own,
        "is_handed_in": bool(own and own.is_handed_in),
        "is_begun": bool(answers),
        "address": address_to_share(request, assessment),
        "may_edit": permissions.can_edit(request.user, assessment),
    }
    if assessment.is_of_several:
        context |= _of_several(request.user, assessment, parts)
    return render(request, "assessments/assessment.html", context)


def _of_several(user, assessment, parts) -> dict:
    """How many may answer and have, who invites more, and what is not agreed on yet."""
    subject = assessment.subject
    institution = getattr(subject, "institution", subject)
    open_parts = [one["section"].title for one in parts if one["agreed"] < one["all"]]
    languages = assessment.version.instrument.languages
    return {
        "people": assessment.sheets.filter(handed_in_at__isnull=False).count(),
        "circle": assessment.circle().count(),
        "is_agreed_on": any(one["agreed"] for one in parts),
        "not_agreed": [said(title, languages) for title in open_parts],
        "institution": institution if can_invite(user, institution) else None,
    }


def _result(request, assessment):
    is_circle = permissions.can_answer(request.user, assessment)
    sees_roles = permissions.can_see_spread(request.user, assessment)
    found = report.of(assessment, request.user, is_circle=is_circle)
    context = {
        "assessment": assessment,
        "gone_on": retention.gone_on(assessment),
        "report": found,
        "links": links_of(assessment),
        "address": address_to_share(request, assessment),
        "is_circle": is_circle,
        "sees_roles": sees_roles,
        "may_edit": permissions.can_edit(request.user, assessment),
    }
    return render(request, "assessments/result.html", context)


# --- Answering -----------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
@_SAVES
@with_assessment
def answer(request, assessment, section):
    """One dimension on a screen. Saves by itself where there is JavaScript."""
    if assessment.is_finished:
        return redirect(link_to(assessment, "detail"))
    refuse_who_may_not_answer(request, assessment)
    part, sections = _section(assessment, section)
    own = assessment.sheets.filter(person=answerer(request, assessment)).first()

    def keep(values):
        actions.save(assessment, answerer(request, assessment), values)

    return _form_page(
        request, assessment, part, sections, own.answers if own else {}, keep, "answer"
    )


def _form_page(request, assessment, part, sections, kept, keep, screen, **more):
    """A dimension as a form: what is right is kept, what is not stands there with its reason."""
    questions = results.criteria(part)
    if request.method == "POST":
        shown = [reading.read(question, request.POST) for question in questions]
        refused = ""
        try:
            keep({one.question.key: one.value for one in shown if not one.error})
        except Refused as refusal:
            refused = str(refusal)
        wrong = [one for one in shown if one.error]
        if request.htmx:
            return HttpResponse(status=422 if refused or wrong else 204)
        if not (refused or wrong):
            after = _next(sections, part)
            if after is None or "stop" in request.POST:
                return redirect(link_to(assessment, "detail"))
            return redirect(link_to(assessment, screen, after.key))
    else:
        shown = [reading.Answer(one, kept.get(one.key)) for one in questions]
        refused, wrong = "", []
    context = {
        "assessment": assessment,
        "instrument": assessment.version.instrument,
        "part": part,
        "at": sections.index(part) + 1,
        "of": len(sections),
        "answers": shown,
        "refused": refused,
        "wrong": wrong,
        "links": links_of(assessment),
        **more,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, f"assessments/{screen}.html", context, status=status)


@require_POST
@_SAVES
@with_assessment
def hand_in(request, assessment):
    refuse_who_may_not_answer(request, assessment)
    done = (
        _("Your answers are handed in.") if assessment.is_of_several else _("This is the result.")
    )
    try_verb(request, done, actions.hand_in, assessment, answerer(request, assessment))
    return redirect(link_to(assessment, "detail"))


# --- Several people ------------------------------------------------------------------------------


def _may_see_spread(request, assessment) -> None:
    if not permissions.can_see_spread(request.user, assessment):
        raise PermissionDenied


def _sheets(assessment):
    rows = assessment.sheets.filter(handed_in_at__isnull=False).select_related("person")
    return [(sheet.person, sheet.answers) for sheet in rows]


@require_safe
@with_assessment
def spread(request, assessment):
    """Who answered what, for those who have said it themselves."""
    _may_see_spread(request, assessment)
    sheets = _sheets(assessment)
    instrument = assessment.version.instrument
    context = {
        "assessment": assessment,
        "instrument": instrument,
        "links": links_of(assessment),
        "people": len(sheets),
        "may_edit": permissions.can_edit(request.user, assessment),
        "parts": [
            (section, [results.spread(one, sheets) for one in results.criteria(section)])
            for section in instrument.sections
        ],
        "report": report.of(assessment, request.user, is_circle=True),
    }
    return render(request, "assessments/spread.html", context)


@require_http_methods(["GET", "POST"])
@_SAVES
@with_assessment
def agree(request, assessment, section):
    """The common answer to one dimension, with everybody's own beside it."""
    if assessment.is_finished:
        return redirect(link_to(assessment, "detail"))
    refuse_who_may_not_edit(request, assessment)
    _may_see_spread(request, assessment)
    part, sections = _section(assessment, section)
    sheets = _sheets(assessment)

    def keep(values):
        text = request.POST.get("revision", "")
        revision = int(text) if text.isdecimal() and len(text) < 9 else 0
        actions.agree(assessment, request.user, values, revision=revision)

    more = {"spreads": {one.key: results.spread(one, sheets) for one in results.criteria(part)}}
    return _form_page(
        request, assessment, part, sections, assessment.agreed, keep, "agree", **more
    )


@require_POST
@with_assessment
def finish(request, assessment):
    refuse_who_may_not_edit(request, assessment)
    done = _("This is the result. It stays as it is.")
    try_verb(request, done, actions.finish, assessment, request.user)
    return redirect(link_to(assessment, "detail"))
