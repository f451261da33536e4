from django import forms
from django.utils.translation import gettext_lazy as _

from core import cldr
from surveys.models import Survey


class PublishForm(forms.Form):
    """Who sees the results, which questions, and a text in each language of the survey."""

    results_for = forms.ChoiceField(
        label=_("Who sees the results?"),
        choices=[
            (Survey.Results.MEMBERS, Survey.Results.MEMBERS.label),
            (Survey.Results.PUBLIC, Survey.Results.PUBLIC.label),
        ],
        widget=forms.RadioSelect,
    )
    questions = forms.MultipleChoiceField(
        label=_("Which questions?"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, survey: Survey, **kwargs):
        super().__init__(*args, **kwargs)
        instrument = survey.current.instrument
        self.fields["questions"].choices = [
            (question.key, instrument.text(question.label)) for question in instrument.questions
        ]
        self.summaries = []
        for code in instrument.languages:
            name = f"summary-{code}"
            self.fields[name] = forms.CharField(
                label=cldr.language_name(code),
                required=False,
                max_length=10_000,
                widget=forms.Textarea(attrs={"rows": 6, "lang": code}),
            )
            self.initial[name] = survey.summary.get(code, "")
            self.summaries.append(name)
        shown = survey.shown_questions or [question.key for question in instrument.questions]
        self.initial |= {"questions": shown, "results_for": survey.results_for}

    @property
    def summary(self) -> dict[str, str]:
        """What was written, by language."""
        return {name.removeprefix("summary-"): self.cleaned_data[name] for name in self.summaries}

    @property
    def summary_fields(self) -> list:
        return [self[name] for name in self.summaries]
