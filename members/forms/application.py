from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.textfold import fold
from members.models import Application, Centre, Country, Expertise, Institution, Policy, User

from . import questions

MISSING = "missing"
NONE = "none"
_MOST_OPTIONS = 8


def options_for(words: str, chosen: str = "") -> list[Institution]:
    """What the register offers for `words`; the chosen one stays in sight."""
    register = Institution.objects.filter(is_confirmed=True).select_related("country")
    found = []
    if fold(words):
        found = list(register.matching(words).best_first(words)[:_MOST_OPTIONS])
    if chosen and chosen not in (MISSING, NONE) and all(one.slug != chosen for one in found):
        found = [*register.filter(slug=chosen), *found]
    return found


class InstitutionPicker(forms.Widget):
    """A search over the register and its answers as radio buttons; the same without JavaScript."""

    template_name = "members/_institution_picker.html"
    use_fieldset = True
    may_be_none = True

    def value_from_datadict(self, data, files, name):
        return self.read(data, name)

    @staticmethod
    def read(data, name) -> dict:
        """What was chosen and what was typed, fit for the database."""
        return {
            "choice": data.get(name, "").replace("\x00", "")[:80],
            "words": data.get(f"{name}_q", "").replace("\x00", "")[:200],
        }

    def value_omitted_from_data(self, data, files, name):
        return name not in data and f"{name}_q" not in data

    def id_for_label(self, id_):
        return f"{id_}_q"

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        value = value or {"choice": "", "words": ""}
        words, chosen = value["words"], value["choice"]
        context |= {
            "name": name,
            "words": words,
            "chosen": chosen or (NONE if self.may_be_none else ""),
            "options": options_for(words, chosen),
            "may_be_none": self.may_be_none,
            "is_wrong": "aria-invalid" in (attrs or {}),
        }
        return context


class InstitutionField(forms.Field):
    widget = InstitutionPicker
    default_error_messages = {"gone": _("This institution is no longer in the register.")}

    def clean(self, value):
        """An Institution of the register, MISSING, or "" for none."""
        choice = (value or {}).get("choice", "")
        if choice == MISSING:
            return choice
        if choice in ("", NONE):
            if self.required:
                raise forms.ValidationError(self.error_messages["required"], code="required")
            return ""
        institution = Institution.objects.filter(slug=choice, is_confirmed=True).first()
        if institution is None:
            raise forms.ValidationError(self.error_messages["gone"], code="gone")
        return institution

    def has_changed(self, initial, data):
        return True


