"""The questionnaires to begin with. The committee edits them; nothing is ever put back.

Planted after every migrate, only into an empty table. Their words are sentences of the site: a
template holds them in every language into which they were translated when it was planted.
"""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext, override

from core.migrating import stops_half_way
from surveys.instrument import dump, parse
from surveys.texts import Texts

from .templates import TEMPLATES


def plant(using: str = "default", **kwargs) -> None:
    """Fill the table of templates when it is empty."""
    from surveys.models import Template

    if stops_half_way(using=using, **kwargs):
        return
    table = Template.objects.using(using)
    if not table.exists():
        table.bulk_create(Template(**fields) for fields in rows())


def rows() -> list[dict]:
    """The columns of each template."""
    return [
        {
            "slug": template["slug"],
            "title": in_all_languages(template["title"]),
            "intro": in_all_languages(template["intro"]),
            "content": content_of(template),
            "order": order,
        }
        for order, template in enumerate(TEMPLATES, 1)
    ]


def in_all_languages(words: str) -> Texts:
    """An English sentence and its translations; a language that has none is left out."""
    said = {"en": words}
    for code, _name in settings.LANGUAGES:
        with override(code):
            if code != "en" and (text := gettext(words)) != words:
                said[code] = text
    return said


# What holds words of the site; everything else is a key, a kind or a number.
_WORDS = {"title", "intro", "label", "help", "low_end", "high_end", "description"}


def content_of(template: dict) -> dict:
    """The questionnaire as JSON keeps it; keys are made of places, the same at each planting."""
    sections = [
        {"key": f"s{at}", **_section(section, at)}
        for at, section in enumerate(template["sections"], 1)
    ]
    languages = [code for code, _name in settings.LANGUAGES]
    return dump(parse({"languages": languages, "sections": sections}))


def _section(section: dict, at: int) -> dict:
    questions = [
        {"key": f"s{at}q{number}", **_question(question)}
        for number, question in enumerate(section["questions"], 1)
    ]
    return {**_said(section), "questions": questions}


def _question(question: dict) -> dict:
    said = _said(question)
    for name, letter in (("options", "o"), ("rows", "r")):
        if name in question:
            said[name] = [
                {"key": f"{letter}{at}", **_said(option)}
                for at, option in enumerate(question[name], 1)
            ]
    return said


def _said(thing: "dict | str") -> dict[str, Any]:
    if isinstance(thing, str):
        thing = {"label": thing}
    return {
        name: in_all_languages(value) if name in _WORDS else value
        for name, value in thing.items()
        if name not in ("questions", "options", "rows")
    }
