"""Fields for e-mail addresses: the one door at which their domains become A-labels."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from . import email_addresses


def ascii_address(address: str) -> str:
    """What somebody typed, with its domain as A-labels; ValidationError where there is none."""
    try:
        return email_addresses.strict(address)
    except ValueError:
        raise ValidationError(
            _("There is no such domain: look at what stands after the @."), code="domain"
        ) from None


class EmailInput(forms.EmailField):
    """A form's field: an address in any letters comes in, is kept as ASCII, and shown as typed."""

    def to_python(self, value):
        return ascii_address(super().to_python(value))

    def prepare_value(self, value):
        return email_addresses.shown(value) if isinstance(value, str) else value


def take_any_letters(field: forms.EmailField) -> None:
    """Let the field of somebody else's form do what `EmailInput` does."""
    to_python = field.to_python
    field.to_python = lambda value: ascii_address(to_python(value))
    field.prepare_value = EmailInput.prepare_value.__get__(field)


class EmailField(models.EmailField):
    """A column: what is saved and what is looked for have the same form, whoever asks."""

    def deconstruct(self):
        # For the database it is Django's: a change here is no migration.
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.EmailField", args, kwargs

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return email_addresses.normalise(value) if value else value

    def pre_save(self, model_instance, add):
        value = self.get_prep_value(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, value)
        return value

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": EmailInput, **kwargs})