class ApplicationForm(forms.ModelForm):
    """One form for the three types: drafts are kept as they are, handing in needs everything."""

    # "Save and go on later" must work on a form that is half empty.
    use_required_attribute = False

    role = forms.ChoiceField(
        label=_("What you do"), choices=[("", _("Please choose")), *User.Role.choices]
    )
    place = InstitutionField(
        label=_("Institution"),
        help_text=_("Type a part of its name, in any language or script, or its acronym."),
    )
    missing_name = forms.CharField(label=_("Its name"), max_length=200)
    missing_kind = forms.ChoiceField(label=_("What it is"), choices=Institution.Kind)
    missing_country = forms.ChoiceField(label=_("Country"))
    missing_city = forms.CharField(label=_("City"), max_length=80)
    missing_website = forms.URLField(
        label=_("Website"), required=False, assume_scheme="https", max_length=200
    )
    expertise = forms.MultipleChoiceField(
        label=_("Fields of expertise"), required=False, widget=forms.CheckboxSelectMultiple
    )
    other_expertise = forms.CharField(
        label=_("Other fields"), required=False, max_length=300,
        help_text=_("Separated by commas."),
    )  # fmt: skip
    adheres = forms.BooleanField(
        label=_("I have read the policies and guidelines of the network and will keep to them.")
    )
    policy_version = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Application
        fields = ["role", "centre", "authority", "qualifications", "commitment"]
        labels = {
            "centre": _("Through its Centre for Teaching and Learning"),
            "authority": _("What authorises you to represent it"),
            "qualifications": _("Your qualifications and expertise in University Pedagogy"),
            "commitment": _("How you mean to take part"),
        }
        help_texts = {
            "centre": _("Only where the university joins through its centre."),
            "authority": _("For instance a decision of the rector, or the office you hold."),
            "qualifications": _("A summary: what you teach, what you have learnt about teaching."),
            "commitment": _(
                "Membership is active: what would you bring, and how often can you be there?"
            ),
        }
        widgets = {
            "authority": forms.Textarea(attrs={"rows": 3}),
            "qualifications": forms.Textarea(attrs={"rows": 8}),
            "commitment": forms.Textarea(attrs={"rows": 5}),
        }

    def __init__(self, *args, policy: Policy | None, draft: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.policy, self.draft = policy, draft
        self.for_institutions = self.instance.type.for_institutions
        self._offer_choices()
        if self.for_institutions:
            self.fields["place"].widget.may_be_none = False
        else:
            self.fields["place"].required = False
            for name in ("centre", "authority"):
                del self.fields[name]
        for name in ("qualifications", "commitment", "authority"):
            if name in self.fields:
                self.fields[name].required = True
        self._ask_questions()
        self.initial |= self._initial_from(self.instance)

    def _ask_questions(self):
        """What this type asks beyond the rest; the answers of another type stay in the draft."""
        kept = {one["question"]: one["value"] for one in self.instance.answers}
        self.questions = list(self.instance.type.questions.filter(is_active=True))
        for question in self.questions:
            name = questions.name_of(question)
            self.fields[name] = questions.field_for(question)
            self.initial[name] = kept.get(question.pk, "")

    @property
    def extra(self):
        return [self[questions.name_of(question)] for question in self.questions]

    def _offer_choices(self):
        countries = sorted(Country.objects.all(), key=lambda country: country.label)
        self.fields["missing_country"].choices = [
            ("", _("Please choose")), *((one.pk, str(one)) for one in countries)
        ]  # fmt: skip
        self.fields["expertise"].choices = sorted(
            ((tag.name, str(tag)) for tag in Expertise.objects.all()), key=lambda pair: pair[1]
        )
        kinds = self.instance.type.kinds
        if self.for_institutions and kinds:
            self.fields["missing_kind"].choices = [
                (kind, label) for kind, label in Institution.Kind.choices if kind in kinds
            ]
        if self.for_institutions:
            self.fields["centre"].queryset = Centre.objects.filter(
                institution__is_confirmed=True
            ).select_related("institution")
            self.fields["centre"].label_from_instance = lambda centre: (
                f"{centre.institution}: {centre}"
            )
            self.fields["centre"].empty_label = _("No, by itself")

    def _initial_from(self, application: Application) -> dict:
        known = {name for name, _label in self.fields["expertise"].choices}
        names = application.expertise_names
        missing = application.missing_institution
        place = application.institution.slug if application.institution_id else ""
        if missing:
            place = MISSING
        return {
            "place": {"choice": place, "words": ""},
            "expertise": [name for name in names if name in known],
            "other_expertise": ", ".join(name for name in names if name not in known),
            "adheres": application.adhered_at is not None and application.policy == self.policy,
            "policy_version": self.policy.version if self.policy else "",
            **{f"missing_{key}": value for key, value in missing.items()},
        }

    def full_clean(self):
        needed = [field for field in self.fields.values() if field.required]
        place = self.data.get(self.add_prefix("place")) if self.is_bound else ""
        if self.draft:
            excused = needed
        elif place != MISSING:
            excused = [self.fields[name] for name in self.fields if name.startswith("missing_")]
        else:
            excused = []
        for field in excused:
            field.required = False
        super().full_clean()
        for field in needed:
            field.required = True

    def clean_other_expertise(self):
        names = [
            " ".join(name.split()) for name in self.cleaned_data["other_expertise"].split(",")
        ]
        names = [name for name in names if name]
        if len(names) > 8 or any(len(name) > 60 for name in names):
            raise forms.ValidationError(_("At most eight, each of at most 60 characters."))
        return names

    def clean(self):
        data = super().clean()
        shown = data.get("policy_version")
        if data.get("adheres") and self.policy and shown != self.policy.version:
            self.add_error(
                "adheres",
                _("The policies have changed since you opened this page. Please read them again."),
            )
        place, centre = data.get("place"), data.get("centre")
        if centre and isinstance(place, Institution) and centre.institution_id != place.pk:
            self.add_error("centre", _("This centre belongs to another institution."))
        if not self.draft and isinstance(place, Institution) and not self._fits(place):
            self.add_error(
                "place", _("This type of membership is for another kind of institution.")
            )
        return data

    def _fits(self, institution):
        kinds = self.instance.type.kinds if self.for_institutions else []
        return not kinds or institution.kind in kinds

    def save(self, commit=True):
        application, data = self.instance, self.cleaned_data
        place = data.get("place")
        application.institution = place if isinstance(place, Institution) else None
        application.missing_institution = {}
        if place == MISSING:
            application.missing_institution = {
                key: data.get(f"missing_{key}", "")
                for key in ("name", "kind", "country", "city", "website")
            }
        application.expertise_names = [*data["expertise"], *data["other_expertise"]]
        answers = {one["question"]: one for one in application.answers}
        for question in self.questions:
            value = data.get(questions.name_of(question), "")
            answers[question.pk] = questions.answer(question, value)
        application.answers = list(answers.values())
        self._state_adherence(application, data.get("adheres"))
        return super().save(commit=commit)

    def _state_adherence(self, application, adheres):
        """The wording that was in front of them, and the moment they first agreed to it."""
        if not (adheres and self.policy):
            application.policy = application.adhered_at = None
        elif application.policy_id != self.policy.pk or application.adhered_at is None:
            application.policy, application.adhered_at = self.policy, timezone.now()


class AnswerForm(forms.Form):
    text = forms.CharField(
        label=_("Your answer"), max_length=3000, widget=forms.Textarea(attrs={"rows": 6})
    )
