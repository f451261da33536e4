"""What the desk types for a template: JSON, of which nothing but a sound questionnaire is kept."""

import json
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.fields import InvalidJSONInput
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from surveys import checking
from surveys.instrument import Damaged, parse

# More is no questionnaire; PostgreSQL and Python have bounds of their own far above.
LONGEST_JSON = 1_000_000
_NO_JSON = gettext_lazy("This is no JSON that can be kept: %(reason)s")


class StrictJSONField(forms.JSONField):
    """JSON that means one thing and that every database keeps: no key twice, no number without
    end, no sign that is none.
    """

    def to_python(self, value: Any) -> Any:
        if self.disabled or not isinstance(value, str) or not value:
            return super().to_python(value)
        try:
            if len(value) > LONGEST_JSON:
                raise ValueError(f"it is longer than {LONGEST_JSON} characters")
            found = json.loads(
                value, object_pairs_hook=_without_doubles, parse_constant=_no_number
            )
            _refuse_unkeepable(found)
        except RecursionError:
            reason = "it is nested too deeply"
        except (ValueError, OverflowError) as error:
            reason = str(error)
        else:
            return found
        raise ValidationError(_NO_JSON, params={"reason": reason})

    def bound_data(self, data: Any, initial: Any) -> Any:
        """What was typed, as it was: to read it once more would fail once more."""
        if self.disabled or not isinstance(data, str):
            return super().bound_data(data, initial)
        return InvalidJSONInput(data)


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    keys = [key for key, _value in pairs]
    if twice := next((key for key in keys if keys.count(key) > 1), None):
        raise ValueError(f"{twice!r} stands twice in one place")
    return dict(pairs)


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no number")


def _refuse_unkeepable(found: Any) -> None:
    # As it would be written: with infinite numbers refused, and half signs, too.
    text = json.dumps(found, ensure_ascii=False, allow_nan=False)
    text.encode()
    if r"\u0000" in text:
        raise ValueError("a text holds the sign 0")


class TemplateForm(forms.ModelForm):
    class Meta:
        field_classes = {
            "title": StrictJSONField,
            "intro": StrictJSONField,
            "content": StrictJSONField,
        }

    def clean_title(self) -> dict[str, str]:
        return _texts(self.cleaned_data["title"])

    def clean_intro(self) -> dict[str, str]:
        return _texts(self.cleaned_data["intro"] or {})

    def clean_content(self) -> dict:
        content = self.cleaned_data["content"]
        try:
            problems = checking.problems(parse(content), is_anonymous=False)
        except (Damaged, RecursionError) as damage:
            raise ValidationError(
                _("This is no questionnaire: %(reason)s") % {"reason": damage}
            ) from damage
        if problems:
            raise ValidationError(problems)
        return content


def _texts(found: Any) -> dict[str, str]:
    """Words by language, as {"en": "…"}."""
    is_sound = isinstance(found, dict) and all(isinstance(text, str) for text in found.values())
    if not is_sound:
        raise ValidationError(_('Write the words by language, such as {"en": "Feedback"}.'))
    return found
