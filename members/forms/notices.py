from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from core import cldr
from members.actions.notices import PLACEHOLDERS, mistakes
from members.models import Notice, NoticeText


class NoticeForm(forms.ModelForm):
    class Meta:
        model = Notice
        fields = ["name", "type", "event", "days", "side", "is_active"]

    def clean(self):
        super().clean()
        event, side = self.cleaned_data.get("event"), self.cleaned_data.get("side")
        known_only_then = {Notice.Event.APPROVAL, Notice.Event.RENEWAL}
        if side == Notice.Side.BEFORE and event in known_only_then:
            self.add_error("side", _("Nobody knows that day before it comes."))


class NoticeTextForm(forms.ModelForm):
    language = forms.ChoiceField(
        label=_("Language"), choices=cldr.language_choices(), initial="en"
    )

    class Meta:
        model = NoticeText
        fields = ["language", "subject", "text"]
        help_texts = {
            "text": format_lazy(
                "{} {}",
                _("Markdown. Placeholders:"),
                ", ".join(f"{{{name}}}" for name in PLACEHOLDERS),
            )
        }

    def clean_subject(self):
        return self._checked("subject")

    def clean_text(self):
        return self._checked("text")

    def _checked(self, field):
        text = self.cleaned_data[field]
        if wrong := mistakes(text):
            raise forms.ValidationError(wrong)
        return text


class NoticeTexts(forms.BaseInlineFormSet):
    def clean(self):
        super().clean()
        if any(self.errors):
            return
        kept = [
            form.cleaned_data["language"]
            for form in self.forms
            if form.cleaned_data and not form.cleaned_data.get("DELETE")
        ]
        if "en" not in kept:
            raise forms.ValidationError(
                _("Write the English text, too: who reads a language that misses gets it.")
            )
