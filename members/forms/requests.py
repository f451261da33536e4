from django import forms
from django.utils.translation import gettext_lazy as _

from members.models import Country, InstitutionRequest


class InstitutionRequestForm(forms.ModelForm):
    """What the committee needs to know of an institution that is missing from the register."""

    use_required_attribute = False

    class Meta:
        model = InstitutionRequest
        fields = ["name", "kind", "country", "city", "website", "note"]
        labels = {
            "name": _("Its name"),
            "kind": _("What it is"),
            "note": _("Anything the committee should know"),
        }
        help_texts = {
            "name": _("As it writes itself; other names and languages can follow."),
            "note": _("For instance its name in English, or its acronym."),
        }
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        countries = sorted(Country.objects.all(), key=lambda country: country.label)
        self.fields["country"].choices = [
            ("", _("Please choose")), *((one.pk, str(one)) for one in countries)
        ]  # fmt: skip
        self.fields["city"].required = True
        self.fields["website"].assume_scheme = "https"
