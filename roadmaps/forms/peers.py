"""Forms of those who ask for help and offer it."""

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from members import languages
from members.models import Centre, Institution
from roadmaps import holders
from roadmaps.models import PeerRequest

from .checklists import HolderField


class RequestForm(forms.Form):
    """Whose ask or offer it is, in which languages, in a few words."""

    def __init__(self, *args, found: list, **kwargs):
        super().__init__(*args, **kwargs)
        widget = forms.RadioSelect if len(found) < 6 else forms.Select
        self.fields["holder"] = HolderField(found, label=_("In whose name"), widget=widget)
        if len(found) == 1:
            self.fields["holder"].initial = next(iter(self.fields["holder"].found))
        self.order_fields(["direction", "holder"])

    direction = forms.ChoiceField(
        label=_("What"),
        widget=forms.RadioSelect,
        choices=[
            ("ask", _("We ask for help with this step")),
            ("offer", _("We offer help with this step")),
        ],
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages that you can work in"),
        choices=lazy(languages.choices, list),
        widget=forms.CheckboxSelectMultiple,
    )
    text = forms.CharField(
        label=_("In your own words"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What you are about, what you have tried, what would help. Members read it."),
    )


class MessageForm(forms.Form):
    text = forms.CharField(
        label=_("Your message"), max_length=5000, widget=forms.Textarea(attrs={"rows": 5})
    )


class PairForm(forms.Form):
    """At the desk: whom the committee thinks of."""

    helper = forms.ChoiceField(label=_("Who could help"))
    note = forms.CharField(label=_("Why these two"), max_length=500, required=False)

    def __init__(self, *args, ask: PeerRequest, **kwargs):
        super().__init__(*args, **kwargs)
        offers = PeerRequest.objects.open().filter(direction=PeerRequest.Direction.OFFER)
        offers = list(offers.select_related("template")[:200])
        holders.in_bulk(offers)
        centres = Centre.objects.filter(institution__is_confirmed=True)
        members = Institution.objects.filter(is_confirmed=True, is_member=True)
        there = {(one.holder_kind, one.holder_id) for one in offers}
        self.fields["helper"].choices = [
            (_("They offer help"), sorted({_choice(one.holder) for one in offers if one.holder})),
            (
                _("Centres"),
                [_choice(one) for one in centres[:500] if ("centre", one.pk) not in there],
            ),
            (
                _("Institutions"),
                [
                    _choice(one)
                    for one in members.order_by("name")[:500]
                    if ("institution", one.pk) not in there
                ],
            ),
        ]

    def chosen(self):
        kind, _colon, key = self.cleaned_data["helper"].partition(":")
        return holders.find(kind, key)


def _choice(holder) -> tuple[str, str]:
    return f"{holders.kind_of(holder).name}:{holder.pk}", str(holder)
