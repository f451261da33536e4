"""The extra questions of a type as fields of its form, and their answers as they are kept."""

from django import forms
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from members.models import Application, Question

YES_NO = [("yes", _("Yes")), ("no", _("No"))]


class Radios(forms.RadioSelect):
    def id_for_label(self, id_, index=None):
        """The list of errors leads to the first of them."""
        return super().id_for_label(id_, index or "0")


def name_of(question: Question) -> str:
    return f"question_{question.pk}"


def field_for(question: Question) -> forms.Field:
    """One question in the reader's language. The English words of a choice are its value."""
    kind = Question.Kind
    about = {
        "label": str(question), "help_text": escape(question.explanation),
        "required": question.required,
    }  # fmt: skip
    if question.kind in (kind.CHOICE, kind.YES_NO):
        choices = YES_NO
        if question.kind == kind.CHOICE:
            choices = [(words["en"], in_language(words)) for words in question.options()]
        return forms.ChoiceField(choices=choices, widget=Radios, **about)
    if question.kind == kind.LONG:
        rows = forms.Textarea(attrs={"rows": 5})
        return forms.CharField(max_length=3000, widget=rows, **about)
    return forms.CharField(max_length=300, **about)


def in_language(words: dict) -> str:
    """Words by language in the reader's, else in English."""
    return words.get(get_language() or "en") or words["en"]


def answer(question: Question, value: str) -> dict:
    """What is kept: the answer beside the question as it was worded, in all its languages."""
    words = {"en": value}
    if question.kind == Question.Kind.CHOICE:
        words = next((one for one in question.options() if one["en"] == value), words)
    return {
        "question": question.pk, "kind": question.kind, "wording": question.wording(),
        "value": value, "words": words,
    }  # fmt: skip


def read(application: Application) -> list[dict]:
    """The answers for a page: question and answer in the reader's language."""
    rows = []
    for one in application.answers:
        if not one["value"]:
            continue
        said = in_language(one["words"])
        if one["kind"] == Question.Kind.YES_NO:
            said = str(dict(YES_NO).get(one["value"], one["value"]))
        rows.append({"asked": in_language(one["wording"]), "said": said})
    return rows
