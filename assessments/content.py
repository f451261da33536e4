"""What is wrong with the content of a guide, in sentences for the committee."""

import json
from typing import Any

from django.utils.translation import gettext as _

from members.models import Expertise
from surveys.checking import problems
from surveys.instrument import LEVEL, Damaged, Instrument, dump, parse

from .results import criteria, levels_of

LARGEST = 400_000


def read(text: str) -> tuple[Instrument | None, list[str]]:
    """The guide that a text holds, and why it is none, or not ready to be used."""
    if len(text) > LARGEST:
        return None, [_("This is larger than a guide can be.")]
    try:
        content: Any = json.loads(text)
    except ValueError as error:
        return None, [_("This is not JSON: %(error)s.") % {"error": error}]
    if not isinstance(content, dict):
        return None, [_("A guide is an object with “languages” and “sections”.")]
    try:
        instrument = parse(content)
    except Damaged as error:
        return None, [_("The guide is damaged: %(error)s.") % {"error": error}]
    return instrument, check(instrument)


def write(instrument: Instrument) -> str:
    return json.dumps(dump(instrument), ensure_ascii=False, indent=2)


def check(instrument: Instrument) -> list[str]:
    """Why nobody can assess themselves by this yet; empty when it is ready."""
    found = problems(instrument)
    keys = [section.key for section in instrument.sections]
    if len(keys) != len(set(keys)):
        found.append(_("Two dimensions have the same key."))
    numbers = set()
    for section in instrument.sections:
        name = instrument.text(section.title)[:60] or section.key
        if not criteria(section):
            found.append(_("The dimension “%(name)s” has no criterion.") % {"name": name})
        for question in section.questions:
            if question.kind != LEVEL:
                found.append(
                    _("“%(name)s” holds a question that is no criterion with levels.")
                    % {"name": name}
                )
            else:
                numbers.add(len(levels_of(question)))
    if len(numbers) > 1:
        found.append(
            _("All criteria need the same number of levels, so that means say something.")
        )
    return found + _unknown_topics(instrument)


def _unknown_topics(instrument: Instrument) -> list[str]:
    named = {topic for section in instrument.sections for topic in section.topics}
    named |= {topic for question in instrument.questions for topic in question.topics}
    known = set(Expertise.objects.filter(slug__in=named).values_list("slug", flat=True))
    return [
        _("There is no field of expertise “%(topic)s”.") % {"topic": topic}
        for topic in sorted(named - known)
    ]
