"""From when to when: moments by the site's clock, of surveys, rounds and needs analyses."""

from datetime import date, datetime, time, timedelta

from django import forms
from django.forms.utils import from_current_timezone
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.exceptions import Refused

_LAST = time(23, 59, 59)
PAST_END = _("This moment is past. Choose a later one.")
PAST_START = _("This moment is past. Leave it empty to open as soon as you publish.")


def end_of_day(day: date) -> datetime:
    """The last second of a day by the site's clock.

    The midnight after it would stand on every page as the next day, at 00:00.
    """
    return timezone.make_aware(datetime.combine(day, _LAST), timezone.get_default_timezone())


def refuse_past(closes_at: datetime | None) -> None:
    """Refuse an end that is past: nobody could answer."""
    if closes_at is not None and closes_at <= timezone.now():
        raise Refused(PAST_END)


class MomentWidget(forms.SplitDateTimeWidget):
    """A field for the day and one for the time, each with a name of its own."""

    def __init__(self, attrs=None):
        super().__init__(
            attrs,
            date_format="%Y-%m-%d",
            time_format="%H:%M",
            date_attrs={"type": "date", "aria-label": _("Day")},
            time_attrs={"type": "time", "aria-label": _("Time of day")},
        )

    def id_for_label(self, id_: str) -> str:
        """Where a link to the field leads: to the day."""
        return f"{id_}_0"


class MomentField(forms.SplitDateTimeField):
    """A day with or without a time. A day alone is its beginning; its end where `is_end`."""

    widget = MomentWidget
    default_error_messages = {
        "invalid_date": _("Please write the date, such as 2027-05-14."),
        "invalid_time": _("Write the date and the time, such as 2027-05-14 09:30."),
    }

    def __init__(self, *, is_end: bool = False, **kwargs):
        super().__init__(require_all_fields=False, **kwargs)
        self.is_end = is_end
        for field in self.fields:
            field.required = False

    def compress(self, data_list) -> datetime | None:
        day, clock = data_list or (None, None)
        if not day:
            if clock not in (None, ""):
                raise forms.ValidationError(self.error_messages["invalid_date"])
            return None
        if self.is_end and clock in (None, "", _LAST.replace(second=0)):
            return end_of_day(day)
        moment = from_current_timezone(datetime.combine(day, clock if clock else time()))
        if self.is_end and clock == time():
            return moment - timedelta(seconds=1)
        return moment
