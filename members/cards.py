"""What a membership looks like on paper: a person's card, an institution's certificate."""

from datetime import UTC, datetime

from django.conf import settings
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from core import cldr, pdf
from core.addresses import address

from .models import Membership


def verify_link(membership: Membership) -> str:
    """Where the QR code leads; without a language, so that the one who scans it reads theirs."""
    with override(settings.LANGUAGE_CODE):
        return settings.BASE_URL + address("members:verify", membership.token)


def draw(membership: Membership) -> pdf.Sheet:
    """The card of a person or the certificate of an institution, in the reader's language."""
    return _certificate(membership) if membership.institution_id else _card(membership)


def _sheet(title, size, membership):
    # From the day it was last issued, so that the same membership is the same file.
    day = membership.renewed_on or membership.started_on
    made = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return pdf.Sheet(
        title=f"{title}: {membership.holder}", language=get_language(), size=size, made=made
    )


def _since(membership) -> str:
    return _("member since %(day)s") % {"day": cldr.format_date(membership.started_on)}


def _until(membership) -> str:
    if membership.last_day:
        return _("valid until %(day)s") % {"day": cldr.format_date(membership.last_day)}
    return _("without an end date")


def _card(membership):
    person = membership.person
    sheet = _sheet(_("Membership card"), pdf.CARD, membership)
    sheet.mark(x=5.5, y=5, width=9)
    sheet.write(settings.WAGTAIL_SITE_NAME, x=17, y=4.6, width=40, size=11, bold=True)
    sheet.write(
        _("Balkan Network of University Pedagogy"), x=17, y=9.4, width=40, size=6.5,
        colour=pdf.QUIET, lines=2, leading=1.2,
    )  # fmt: skip
    sheet.write(person.name, x=5.5, y=21, width=50, size=15, bold=True, lines=2, leading=1.15)
    sheet.line(x=5.5, y=40.2, width=50)
    sheet.write(membership.number, x=5.5, y=41.4, width=50, size=9, bold=True, colour=pdf.ACCENT)
    sheet.write(
        f"{membership.type} · {_since(membership)}", x=5.5, y=45.4, width=50, size=6.5,
        colour=pdf.QUIET,
    )  # fmt: skip
    sheet.write(_until(membership), x=5.5, y=48.3, width=50, size=6.5, colour=pdf.QUIET)
    sheet.qr(verify_link(membership), x=60, y=21, width=20)
    sheet.write(
        _("Is it valid? Scan it."), x=58, y=42, width=24, size=6, colour=pdf.QUIET,
        align="centre", lines=2, leading=1.2,
    )  # fmt: skip
    return sheet


def _certificate(membership):
    institution = membership.institution
    sheet = _sheet(_("Certificate of membership"), pdf.A4_LYING, membership)
    wide = sheet.width - 80
    sheet.edge()
    sheet.mark(x=sheet.width / 2 - 11, y=20, width=22)
    sheet.write(
        settings.WAGTAIL_SITE_NAME, x=40, y=45, width=wide, size=18, bold=True, align="centre"
    )
    sheet.write(
        _("Balkan Network of University Pedagogy"), x=40, y=53.5, width=wide, size=11,
        colour=pdf.QUIET, align="centre",
    )  # fmt: skip
    sheet.write(
        _("Certificate of membership"), x=40, y=68, width=wide, size=16, colour=pdf.ACCENT,
        align="centre",
    )  # fmt: skip
    y = sheet.write(
        str(institution), x=40, y=80, width=wide, size=28, bold=True, align="centre", lines=2,
        leading=1.15,
    )  # fmt: skip
    place = ", ".join(filter(None, [institution.city, str(institution.country)]))
    y = sheet.write(place, x=40, y=y + 1, width=wide, size=13, colour=pdf.QUIET, align="centre")
    y = sheet.write(
        _("is a member of the network."), x=40, y=y + 9, width=wide, size=15, align="centre"
    )
    sheet.write(
        f"{membership.type} · {_since(membership)} · {_until(membership)}",
        x=40, y=y + 3, width=wide, size=11, colour=pdf.QUIET, align="centre", lines=2,
    )  # fmt: skip
    sheet.qr(verify_link(membership), x=40, y=150, width=28)
    sheet.write(membership.number, x=74, y=150, width=100, size=14, bold=True, colour=pdf.ACCENT)
    sheet.write(
        _("Whether this certificate is still valid can be seen by anybody who scans the code."),
        x=74, y=158, width=80, size=9, colour=pdf.QUIET, lines=4,
    )  # fmt: skip
    if institution.country.footnote:
        sheet.write(
            f"* {institution.country.note}", x=40, y=186, width=wide, size=8, colour=pdf.QUIET,
            lines=2,
        )  # fmt: skip
    return sheet
