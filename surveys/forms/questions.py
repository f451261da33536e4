"""The form of a question: first its kind is chosen, then it has the fields of that kind."""

from collections.abc import Iterable
from dataclasses import replace

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core import cldr
from surveys.answers import LONGEST
from surveys.instrument import (
    FILE,
    LEVEL,
    LONG,
    LONGEST_LABEL,
    MATRIX,
    MOST_OPTIONS,
    NUMBER,
    ONE,
    RANKING,
    SCALE,
    SEVERAL,
    WITH_OPTIONS,
    Option,
    Question,
    Section,
)
from surveys.lines import from_lines, in_language, lines_of, to_lines
from surveys.texts import Texts

from .building import suffix

# An example beside each kind, for whoever chooses one.
EXAMPLES = {
    "short": _("a name, a town, one line"),
    LONG: _("what people want to say, in as many lines as they like"),
    ONE: _("yes, no, or not yet"),
    SEVERAL: _("all that applies"),
    MATRIX: _("several statements, each from “not at all” to “fully”"),
    SCALE: _("from 1 to 5, with words at both ends"),
    LEVEL: _("where do you stand? each step described"),
    RANKING: _("the most important one first"),
    NUMBER: _("how many, how much"),
    "date": _("a day"),
    FILE: _("a document, in named surveys"),
}
_OPTIONS_LABELS = {MATRIX: _("Columns"), LEVEL: _("Levels, the lowest first")}
_ONE_A_LINE = _("One a line.")
_LEVEL_HELP = _("One a line, with its description behind a bar: Beginning | We talk about it.")


def _text(label, code: str, initial: str, **extra) -> forms.CharField:
    several_lines = extra.pop("rows", 0)
    attrs = {"lang": code}
    widget = (
        forms.Textarea(attrs={**attrs, "rows": several_lines})
        if several_lines
        else forms.TextInput(attrs=attrs)
    )
    return forms.CharField(
        label=f"{label} ({cldr.language_name(code)})",
        initial=initial,
        widget=widget,
        **{"required": False, **extra},
    )


