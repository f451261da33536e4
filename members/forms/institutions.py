from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.forms import inlineformset_factory
from django.utils.translation import gettext_lazy as _

from core import cldr, uploads
from core.fields import ascii_address
from members.actions.positions import GIVEN
from members.models import Centre, Institution, InstitutionName, Position

_MOST_INVITED = 50


class InstitutionForm(forms.ModelForm):
    """What an institution's own people say of it. Its name, country and numbers are not here."""

    website = forms.URLField(
        label=_("Website"), required=False, assume_scheme="https", max_length=200
    )
    logo = uploads.PhotoField(
        label=_("Logo"), required=False, longest=800, widget=forms.FileInput,
        help_text=_("JPEG, PNG or WebP. We draw it anew, so nothing hidden stays in it."),
    )  # fmt: skip
    remove_logo = forms.BooleanField(label=_("Remove the logo"), required=False)

    class Meta:
        model = Institution
        fields = ["acronym", "website", "description", "logo"]
        widgets = {"description": forms.Textarea(attrs={"rows": 7, "maxlength": 5000})}
        help_texts = {"description": _("What should a colleague from elsewhere know?")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.logo:
            del self.fields["remove_logo"]

    def clean_description(self):
        description = self.cleaned_data["description"]
        if len(description) > 5000:
            raise ValidationError(_("At most 5000 characters, please."))
        return description

    def clean(self):
        data = super().clean()
        if data.get("remove_logo") and "logo" not in self.files:
            data["logo"] = ""
        return data


class NameForm(forms.ModelForm):
    class Meta:
        model = InstitutionName
        fields = ["name", "language", "is_former"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        known = [("", _("no language in particular")), *cldr.language_choices()]
        now = self.instance.language
        if now and now not in dict(known):
            known.append((now, now))
        self.fields["language"] = forms.ChoiceField(
            label=_("Language"), choices=known, required=False
        )
        for field in self.fields.values():
            field.unmarked = True


NamesForm = inlineformset_factory(
    Institution, InstitutionName, form=NameForm, extra=2, max_num=40, validate_max=True,
    # Of those that a request only says there are, too: a thousand take seconds to draw.
    absolute_max=60,
)  # fmt: skip


class RoleForm(forms.Form):
    """A position, and of which centre where it is one of a centre's."""

    role = forms.ChoiceField(label=_("Position"))
    centre = forms.ModelChoiceField(
        Centre.objects.none(), label=_("Centre"), required=False, to_field_name="slug",
        empty_label=_("none"), help_text=_("For its head, its editors and its staff."),
    )  # fmt: skip

    def __init__(self, *args, institution, **kwargs):
        super().__init__(*args, **kwargs)
        centres = Centre.objects.filter(institution=institution)
        self.fields["centre"].queryset = centres
        roles = [Position.Role(role) for role in reversed(GIVEN)]
        if not centres:
            del self.fields["centre"]
            roles = [role for role in roles if role not in Centre.PUBLISHERS]
        self.fields["role"].choices = [(role.value, role.label) for role in roles]

    def clean(self):
        data = super().clean()
        if data.get("role") in Centre.PUBLISHERS and not data.get("centre"):
            if "centre" not in self.errors:
                self.add_error("centre", _("Say of which centre."))
        elif data.get("role") not in Centre.OFFICES:
            data["centre"] = None
        return data


class InviteForm(RoleForm):
    """Colleagues by their addresses, one in a line."""

    emails = forms.CharField(
        label=_("E-mail addresses"), max_length=8000,
        widget=forms.Textarea(attrs={"rows": 3, "autocapitalize": "none", "spellcheck": "false"}),
        help_text=_("One in each line. Each gets an e-mail with a link, and chooses."),
    )  # fmt: skip
    language = forms.ChoiceField(
        label=_("Language of the e-mail"), choices=cldr.language_choices()
    )

    field_order = ["emails", "role", "centre", "language"]

    def clean_emails(self):
        typed = self.cleaned_data["emails"].replace(",", "\n").replace(";", "\n").splitlines()
        emails = list(dict.fromkeys(line.strip().lower() for line in typed if line.strip()))
        if len(emails) > _MOST_INVITED:
            raise ValidationError(
                _("At most %(most)d at a time, please."), params={"most": _MOST_INVITED}
            )
        for place, email in enumerate(emails):
            try:
                emails[place] = ascii_address(email)
                validate_email(emails[place])
            except ValidationError:
                raise ValidationError(
                    _("“%(email)s” is not an e-mail address."), params={"email": email[:80]}
                ) from None
        return list(dict.fromkeys(emails))


class DomainForm(forms.Form):
    domain = forms.CharField(
        label=_("E-mail domain"), max_length=200,
        help_text=_("What stands after the @ in the addresses of your people: unsa.ba."),
    )  # fmt: skip
