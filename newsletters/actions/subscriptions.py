"""Who gets newsletters, from asking to leaving."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.core import signing
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import limits
from core.email_addresses import normalise
from core.exceptions import Refused
from members.models import User
from newsletters import emails
from newsletters.models import Delivery, List, Subscriber, Subscription, Suppression

LINK_DAYS = 3
_SALT = "newsletters.confirm"


def wording(lists: Iterable[List]) -> str:
    """The sentence that somebody agrees to, kept as proof in the words they read."""
    names = ", ".join(each.name for each in lists)
    return _(
        "Send me “%(lists)s” by e-mail. I can leave at any time with one click in every e-mail."
    ) % {"lists": names}


def address(email: str) -> str:
    """An address in the one form in which it is kept; its domain in ASCII."""
    return normalise(email.lower())


@transaction.atomic
def ask(email: str, lists: Iterable[List], language: str) -> None:
    """Write to an address that somebody typed: it is theirs only when they follow the link.

    Silent in every case, so that nobody learns whose address is known.
    """
    email = address(email)
    if limits.hit("newsletters.ask", email, times=3, seconds=3600):
        return
    subscriber, _made = Subscriber.objects.get_or_create(
        email=email, defaults={"language": language}
    )
    lists = list(lists)
    held = set(subscriber.subscriptions.live().values_list("list_id", flat=True))
    if subscriber.state == Subscriber.State.ACTIVE and {each.pk for each in lists} <= held:
        emails.already_subscribed(subscriber, language)
        return
    link = signing.dumps(
        {
            "s": subscriber.pk, "l": [each.pk for each in lists], "g": language,
            "t": int(timezone.now().timestamp()),
        },
        salt=_SALT,
    )  # fmt: skip
    emails.please_confirm(subscriber, lists, link, language)


def read_link(link: str) -> tuple[Subscriber, list[List], str, datetime]:
    """What a confirmation link asks for, or Refused when it is old or not ours."""
    expired = Refused(_("This link is no longer valid. Ask for a new one: it takes a minute."))
    try:
        asked = signing.loads(link, salt=_SALT, max_age=timedelta(days=LINK_DAYS))
    except signing.BadSignature:
        raise expired from None
    subscriber = Subscriber.objects.filter(pk=asked["s"]).first()
    if subscriber is None:
        raise expired
    asked_at = datetime.fromtimestamp(asked["t"], tz=timezone.get_current_timezone())
    return subscriber, list(List.objects.filter(pk__in=asked["l"])), asked["g"], asked_at


def still_asked(link: str) -> list[List]:
    """The lists that a link can begin: those that were not left after it was written."""
    subscriber, lists, _language, asked_at = read_link(link)
    left = subscriber.subscriptions.filter(unsubscribed_at__gt=asked_at)
    left = set(left.values_list("list_id", flat=True))
    return [each for each in lists if each.pk not in left]


@transaction.atomic
def confirm(link: str, *, again: bool = False) -> tuple[Subscriber, int]:
    """Begin the subscriptions that a link asks for. Returns whose, and how many lists they get.

    Twice is harmless. A list that was left after the link was written stays left, but `again`:
    then somebody who was told so has asked for it anew, now.
    """
    subscriber, lists, language, asked_at = read_link(link)
    if again:
        asked_at = timezone.now()
    else:
        lists = still_asked(link)
    if lists:
        if subscriber.state != Subscriber.State.ACTIVE:
            subscriber.language = language
        _begin(subscriber, lists, source="double opt-in", asked_at=asked_at)
    return subscriber, len(lists)


def of_member(person: User) -> Subscriber:
    """The member's own row, made when it is first needed: their address is confirmed."""
    subscriber = Subscriber.objects.filter(person=person).first()
    if subscriber is None:
        subscriber, _made = Subscriber.objects.get_or_create(
            email=address(person.email),
            defaults={"language": person.language, "state": Subscriber.State.UNSUBSCRIBED},
        )
        Subscriber.objects.filter(pk=subscriber.pk).update(person=person)
        subscriber.person = person
    return subscriber


