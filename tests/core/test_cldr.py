"""Dates, ages and numbers as each language writes them, and no second place that writes them."""

import re
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.template import Context, Template
from django.utils.formats import date_format, get_format
from django.utils.translation import override

from core import cldr
from tests.spaces import spaced

BELGRADE = ZoneInfo("Europe/Belgrade")
MARCH = datetime(2027, 3, 10, 9, 5, tzinfo=BELGRADE)


# By CLDR 47: the full and the long date, a month alone, day and month.
DATES = [
    ("en", "Wednesday, 10 March 2027", "28 November 2026", "March 2027", "10 March"),
    ("sq", "e mërkurë, 10 mars 2027", "28 nëntor 2026", "mars 2027", "10 mars"),
    ("bs", "srijeda, 10. mart 2027.", "28. novembar 2026.", "mart 2027.", "10. mart"),
    ("bg", "сряда, 10 март 2027 г.", "28 ноември 2026 г.", "март 2027 г.", "10 март"),
    ("hr", "srijeda, 10. ožujka 2027.", "28. studenoga 2026.", "ožujak 2027.", "10. ožujka"),
    ("el", "Τετάρτη 10 Μαρτίου 2027", "28 Νοεμβρίου 2026", "Μάρτιος 2027", "10 Μαρτίου"),
    ("mk", "среда, 10 март 2027 г.", "28 ноември 2026 г.", "март 2027 г.", "10 март"),
    ("cnr", "srijeda, 10. mart 2027.", "28. novembar 2026.", "mart 2027.", "10. mart"),
    ("sr", "среда, 10. март 2027.", "28. новембар 2026.", "март 2027.", "10. март"),
    ("sr-latn", "sreda, 10. mart 2027.", "28. novembar 2026.", "mart 2027.", "10. mart"),
]


@pytest.mark.parametrize(("language", "full", "long", "month", "without_year"), DATES)
def test_a_date_is_written_as_the_language_writes_it(language, full, long, month, without_year):
    with override(language):
        assert spaced(cldr.format_date(MARCH, "full")) == full
        assert spaced(cldr.format_date(date(2026, 11, 28))) == long
        assert spaced(cldr.format_date(MARCH, "yMMMM")) == month
        assert spaced(cldr.format_date(MARCH, "MMMMd")) == without_year


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Wed, 10 Mar 2027, 09:05 CET"), ("sq", "mër, 10 mar 2027, 09:05 CET"),
        ("bs", "sri, 10. mar 2027. 09:05 CET"), ("bg", "ср, 10.03.2027 г., 09:05 CET"),
        ("hr", "sri, 10. ožu 2027. 09:05 CET"), ("el", "Τετ 10 Μαρ 2027, 09:05 CET"),
        ("mk", "сре., 10 мар. 2027 г., 09:05 CET"), ("cnr", "sri, 10. mart 2027. 09:05 CET"),
        ("sr", "сре, 10. мар 2027. 09:05 CET"), ("sr-latn", "sre, 10. mar 2027. 09:05 CET"),
    ],
)  # fmt: skip
def test_a_moment_on_a_page_has_small_letters_and_points_where_they_belong(language, words):
    with override(language):
        drawn = Template("{% when moment %}").render(Context({"moment": MARCH}))

    assert re.search(">(.*)</time>", spaced(drawn))[1] == words
    assert 'datetime="2027-03-10T09:05:00+01:00"' in drawn


@pytest.mark.parametrize(
    ("language", "same_month", "same_year", "hours"),
    [
        ("en", "10–12 March 2027", "10 March – 11 April 2027", "09:05–10:30"),
        ("sq", "10 – 12 mars 2027", "10 mars – 11 prill 2027", "09:05 – 10:30"),
        ("bs", "10.–12. mart 2027.", "10. mart – 11. april 2027.", "09:05 – 10:30"),
        ("bg", "10 – 12 март 2027 г.", "10 март – 11 април 2027 г.", "09:05 – 10:30"),
        ("hr", "10. – 12. ožujka 2027.", "10. ožujka – 11. travnja 2027.", "09:05 – 10:30"),
        ("el", "10–12 Μαρτίου 2027", "10 Μαρτίου – 11 Απριλίου 2027", "09:05–10:30"),
        ("mk", "10 – 12 март 2027 г.", "10 март – 11 април 2027 г.", "09:05 – 10:30"),
        ("cnr", "10.–12. mart 2027.", "10. mart – 11. april 2027.", "09:05–10:30"),
        ("sr", "10.–12. март 2027.", "10. март – 11. април 2027.", "09:05–10:30"),
        ("sr-latn", "10.–12. mart 2027.", "10. mart – 11. april 2027.", "09:05–10:30"),
    ],
)
def test_a_range_says_once_what_both_ends_share(language, same_month, same_year, hours):
    with override(language):
        assert spaced(cldr.format_date_range(MARCH, date(2027, 3, 12))) == same_month
        assert spaced(cldr.format_date_range(MARCH, date(2027, 4, 11))) == same_year
        assert cldr.format_date_range(MARCH, MARCH) == cldr.format_date(MARCH)
        ends = MARCH + timedelta(minutes=85)
        assert spaced(cldr.format_time_range(MARCH, ends)) == hours
        assert spaced(cldr.format_datetime_range(MARCH, ends)).endswith(hours)


