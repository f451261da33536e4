from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core.fields import EmailInput
from core.templatetags.components import lang_name

from .models import List, Subscriber, Subscription


def _languages():
    return [(code, lang_name(code)) for code, _label in settings.LANGUAGES]


class _ListsField(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj):
        return f"{obj.name}: {obj.description}" if obj.description else obj.name


class SubscribeForm(forms.Form):
    email = EmailInput(
        label=_("Your e-mail address"), max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip
    lists = _ListsField(
        List.objects.none(), label=_("What would you like to get?"),
        error_messages={"required": _("Tick at least one.")},
    )  # fmt: skip
    language = forms.ChoiceField(
        label=_("In which language?"), choices=_languages,
        help_text=_("The frame of our e-mails; articles stay in the language of their authors."),
    )  # fmt: skip
    # People do not see this field; programs that fill in everything do.
    website = forms.CharField(required=False, widget=forms.HiddenInput, label="")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["lists"].queryset = List.objects.open()

    @property
    def is_by_a_program(self) -> bool:
        return bool(self.cleaned_data.get("website"))


class PreferencesForm(forms.Form):
    lists = _ListsField(List.objects.none(), label=_("What you get"), required=False)
    language = forms.ChoiceField(label=_("In which language?"), choices=_languages)

    def __init__(self, *args, subscriber: Subscriber, **kwargs):
        held = Subscription.objects.live().filter(subscriber_id=subscriber.pk).values("list")
        kwargs["initial"] = {
            "lists": [row["list"] for row in held],
            "language": subscriber.language,
        }
        super().__init__(*args, **kwargs)
        # What is open to everybody, and what this subscriber was let into.
        self.fields["lists"].queryset = (
            List.objects.open() | List.objects.filter(pk__in=held)
        ).distinct()
