"""The words of a survey in another language, section by section."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core import cldr
from core.exceptions import Refused
from core.limits import limited
from surveys import checking
from surveys.actions import building
from surveys.instrument import Instrument, Section
from surveys.translating import texts_of

from .building import owned, seen


@login_required
@limited("survey-build", 1000, 3600)
@require_http_methods(["GET", "HEAD", "POST"])
def survey_translate(request, slug, code):
    """A section at a time, side by side: what it says, and what it says in this language."""
    survey = owned(request.user, slug)
    shape = survey.latest.instrument
    if code not in shape.languages:
        raise Http404
    section = shape.section(request.GET.get("section", "")) or next(iter(shape.sections), None)
    fields = _fields(survey, shape, section, code, request.POST or None)
    status, error = 200, ""
    if request.method == "POST":
        texts = {field["address"]: field["said"] for field in fields}
        try:
            building.translate(survey, request.user, seen(request), code, texts)
        except Refused as refusal:
            status, error = 409, str(refusal)
        else:
            messages.success(request, _("Saved."))
            return _next_section(survey, section, code)
    context = {
        "survey": survey,
        "version": survey.latest,
        "code": code,
        "instrument": shape,
        "section": section,
        "fields": fields,
        "error": error,
        "left": checking.untranslated(shape)[code],
        "language": cldr.language_name(code),
        "steps": _steps(shape, section, code),
    }
    return render(request, "surveys/build_translate.html", context, status=status)


def _fields(survey, shape: Instrument, section: Section | None, code: str, data) -> list[dict]:
    """The texts of a section, before the first one those over the questions."""
    found = []
    if section is None or section == shape.sections[0]:
        found += [("title", survey.title, False), ("intro", survey.intro, True)]
    if section is not None:
        found += [(text.address, text.texts, text.is_long) for text in texts_of(section)]
    return [
        {
            "address": address,
            "source": _source_of(texts, shape, code),
            "said": data.get(address, "") if data is not None else texts.get(code, ""),
            "is_long": is_long,
        }
        for address, texts, is_long in found
        if any(texts.values())
    ]


def _source_of(texts: dict, shape: Instrument, code: str) -> tuple[str, str]:
    """The text to translate from, and its language: the first one stated that is not this one."""
    others = [each for each in shape.languages if each != code] or [code]
    found = next((each for each in others if texts.get(each, "").strip()), others[0])
    return texts.get(found, ""), found


def _steps(shape: Instrument, section: Section | None, code: str) -> list[dict]:
    """The sections as tabs, each with the number of texts that it lacks."""
    return [
        {
            "text": shape.text(each.title) or _("Section %(number)d") % {"number": number},
            "href": f"?section={each.key}",
            "current": each == section,
            "count": sum(not text.texts.get(code, "").strip() for text in texts_of(each)),
        }
        for number, each in enumerate(shape.sections, 1)
    ]


def _next_section(survey, section: Section | None, code: str):
    keys = [each.key for each in survey.latest.instrument.sections]
    at = keys.index(section.key) + 1 if section and section.key in keys else len(keys)
    if at < len(keys):
        address = reverse("surveys:translate", args=[survey.slug, code])
        return redirect(f"{address}?section={keys[at]}")
    return redirect("surveys:build", survey.slug)
