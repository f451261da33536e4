"""The ten languages: what was compiled is what was written, and no placeholder was lost."""

import gettext
import re
from pathlib import Path

import pytest
from babel.messages import pofile
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override, to_locale

CODES = [code for code, _name in settings.LANGUAGES if code != "en"]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w*\}")


def catalogue(code):
    path = Path(settings.BASE_DIR) / "locale" / to_locale(code) / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        return path, [message for message in pofile.read_po(file) if message.id]


def forms(text):
    return list(text) if isinstance(text, (tuple, list)) else [text]


@pytest.mark.parametrize("code", CODES)
def test_a_translation_keeps_the_placeholders(code):
    _path, messages = catalogue(code)
    wrong = []
    for message in messages:
        known = {name for text in forms(message.id) for name in PLACEHOLDER.findall(text)}
        for text in filter(None, forms(message.string)):
            found = set(PLACEHOLDER.findall(text))
            # A plural form for exactly one may leave the number out.
            if found - known or (known - found and not message.pluralizable):
                wrong.append((message.id, text))

    assert wrong == []


@pytest.mark.parametrize("code", CODES)
def test_what_was_compiled_is_what_was_written(code):
    path, messages = catalogue(code)
    with path.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    stale = [
        message.id
        for message in messages
        if isinstance(message.id, str)
        and message.string
        and not message.fuzzy
        and not message.context
        and compiled.gettext(message.id) != message.string
    ]

    assert stale == []


@pytest.mark.parametrize("code", CODES)
def test_a_language_speaks_for_itself(code):
    with override(code):
        assert _("Sign in") != "Sign in"
        assert _("Members") != "Members"


def test_gettext_goes_by_a_name_under_which_its_sentences_are_collected():
    alias = re.compile(r"\bp?n?gettext\w* as (?!_\b)\w+")
    sources = [
        path
        for app in settings.PROJECT_APPS
        for path in Path(settings.BASE_DIR, app).rglob("*.py")
    ]

    assert [str(path) for path in sources if alias.search(path.read_text("utf-8"))] == []
