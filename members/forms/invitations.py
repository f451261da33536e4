from allauth.account.adapter import get_adapter
from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from members.models import User


def _statement(policy):
    words = gettext("I adhere to the policies and guidelines of the network, version %(version)s.")
    link = format_html(
        '<a href="{}">{}</a>', reverse("members:policy", args=[policy.version]),
        gettext("Read them"),
    )  # fmt: skip
    return format_html("{} {}", words % {"version": policy.version}, link)


class AcceptForm(forms.Form):
    """The statement of adherence, where the person has not made it yet; never ticked for them."""

    adheres = forms.BooleanField()

    def __init__(self, *args, policy=None, **kwargs):
        super().__init__(*args, **kwargs)
        if policy is None:
            del self.fields["adheres"]
        else:
            self.fields["adheres"].label = _statement(policy)
            self.fields["adheres"].error_messages["required"] = gettext(
                "Please state that you adhere to the policies and guidelines."
            )

    @property
    def is_stated(self):
        return self.cleaned_data.get("adheres", False)


class JoinForm(AcceptForm):
    """Name and password of a new account; the address is the one the letter went to."""

    first_name = forms.CharField(
        label=_("First name"), max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )  # fmt: skip
    last_name = forms.CharField(
        label=_("Last name"), max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )  # fmt: skip
    password = forms.CharField(
        label=_("Password"), max_length=128, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Eight characters or more; a sentence that only you know is best."),
    )  # fmt: skip

    field_order = ["first_name", "last_name", "password", "adheres"]

    def __init__(self, *args, email="", **kwargs):
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self):
        data = super().clean()
        if data.get("password"):
            somebody = User(
                email=self.email, first_name=data.get("first_name", ""),
                last_name=data.get("last_name", ""),
            )  # fmt: skip
            try:
                get_adapter().clean_password(data["password"], user=somebody)
            except forms.ValidationError as error:
                self.add_error("password", error)
        return data
