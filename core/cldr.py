"""The one place that writes dates, times, ranges, ages, numbers and names for people, by CLDR.

Templates use the filters of `core.templatetags.cldr`; letters, PDF, calendars and the desks call
the functions. All of them write in the language of the page or letter; none of them changes a
zone: a moment is written by the clock that it carries. `style` is CLDR's own word: full, long,
medium, short, or one of its skeletons (yMMMM, MMMMd, MMMMEEEEd, yMMMEd).

Inside a date the spaces do not break, so that no line ends with "10." and begins with "ožujka".
"""

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache, lru_cache

from babel import Locale, UnknownLocaleError, dates, numbers, units
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from .ijekavian import to_ijekavian

# English is written as in Europe. CLDR has no Montenegrin of its own: `cnr` is an alias of
# Serbian in Montenegro, whose words are ekavian.
_LOCALES = {"en": "en_GB", "cnr": "sr_Latn_ME", "sr": "sr_Cyrl", "sr-latn": "sr_Latn"}
_NBSP = "\N{NO-BREAK SPACE}"
# CLDR's narrow and thin spaces are in few fonts: FiraGO, of our cards, draws nothing for them.
_SPACES = str.maketrans({"\u202f": _NBSP, "\u2009": " "})


@cache
def _locale(language: str) -> Locale:
    try:
        return Locale.parse(_LOCALES.get(language, language.replace("-", "_")))
    except (UnknownLocaleError, ValueError):
        return Locale.parse(_LOCALES["en"])


def _language(language: str | None) -> str:
    return language or get_language() or "en"


def _clean(text: str, language: str) -> str:
    text = text.translate(_SPACES)
    return to_ijekavian(text) if language == "cnr" else text


# --- Dates and times -------------------------------------------------------------------------


@cache
def pattern(style: str, language: str) -> str:
    """CLDR's pattern of a date, by its style or skeleton."""
    locale = _locale(language)
    if style in locale.date_formats:
        found = locale.date_formats[style].pattern
    elif style == "MMMMEEEEd":  # Few languages have it, and English another than its full date.
        found = re.sub(r"\s*y.*$", "", pattern("full", language))
    else:
        found = locale.datetime_skeletons[style].pattern
    # After the weekday a line may break, after the number of the day it may not.
    return re.sub(r"(?<![Ec],)(?<![Ec])\s", _NBSP, found.translate(_SPACES))


@lru_cache(maxsize=4000)
def _date(year: int, month: int, day: int, style: str, language: str) -> str:
    words = dates.format_date(
        date(year, month, day), pattern(style, language), locale=_locale(language)
    )
    return _clean(words, language)


def format_date(day: date, style: str = "long", *, language: str | None = None) -> str:
    """“10 March 2027”; a moment is taken by the day of its own clock."""
    return _date(day.year, day.month, day.day, style, _language(language))


def format_time(moment: datetime, *, zone: bool = False) -> str:
    """“14:05” by its own clock, with its zone if asked: “14:05 CET”. All count to 24."""
    padded = f"{moment.hour:02}" if _two_digits(_language(None)) else f"{moment.hour}"
    words = f"{padded}:{moment.minute:02}"
    return f"{words}{_NBSP}{zone_abbreviation(moment)}" if zone and moment.tzinfo else words


@cache
def _two_digits(language: str) -> bool:
    return "HH" in _locale(language).datetime_skeletons["Hm"].pattern


def format_datetime(moment: datetime, style: str = "long", *, zone: bool = False) -> str:
    """“10 March 2027, 14:05”, with its zone if asked."""
    glue = str(_locale(_language(None)).datetime_formats["medium"]).replace("'", "")
    return glue.format(format_time(moment, zone=zone), format_date(moment, style))


def zone_abbreviation(moment: datetime) -> str:
    """CET; UTC+3 where the zone has no letters of its own."""
    name = moment.tzname() or ""
    if not name.startswith(("+", "-")):
        return name
    hours, minutes = name[1:3].lstrip("0") or "0", name[3:5]
    return f"UTC{name[0]}{hours}" + (f":{minutes}" if minutes else "")


def zone_city(name: str) -> str:
    """Europe/Belgrade → Belgrade, as the language calls the city; UTC stays what it is."""
    city = name.rpartition("/")[2].replace("_", " ")
    if city == name:
        return name
    language = _language(None)
    known = _locale(language).time_zones.get(name, {}).get("city")
    return _clean(known or city, language)


