"""Forms of those who work through a checklist."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import uploads
from members.models import User
from roadmaps import holders
from roadmaps.models import Checklist


class HolderField(forms.ChoiceField):
    """One of those for whom the person acts, as "centre:12"; its value is the holder itself."""

    def __init__(self, found: list, **kwargs):
        self.found = {f"{holders.kind_of(one).name}:{one.pk}": one for one in found}
        choices = [(key, _name_of(one)) for key, one in self.found.items()]
        super().__init__(choices=choices, **kwargs)

    def clean(self, value):
        return self.found[super().clean(value)]


def _name_of(holder) -> str:
    return holder.name if isinstance(holder, User) else str(holder)


class TakeForm(forms.Form):
    """For whom a copy is taken."""

    def __init__(self, *args, found: list, **kwargs):
        super().__init__(*args, **kwargs)
        widget = forms.RadioSelect if len(found) < 6 else forms.Select
        self.fields["holder"] = HolderField(found, label=_("For whom"), widget=widget)
        if len(found) == 1:
            self.fields["holder"].initial = next(iter(self.fields["holder"].found))


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Why it does not apply"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class PlanForm(forms.Form):
    owner = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Who sees to it"),
        required=False,
        empty_label=_("nobody yet"),
    )
    due_on = forms.DateField(
        label=_("Until when"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, *args, checklist: Checklist, **kwargs):
        super().__init__(*args, **kwargs)
        holder = checklist.holder
        people = holders.kind_of(holder).people(holder)
        self.fields["owner"].queryset = people
        self.fields["owner"].label_from_instance = lambda person: person.name

    def clean_due_on(self):
        day = self.cleaned_data["due_on"]
        if day and day.year > timezone.localdate().year + 20:
            raise ValidationError(_("That is too far away to be planned."))
        if day and day.year < 2000:
            raise ValidationError(_("That is before this network began."))
        return day


class EvidenceForm(forms.Form):
    note = forms.CharField(
        label=_("Note"), required=False, max_length=3000, widget=forms.Textarea(attrs={"rows": 3})
    )
    url = forms.URLField(label=_("Link"), required=False, max_length=500, assume_scheme="https")
    file = uploads.DocumentField(label=_("File"), required=False)

    def __init__(self, *args, member: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.member = member

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if upload:
            uploads.check_quota(self.member, upload.size)
        return upload


class ShareForm(forms.Form):
    is_shared = forms.BooleanField(
        label=_("Share it with the committee"),
        required=False,
        help_text=_("The Steering Committee can read it then. It changes nothing in it."),
    )
    shows_percent = forms.BooleanField(
        label=_("Show on the public page how far it is"),
        required=False,
        help_text=_("Only the percentage stands there, never a step or a name."),
    )


class StageForm(forms.Form):
    """The head confirms a stage that the checklist speaks of."""

    stage = forms.CharField(widget=forms.HiddenInput, max_length=10)
    since = forms.DateField(
        label=_("Since when"),
        widget=forms.DateInput(attrs={"type": "date"}),
        initial=timezone.localdate,
    )
    evidence = forms.URLField(
        label=_("Where one can see it"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=_("The address of a decision, a report, a piece of news."),
    )

    def clean_since(self):
        day = self.cleaned_data["since"]
        if day > timezone.localdate():
            raise ValidationError(_("That is still to come. Enter it when it has come."))
        if day.year < 1400:
            raise ValidationError(_("That is before the first university here."))
        return day
