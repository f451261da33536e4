"""One assessment: answering, looking at where people differ, agreeing, the result."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments import papers, permissions, report, results, retention
from assessments.actions import answering as actions
from assessments.forms import ShareForm, TargetForm
from assessments.models import Assessment
from assessments.words import said
from core import tables
from core.addresses import without_language
from core.exceptions import Refused
from core.limits import limited
from core.views import try_verb
from members.permissions import can_invite
from surveys import answers as reading
from surveys.instrument import Section

_SAVES = limited("assessment-save", 600, 3600)


def with_assessment(view):
    """Hand the view the assessment: of who is signed in by its id, a guest's by its link."""

    @wraps(view)
    def wrapper(request, *args, short_id: str = "", key: str = "", **kwargs):
        rows = Assessment.objects.select_related(
            "version__guide", "person", "centre__institution", "institution", "shared_centre"
        )
        if key:
            assessment = get_object_or_404(rows, guest_key=key)
        elif not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        else:
            assessment = get_object_or_404(rows.visible_to(request.user), short_id=short_id)
        answer = view(request, assessment, *args, **kwargs)
        # A link that opens an assessment must not travel on in a Referer, nor lie in a cache.
        answer["Referrer-Policy"] = "same-origin"
        answer["Cache-Control"] = "private, no-store"
        return answer

    return wrapper


def _link(assessment: Assessment, screen: str, *args: str) -> str:
    """The address of one of an assessment's screens."""
    if assessment.is_guests:
        name = "guest" if screen == "detail" else f"guest_{screen}"
        return reverse(f"assessments:{name}", args=[assessment.guest_key, *args])
    return reverse(f"assessments:{screen}", args=[assessment.short_id, *args])


def _address(request, assessment: Assessment) -> str:
    """The address to keep or to pass on: each who opens it reads their own language."""
    return request.build_absolute_uri(without_language(assessment.get_absolute_url()))


def _links(assessment: Assessment) -> dict[str, str]:
    screens = ["detail", "hand_in", "target", "paper", "table", "discard"]
    if not assessment.is_guests:
        screens += ["spread", "finish", "share"]
    return {screen: _link(assessment, screen) for screen in screens}


def _answerer(request, assessment: Assessment):
    """Who fills in a sheet: a guest's has no name, even where somebody is signed in."""
    return None if assessment.is_guests else request.user


def _may_answer(request, assessment: Assessment) -> None:
    if not permissions.can_answer(request.user, assessment):
        raise PermissionDenied


def _may_edit(request, assessment: Assessment) -> None:
    if not permissions.can_edit(request.user, assessment):
        raise PermissionDenied


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
    _may_answer(request, assessment)
    instrument = assessment.version.instrument
    own = assessment.sheets.filter(person=_answerer(request, assessment)).first()
    answers = own.answers if own else {}
    parts = [
        {
            "section": section,
            "answered": sum(one.key in answers for one in results.criteria(section)),
            "agreed": sum(one.key in assessment.agreed for one in results.criteria(section)),
            "all": len(results.criteria(section)),
            "href": _link(assessment, "answer", section.key),
            "agree_href": "" if assessment.is_guests else _link(assessment, "agree", section.key),
        }
        for section in instrument.sections
        if results.criteria(section)
    ]
    context = {
        "assessment": assessment,
        "instrument": instrument,
        "gone_on": retention.gone_on(assessment),
        "links": _links(assessment),
        "parts": parts,
        "own": own,
        "is_handed_in": bool(own and own.is_handed_in),
        "is_begun": bool(answers),
        "address": _address(request, assessment),
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
        "links": _links(assessment),
        "address": _address(request, assessment),
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
        return redirect(_link(assessment, "detail"))
    _may_answer(request, assessment)
    part, sections = _section(assessment, section)
    own = assessment.sheets.filter(person=_answerer(request, assessment)).first()

    def keep(values):
        actions.save(assessment, _answerer(request, assessment), values)

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
                return redirect(_link(assessment, "detail"))
            return redirect(_link(assessment, screen, after.key))
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
        "links": _links(assessment),
        **more,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, f"assessments/{screen}.html", context, status=status)


