"""What sign-up asks beyond address and password, and how a person sets up their account.

Nothing here may import allauth's forms: they import `SignupDetails` themselves.
"""

from zoneinfo import available_timezones

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from core import cldr
from members.models import User


class SignupDetails(forms.Form):
    """The name. Address and password are allauth's."""

    first_name = forms.CharField(
        label=_("First name"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    last_name = forms.CharField(
        label=_("Last name"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )

    field_order = ["first_name", "last_name", "email", "password1"]

    def signup(self, request, user):
        """allauth calls this after it has filled in the rest."""


def _zones():
    """Places of the region first, then everywhere."""
    region = [
        "Europe/Tirane", "Europe/Sarajevo", "Europe/Sofia", "Europe/Zagreb", "Europe/Athens",
        "Europe/Belgrade", "Europe/Podgorica", "Europe/Skopje", "Europe/Ljubljana",
    ]  # fmt: skip
    known = available_timezones()
    near = [(zone, _place(zone)) for zone in region if zone in known]
    far = [
        (zone, zone.replace("_", " "))
        for zone in sorted(known - set(region))
        if "/" in zone and not zone.startswith(("Etc/", "SystemV/"))
    ]
    return [(_("In the region"), near), (_("Elsewhere"), [*far, ("UTC", "UTC")])]


def _place(zone):
    return zone.partition("/")[2].replace("_", " ")


class LettersForm(forms.ModelForm):
    """In which language letters come, and in which zone times are written."""

    language = forms.ChoiceField(
        label=_("Language of e-mails"),
        choices=cldr.language_choices(),
        help_text=_("E-mails and notifications from the network come in this language."),
    )
    timezone = forms.ChoiceField(
        label=_("Time zone"),
        choices=lazy(_zones, list),
        help_text=_("Times are shown as your clock has them."),
    )

    class Meta:
        model = User
        fields = ["language", "timezone"]


class CloseAccountForm(forms.Form):
    """What happens to what one has written."""

    KEEP, REMOVE = "keep", "remove"

    contributions = forms.ChoiceField(
        label=_("What you have written and shared"),
        choices=[
            (KEEP, _("stays on the site, signed “former member”")),
            (REMOVE, _("is removed with my account")),
        ],
        widget=forms.RadioSelect,
    )
