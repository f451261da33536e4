from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core import cldr
from core.cover_images import PictureForm
from members.models import Centre, Country, Institution

from . import permissions
from .models import Event

# Where the network's people are; any other zone of the tz database is refused, not guessed.
_NEAR = [
    "Europe/Athens", "Europe/Belgrade", "Europe/Berlin", "Europe/Brussels", "Europe/Bucharest",
    "Europe/Istanbul", "Europe/Lisbon", "Europe/Ljubljana", "Europe/London", "Europe/Paris",
    "Europe/Podgorica", "Europe/Rome", "Europe/Sarajevo", "Europe/Skopje", "Europe/Sofia",
    "Europe/Tirane", "Europe/Vienna", "Europe/Zagreb", "America/New_York", "UTC",
]  # fmt: skip


def zone_choices(current: str = "") -> list[tuple[str, str]]:
    """Zones of the region and around it, and whatever the event has already."""
    names = [*_NEAR, *([current] if current not in _NEAR else [])]
    known = available_timezones()
    return [(name, name.replace("_", " ")) for name in names if name in known]


def language_choices() -> list[tuple[str, str]]:
    return cldr.language_choices()


class WallTimeField(forms.Field):
    """A date and a time by the clock of the event's own zone; its value knows no zone yet."""

    widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
    default_error_messages = {
        "invalid": _("Write the date and the time, such as 2027-05-14 09:30.")
    }

    def to_python(self, value):
        if value in self.empty_values:
            return None
        if isinstance(value, datetime):
            return value.replace(tzinfo=None)
        try:
            moment = parse_datetime(str(value).strip())
        except ValueError:
            moment = None
        if moment is None or not 2000 <= moment.year <= 2100:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return moment.replace(tzinfo=None)


def place_in_zone(moment: datetime, zone: ZoneInfo, *, whole_day: bool = False) -> datetime:
    """The instant at which clocks of `zone` show `moment`.

    When they show it twice, in autumn, the first of the two. When they jump over it, in spring,
    ValidationError; but where a whole day begins, the first instant of that day.
    """
    aware = moment.replace(tzinfo=zone)
    if aware.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != moment:
        if whole_day:
            return _first_instant(moment.date(), zone)
        raise ValidationError(
            _("That night the clocks go forward and skip %(time)s. Choose another time."),
            code="skipped",
            params={"time": f"{moment:%H:%M}"},
        )
    return aware


def _first_instant(day: date, zone: ZoneInfo) -> datetime:
    """When a day begins that has no 00:00, as the last Friday of April in Egypt."""
    # Read with the offset of the evening before, a skipped midnight is the moment of the change.
    return datetime.combine(day, time(), zone).astimezone(UTC).astimezone(zone)


