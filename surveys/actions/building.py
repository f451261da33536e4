"""What an author does with the questions. Each verb names the `revision` that its author saw."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.exceptions import Refused
from members.models import Centre, Institution, User
from surveys import instrument as parts
from surveys.instrument import Condition, Instrument, Question, Section
from surveys.models import Survey, Template, Version
from surveys.permissions import can_add, can_ask_all_members, can_copy
from surveys.texts import Texts
from surveys.translating import put_texts

from .locking import lock, lock_latest, refuse_outdated, refuse_unless_open_to_change

Audience = Survey.Audience
SITE = [code for code, _name in settings.LANGUAGES]


# --- A new one ---------------------------------------------------------------------------------


@transaction.atomic
def create(
    by: User,
    title: str,
    language: str,
    *,
    template: Template | None = None,
    source: Survey | None = None,
    institution: Institution | None = None,
    centre: Centre | None = None,
) -> Survey:
    """A draft: blank, from a template, or with the questions of an earlier survey.

    A copy is a survey of its own, with answers of its own; nothing of who answered the earlier
    one comes along, and whether it is anonymous is said anew.
    """
    if not can_add(by):
        raise Refused(_("You may not make surveys."))
    if source is not None and not can_copy(by, source):
        raise Refused(_("You may not copy this survey."))
    title = " ".join(title.split())[:200]
    if not title or language not in SITE:
        raise Refused(_("Give it a title."))
    instrument, intro = _beginning(language, template, source)
    survey = Survey.objects.create(
        title={language: title},
        intro=intro,
        owner=by,
        institution=institution,
        centre=centre,
        audience=Audience.MEMBERS if can_ask_all_members(by) else Audience.LINK,
        language_order=list(instrument.languages),
    )
    Version.objects.create(survey=survey, content=parts.dump(instrument))
    begun_with = (template and template.slug) or (source and source.slug) or ""
    audit.record("create", survey, after={**audit.snapshot(survey), "begun with": begun_with})
    return survey


def _beginning(
    language: str, template: Template | None, source: Survey | None
) -> tuple[Instrument, Texts]:
    if source is not None:
        return _with_first(source.current.instrument, language), source.intro
    if template is not None:
        # A template knows every language of the site; a survey begins with its author's.
        instrument = template.instrument
        own = language if _is_spoken(instrument, language) else "en"
        codes = tuple(dict.fromkeys([language, own]))
        intro = {code: template.intro[code] for code in codes if template.intro.get(code)}
        return replace(_narrowed(instrument, codes), languages=codes), intro
    section = Section(parts.new_key(), {})
    return Instrument(languages=(language,), sections=(section,)), {}


def _with_first(instrument: Instrument, language: str) -> Instrument:
    return replace(instrument, languages=tuple(dict.fromkeys([language, *instrument.languages])))


def _is_spoken(instrument: Instrument, language: str) -> bool:
    return all(question.label.get(language) for question in instrument.questions)


def _narrowed(instrument: Instrument, codes: Iterable[str]) -> Instrument:
    """The questionnaire without the texts of other languages than `codes`."""
    codes = tuple(codes)

    def only(value):
        if isinstance(value, dict) and value and all(isinstance(v, str) for v in value.values()):
            if set(value) <= set(SITE):
                return {code: text for code, text in value.items() if code in codes}
            return value
        if isinstance(value, dict):
            return {name: only(inner) for name, inner in value.items()}
        return [only(inner) for inner in value] if isinstance(value, list | tuple) else value

    return parts.parse(only(parts.dump(instrument)))


# --- Questions and sections --------------------------------------------------------------------


@transaction.atomic
def _change(
    survey: Survey, by: User, revision: int, alter: Callable[[Instrument], Instrument]
) -> Version:
    survey = lock(survey, by)
    version = lock_latest(survey)
    refuse_unless_open_to_change(survey, version)
    refuse_outdated(version, revision)
    try:
        changed = alter(version.instrument)
    except KeyError:
        raise Refused(_("What you wanted to change is not there any more.")) from None
    _refuse_too_much(changed)
    version.content = parts.dump(changed)
    # What cannot be read again must not be kept.
    parts.parse(version.content)
    version.revision += 1
    version.save(update_fields=["content", "revision"])
    if not version.is_draft:
        survey.language_order = list(changed.languages)
        survey.save(update_fields=["language_order"])
    return version


def _refuse_too_much(instrument: Instrument) -> None:
    questions = list(instrument.questions)
    if len(instrument.sections) > parts.MOST_SECTIONS or len(questions) > parts.MOST_QUESTIONS:
        most = {"sections": parts.MOST_SECTIONS, "questions": parts.MOST_QUESTIONS}
        raise Refused(
            _("A survey has room for %(sections)d sections and %(questions)d questions.") % most
        )
    offered = max((max(len(q.options), len(q.rows)) for q in questions), default=0)
    if offered > parts.MOST_OPTIONS:
        raise Refused(_("It offers more than %(most)d answers.") % {"most": parts.MOST_OPTIONS})
    longest = max(
        (len(text) for texts in instrument.all_texts() for text in texts.values()), default=0
    )
    if longest > parts.LONGEST_TEXT:
        raise Refused(
            _("One of the texts is longer than %(most)d characters.")
            % {"most": parts.LONGEST_TEXT}
        )


def put_section(survey: Survey, by: User, revision: int, section: Section) -> Version:
    """Add a section at the end, or change the words of the one that has its key."""

    def alter(instrument: Instrument) -> Instrument:
        there = instrument.section(section.key)
        # Its questions are those that are there now, whatever the page knew of them.
        kept = there.questions if there else section.questions
        return parts.with_section(instrument, replace(section, questions=kept))

    return _change(survey, by, revision, alter)


def put_question(
    survey: Survey, by: User, revision: int, section_key: str, question: Question
) -> Version:
    """Add a question at the end of a section, or put it in the place of the one with its key."""

    def alter(instrument: Instrument) -> Instrument:
        there = instrument.question(question.key)
        if there is None:
            return parts.with_question(instrument, section_key, question)
        if there.kind != question.kind:
            # Answers of two kinds under one key could not be compared.
            raise Refused(_("The kind of a question stays. Add a new one instead."))
        section = next(s for s in instrument.sections if there in s.questions)
        return parts.with_question(instrument, section.key, question)

    return _change(survey, by, revision, alter)


def put_back(
    survey: Survey, by: User, revision: int, thing: Section | Question, section_key: str, at: int
) -> Version:
    """Undo the removal of a section or a question, at the place where it stood."""

    def alter(instrument: Instrument) -> Instrument:
        if isinstance(thing, Section):
            last = len(instrument.sections)
            return parts.moved(parts.with_section(instrument, thing), thing.key, at - last)
        changed = parts.with_question(instrument, section_key, thing)
        last = len(changed.section(section_key).questions) - 1
        return parts.moved(changed, thing.key, at - last)

    return _change(survey, by, revision, alter)


def remove(survey: Survey, by: User, revision: int, key: str) -> Version:
    """Take a section with its questions, or a question, out."""

    def alter(instrument: Instrument) -> Instrument:
        if instrument.section(key) is None and instrument.question(key) is None:
            raise KeyError(key)
        return parts.without(instrument, key)

    return _change(survey, by, revision, alter)


def move(survey: Survey, by: User, revision: int, key: str, *, up: bool) -> Version:
    """A section or a question one place up or down; at the edge of its section a question goes
    into the one beside it.
    """
    return _change(survey, by, revision, lambda instrument: _moved(instrument, key, up))


def _moved(instrument: Instrument, key: str, up: bool) -> Instrument:
    question = instrument.question(key)
    if question is None:
        if instrument.section(key) is None:
            raise KeyError(key)
        return parts.moved(instrument, key, -1 if up else 1)
    sections = instrument.sections
    here = next(at for at, section in enumerate(sections) if question in section.questions)
    if question != sections[here].questions[0 if up else -1]:
        return parts.moved(instrument, key, -1 if up else 1)
    there = here + (-1 if up else 1)
    if not 0 <= there < len(sections):
        return instrument
    target = sections[there]
    joined = (*target.questions, question) if up else (question, *target.questions)
    changed = parts.without(instrument, key)
    return parts.with_section(changed, replace(target, questions=joined))


def arrange(
    survey: Survey, by: User, revision: int, layout: Mapping[str, Iterable[str]]
) -> Version:
    """The questions in these sections and this order, as they were dragged."""
    return _change(survey, by, revision, lambda instrument: parts.arranged(instrument, layout))


def move_to(survey: Survey, by: User, revision: int, key: str, section_key: str) -> Version:
    """A question to the end of another section."""

    def alter(instrument: Instrument) -> Instrument:
        question, section = instrument.question(key), instrument.section(section_key)
        if question is None or section is None:
            raise KeyError(key)
        return parts.with_question(parts.without(instrument, key), section_key, question)

    return _change(survey, by, revision, alter)


def set_condition(
    survey: Survey, by: User, revision: int, key: str, condition: Condition | None
) -> Version:
    """Show a question only after some answers to an earlier one; None shows it always."""

    def alter(instrument: Instrument) -> Instrument:
        question = instrument.question(key)
        if question is None:
            raise KeyError(key)
        if condition and condition.question not in [q.key for q in deciders(instrument, key)]:
            raise Refused(
                _(
                    "A condition looks at a question that comes before, and whose answers "
                    "can be told apart."
                )
            )
        section = next(s for s in instrument.sections if question in s.questions)
        changed = replace(question, condition=condition)
        return parts.with_question(instrument, section.key, changed)

    return _change(survey, by, revision, alter)


def deciders(instrument: Instrument, key: str) -> list[Question]:
    """The questions before this one on whose answers it can depend."""
    found = []
    for question in instrument.questions:
        if question.key == key:
            break
        if question.kind in parts.CAN_DECIDE:
            found.append(question)
    return found


# --- Languages ---------------------------------------------------------------------------------


def add_language(survey: Survey, by: User, revision: int, language: str) -> Version:
    """One more language to be asked in; its texts fall back until they are translated."""
    if language not in SITE:
        raise Refused(_("The site does not speak this language."))
    return _change(
        survey,
        by,
        revision,
        lambda instrument: replace(
            instrument, languages=tuple(dict.fromkeys([*instrument.languages, language]))
        ),
    )


def remove_language(survey: Survey, by: User, revision: int, language: str) -> Version:
    """Ask in one language less. Its texts stay, for whoever adds it again."""

    def alter(instrument: Instrument) -> Instrument:
        rest = tuple(code for code in instrument.languages if code != language)
        if not rest:
            raise Refused(_("A survey speaks one language at least."))
        return replace(instrument, languages=rest)

    return _change(survey, by, revision, alter)


def prefer_language(survey: Survey, by: User, revision: int, language: str) -> Version:
    """A language one place further to the front, where a missing text falls back sooner."""

    def alter(instrument: Instrument) -> Instrument:
        codes = list(instrument.languages)
        if language not in codes:
            raise KeyError(language)
        at = codes.index(language)
        codes.insert(max(at - 1, 0), codes.pop(at))
        return replace(instrument, languages=tuple(codes))

    return _change(survey, by, revision, alter)


@transaction.atomic
def translate(
    survey: Survey, by: User, revision: int, language: str, texts: dict[str, str]
) -> Version:
    """Keep what was written in one language, by the addresses of `translating.texts_of`."""

    def alter(instrument: Instrument) -> Instrument:
        if language not in instrument.languages:
            raise KeyError(language)
        return put_texts(instrument, language, texts)

    version = _change(survey, by, revision, alter)
    for name in ("title", "intro"):
        if name in texts:
            _put_head_text(survey, name, language, texts[name])
    return version


def _put_head_text(survey: Survey, name: str, language: str, text: str) -> None:
    row = Survey.objects.select_for_update(of=("self",)).get(pk=survey.pk)
    said = {**getattr(row, name), language: text.strip()}
    said = {code: words for code, words in said.items() if words}
    if name == "title" and not said:
        raise Refused(_("Give it a title."))
    setattr(row, name, said)
    row.save(update_fields=[name])
