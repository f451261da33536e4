"""Authors who have a page here: found by name, never by an address that somebody types."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.textfold import fold
from members.models import User

_MOST = 6
# What a field of a row of authors is called, in a page and in the template of one more row.
FIELD = re.compile(r"^authors-(?:\d{1,3}|__prefix__)-profile$")
_HANDLE = re.compile(r"^(?:https?://[^/]+)?(?:/[a-z-]{2,7})?/members/([\w-]+)/?$|^@?([\w-]+)$")


def found(words: str, viewer) -> list[User]:
    """Up to six people that `viewer` finds in the directory whose name holds all the words."""
    people = User.objects.visible_to(viewer)
    folded = fold(words)[:200].split()[:6]
    if not folded:
        return []
    for word in folded:
        people = people.filter(folded__contains=word)
    # The columns hold more than names: what matches by a headline alone is no namesake.
    near = [one for one in people.order_by("filed_by", "pk")[:60] if _is_called(one, folded)]
    return [_described(one, viewer) for one in near[:_MOST]]


def _described(person: User, viewer) -> User:
    """With what tells namesakes apart, where they show it to `viewer`."""
    person.line = person.headline if "headline" in person.shown_to(viewer) else ""
    return person


def _is_called(person: User, words: list[str]) -> bool:
    name = fold(person.name)
    return all(word in name for word in words)


def handle_in(text: str) -> str:
    """The handle in what was chosen, or in a pasted address of a page."""
    match = _HANDLE.match(text.strip())
    return (match[1] or match[2]) if match else ""


class PersonPicker(forms.Widget):
    template_name = "resources/_person_picker.html"
    member = None

    def value_from_datadict(self, data, files, name):
        return {"choice": data.get(name, ""), "words": data.get(f"{name}_q", "")}

    def value_omitted_from_data(self, data, files, name):
        return name not in data and f"{name}_q" not in data

    def get_context(self, name, value, attrs):
        context = super().get_context(name, None, attrs)
        value = value if isinstance(value, dict) else {"choice": value or "", "words": ""}
        chosen, words = handle_in(value["choice"]), value["words"]
        people = found(words, self.member)
        if chosen and chosen not in {one.handle for one in people}:
            there = User.objects.visible_to(self.member).filter(handle=chosen)
            people = [*(_described(one, self.member) for one in there), *people]
        return {**context, "words": words, "people": people, "chosen": chosen}


class PersonField(forms.Field):
    """A person with a page that `member` may see; None where none is chosen."""

    widget = PersonPicker

    def has_changed(self, initial, data):
        return handle_in(data.get("choice", "")) != handle_in(initial or "")

    def offer_to(self, member) -> None:
        self.member = self.widget.member = member

    def clean(self, value):
        typed = value.get("choice", "").strip()
        if not typed:
            return None
        person = User.objects.visible_to(self.member).filter(handle=handle_in(typed)).first()
        if person is None:
            raise ValidationError(_("There is no such profile."))
        return person
