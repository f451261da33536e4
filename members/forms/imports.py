from django import forms
from django.utils.translation import gettext_lazy as _

from core import cldr
from members.actions.imports import KINDS
from members.importing import encodings
from members.importing.reading import MOST_BYTES
from members.models import Import, MembershipType

_WIDE = {"class": "vTextField"}


class ChoicesForm(forms.Form):
    """What holds for every row that does not say it itself."""

    existing = forms.ChoiceField(
        label=_("Those that exist"), choices=Import.Existing, initial=Import.Existing.SKIP,
        widget=forms.RadioSelect,
    )  # fmt: skip
    type = forms.ModelChoiceField(
        MembershipType.objects.all(), label=_("Type of membership"), required=False,
        empty_label=_("none: an account only"),
        help_text=_("For people whom the network has admitted elsewhere; a row may say its own."),
    )  # fmt: skip
    language = forms.ChoiceField(
        label=_("Language of e-mails"), choices=cldr.language_choices(), initial="en"
    )

    def __init__(self, *args, kind, **kwargs):
        super().__init__(*args, **kwargs)
        if kind != Import.Kind.MEMBERS:
            del self.fields["type"], self.fields["language"]


class UploadForm(ChoicesForm):
    file = forms.FileField(
        label=_("CSV file"), widget=forms.FileInput(attrs={"accept": ".csv,text/csv"})
    )

    field_order = ["file"]

    def clean_file(self):
        file = self.cleaned_data["file"]
        # The rest is for the reader of tables to say; nobody reads a gigabyte to hear it.
        if file.size > MOST_BYTES:
            raise forms.ValidationError(
                _("The file is larger than %(most)d MB. Split it.") % {"most": MOST_BYTES >> 20}
            )
        return file


class ColumnsForm(ChoicesForm):
    """Which of our fields stands in which column."""

    def __init__(self, *args, source, **kwargs):
        initial = {
            "existing": source.existing, "type": source.type_id, "language": source.language,
            "encoding": source.codec,
            **{f"column_{name}": str(at) for name, at in source.columns.items()},
        }  # fmt: skip
        super().__init__(*args, kind=source.kind, initial=initial, **kwargs)
        if source.codec:
            self.fields["encoding"] = forms.ChoiceField(
                label=_("Encoding"), choices=encodings.CHOICES.items(), required=False,
                help_text=_(
                    "The file does not say it; we guessed by its words. If e-mails are wrong in"
                    " the rows above, choose another one and check again."
                ),
            )  # fmt: skip
        titles = [(str(at), title or f"{at + 1}") for at, title in enumerate(source.header)]
        for column in KINDS[source.kind].COLUMNS:
            self.fields[f"column_{column.name}"] = forms.ChoiceField(
                label=column.label, help_text=column.help, required=column.required,
                choices=[("", "–"), *titles],
                error_messages={"required": _("Say which column holds this.")},
            )  # fmt: skip

    def named_columns(self):
        return [self[name] for name in self.fields if name.startswith("column_")]

    def columns(self) -> dict[str, int]:
        return {
            name.removeprefix("column_"): int(at)
            for name, at in self.cleaned_data.items()
            if name.startswith("column_") and at
        }

    def choices(self) -> dict:
        return {
            name: self.cleaned_data[name]
            for name in ("existing", "type", "language", "encoding")
            if name in self.fields
        }
