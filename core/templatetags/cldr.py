"""Dates, times, numbers and names in the language of the page: the filters over `core.cldr`.

`style` is one of CLDR's: full, long, medium, short, or a skeleton such as yMMMM. A moment is
written in the zone of the page, or of `{% timezone %}` around it.
"""

from datetime import date, datetime

from django import template

from core import cldr

register = template.Library()


@register.filter(expects_localtime=True)
def cldr_date(day: date | None, style: str = "long") -> str:
    """10 March 2027"""
    return cldr.format_date(day, style) if day else ""


@register.filter(expects_localtime=True)
def cldr_time(moment: datetime | None, zone: str = "") -> str:
    """14:05; `:"z"` adds the zone."""
    return cldr.format_time(moment, zone=zone == "z") if moment else ""


@register.filter(expects_localtime=True)
def cldr_datetime(moment: datetime | None, style: str = "long") -> str:
    """10 March 2027, 14:05; a z behind the style, as in `:"full z"`, adds the zone."""
    if not moment:
        return ""
    form, _space, zone = style.partition(" ")
    return cldr.format_datetime(moment, form, zone=zone == "z")


@register.filter(expects_localtime=True)
def cldr_weekday(day: date, width: str = "wide") -> str:
    """Wednesday; `:"abbreviated"` is Wed."""
    return cldr.weekday_name(day, width)


@register.filter
def cldr_age(moment: datetime | date | None) -> str:
    """3 hours ago"""
    return cldr.format_age(moment) if moment else ""


@register.filter
def cldr_number(number, places: int | None = None) -> str:
    """1,234.5"""
    return "" if number in (None, "") else cldr.format_number(number, places)


@register.filter
def cldr_percent(ratio: float | None, places: int = 0) -> str:
    """0.235 → 24%"""
    return "" if ratio is None else cldr.format_percent(ratio, places)


@register.filter
def cldr_size(number: int | None) -> str:
    """5_400_000 → 5.1 MB"""
    return cldr.format_size(number or 0)


@register.filter(expects_localtime=True)
def iso(moment: datetime | date | None) -> str:
    """For machines: 2027-03-10T14:05:00+01:00, at most seconds as HTML wants it; or the day."""
    if isinstance(moment, datetime):
        return moment.isoformat(timespec="seconds")
    return moment.isoformat() if moment else ""


@register.filter(expects_localtime=True)
def iso_date(moment: datetime | date | None) -> str:
    """For machines: the day alone, 2027-03-10."""
    return f"{moment:%Y-%m-%d}" if moment else ""
