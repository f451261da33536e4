"""What is written about a centre, the stage it is in, and the document it stands on."""

import re
from datetime import date

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from core import cldr, uploads
from members.models import Centre, CentreMandate, CentreStage, Service, TargetGroup

# Serbian is one language in two scripts.
_SPOKEN = [code for code, _name in settings.LANGUAGES if code != "sr-latn"]
_SPOKEN += ["de", "fr", "it", "ro", "sl", "tr"]
_NAMED = [(code, code.replace("-", "_")) for code, _name in settings.LANGUAGES if code != "en"]
_SHAPES = [
    (r"(?P<year>\d{4})", "year"),
    (r"(?P<year>\d{4})-(?P<month>\d{1,2})", "month"),
    (r"(?P<month>\d{1,2})\.\s?(?P<year>\d{4})\.?", "month"),
    (r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})", "day"),
    (r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})\.?", "day"),
]


def spoken() -> list[tuple[str, str]]:
    return [(code, cldr.language_name(code)) for code in _SPOKEN]


class WhenField(forms.CharField):
    """A day, a month or only a year; its value is the first day of it and what is known."""

    def clean(self, value):
        typed = super().clean(value).strip()
        if not typed:
            return None, CentreStage.Precision.DAY
        for shape, precision in _SHAPES:
            if found := re.fullmatch(shape, typed):
                return self._day(found.groupdict()), precision
        raise ValidationError(
            _("Write a year, a month or a day: 2016, 2016-05 or 2016-05-14."), code="invalid"
        )

    def _day(self, parts):
        try:
            day = date(*(int(parts.get(name) or 1) for name in ("year", "month", "day")))
        except ValueError:
            raise ValidationError(_("There is no such day."), code="invalid") from None
        if day.year < 1400:
            raise ValidationError(_("That is before the first university here."), code="invalid")
        if day > timezone.localdate():
            raise ValidationError(
                _("That is still to come. Enter it when it has come."), code="future"
            )
        return day


class StageForm(forms.Form):
    stage = forms.ChoiceField(
        label=_("Stage"), choices=Centre.Stage, widget=forms.RadioSelect
    )  # fmt: skip
    since = WhenField(
        label=_("Since when"), required=False, max_length=20,
        help_text=_("As much as is known: 2016, 2016-05 or 2016-05-14."),
    )  # fmt: skip
    evidence = forms.URLField(
        label=_("Where one can see it"), required=False, max_length=500, assume_scheme="https",
        help_text=_("The address of a decision, a report, a piece of news."),
    )  # fmt: skip

    def entry(self) -> dict:
        """What to write down."""
        since, precision = self.cleaned_data["since"]
        return {
            "stage": self.cleaned_data["stage"], "since": since, "precision": precision,
            "evidence": self.cleaned_data["evidence"],
        }  # fmt: skip


class CentreForm(forms.ModelForm):
    """What a centre says of itself. Never its stage, its institution or its address here."""

    services = forms.ModelMultipleChoiceField(
        Service.objects.all(), label=_("What it does"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    target_groups = forms.ModelMultipleChoiceField(
        TargetGroup.objects.all(), label=_("For whom"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    languages = forms.MultipleChoiceField(
        label=_("Languages spoken there"), required=False, choices=lazy(spoken, list),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    website = forms.URLField(
        label=_("Website"), required=False, assume_scheme="https", max_length=200
    )
    former = forms.CharField(
        label=_("Names it had before"), required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}), help_text=_("One on each line."),
    )  # fmt: skip

    class Meta:
        model = Centre
        fields = [
            "name", "acronym", "founded", "place", "staff_count", "description", "languages",
            "opening_hours", "email", "phone", "postal_address", "website",
        ]  # fmt: skip
        labels = {
            "description": _("The centre in your own words"),
            "founded": _("Year it was founded"),
            "place": _("Its place in the organisation"),
            "staff_count": _("How many people work there"),
            "opening_hours": _("Opening hours"),
            "email": _("E-mail address of the office"),
            "phone": _("Telephone"),
            "postal_address": _("Address"),
        }
        help_texts = {
            "name": _("As it is called in English."),
            "description": _("Markdown works: ## for a heading, - for a list, **bold**."),
            "place": _("For example “in the quality unit, under the vice-rector for teaching”."),
            "opening_hours": _("A line for each day or days: “Monday to Thursday: 9–15”."),
            "email": _("Everybody can read it: give the office's, not a person's."),
        }
        widgets = {
            "description": forms.Textarea(attrs={"rows": 10}),
            "opening_hours": forms.Textarea(attrs={"rows": 5}),
            "postal_address": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        centre = self.instance
        names = list(centre.names.all()) if centre.pk else []
        by_language = {one.language: one.name for one in names if not one.is_former}
        for code, suffix in _NAMED:
            self.fields[f"name_{suffix}"] = forms.CharField(
                label=cldr.language_name(code), required=False, max_length=200,
                initial=by_language.get(code, ""),
            )  # fmt: skip
            self.fields[f"name_{suffix}"].unmarked = True
        self.initial["former"] = "\n".join(one.name for one in names if one.is_former)
        if centre.pk:
            self.initial["languages"] = centre.language_codes
            self.initial["services"] = [term.pk for term in centre.services.all()]
            self.initial["target_groups"] = [term.pk for term in centre.target_groups.all()]

    def names(self):
        """The questions after its name in each language."""
        return [self[f"name_{suffix}"] for _code, suffix in _NAMED]

    def names_are_open(self) -> bool:
        return any(field.value() or field.errors for field in self.names())

    def clean_name(self):
        return " ".join(self.cleaned_data["name"].split())

    def clean_founded(self):
        year = self.cleaned_data["founded"]
        if year is not None and not 1400 <= year <= timezone.localdate().year:
            raise ValidationError(_("This cannot be the year."))
        return year

    def clean_staff_count(self):
        number = self.cleaned_data["staff_count"]
        if number is not None and number > 10_000:
            raise ValidationError(_("That is more than a university has."))
        return number

    def clean_languages(self):
        codes = self.cleaned_data["languages"]
        return f" {' '.join(codes)} " if codes else ""

    def clean_former(self):
        names = [" ".join(line.split()) for line in self.cleaned_data["former"].splitlines()]
        if any(len(name) > 200 for name in names):
            raise ValidationError(_("One of them is too long for a name."))
        return list(dict.fromkeys(name for name in names if name))

    def words(self) -> dict:
        """What is kept beside the centre's own columns."""
        data = self.cleaned_data
        return {
            "names": {code: " ".join(data[f"name_{suffix}"].split()) for code, suffix in _NAMED},
            "former": data["former"],
            "chosen": {name: data[name] for name in ("services", "target_groups")},
        }


class MandateForm(forms.Form):
    document = uploads.DocumentField(
        label=_("Document"), required=False, allowed=("pdf", "docx", "odt"),
        help_text=_("PDF, DOCX or ODT."),
    )  # fmt: skip
    audience = forms.ChoiceField(
        label=_("Who may read it"), choices=CentreMandate.Audience, widget=forms.RadioSelect
    )

    def __init__(self, *args, member, has_one, **kwargs):
        super().__init__(*args, **kwargs)
        self.member = member
        self.fields["document"].required = not has_one

    def clean_document(self):
        document = self.cleaned_data["document"]
        if document:
            uploads.check_quota(self.member, document.size)
        return document