class _InLanguages(forms.Form):
    """Texts in each language of the survey, the first one in front, the others folded away."""

    TEXTS: tuple[str, ...] = ()

    def __init__(self, *args, languages: Iterable[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.languages = list(languages)

    def _names(self, code: str) -> list[str]:
        names = [f"{name}_{suffix(code)}" for name in self.TEXTS]
        return [name for name in names if name in self.fields]

    def first_texts(self) -> list:
        return [self[name] for name in self._names(self.languages[0])]

    def other_texts(self) -> list[tuple[str, list]]:
        return [(code, [self[name] for name in self._names(code)]) for code in self.languages[1:]]

    def others_are_open(self) -> bool:
        return any(field.errors for _code, fields in self.other_texts() for field in fields)

    def _said(self, name: str, there: Texts) -> Texts:
        """The texts, with those in languages that the survey does not speak now."""
        said = dict(there)
        for code in self.languages:
            if f"{name}_{suffix(code)}" in self.cleaned_data:
                said[code] = self.cleaned_data[f"{name}_{suffix(code)}"].strip()
        return {code: text for code, text in said.items() if text}


class SectionForm(_InLanguages):
    TEXTS = ("title", "intro")

    def __init__(self, *args, section: Section, **kwargs):
        super().__init__(*args, **kwargs)
        self.section = section
        for at, code in enumerate(self.languages):
            self.fields[f"title_{suffix(code)}"] = _text(
                _("Title of the section"),
                code,
                section.title.get(code, ""),
                required=at == 0,
                max_length=LONGEST_LABEL,
            )
            self.fields[f"intro_{suffix(code)}"] = _text(
                _("What stands under it"),
                code,
                section.intro.get(code, ""),
                rows=3,
                max_length=LONGEST[LONG],
            )

    def changed(self) -> Section:
        title = self._said("title", self.section.title)
        return replace(self.section, title=title, intro=self._said("intro", self.section.intro))


class QuestionForm(_InLanguages):
    """The fields of one kind. Options are lines; `lines` says how they keep their identity."""

    TEXTS = ("label", "help", "rows", "options", "low_end", "high_end")

    is_required = forms.BooleanField(label=_("It has to be answered"), required=False)

    def __init__(self, *args, question: Question, **kwargs):
        super().__init__(*args, **kwargs)
        self.question = question
        for at, code in enumerate(self.languages):
            self._add_words(code, is_first=at == 0)
        self._add_rest()

    def _add_words(self, code: str, *, is_first: bool) -> None:
        question, end = self.question, suffix(code)
        self.fields[f"label_{end}"] = _text(
            _("Question"),
            code,
            question.label.get(code, ""),
            required=is_first,
            max_length=LONGEST_LABEL,
        )
        self.fields[f"help_{end}"] = _text(
            _("Help under the question"),
            code,
            question.help.get(code, ""),
            rows=2,
            max_length=LONGEST[LONG],
        )
        if question.kind == MATRIX:
            self._add_lines("rows", _("Rows"), code, question.rows, is_first)
        if question.kind in WITH_OPTIONS:
            label = _OPTIONS_LABELS.get(question.kind, _("Answers"))
            self._add_lines("options", label, code, question.options, is_first)
        if question.kind == SCALE:
            for name, label in (("low_end", _("Low end")), ("high_end", _("High end"))):
                self.fields[f"{name}_{end}"] = _text(
                    label, code, getattr(question, name).get(code, ""), max_length=100
                )

    def _add_lines(self, name: str, label, code: str, options, is_first: bool) -> None:
        # A language that says nothing yet has an empty field, not a column of dashes.
        is_said = is_first or any(option.label.get(code) for option in options)
        self.fields[f"{name}_{suffix(code)}"] = _text(
            label,
            code,
            to_lines(options, code) if is_said else "",
            required=is_first,
            rows=6,
            help_text=_LEVEL_HELP if self.question.kind == LEVEL else _ONE_A_LINE,
            max_length=100_000,
        )

    def _add_rest(self) -> None:
        question, fields, kind = self.question, self.fields, self.question.kind
        fields["is_required"].initial = question.is_required
        if kind in (ONE, SEVERAL):
            fields["has_outside_option"] = forms.BooleanField(
                label=_("The last answer stands outside, as “not applicable” does"),
                required=False,
                initial=any(option.is_outside for option in question.options),
            )
            fields["has_other"] = forms.BooleanField(
                label=_("The last answer (before that one) asks for words, as “other: …” does"),
                required=False,
                initial=any(option.is_other for option in question.options),
            )
        if kind in (SCALE, MATRIX):
            fields["has_outside"] = forms.BooleanField(
                label=_("It also offers “not applicable”"),
                required=False,
                initial=question.has_outside,
            )
        if kind == SCALE:
            fields["lowest"] = forms.TypedChoiceField(
                label=_("It begins at"),
                coerce=int,
                choices=[("0", "0"), ("1", "1")],
                initial=str(1 if question.lowest is None else question.lowest),
            )
            fields["highest"] = forms.IntegerField(
                label=_("It ends at"),
                min_value=2,
                max_value=10,
                initial=5 if question.highest is None else question.highest,
            )
        if kind == NUMBER:
            for name, label in (("lowest", _("At least")), ("highest", _("At most"))):
                fields[name] = forms.IntegerField(
                    label=label,
                    required=False,
                    min_value=-(10**9),
                    max_value=10**9,
                    initial=getattr(question, name),
                )
        if kind in (SEVERAL, RANKING):
            fields["most"] = forms.IntegerField(
                label=_("How many may be chosen at most"),
                required=False,
                min_value=1,
                max_value=MOST_OPTIONS,
                initial=question.most,
                help_text=_("Empty: all of them."),
            )

    def other_fields(self) -> list:
        """The fields that are no texts."""
        texts = {name for code in self.languages for name in self._names(code)}
        return [self[name] for name in self.fields if name not in texts]

    def clean(self):
        data = super().clean()
        low, high = data.get("lowest"), data.get("highest")
        if self.question.kind == NUMBER and None not in (low, high) and low > high:
            self.add_error("highest", _("The largest number is smaller than the smallest."))
        for name in ("rows", "options"):
            self._check_lines(name)
        return data

    def _check_lines(self, name: str) -> None:
        first = f"{name}_{suffix(self.languages[0])}"
        if first not in self.cleaned_data:
            return
        lines = lines_of(self.cleaned_data[first])
        if len(lines) > MOST_OPTIONS:
            self.add_error(first, _("%(most)d at most.") % {"most": MOST_OPTIONS})
        labels = [line.partition(" | ")[0] for line in lines]
        if len(set(labels)) < len(labels):
            self.add_error(first, _("Two lines say the same."))
        for code in self.languages:
            field = f"{name}_{suffix(code)}"
            found = lines_of(self.cleaned_data.get(field, ""))
            if any(len(line) > LONGEST_LABEL + 1000 for line in found):
                self.add_error(field, _("One of the lines is too long."))
            if code != self.languages[0] and self._is_changed(field) and found:
                self._check_number(field, len(found), len(lines))

    def _is_changed(self, field: str) -> bool:
        return lines_of(self.cleaned_data[field]) != lines_of(self.fields[field].initial or "")

    def _check_number(self, field: str, found: int, wanted: int) -> None:
        if found != wanted:
            self.add_error(
                field,
                ValidationError(
                    _(
                        "There are %(wanted)d answers and %(found)d lines here. Write a – where "
                        "one has no translation yet."
                    )
                    % {"wanted": wanted, "found": found}
                ),
            )

    def changed(self) -> Question:
        """The question as the form has it now; its key, kind and condition stay."""
        data, question = self.cleaned_data, self.question
        fields = {
            name: self._said(name, getattr(question, name))
            for name in ("label", "help", "low_end", "high_end")
        }
        for name in ("rows", "options"):
            if f"{name}_{suffix(self.languages[0])}" in data:
                fields[name] = self._options(name)
        if "options" in fields and question.kind in (ONE, SEVERAL):
            fields["options"] = self._marked(fields["options"])
        for name in ("is_required", "has_outside", "lowest", "highest", "most"):
            if name in data:
                fields[name] = data[name]
        return replace(question, **fields)

    def _options(self, name: str) -> tuple[Option, ...]:
        first, *others = self.languages
        options = from_lines(
            lines_of(self.cleaned_data[f"{name}_{suffix(first)}"]),
            first,
            getattr(self.question, name),
        )
        for code in others:
            field = f"{name}_{suffix(code)}"
            # Untouched, translations stay with their answers, also where these change places.
            if self._is_changed(field):
                options = in_language(options, code, lines_of(self.cleaned_data[field]))
        return options

    def _marked(self, options: tuple[Option, ...]) -> tuple[Option, ...]:
        rest = [replace(option, is_other=False, is_outside=False) for option in options]
        at = len(rest) - 1
        if self.cleaned_data.get("has_outside_option") and at >= 0:
            rest[at] = replace(rest[at], is_outside=True)
            at -= 1
        if self.cleaned_data.get("has_other") and at >= 0:
            rest[at] = replace(rest[at], is_other=True)
        return tuple(rest)


class ConditionForm(forms.Form):
    """After which answers to one earlier question this one is shown."""

    any_of = forms.MultipleChoiceField(
        label=_("Show it after any of these answers"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, choices: list[tuple[str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["any_of"].choices = choices
