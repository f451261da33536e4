"""A new survey, the head over its questions, its end, and the list of invited people."""

from datetime import timedelta

from django import forms
from django.utils.timezone import get_current_timezone_name, now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core import cldr
from members.models import Centre, Institution, MembershipType
from surveys import permissions
from surveys.actions.heads import Head
from surveys.deadlines import PAST_END, PAST_START, MomentField
from surveys.models import Survey, Template

LONGEST_TITLE = 200
LONGEST_INTRO = 5000


def suffix(code: str) -> str:
    """A language as a part of the name of a field: sr-latn → sr_latn."""
    return code.replace("-", "_")


class NewSurveyForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=LONGEST_TITLE)
    language = forms.ChoiceField(
        label=_("In which language do you write it?"),
        choices=cldr.language_choices,
        help_text=_("You add other languages later."),
    )
    template = forms.ModelChoiceField(
        Template.objects.all(),
        label=_("Begin with"),
        required=False,
        blank=True,
        to_field_name="slug",
        empty_label=_("an empty survey"),
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, source: Survey | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["template"].unmarked = True
        if source:
            del self.fields["template"]


class HeadForm(forms.Form):
    """What stands over the questions. What has been promised to people is shown and locked."""

    is_anonymous = forms.TypedChoiceField(
        label=_("Are the answers anonymous?"),
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        choices=[
            ("yes", _("Anonymous: nobody can tell who said what; results come at the end")),
            ("no", _("Named: you see who said what")),
        ],
        help_text=_("After the first answer this can never be changed."),
    )
    audience = forms.ChoiceField(
        label=_("Who is asked?"), choices=Survey.Audience, widget=forms.RadioSelect
    )
    type = forms.ModelChoiceField(
        MembershipType.objects.all(), label=_("Members of which type"), required=False
    )
    asked_institution = forms.ModelChoiceField(
        Institution.objects.none(), label=_("The people of which institution"), required=False
    )
    asked_centre = forms.ModelChoiceField(
        Centre.objects.none(), label=_("The people of which CTL"), required=False
    )
    is_listed = forms.BooleanField(
        label=_("It stands in the list of surveys while it is open"), required=False
    )
    opens_at = MomentField(
        label=_("Opens"), required=False, help_text=_("Empty: as soon as you publish it.")
    )
    closes_at = MomentField(
        label=_("Closes"),
        required=False,
        is_end=True,
        help_text=_("A day without a time counts to its end."),
    )
    results_for = forms.ChoiceField(
        label=_("Who sees the results when you have published them?"),
        choices=Survey.Results,
        widget=forms.RadioSelect,
        help_text=_("People read this before the first question."),
    )
    breakdown = forms.ChoiceField(
        label=_("Break the results down by"),
        required=False,
        choices=[("", pgettext_lazy("breakdown", "nothing")), *Survey.Breakdown.choices],
        help_text=_(
            "One alone: two together would tell of the few who are in both. Groups of "
            "fewer than five are not shown."
        ),
    )
    institution = forms.ModelChoiceField(
        Institution.objects.none(),
        label=_("In the name of the institution"),
        required=False,
        empty_label=pgettext_lazy("institution", "none"),
    )
    centre = forms.ModelChoiceField(
        Centre.objects.none(),
        label=_("In the name of the CTL"),
        required=False,
        empty_label=pgettext_lazy("centre", "none"),
    )

    # Answers that were given to people; the state of the survey locks them.
    PROMISED = (
        "is_anonymous",
        "audience",
        "type",
        "asked_institution",
        "asked_centre",
        "opens_at",
        "closes_at",
        "breakdown",
        "institution",
        "centre",
    )

    def __init__(self, *args, survey: Survey, languages: list[str], viewer, **kwargs):
        super().__init__(*args, **kwargs)
        self.survey, self.languages, self.viewer = survey, languages, viewer
        self._add_texts()
        self._offer()
        self._fill()
        clock = _("By the clock of %(zone)s.") % {
            "zone": get_current_timezone_name().replace("_", " ")
        }
        for name in ("opens_at", "closes_at"):
            self.fields[name].help_text = f"{self.fields[name].help_text} {clock}".strip()
        if survey.state != Survey.State.DRAFT:
            for name in self.PROMISED:
                self.fields[name].disabled = True

    def _add_texts(self) -> None:
        for at, code in enumerate(self.languages):
            own = cldr.language_name(code)
            self.fields[f"title_{suffix(code)}"] = forms.CharField(
                label=_("Title (%(language)s)") % {"language": own},
                required=at == 0,
                max_length=LONGEST_TITLE,
                initial=self.survey.title.get(code, ""),
                widget=forms.TextInput(attrs={"lang": code}),
            )
            self.fields[f"intro_{suffix(code)}"] = forms.CharField(
                label=_("Introduction (%(language)s)") % {"language": own},
                required=False,
                max_length=LONGEST_INTRO,
                initial=self.survey.intro.get(code, ""),
                widget=forms.Textarea(attrs={"rows": 4, "lang": code}),
            )

    def _offer(self) -> None:
        """Whom the author may ask, and in whose name; and what stands there already."""
        viewer, survey, fields = self.viewer, self.survey, self.fields
        every = viewer.has_perm("surveys.add_survey")
        institutions = Institution.objects.filter(is_confirmed=True)
        centres = Centre.objects.select_related("institution")
        if not every:
            institutions = permissions.institutions_of(viewer)
            centres = permissions.centres_of(viewer).select_related("institution")
        kept_institution = Institution.objects.filter(pk=survey.institution_id)
        kept_centre = Centre.objects.filter(pk=survey.centre_id).select_related("institution")
        fields["institution"].queryset = institutions | kept_institution
        fields["centre"].queryset = centres | kept_centre
        key = survey.audience_key
        number = int(key) if key.isdecimal() else None
        fields["asked_institution"].queryset = institutions | Institution.objects.filter(pk=number)
        fields["asked_centre"].queryset = centres | Centre.objects.filter(
            pk=number
        ).select_related("institution")
        fields["audience"].choices = [
            choice
            for choice in Survey.Audience.choices
            if choice[0] == survey.audience or self._is_offered(choice[0])
        ]

    def _is_offered(self, audience: str) -> bool:
        kinds = Survey.Audience
        if audience in (kinds.MEMBERS, kinds.TYPE):
            return permissions.can_ask_all_members(self.viewer)
        if audience == kinds.INSTITUTION:
            return self.fields["asked_institution"].queryset.exists()
        if audience == kinds.CENTRE:
            return self.fields["asked_centre"].queryset.exists()
        # A group or an event asks from its own page.
        return audience != kinds.OTHER

    def _fill(self) -> None:
        survey, key = self.survey, self.survey.audience_key
        number = int(key) if key.isdecimal() else None
        kinds = Survey.Audience
        self.initial = {
            "is_anonymous": "yes" if survey.is_anonymous else "no",
            "audience": survey.audience,
            "type": key if survey.audience == kinds.TYPE else None,
            "asked_institution": number if survey.audience == kinds.INSTITUTION else None,
            "asked_centre": number if survey.audience == kinds.CENTRE else None,
            "is_listed": survey.is_listed,
            "opens_at": survey.opens_at,
            "closes_at": survey.closes_at,
            "results_for": survey.results_for,
            "breakdown": survey.breakdown,
            "institution": survey.institution_id,
            "centre": survey.centre_id,
            **self.initial,
        }

    def clean(self):
        data = super().clean()
        for name, sentence in (("opens_at", PAST_START), ("closes_at", PAST_END)):
            moment = data.get(name)
            if moment and moment <= now() and not self._is_kept(name, moment):
                self.add_error(name, sentence)
        return data

    def _is_kept(self, name: str, moment) -> bool:
        """Whether it stays as it was: what was taken back has opened once, in the past."""
        if self.fields[name].disabled:
            return True
        there = getattr(self.survey, name)
        is_same = there is not None and abs(there - moment) < timedelta(minutes=1)
        return is_same and name == "opens_at"

    def texts(self) -> list:
        """The fields for words, title and introduction of each language."""
        names = [(f"title_{suffix(c)}", f"intro_{suffix(c)}") for c in self.languages]
        return [(self[title], self[intro]) for title, intro in names]

    def head(self) -> Head:
        data = self.cleaned_data
        keys = {
            Survey.Audience.TYPE: data["type"],
            Survey.Audience.INSTITUTION: data["asked_institution"],
            Survey.Audience.CENTRE: data["asked_centre"],
        }
        chosen = keys.get(data["audience"])
        key = str(chosen.pk) if chosen else ""
        if data["audience"] == Survey.Audience.OTHER:
            key = self.survey.audience_key
        return Head(
            title=self._said("title", self.survey.title),
            intro=self._said("intro", self.survey.intro),
            audience_key=key,
            opens_at=self._moment("opens_at"),
            closes_at=self._moment("closes_at"),
            **{
                name: data[name]
                for name in (
                    "institution",
                    "centre",
                    "is_anonymous",
                    "audience",
                    "is_listed",
                    "results_for",
                    "breakdown",
                )
            },
        )

    def _moment(self, name: str):
        """A locked field has lost the fractions of its second."""
        locked = self.fields[name].disabled
        return getattr(self.survey, name) if locked else self.cleaned_data[name]

    def _said(self, name: str, there: dict) -> dict:
        """What was written, and what stands in a language that is not shown now."""
        written = {code: self.cleaned_data[f"{name}_{suffix(code)}"] for code in self.languages}
        return {**there, **written}


class EndForm(forms.Form):
    closes_at = MomentField(
        label=_("Closes"),
        required=False,
        is_end=True,
        help_text=_("A day without a time counts to its end."),
    )


class InviteForm(forms.Form):
    addresses = forms.CharField(
        label=_("Addresses"),
        max_length=400_000,
        widget=forms.Textarea(attrs={"rows": 8, "data-draft": "off"}),
        help_text=_(
            "One a line; if you like, the language of the e-mail behind a comma: "
            "ana@example.org, mk"
        ),
    )


class LostLinkForm(forms.Form):
    email = forms.EmailField(label=_("Your e-mail address"))
