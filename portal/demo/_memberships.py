"""Periods came late to the demo network: who joined before stands without an end date."""

from datetime import timedelta

from django.utils import timezone

from members.models import Membership, MembershipStep, MembershipType, Notice, NoticeSent

# What the demo sets on two types, and takes back when it goes.
PERIOD = {"period": "rolling", "months": 12, "grace_days": 30, "renewal_days": 60}
_YEAR = 364
_TYPES = ["individual", "institutional"]
# handle or slug: the last day of the period, in days from today.
RUNNING = {
    "ana": 174, "boris": 224, "igor": 305, "biljana": 40, "henrik": 25, "dora": -12,
    "katerina": -45, "university-of-prishtina": 38,
}  # fmt: skip
# handle: how it ended, days ago, by whom, why.
ENDED = {
    "ziga": ("resigned", 70, "ziga", ""),
    "filip": (
        "committee", 33, "dritan",
        "You have moved to another field and asked us to end it. Thank you for a good year.",
    ),
}  # fmt: skip
FORMER = {*ENDED, "katerina"}
Verb = MembershipStep.Verb


def give_periods() -> None:
    """Give the types a period, unless somebody has given them one."""
    MembershipType.objects.filter(slug__in=_TYPES, period="none").update(**PERIOD)


def take_periods_back() -> None:
    MembershipType.objects.filter(slug__in=_TYPES, **PERIOD).update(period="none")


def days_of(handle: str) -> dict:
    """The columns of a membership that has a period, or has ended."""
    today = timezone.localdate()
    if handle in RUNNING:
        until = today + timedelta(days=RUNNING[handle])
        days = {
            "started_on": until - timedelta(days=_YEAR), "until": until,
            "grace_until": until + timedelta(days=PERIOD["grace_days"]),
        }  # fmt: skip
        if handle == "igor":
            days |= {
                "started_on": days["started_on"] - timedelta(days=365),
                "renewed_on": today - timedelta(days=58),
            }
        if handle == "henrik":
            days |= {"ended_on": until + timedelta(days=1), "ending": "not-renewed"}
        if handle == "dora":
            days["state"] = Membership.State.GRACE
        if handle == "katerina":
            days |= {"state": "expired", "ended_on": days["grace_until"] + timedelta(days=1)}
        return days
    if handle in ENDED:
        ending, ago, _who, _why = ENDED[handle]
        ended = today - timedelta(days=ago)
        begun = ended - timedelta(days=150)
        return {"started_on": begun, "ended_on": ended, "ending": ending, "state": "ended"}
    return {}


def history(world, membership: Membership, handle: str) -> None:
    """The steps that led to where a membership stands, and what was written about it."""
    day = membership.started_on

    def step(verb, ago, before, who=None, why="", until=None):
        step = MembershipStep.objects.create(
            membership=membership, verb=verb, before=before, actor=world.people.get(who),
            after=membership.state if before else "standing", reason=why, until=until,
            at=world.days(-ago),
        )  # fmt: skip
        world.remember(step)

    step(Verb.BEGUN, (timezone.localdate() - day).days, "", "vera")
    until = membership.until
    if handle == "igor":
        step(Verb.RENEWED, 58, "standing", handle, until=until)
        _told(world, membership, "renewal", membership.renewed_on)
    if handle == "henrik":
        step(Verb.NOT_RENEWED, 6, "standing", handle, until=until)
    if handle in ("biljana", "henrik", "university-of-prishtina"):
        _told(world, membership, "opening", until - timedelta(days=PERIOD["renewal_days"]))
    if handle == "dora":
        step(Verb.RAN_OUT, 11, "standing", until=until)
        _told(world, membership, "expiry", until)
    if handle == "katerina":
        step(Verb.EXPIRED, 14, "grace", until=until)
        _told(world, membership, "lapse", membership.grace_until)
    if handle in ENDED:
        ending, ago, who, why = ENDED[handle]
        verb = Verb.RESIGNED if ending == "resigned" else Verb.ENDED
        step(verb, ago, "standing", who, why, until=membership.last_day)


def _told(world, membership, event, day) -> None:
    for notice in Notice.objects.filter(event=event):
        sent = timezone.localtime().replace(hour=8, minute=25, second=0, microsecond=0)
        at = sent + (day + timedelta(days=notice.offset) - timezone.localdate())
        if at <= timezone.now():
            world.make(NoticeSent, {"at": at}, notice=notice, membership=membership, day=day)
