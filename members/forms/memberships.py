from django import forms
from django.utils.translation import gettext_lazy as _

from members.models import Membership


class LeaveForm(forms.Form):
    """What ends: the membership, or the account with it."""

    KEEP, CLOSE = "keep", "close"

    what = forms.ChoiceField(
        label=_("What shall end"),
        choices=[
            (KEEP, _("my membership: I keep my account and can come back")),
            (
                CLOSE,
                _("my account, too: erase my data (you choose what happens to what you wrote)"),
            ),
        ],
        initial=KEEP,
        widget=forms.RadioSelect,
    )


class ResignForm(forms.Form):
    """A box to tick, so that no institution leaves by a slip of the hand."""

    sure = forms.BooleanField(
        label=_("I am authorised to end this membership, and mean to."),
        error_messages={"required": _("Tick the box: an institution does not leave by accident.")},
    )


class EnterMembershipForm(forms.ModelForm):
    """The committee enters a membership that has no application; nobody their own."""

    actor = None  # who sits at the desk

    class Meta:
        model = Membership
        fields = ["type", "person", "institution", "started_on"]

    def clean_person(self):
        person = self.cleaned_data["person"]
        if person and person == self.actor:
            raise forms.ValidationError(
                _("Nobody enters a membership for themselves: ask another committee member.")
            )
        return person


class ChangeMembershipForm(forms.ModelForm):
    """What the committee may set right, each with a reason."""

    actor = None

    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For every change of these days. When you end it, the member reads it."),
    )  # fmt: skip

    class Meta:
        model = Membership
        fields = ["until", "ended_on", "paid_on"]
        labels = {"ended_on": _("Counts no longer from"), "until": _("Period ends")}

    def clean(self):
        super().clean()
        data = self.cleaned_data
        start = self.instance.started_on
        for field in ("until", "ended_on"):
            if field in self.changed_data and data.get(field) and data[field] < start:
                self.add_error(field, _("A membership cannot end before it began."))
        dates = {"until", "ended_on"} & set(self.changed_data)
        if dates and not data.get("reason", "").strip():
            self.add_error("reason", _("Give the reason."))