def format_date_range(first: date, last: date, style: str = "long") -> str:
    """From a day to a day, what both share said once: “10–12 March 2027”."""
    language = _language(None)
    if (first.year, first.month, first.day) == (last.year, last.month, last.day):
        return format_date(first, style)
    if style == "long" and first.year == last.year:
        if first.month == last.month:
            return _day_number(first, language) + format_date(last, style)
        start = format_date(first, "MMMMd")
    else:
        start = format_date(first, style)
    return f"{start}{_NBSP}– {format_date(last, style)}"


def _day_number(day: date, language: str) -> str:
    """The first part of a range within a month: “10.–”, with the dash as the language has it."""
    intervals = _locale(language).interval_formats
    begin = intervals["yMMMMd" if "yMMMMd" in intervals else "yMMMd"]["d"][0]
    dash = "–" if begin.rstrip("–").endswith(("d", ".")) else f"{_NBSP}– "
    point = "." if re.match(r"d\.", pattern("long", language)) else ""
    return f"{day.day}{point}{dash}"


def format_time_range(starts: datetime, ends: datetime, *, zone: bool = False) -> str:
    """From an hour to an hour of one day: “17:00–18:30 CET”."""
    return format_time(starts) + _hour_dash(_language(None)) + format_time(ends, zone=zone)


@cache
def _hour_dash(language: str) -> str:
    begin = _locale(language).interval_formats["Hm"]["m"][0]
    return "–" if begin.endswith("m–") else f"{_NBSP}–{_NBSP}"


def format_datetime_range(
    starts: datetime, ends: datetime, style: str = "full", *, zone: bool = False
) -> str:
    """From a moment to a moment; the day said once where it is one day."""
    if starts.date() == ends.date():
        dash = _hour_dash(_language(None))
        return format_datetime(starts, style) + dash + format_time(ends, zone=zone)
    first, last = format_datetime(starts, style), format_datetime(ends, style, zone=zone)
    return f"{first}{_NBSP}– {last}"


# Babel 2.18 keeps what it resolved for a locale in the data of its parent, too: asked for
# Montenegro first, Serbian in Latin letters has the words of Montenegro when they stand alone.
# Neither has other words there than in a date, and no weekday of ours has.
_ALONE_AS_IN_A_DATE = {"sr", "sr-latn", "cnr"}


def weekday_name(day: date, width: str = "wide") -> str:
    """The weekday alone; wide or abbreviated."""
    language = _language(None)
    return _clean(_locale(language).days["format"][width][day.weekday()], language)


def month_name(day: date, width: str = "wide") -> str:
    """The month alone, not as it stands in a date: “ožujak”; wide or abbreviated."""
    language = _language(None)
    context = "format" if language in _ALONE_AS_IN_A_DATE else "stand-alone"
    return _clean(_locale(language).months[context][width][day.month], language)


# --- Ages ------------------------------------------------------------------------------------

_UNITS = [
    ("year", 365 * 86_400), ("month", 30 * 86_400), ("week", 7 * 86_400), ("day", 86_400),
    ("hour", 3600), ("minute", 60),
]  # fmt: skip