@transaction.atomic
def choose(subscriber: Subscriber, lists: Iterable[List], language: str, source: str) -> None:
    """Let exactly `lists` go to this subscriber, in `language` where there is a choice."""
    chosen = list(lists)
    Subscriber.objects.filter(pk=subscriber.pk).update(language=language)
    subscriber.language = language
    held = subscriber.subscriptions.live()
    given_up = held.exclude(list__in=chosen)
    new = [each for each in chosen if not held.filter(list=each).exists()]
    if given_up.exists():
        unsubscribe(subscriber, [each.list for each in given_up.select_related("list")])
    if new:
        _begin(subscriber, new, source=source, asked_at=timezone.now())


def _begin(subscriber, lists, *, source, asked_at):
    # The row is the lock: two confirmations at once would both find no live subscription.
    Subscriber.objects.select_for_update().get(pk=subscriber.pk)
    for each in lists:
        Subscription.objects.get_or_create(
            subscriber=subscriber, list=each, unsubscribed_at=None,
            defaults={"asked_at": asked_at, "source": source, "wording": wording(lists)},
        )  # fmt: skip
    # Somebody who has just read our letter has an address that works.
    Suppression.objects.filter(email=subscriber.email).delete()
    subscriber.state = Subscriber.State.ACTIVE
    subscriber.confirmed_at = subscriber.confirmed_at or timezone.now()
    if subscriber.person_id is None:
        subscriber.person = User.objects.filter(email=subscriber.email).first()
    subscriber.save(update_fields=["state", "confirmed_at", "person", "language"])


@transaction.atomic
def unsubscribe(subscriber: Subscriber, lists: Iterable[List] | None = None) -> int:
    """End the subscriptions to `lists` (None: to all) at once, also for what is on its way."""
    now = timezone.now()
    live = subscriber.subscriptions.live()
    ending = live if lists is None else live.filter(list__in=list(lists))
    ended = ending.update(unsubscribed_at=now)
    if not subscriber.subscriptions.live().exists():
        Subscriber.objects.filter(pk=subscriber.pk, state=Subscriber.State.ACTIVE).update(
            state=Subscriber.State.UNSUBSCRIBED
        )
    _let_go(subscriber)
    return ended


def _let_go(subscriber):
    """Nothing that still waits leaves for somebody who gets none of its lists any more."""
    held = subscriber.subscriptions.live().values("list")
    unwanted = Delivery.objects.pending().filter(subscriber=subscriber)
    unwanted = unwanted.exclude(issue__lists__in=held)
    Delivery.objects.filter(pk__in=list(unwanted.values_list("pk", flat=True))).pending().update(
        skipped_at=timezone.now()
    )


def lists_of(delivery: Delivery) -> list[List]:
    """Of the lists that this issue went to, those that its reader is, or was last, on.

    Never one of the others: it may be private.
    """
    held = Subscription.objects.filter(subscriber=delivery.subscriber_id)
    of_issue = delivery.issue.lists
    on_now = list(of_issue.filter(pk__in=held.live().values("list")))
    return on_now or list(of_issue.filter(pk__in=held.values("list")))


def unsubscribe_by(delivery: Delivery) -> None:
    """What the one click in a letter does: leave the lists that this issue went to."""
    if delivery.subscriber:
        unsubscribe(delivery.subscriber, delivery.issue.lists.all())


@transaction.atomic
def erase(subscriber: Subscriber) -> None:
    """Forget this address: its lists, its letters' addressee, its bounces. Counts stay right."""
    subscriber.deliveries.pending().update(skipped_at=timezone.now())
    Suppression.objects.filter(email=subscriber.email).delete()
    subscriber.delete()


@transaction.atomic
def follow(person: User) -> None:
    """Let the newsletters follow a member to their new address."""
    subscriber = Subscriber.objects.filter(person=person).first()
    new = address(person.email)
    if subscriber is None or subscriber.email == new:
        return
    other = Subscriber.objects.filter(email=new).first()
    if other:
        lists = [each.list for each in subscriber.subscriptions.live().select_related("list")]
        erase(subscriber)
        other.person = person
        other.save(update_fields=["person"])
        _begin(other, lists, source="change of address", asked_at=timezone.now())
    else:
        subscriber.email = new
        subscriber.save(update_fields=["email"])
