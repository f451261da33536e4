"""The ten languages: what was compiled is what was written, and no placeholder was lost."""

import gettext
import re
from pathlib import Path

import pytest
from babel.messages import pofile
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override, to_locale

from core.ijekavian import to_ijekavian
from core.library_sentences import SENTENCES
from core.management.commands.messages import to_latin

# Some of Django's own, which every language has but Montenegrin.
REQUIRED = [
    "This field is required.", "Enter a valid email address.", "Enter a whole number.",
    "Select a valid choice. That choice is not one of the available choices.",
    "Enter a valid date.", "Yes", "No", "Select %s to change", "Log out",
]  # fmt: skip
# Words that are the same as in English.
SAME = {"Email"}
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


# What is filled with a date, which ends in a point in these languages: “30. prosinca 2026.”
DATE_THEN_POINT = re.compile(r"%\((?:day|opens|until|grace|since|start|end|date)\)s(?:</\w+>)?\.")


@pytest.mark.parametrize("code", ["bs", "bg", "hr", "mk", "cnr", "sr", "sr-latn"])
def test_no_point_follows_a_date_that_ends_in_one(code):
    _path, messages = catalogue(code)

    assert [
        text
        for message in messages
        for text in forms(message.string)
        if DATE_THEN_POINT.search(text or "")
    ] == []


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [
        ("ЏУГАЊ", "DŽUGANJ"),
        ("Џепови", "Džepovi"),
        ("Његош и ЉУБАВ", "Njegoš i LJUBAV"),
        ("џ", "dž"),
    ],
)
def test_serbian_in_latin_keeps_capitals_in_letters_that_become_two(cyrillic, latin):
    assert to_latin(cyrillic) == latin


@pytest.mark.parametrize(
    ("code", "required", "forgot"),
    [
        ("sq", "Kjo fushë është e domosdoshme.", "Keni harruar fjalëkalimin?"),
        ("bs", "Ovo polje se mora popuniti.", "Zaboravili ste lozinku?"),
        ("hr", "Ovo polje je obavezno.", "Zaboravili ste lozinku?"),
        ("mk", "Ова поле е задолжително.", "Ја заборавивте лозинката?"),
        ("cnr", "Ovo polje se mora popuniti.", "Zaboravili ste lozinku?"),
        ("sr-latn", "Ovo polje se mora popuniti.", "Zaboravili ste lozinku?"),
    ],
)
def test_sentences_of_the_libraries_are_there(code, required, forgot):
    with override(code):
        assert (_("This field is required."), _("Forgot your password?")) == (required, forgot)


@pytest.mark.parametrize("code", CODES)
def test_no_form_answers_in_the_english_of_a_library(code):
    with override(code):
        english = [
            str(sentence)
            for sentence in (*SENTENCES, *REQUIRED)
            if _(sentence) == sentence and sentence not in SAME
        ]

    assert english == []


def test_gettext_goes_by_a_name_under_which_its_sentences_are_collected():
    alias = re.compile(r"\bp?n?gettext\w* as (?!_\b)\w+")
    sources = [
        path
        for app in settings.PROJECT_APPS
        for path in Path(settings.BASE_DIR, app).rglob("*.py")
    ]

    assert [str(path) for path in sources if alias.search(path.read_text("utf-8"))] == []


@pytest.mark.parametrize(
    ("ekavian", "ijekavian"),
    [
        ("Ova vrednost je obavezna.", "Ova vrijednost je obavezna."),
        ("Nedelja, pre 2 meseca", "Nedjelja, prije 2 mjeseca"),
        ("Severna Koreja", "Sjeverna Koreja"),
        ("Neuspešno; promenite zahtev", "Neuspješno; promijenite zahtjev"),
        ("SREDA", "SRIJEDA"),
        (
            "Pregled je prebačen, mreža, seminar, premalo",
            "Pregled je prebačen, mreža, seminar, premalo",
        ),
    ],
)
def test_words_of_the_libraries_become_ijekavian(ekavian, ijekavian):
    assert to_ijekavian(ekavian) == ijekavian