def format_age(moment: datetime | date, now: datetime | None = None) -> str:
    """How long ago, in whole units of one kind: “3 hours ago”; “in 2 days” for what comes."""
    language = _language(None)
    now = now or timezone.now()
    if isinstance(moment, datetime):
        seconds = (moment - now).total_seconds()
    else:
        seconds = (moment - timezone.localtime(now).date()).days * 86_400
        if not seconds:
            return _("today")
    for unit, length in _UNITS:
        if number := int(abs(seconds) // length):
            whole = timedelta(seconds=number * length * (1 if seconds > 0 else -1))
            words = dates.format_timedelta(
                whole, granularity=unit, threshold=1, add_direction=True,
                locale=_locale(language),
            )  # fmt: skip
            return _clean(words, language).replace(" ", _NBSP)
    return _("just now")


# --- Numbers ---------------------------------------------------------------------------------


def format_number(number, places: int | None = None) -> str:
    """1,234.5 with the reader's signs; with exactly `places` decimals if said."""
    language = _language(None)
    form = None if places is None else "#,##0" + (f".{'0' * places}" if places else "")
    return _clean(numbers.format_decimal(number, form, locale=_locale(language)), language)


def format_percent(ratio: float, places: int = 0) -> str:
    """0.235 → 24%."""
    # Rounded first, as Babel would: a page of results has thousands of them and few are new.
    rounded = Decimal(str(ratio)).quantize(Decimal(1).scaleb(-2 - places))
    return _percent(_language(None), rounded, places)


@lru_cache(maxsize=4096)
def _percent(language: str, rounded: Decimal, places: int) -> str:
    locale = _locale(language)
    form = locale.percent_formats[None].pattern
    if places:
        form = form.replace("#0", f"#0.{'0' * places}", 1)
    return numbers.format_percent(rounded, form, locale=locale).translate(_SPACES)


def format_money(amount, currency: str) -> str:
    """30 EUR → €30.00, or 30,00 €."""
    locale = _locale(_language(None))
    return numbers.format_currency(amount, currency, locale=locale).translate(_SPACES)


def format_size(number: int) -> str:
    """A number of bytes in B, kB, MB or GB, each 1,024 of the one below."""
    locale = _locale(_language(None))
    size, unit = float(number or 0), "byte"
    for larger in ("kilobyte", "megabyte", "gigabyte"):
        if size < 1024:
            break
        size, unit = size / 1024, larger
    if unit == "byte":  # Some languages write it out here, and not all with a plural.
        return f"{size:.0f}{_NBSP}B"
    words = units.format_unit(size, f"digital-{unit}", "short", "#,##0.#", locale=locale)
    return words.translate(_SPACES).replace(" ", _NBSP)


# --- Names -----------------------------------------------------------------------------------


@lru_cache(maxsize=2000)
def country_name(code: str, language: str) -> str:
    """A country in a language, by its ISO code; the code where CLDR does not know it."""
    return _clean(_locale(language).territories.get(code, code), language)


@cache
def language_name(code: str) -> str:
    """A language in the language itself: sq → shqip; the code where nobody knows it."""
    try:
        return get_language_info(code)["name_local"].lower() if code == "cnr" else _own_name(code)
    except KeyError:
        return code


def language_choices() -> list[tuple[str, str]]:
    """The languages of the site for a form, each under its own name."""
    return [(code, language_name(code)) for code, _label in settings.LANGUAGES]


def _own_name(code: str) -> str:
    try:
        locale = Locale.parse(code.replace("-latn", "_Latn").replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        raise KeyError(code) from None
    return locale.get_display_name(locale)


# --- Django's own formats --------------------------------------------------------------------

# CLDR's fields in the letters of Django's date filter. E is the month as it stands in a date,
# b its abbreviation as the catalogue has it (M would write every one with a capital).
_DJANGO = {
    "EEEE": "l", "E": "D", "dd": "d", "d": "j", "MMMM": "E", "LLLL": "F", "MMM": "b", "LLL": "b",
    "MM": "m", "M": "n", "yyyy": "Y", "yy": "y", "y": "Y",
}  # fmt: skip


def _in_django(style: str, language: str) -> str:
    found = pattern(style, language)
    quoted = re.sub(r"'([^']*)'", lambda match: "".join(f"\\{x}" for x in match[1]), found)
    return re.sub(r"(?<!\\)([A-Za-z])\1*", lambda match: _DJANGO[match[0]], quoted)


def django_formats(language: str) -> dict[str, object]:
    """What a module of FORMAT_MODULE_PATH holds, so that the desks write as our pages do."""
    locale = _locale(language)
    symbols = locale.number_symbols["latn"]
    clock = "H:i" if _two_digits(language) else "G:i"
    medium = _in_django("medium", language).replace("b", "M" if language == "en" else "b")
    glue = str(locale.datetime_formats["medium"]).replace("'", "")
    return {
        "DATE_FORMAT": _in_django("long", language),
        "DATETIME_FORMAT": glue.format(clock, medium),
        "TIME_FORMAT": clock,
        "YEAR_MONTH_FORMAT": _in_django("yMMMM", language),
        "MONTH_DAY_FORMAT": _in_django("MMMMd", language),
        "SHORT_DATE_FORMAT": _in_django("short", language),
        "SHORT_DATETIME_FORMAT": glue.format(clock, _in_django("short", language)),
        "FIRST_DAY_OF_WEEK": 1,
        "DECIMAL_SEPARATOR": symbols["decimal"],
        "THOUSAND_SEPARATOR": symbols["group"].translate(_SPACES),
        "NUMBER_GROUPING": 3,
    }
