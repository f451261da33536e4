from django import forms
from django.utils.translation import gettext_lazy as _

from members.models import User
from members.privacy import FIELDS

from .profile import audience_fields, chosen_audiences


class PrivacyForm(forms.Form):
    """Every choice of an audience on one page."""

    listed_for = forms.ChoiceField(
        label=_("Who finds me in the directory"), choices=User.Audience.choices,
        widget=forms.RadioSelect,
    )  # fmt: skip
    written_to_by = forms.ChoiceField(
        label=_("Who may write to me"), choices=User.Audience.choices[1:],
        widget=forms.RadioSelect,
        help_text=_("They write through the platform and never learn your address from it."),
    )  # fmt: skip

    def __init__(self, *args, person: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial = {"listed_for": person.listed_for, "written_to_by": person.written_to_by}
        self.fields |= audience_fields(person)
        for field in User.AUDIENCES:
            self.fields[f"shows_{field}"].label = FIELDS[field]

    def audiences(self):
        return [self[f"shows_{field}"] for field in User.AUDIENCES]

    def chosen(self) -> dict:
        return {
            "shows": chosen_audiences(self.cleaned_data),
            "listed_for": self.cleaned_data["listed_for"],
            "written_to_by": self.cleaned_data["written_to_by"],
        }
