from django import forms
from django.utils.translation import gettext_lazy as _

from members.models import Message, ProfileReport


class MessageForm(forms.ModelForm):
    # A trap: people do not see it, machines fill it in.
    website = forms.CharField(required=False, label=_("Leave this empty"))

    class Meta:
        model = Message
        fields = ["subject", "text"]
        labels = {"text": _("Your message")}
        widgets = {"text": forms.Textarea(attrs={"rows": 10})}

    def clean_subject(self):
        # A subject is one line; what comes after a line break would be a header of its own.
        return " ".join(self.cleaned_data["subject"].split())

    @property
    def is_trapped(self) -> bool:
        return bool(self.cleaned_data["website"])


class ProfileReportForm(forms.ModelForm):
    # Of its own: the model's would offer an empty reason first.
    reason = forms.ChoiceField(
        label=_("Reason"), choices=ProfileReport.Reason.choices, widget=forms.RadioSelect
    )

    class Meta:
        model = ProfileReport
        fields = ["reason", "note"]
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}


class ObjectionForm(forms.Form):
    text = forms.CharField(
        label=_("Why the decision is wrong"), max_length=2000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )  # fmt: skip
