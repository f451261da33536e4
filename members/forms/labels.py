"""A JSON column of words by language, edited as one field for each language."""

from django import forms
from django.conf import settings


class LabelsForm(forms.ModelForm):
    """`labels_of` names the columns: {"labels": widget}; English stands in a column of its own."""

    labels_of: dict = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for column, code, name in self.parts():
            words = getattr(self.instance, column) or {}
            self.initial.setdefault(name, words.get(code, ""))

    @classmethod
    def parts(cls):
        for column in cls.labels_of:
            for code, _name in settings.LANGUAGES:
                if code != "en":
                    yield column, code, f"{column}_{code.replace('-', '_')}"

    def clean(self):
        data = super().clean()
        words = {column: {} for column in self.labels_of}
        for column, code, name in self.parts():
            if data.get(name):
                words[column][code] = data[name]
        for column, value in words.items():
            setattr(self.instance, column, value)
        return data


def labels_form(widgets: dict) -> type[LabelsForm]:
    """A LabelsForm whose fields are declared, as the admin wants to see them."""
    form = type("Labels", (LabelsForm,), {"labels_of": widgets})
    languages = dict(settings.LANGUAGES)
    fields = {
        name: forms.CharField(label=languages[code], required=False, widget=widgets[column])
        for column, code, name in form.parts()
    }
    return type("LabelsByLanguage", (form,), fields)
