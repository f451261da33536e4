from datetime import datetime, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from members.models import Centre, User
from surveys.deadlines import end_of_day

from .models import Assessment, NeedsPlan
from .results import highest
from .words import said

_LONGEST_ROUND = 120


class TargetForm(forms.Form):
    """The level that is wanted, for each dimension."""

    def __init__(self, *args, assessment: Assessment, **kwargs):
        super().__init__(*args, **kwargs)
        instrument = assessment.version.instrument
        levels = [(str(at), str(at)) for at in range(1, highest(instrument) + 1)]
        for section in instrument.sections:
            self.fields[section.key] = forms.ChoiceField(
                label=said(section.title, instrument.languages),
                required=False,
                choices=[("", pgettext_lazy("target", "none")), *levels],
                initial=str(assessment.target.get(section.key, "")),
            )

    def target(self) -> dict[str, int]:
        return {key: int(level) for key, level in self.cleaned_data.items() if level}


class ShareForm(forms.Form):
    centre = forms.ModelChoiceField(
        Centre.objects.none(),
        label=_("With a CTL"),
        required=False,
        empty_label=pgettext_lazy("centre", "none"),
        help_text=_("Its head and its editors see the result, not who answered what."),
    )
    with_committee = forms.BooleanField(label=_("With the Steering Committee"), required=False)
    in_figures = forms.BooleanField(
        label=_("Count it in the figures of the network"),
        required=False,
        help_text=_("Without a name, and only where five or more are counted."),
    )

    def __init__(self, *args, centres: list[Centre], **kwargs):
        super().__init__(*args, **kwargs)
        if centres:
            keys = [centre.pk for centre in centres]
            self.fields["centre"].queryset = Centre.objects.filter(pk__in=keys)
        else:
            del self.fields["centre"]


class DeadlineForm(forms.Form):
    """Until the end of a day, by the clock of who opens it."""

    closes_on = forms.DateField(
        label=_("Until the end of which day?"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=_("Two to four weeks are usual."),
    )

    def clean_closes_on(self):
        day = self.cleaned_data["closes_on"]
        today = timezone.localdate()
        if not today < day <= today + timedelta(days=_LONGEST_ROUND):
            raise ValidationError(_("Choose a day within the next four months."))
        return day

    def closes_at(self) -> datetime:
        return end_of_day(self.cleaned_data["closes_on"])


class RoundForm(DeadlineForm):
    subject = forms.ChoiceField(label=_("Whose people are asked?"))

    field_order = ["subject", "closes_on"]

    def __init__(self, *args, subjects: list[tuple[str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["subject"].choices = subjects


class NeedsForm(DeadlineForm):
    title = forms.CharField(label=_("What is it called?"), max_length=150)
    subject = forms.ChoiceField(label=_("Who is asked?"))
    topics = forms.MultipleChoiceField(
        label=_("Which topics can be put in an order?"), widget=forms.CheckboxSelectMultiple
    )
    more = forms.CharField(
        label=_("Other topics"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One a line."),
    )

    breakdown = forms.ChoiceField(
        label=_("Also show the order of groups?"),
        required=False,
        choices=[
            ("", pgettext_lazy("groups", "no")),
            ("country", _("by country")),
            ("role", _("by role")),
        ],
        help_text=_("Only groups of five or more are shown, and never a small rest."),
    )

    field_order = ["title", "subject", "topics", "more", "breakdown", "closes_on"]

    def __init__(self, *args, subjects, topics, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["subject"].choices = subjects
        self.fields["topics"].choices = topics
        self.fields["topics"].required = False

    def clean(self):
        data = super().clean()
        lines = [" ".join(line.split())[:120] for line in data.get("more", "").splitlines()]
        data["more"] = list(dict.fromkeys(line for line in lines if line))
        number = len(data.get("topics", [])) + len(data["more"])
        if not 2 <= number <= 30:
            self.add_error("topics", _("Offer from two to thirty topics."))
        return data


class PlanForm(forms.ModelForm):
    person = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Who sees to it?"),
        required=False,
        empty_label=pgettext_lazy("person", "nobody yet"),
    )

    class Meta:
        model = NeedsPlan
        fields = ["title", "due", "person"]
        labels = {"title": _("What shall there be?"), "due": _("By when?")}
        widgets = {"due": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})}

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people
