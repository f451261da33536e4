"""Letters by the calendar: before, at and after the days of a membership, none twice."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import override

from core import cldr, mail
from core.addresses import address
from core.markdown import as_letter, render
from members.models import (
    Application,
    Membership,
    MembershipType,
    Notice,
    NoticeSent,
    NoticeText,
    User,
)

PLACEHOLDERS = ("name", "number", "type", "institution", "since", "until", "grace", "link")
# How late a notice may still go out, when nobody was there to send it.
LATEST = timedelta(days=7)
_COLUMNS = {
    Notice.Event.JOINING: "started_on",
    Notice.Event.RENEWAL: "renewed_on",
    Notice.Event.EXPIRY: "until",
    Notice.Event.LAPSE: "grace_until",
}
_PLACE = re.compile(r"\{(\w*)\}")
# Whose Django catalogue is another's.
_NEAR = {"cnr": "sr-latn"}


@dataclass(frozen=True)
class Words:
    subject: str
    text: str
    html: SafeString


def mistakes(text: str) -> list[str]:
    """What is wrong with the placeholders of a text, in sentences."""
    unknown = [name for name in _PLACE.findall(text) if name not in PLACEHOLDERS]
    known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
    wrong = [
        _("{%(name)s} is not a placeholder. There are: %(known)s.")
        % {"name": name, "known": known}
        for name in dict.fromkeys(unknown)
    ]
    if set("{}") & set(_PLACE.sub("", text)):
        wrong.append(_("A curly bracket stands alone: a placeholder is written {name}."))
    return wrong


def words(notice: Notice, membership: Membership, person: User, language: str = "") -> Words:
    """The notice as `person` reads it, the placeholders filled in."""
    language = language or person.language
    with override(language):
        chosen = _text(notice, language)
        # What the platform planted is translated by its catalogue; what the committee wrote is
        # in no catalogue, and stays.
        subject, text = _(chosen.subject), _(chosen.text.replace("\r\n", "\n"))
        facts = _facts(membership, person)
        # The address goes in before the parser sees it, so that it may stand in a link.
        text = text.replace("{link}", facts["link"])
        return Words(
            subject=_fill(subject, facts),
            text=_fill(as_letter(text), facts),
            html=mark_safe(_fill(render(text), {key: escape(it) for key, it in facts.items()})),
        )


def _text(notice: Notice, language: str) -> NoticeText:
    texts = {text.language: text for text in notice.texts.all()}
    for code in (language, _NEAR.get(language), "en"):
        if code in texts:
            return texts[code]
    return next(iter(texts.values()))


def _facts(membership: Membership, person: User) -> dict[str, str]:
    def day(value):
        return cldr.format_date(value) if value else _("without an end date")

    return {
        "name": person.name,
        "number": membership.number,
        "type": str(membership.type),
        "institution": str(membership.institution or person.institution or ""),
        "since": day(membership.started_on),
        "until": day(membership.last_day),
        "grace": day(membership.grace_until),
        "link": settings.BASE_URL + address("members:membership"),
    }


def _fill(text: str, facts: dict[str, str]) -> str:
    return _PLACE.sub(lambda found: facts.get(found[1], found[0]), text)


def send_due() -> int:
    """Send what is due by today and has not been sent. Returns how many letters were written."""
    sent = 0
    notices = Notice.objects.filter(is_active=True).prefetch_related("texts")
    for notice in notices.exclude(event=Notice.Event.APPROVAL, side=Notice.Side.AT):
        if not notice.texts.all():
            continue
        for membership, day in _due(notice):
            sent += send(notice, membership, day)
    return sent


@transaction.atomic
def send(notice: Notice, membership: Membership, day: date) -> bool:
    """Write one notice about `day` to who reads the letters; False when it has been written."""
    person = membership.spokesperson
    if person is None or not person.is_active or not (row := claim(notice, membership, day)):
        return False
    said = words(notice, membership, person)
    row.letter = mail.post(
        "notice", person.email, {"words": said, "fee_of": _paid_for(notice, membership)},
        language=person.language,
    )  # fmt: skip
    row.save(update_fields=["letter"])
    return True


def claim(notice: Notice, membership: Membership, day: date) -> NoticeSent | None:
    """The right to send it, which is had once."""
    try:
        with transaction.atomic():
            return NoticeSent.objects.create(notice=notice, membership=membership, day=day)
    except IntegrityError:
        return None


def for_approval(membership: Membership) -> Notice | None:
    """The notice whose words go into the letter of approval, instead of one letter more."""
    return (
        Notice.objects.filter(Q(type=None) | Q(type=membership.type_id), is_active=True)
        .filter(event=Notice.Event.APPROVAL, side=Notice.Side.AT)
        .exclude(texts=None)
        .prefetch_related("texts")
        .order_by("type", "pk")
        .last()
    )


def _paid_for(notice: Notice, membership: Membership) -> MembershipType | None:
    """The type whose fee the letter names, where it speaks of renewing."""
    renewing = (Notice.Event.OPENING, Notice.Event.EXPIRY, Notice.Event.RENEWAL)
    return membership.type if notice.event in renewing else None


def _due(notice: Notice):
    """The memberships that the notice is due for, each with the day it is about."""
    event, shift = Notice.Event, timedelta(days=notice.offset)
    today = timezone.localdate()
    last = today - shift
    first = max(last - LATEST, notice.active_from - shift)
    if first > last:
        return
    # Those that run, or have run out by themselves; not those that somebody ended.
    runs = Q(ended_on=None)
    if notice.event == event.LAPSE:
        runs |= Q(state=Membership.State.EXPIRED)
    elif notice.event == event.EXPIRY:
        # Where there is no grace, the last day of grace speaks for both.
        runs &= Q(grace_until__gte=today)
    found = Membership.objects.filter(runs).select_related(
        "type", "person__institution", "institution"
    )
    if notice.type_id:
        found = found.filter(type=notice.type_id)
    told = set(
        NoticeSent.objects.filter(notice=notice, day__range=(first, last)).values_list(
            "membership", "day"
        )
    )
    # Who was approved has had the letter of approval on the day.
    if notice.event == event.JOINING and notice.offset == 0:
        found = found.filter(application=None)
    for membership, day in _by_day(found, event(notice.event), first, last):
        if (membership.pk, day) not in told:
            yield membership, day


def _by_day(found, event, first, last):
    days = (first, last)
    match event:
        case Notice.Event.APPROVAL:
            rows = found.filter(
                application__state=Application.State.APPROVED,
                application__decided_at__date__range=days,
            )
            for one in rows.select_related("application"):
                yield one, timezone.localtime(one.application.decided_at).date()
        case Notice.Event.OPENING:
            for kind in MembershipType.objects.all():
                ahead = timedelta(days=kind.renewal_days)
                for one in found.filter(type=kind, until__range=(first + ahead, last + ahead)):
                    yield one, one.until - ahead
        case _:
            column = _COLUMNS[event]
            for one in found.filter(**{f"{column}__range": days}):
                yield one, getattr(one, column)


def example(notice: Notice) -> Membership:
    """A membership to preview a notice with, which is kept nowhere."""
    kind = notice.type or MembershipType.objects.first()
    today = timezone.localdate()
    membership = Membership(
        type=kind, number=f"BNU-{today.year}-0123", started_on=today - timedelta(days=320),
        person=User(first_name="Ana", last_name="Anić", language="en"),
    )  # fmt: skip
    membership.until = today + timedelta(days=45)
    membership.grace_until = membership.until + timedelta(days=kind.grace_days)
    return membership
