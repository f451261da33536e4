from django import forms

from . import actions
from .models import Preference


class PreferencesForm(forms.Form):
    """How one person wants to hear of each kind of thing."""

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        chosen = dict(Preference.objects.filter(person=person).values_list("kind", "way"))
        for kind in actions.kinds_for(person):
            self.fields[kind.name] = forms.ChoiceField(
                label=kind.label,
                choices=Preference.Way.choices,
                initial=chosen.get(kind.name, kind.way),
            )