# Two, one and twenty-one of them: the plurals of the region.
AGES = [
    ("en", "2 minutes ago", "1 minute ago", "21 minutes ago", "3 hours ago"),
    ("sq", "2 minuta më parë", "1 minutë më parë", "21 minuta më parë", "3 orë më parë"),
    ("bs", "prije 2 minute", "prije 1 minutu", "prije 21 minutu", "prije 3 sata"),
    ("bg", "преди 2 минути", "преди 1 минута", "преди 21 минути", "преди 3 часа"),
    ("hr", "prije 2 minute", "prije 1 minutu", "prije 21 minutu", "prije 3 sata"),
    ("el", "πριν από 2 λεπτά", "πριν από 1 λεπτό", "πριν από 21 λεπτά", "πριν από 3 ώρες"),
    ("mk", "пред 2 минути", "пред 1 минута", "пред 21 минута", "пред 3 часа"),
    ("cnr", "prije 2 minuta", "prije 1 minuta", "prije 21 minuta", "prije 3 sata"),
    ("sr", "пре 2 минута", "пре 1 минута", "пре 21 минута", "пре 3 сата"),
    ("sr-latn", "pre 2 minuta", "pre 1 minuta", "pre 21 minuta", "pre 3 sata"),
]


@pytest.mark.parametrize(("language", "two", "one", "twenty_one", "hours"), AGES)
def test_an_age_is_one_number_of_one_unit(language, two, one, twenty_one, hours):
    with override(language):
        for minutes, words in [(2, two), (1, one), (21, twenty_one), (188, hours)]:
            assert spaced(cldr.format_age(MARCH - timedelta(minutes=minutes), MARCH)) == words


def test_what_is_seconds_old_is_just_now_and_a_day_is_today():
    assert cldr.format_age(MARCH - timedelta(seconds=30), MARCH) == "just now"
    assert cldr.format_age(MARCH.date(), MARCH) == "today"
    assert spaced(cldr.format_age(date(2027, 3, 12), MARCH)) == "in 2 days"


@pytest.mark.parametrize(
    ("language", "number", "percent", "money", "size"),
    [
        ("en", "1,234.5", "23.5%", "€30.00", "5.1 MB"),
        ("sq", "1 234,5", "23,5%", "30,00 €", "5,1 MB"),
        ("bs", "1.234,5", "23,5%", "30,00 €", "5,1 MB"),
        ("bg", "1 234,5", "23,5%", "30,00 €", "5,1 MB"),
        ("hr", "1.234,5", "23,5 %", "30,00 €", "5,1 MB"),
        ("el", "1.234,5", "23,5%", "30,00 €", "5,1 MB"),
        ("mk", "1.234,5", "23,5 %", "30,00 €", "5,1 MB"),
        ("cnr", "1.234,5", "23,5%", "30,00 €", "5,1 MB"),
        ("sr", "1.234,5", "23,5%", "30,00 €", "5,1 MB"),
        ("sr-latn", "1.234,5", "23,5%", "30,00 €", "5,1 MB"),
    ],
)
def test_numbers_have_the_signs_of_the_language(language, number, percent, money, size):
    with override(language):
        assert spaced(cldr.format_number(1234.5)) == number
        assert spaced(cldr.format_percent(0.235, 1)) == percent
        assert spaced(cldr.format_money(30, "EUR")) == money
        assert spaced(cldr.format_size(5_400_000)) == size
        assert Template("{{ value }}").render(Context({"value": 2.5})) == (
            "2.5" if language == "en" else "2,5"
        )


