from datetime import datetime

from django.utils.formats import date_format, get_format
from django.utils.translation import override


def test_english_dates_are_written_as_in_europe():
    with override("en"):
        moment = datetime(2026, 11, 21, 21, 30)  # noqa: DTZ001

        assert date_format(moment, "DATETIME_FORMAT") == "21 Nov 2026, 21:30"
        assert date_format(moment) == "21 November 2026"
        assert get_format("FIRST_DAY_OF_WEEK") == 1
