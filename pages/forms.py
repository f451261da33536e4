from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.fields import EmailInput


class ContactForm(forms.Form):
    name = forms.CharField(label=_("Your name"), max_length=120)
    email = EmailInput(
        label=_("Your e-mail address"), max_length=254, help_text=_("So that we can answer.")
    )
    subject = forms.CharField(label=_("What it is about"), max_length=120)
    message = forms.CharField(
        label=_("Your message"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    # A trap: people do not see it, machines fill it in.
    website = forms.CharField(required=False, label=_("Leave this empty"))

    def __init__(self, *args, viewer, **kwargs):
        super().__init__(*args, **kwargs)
        if viewer.is_authenticated:
            self.initial.update(name=viewer.name, email=viewer.email)

    def clean_subject(self):
        # A subject is one line; what comes after a line break would be a header of its own.
        return " ".join(self.cleaned_data["subject"].split())

    def clean_website(self):
        if self.cleaned_data["website"]:
            raise ValidationError(_("Please leave this field empty."))
        return ""
