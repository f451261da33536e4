"""Texts in every language of the platform, as fields of one form."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core import cldr
from roadmaps.texts import LANGUAGES


class TextsForm(forms.Form):
    """The template's own language first; the others fold away, a group for each.

    `texts` of a subclass: name -> (label, most letters, lines).
    """

    texts: dict = {}
    required_texts = {"title"}

    def __init__(self, *args, language: str, kept: dict | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.language = language
        for code in [language, *(code for code in LANGUAGES if code != language)]:
            for name, (label, most, lines) in self.texts.items():
                field = forms.CharField(
                    label=label,
                    required=code == language and name in self.required_texts,
                    max_length=most,
                    initial=(kept or {}).get(name, {}).get(code, ""),
                    widget=forms.Textarea(attrs={"rows": lines, "lang": code})
                    if lines > 1
                    else forms.TextInput(attrs={"lang": code}),
                )
                self.fields[_name(name, code)] = field
        self.order_fields([_name(name, language) for name in self.texts])

    @property
    def own(self) -> list:
        """The fields in the template's own language."""
        return [self[_name(name, self.language)] for name in self.texts]

    @property
    def translations(self) -> list[dict]:
        """For each other language its name and its fields."""
        return [
            {
                "language": cldr.language_name(code),
                "fields": [self[_name(name, code)] for name in self.texts],
            }
            for code in LANGUAGES
            if code != self.language
        ]

    @property
    def translations_have_errors(self) -> bool:
        own = {field.name for field in self.own}
        languages = {_name(name, code) for name in self.texts for code in LANGUAGES}
        return bool((languages - own) & set(self.errors))

    @property
    def others(self) -> list:
        """The fields that are no texts."""
        names = {_name(name, code) for name in self.texts for code in LANGUAGES}
        return [self[name] for name in self.fields if name not in names]

    def words(self, name: str) -> dict:
        """What was written of one text, by language."""
        return {code: self.cleaned_data.get(_name(name, code), "") for code in LANGUAGES}


def _name(name: str, code: str) -> str:
    return f"{name}_{code.replace('-', '_')}"


TITLE = (_("Title"), 200, 1)