@require_POST
@_SAVES
@with_assessment
def hand_in(request, assessment):
    _may_answer(request, assessment)
    done = (
        _("Your answers are handed in.") if assessment.is_of_several else _("This is the result.")
    )
    try_verb(request, done, actions.hand_in, assessment, _answerer(request, assessment))
    return redirect(_link(assessment, "detail"))


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
        "links": _links(assessment),
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
        return redirect(_link(assessment, "detail"))
    _may_edit(request, assessment)
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
    _may_edit(request, assessment)
    done = _("This is the result. It stays as it is.")
    try_verb(request, done, actions.finish, assessment, request.user)
    return redirect(_link(assessment, "detail"))


# --- After the end -------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
@with_assessment
def target(request, assessment):
    _may_edit(request, assessment)
    posted = request.POST if request.method == "POST" else None
    form = TargetForm(posted, assessment=assessment)
    if posted is not None and form.is_valid():
        by = _answerer(request, assessment)
        if try_verb(request, _("Saved."), actions.aim, assessment, by, form.target()):
            return redirect(_link(assessment, "detail"))
    context = {"assessment": assessment, "form": form, "links": _links(assessment)}
    status = 200 if posted is None else 422
    return render(request, "assessments/target.html", context, status=status)


@require_http_methods(["GET", "POST"])
@with_assessment
def share(request, assessment):
    _may_edit(request, assessment)
    if not assessment.is_finished:
        return redirect(_link(assessment, "detail"))
    posted = request.POST if request.method == "POST" else None
    form = ShareForm(
        posted,
        centres=actions.own_centres(assessment),
        initial={
            "centre": assessment.shared_centre_id,
            "with_committee": assessment.is_shared_with_committee,
            "in_figures": assessment.counted_since is not None,
        },
    )
    if posted is not None and form.is_valid():
        data = form.cleaned_data
        try:
            actions.share(
                assessment,
                request.user,
                centre=data.get("centre"),
                with_committee=data["with_committee"],
                in_figures=data["in_figures"],
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect(_link(assessment, "detail"))
    context = {"assessment": assessment, "form": form, "links": _links(assessment)}
    status = 200 if posted is None else 422
    return render(request, "assessments/share.html", context, status=status)


@require_http_methods(["GET", "POST"])
@with_assessment
def discard(request, assessment):
    _may_edit(request, assessment)
    if request.method == "POST":
        guide, by = assessment.guide, _answerer(request, assessment)
        if try_verb(request, _("It is deleted."), actions.discard, assessment, by):
            return redirect(guide)
        return redirect(_link(assessment, "detail"))
    context = {"assessment": assessment, "links": _links(assessment)}
    return render(request, "assessments/discard.html", context)


def _finished_report(request, assessment):
    if not assessment.is_finished:
        raise Http404
    is_circle = permissions.can_answer(request.user, assessment)
    return report.of(assessment, request.user, is_circle=is_circle)


@require_safe
@with_assessment
def paper(request, assessment):
    found = _finished_report(request, assessment)
    return papers.draw(found).response(f"{assessment.guide.slug}.pdf")


@require_safe
@with_assessment
def table(request, assessment):
    """A line a criterion, with what its dimension comes to."""
    found = _finished_report(request, assessment)
    rows = [
        [row.number, row.name, row.mean and round(float(row.mean), 4), row.target, *one]
        for row, (_name, answers) in zip(found.rows, found.answers, strict=True)
        for one in answers
    ]
    header = [
        _("Number"),
        _("Dimension"),
        _("Mean"),
        _("Target"),
        _("Criterion"),
        _("Level"),
        _("What it looks like"),
        _("Evidence"),
    ]
    return tables.csv_response(assessment.guide.slug, header, rows)