def test_montenegrin_has_ijekavian_words_where_cldr_has_only_serbian_ones():
    with override("cnr"):
        week = [cldr.weekday_name(date(2027, 3, 8) + timedelta(days=at)) for at in range(7)]
        ages = [cldr.format_age(MARCH - timedelta(days=at), MARCH) for at in (16, 70)]

    assert week[0] == "ponedjeljak"
    assert (week[2], week[6]) == ("srijeda", "nedjelja")
    assert [spaced(age) for age in ages] == ["prije 2 nedjelje", "prije 2 mjeseca"]
    names = {code: cldr.country_name(code, "cnr") for code in ("MK", "DE", "BY", "KP", "CV")}
    assert names["MK"] == "Sjeverna Makedonija"
    assert names["DE"] == "Njemačka"
    assert names["BY"] == "Bjelorusija"
    assert names["KP"] == "Sjeverna Koreja"


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_a_date_breaks_only_after_its_weekday(language):
    with override(language):
        for style in ("long", "medium", "MMMMd", "yMMMM"):
            assert " " not in cldr.format_date(MARCH, style)
        for style, weekday in [("full", "wide"), ("yMMMEd", "abbreviated")]:
            rest = cldr.format_date(MARCH, style).removeprefix(cldr.weekday_name(MARCH, weekday))
            assert " " not in rest.removeprefix(",").strip(" ")


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_django_itself_writes_dates_as_we_do(language):
    with override(language):
        for month in range(1, 13):
            day = date(2026, month, 28)
            assert date_format(day) == cldr.format_date(day)
            assert date_format(day, "YEAR_MONTH_FORMAT") == cldr.format_date(day, "yMMMM")
            assert date_format(day, "MONTH_DAY_FORMAT") == cldr.format_date(day, "MMMMd")
            assert date_format(day, "F") == cldr.month_name(day)
        for number in range(7):
            day = date(2026, 11, 23) + timedelta(days=number)
            assert date_format(day, "l") == cldr.weekday_name(day)
            assert date_format(day, "D") == cldr.weekday_name(day, "abbreviated")
        assert get_format("FIRST_DAY_OF_WEEK") == 1


def test_a_language_is_called_by_its_own_name_with_a_small_letter_where_it_is_small():
    names = [cldr.language_name(code) for code, _name in settings.LANGUAGES]

    assert names == [
        "English", "shqip", "bosanski", "български", "hrvatski", "Ελληνικά", "македонски",
        "crnogorski", "српски", "srpski (latinica)",
    ]  # fmt: skip
    assert cldr.language_name("de") == "Deutsch"
    assert cldr.language_name("xx-unknown") == "xx-unknown"


def test_a_zone_without_letters_is_written_as_its_distance():
    with override("en"):
        assert cldr.zone_abbreviation(MARCH.astimezone(ZoneInfo("Europe/Istanbul"))) == "UTC+3"
        assert cldr.zone_abbreviation(MARCH.astimezone(ZoneInfo("Asia/Kolkata"))) == "IST"
        assert cldr.zone_abbreviation(MARCH.astimezone(ZoneInfo("Asia/Kathmandu"))) == "UTC+5:45"
    with override("mk"):
        assert cldr.zone_city("Europe/Sofia") == "Софија"
        assert cldr.zone_city("UTC") == "UTC"


# --- Nobody else writes dates ----------------------------------------------------------------

ROOT = Path(settings.BASE_DIR)
OWN_FILTERS = re.compile(
    r"\|(?:date|time|timesince|timeuntil|naturaltime|naturalday|intcomma|floatformat|localize"
    r"|filesizeformat)\b|{%\s*now\b|{%\s*load [^%]*humanize"
)
OWN_CODE = re.compile(
    r"django\.utils\.(?:dates|timesince|dateformat)\b|\b(?:date|time|number)_format\("
    r"|\bsanitize_separators\(|(?:from|import) babel\b|%[aAbBpcxX][ ,\"']|\b(?:day|month)_name\["
)
# The module itself, Django's formats out of it, the catalogues' command.
WRITERS = {"core/cldr.py", "core/management/commands/messages.py"}


def test_no_template_has_a_pattern_of_its_own():
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in sorted((ROOT / "templates").rglob("*.*"))
        for match in OWN_FILTERS.finditer(path.read_text("utf-8"))
    ]

    assert found == []


def test_no_code_has_a_pattern_of_its_own():
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for app in settings.PROJECT_APPS
        for path in sorted((ROOT / app).rglob("*.py"))
        if str(path.relative_to(ROOT)) not in WRITERS and "migrations" not in path.parts
        for match in OWN_CODE.finditer(path.read_text("utf-8"))
    ]

    assert found == []