class EventForm(PictureForm):
    """What an organiser writes about an event. Never its state, host power or counters."""

    TIMES = ("starts_at", "ends_at", "registration_opens_at", "registration_closes_at")

    kind = forms.ChoiceField(label=_("What kind of event is it?"), choices=Event.Kind)
    language = forms.ChoiceField(
        label=_("In which language do you write here?"), choices=language_choices
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages spoken"), choices=language_choices,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    timezone = forms.ChoiceField(
        label=_("Time zone of the event"), choices=zone_choices,
        help_text=_("All times on this page are by the clock of this zone."),
    )  # fmt: skip
    starts_at = WallTimeField(label=_("Begins"))
    ends_at = WallTimeField(label=_("Ends"))
    registration_opens_at = WallTimeField(
        label=_("Registration opens"), required=False, help_text=_("Empty: with the announcement.")
    )
    registration_closes_at = WallTimeField(
        label=_("Registration closes"), required=False, help_text=_("Empty: when it begins.")
    )
    mode = forms.ChoiceField(
        label=_("Where does it happen?"), choices=Event.Mode, widget=forms.RadioSelect
    )
    country = forms.ModelChoiceField(
        Country.objects.all(), label=_("Country"), required=False,
        empty_label=pgettext_lazy("country", "none"),
    )  # fmt: skip
    institution = forms.ModelChoiceField(
        Institution.objects.none(), label=_("Hosted by the institution"), required=False,
        empty_label=pgettext_lazy("institution", "none"),
    )  # fmt: skip
    centre = forms.ModelChoiceField(
        Centre.objects.none(), label=_("In the name of the centre for teaching and learning"),
        required=False, empty_label=pgettext_lazy("centre", "none"),
        help_text=_("What you do for your centre you publish yourself; nobody has to allow it."),
    )  # fmt: skip

    class Meta:
        model = Event
        fields = [
            "language", "title", "kind", "summary", "description", "languages",
            "timezone", "whole_days", "starts_at", "ends_at",
            "mode", "venue", "city", "country", "joining_link",
            "institution", "centre",
            "capacity", "has_waiting_list", "registration_opens_at", "registration_closes_at",
            "members_only", *PictureForm.ASKED,
        ]  # fmt: skip
        labels = {
            "title": _("Title"),
            "summary": _("The event in one or two sentences"),
            "description": _("Description"),
            "whole_days": _("It takes whole days; the times below do not count"),
            "venue": _("Building and room"),
            "city": _("City"),
            "joining_link": _("Link to join"),
            "capacity": _("How many places are there?"),
            "has_waiting_list": _("Keep a waiting list when all places are taken"),
            "members_only": _("Only members see this event and can take part"),
        }
        help_texts = {
            "summary": _("It stands under the title in lists, e-mails and calendars."),
            "description": _("Markdown works: ## for a heading, - for a list, **bold**."),
            "joining_link": _("Only people with a place see it."),
            "capacity": _("Empty: as many as like to come."),
            "has_waiting_list": _("Whoever is next in line moves up by itself."),
        }
        widgets = {
            "description": forms.Textarea(attrs={"rows": 12}),
            "summary": forms.Textarea(attrs={"rows": 3, "maxlength": 300}),
        }

    def __init__(self, *args, viewer, **kwargs):
        super().__init__(*args, **kwargs)
        event = self.instance
        self.fields["institution"].queryset = Institution.objects.visible_to(viewer)
        self._offer_centres(viewer)
        self.fields["timezone"].choices = zone_choices(event.timezone)
        if event.pk:
            self.initial["languages"] = event.language_codes
            for name in self.TIMES:
                if moment := getattr(event, name):
                    self.initial[name] = moment.astimezone(event.zone).replace(tzinfo=None)
            if event.whole_days:
                self.initial["ends_at"] = datetime.combine(event.last_day, time())

    def _offer_centres(self, viewer):
        """Those for which one may publish. What is announced keeps its centre."""
        if permissions.can_decide(viewer):
            self.fields["centre"].queryset = Centre.objects.visible_to(viewer)
        elif permissions.can_choose_host(viewer, self.instance):
            self.fields["centre"].queryset = Centre.objects.published_by(viewer)
            if not self.fields["centre"].queryset:
                del self.fields["centre"]
        else:
            del self.fields["centre"]

    def clean_languages(self):
        return f" {' '.join(self.cleaned_data['languages'])} "

    def clean_capacity(self):
        capacity = self.cleaned_data["capacity"]
        if capacity == 0:
            raise ValidationError(_("An event has at least one place. Empty means no limit."))
        if capacity and capacity > 100_000:
            raise ValidationError(_("That is more than any hall of ours. Empty means no limit."))
        if capacity and capacity < self.instance.places_taken:
            raise ValidationError(
                _("%(number)d places are taken already; there cannot be fewer."),
                params={"number": self.instance.places_taken},
            )
        return capacity

    def clean(self):
        data = super().clean()
        # Without a zone the form is wrong anyway, but its times can still be compared.
        zone = ZoneInfo(data.get("timezone") or "UTC")
        if data.get("whole_days"):
            self._stretch_to_midnight(data)
        for name in self.TIMES:
            if data.get(name):
                try:
                    whole_day = bool(data.get("whole_days")) and name in ("starts_at", "ends_at")
                    data[name] = place_in_zone(data[name], zone, whole_day=whole_day)
                except ValidationError as skipped:
                    self.add_error(name, skipped)
        self._check_times(data)
        self._check_place(data)
        return data

    def _stretch_to_midnight(self, data):
        if data.get("starts_at"):
            data["starts_at"] = datetime.combine(data["starts_at"].date(), time())
        if data.get("ends_at"):
            data["ends_at"] = datetime.combine(data["ends_at"].date() + timedelta(days=1), time())

    def _check_times(self, data):
        starts, ends = data.get("starts_at"), data.get("ends_at")
        if starts and ends and ends <= starts:
            self.add_error("ends_at", _("It would end before it begins."))
        opens, closes = data.get("registration_opens_at"), data.get("registration_closes_at")
        if opens and closes and closes <= opens:
            self.add_error("registration_closes_at", _("It would close before it opens."))
        if starts and closes and closes > starts:
            self.add_error(
                "registration_closes_at", _("Registration closes at the latest when it begins.")
            )
        if starts and opens and opens >= starts:
            self.add_error("registration_opens_at", _("It would open after the event begins."))

    def _check_place(self, data):
        mode = data.get("mode")
        has_place = mode in (Event.Mode.IN_PERSON, Event.Mode.HYBRID)
        if has_place and not data.get("city") and "city" not in self.errors:
            self.add_error("city", _("Say in which city people come together."))
        if mode == Event.Mode.IN_PERSON:
            data["joining_link"] = ""
        elif mode == Event.Mode.ONLINE:
            data["venue"] = data["city"] = ""
            data["country"] = None


class RegistrationForm(forms.Form):
    note = forms.CharField(
        label=_("Anything the organiser should know"),
        required=False,
        max_length=1000,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 1000}),
        help_text=_("Access needs, food, a question. Only those who run the event read it."),
    )
    name_shown = forms.BooleanField(
        label=_("Show my name to people who are signed in, on the page of this event"),
        required=False,
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Why"), max_length=2000, strip=True, widget=forms.Textarea(attrs={"rows": 4})
    )


class CapacityForm(forms.Form):
    capacity = forms.IntegerField(
        label=_("Places"), required=False, min_value=1, max_value=100_000,
        help_text=_("Empty: as many as like to come."),
    )  # fmt: skip
