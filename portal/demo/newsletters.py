"""Newsletters of the demo network: three lists, their readers, two sent issues and a draft."""

from datetime import timedelta

from members.models import User
from newsletters import composing, sources
from newsletters.actions import issues
from newsletters.models import Delivery, Issue, IssueItem, List, Subscriber, Subscription

from ._issues import DRAFT, LISTS, READERS, SENT

_WORDING = (
    "Send me “%s” by e-mail. I can leave at any time with one click in every letter."
)  # fmt: skip


def load(world) -> None:
    lists = {}
    for order, (slug, name, description, public) in enumerate(LISTS, 1):
        lists[slug], _made = world.make(
            List,
            {"name": name, "description": description, "is_public": public, "order": order},
            slug=slug,
        )
    _readers(world, lists)
    for plan in SENT:
        _sent(world, plan, lists["news"])
    _draft(world, lists["news"])


def _readers(world, lists):
    for place, (_handle, person) in enumerate(sorted(world.people.items())):
        if person.is_member and place % 4:
            wanted = ["news", "calls"] if place % 3 else ["news"]
            _subscribe(world, lists, person.email, person.language, wanted, person, place)
    for place, (email, language, wanted) in enumerate(READERS):
        _subscribe(world, lists, email, language, wanted, None, place)
    for handle in ("vera", "dritan", "eleni", "lule"):
        if handle in world.people:
            person = world.people[handle]
            _subscribe(world, lists, person.email, person.language, ["board"], person, 3)


def _subscribe(world, lists, email, language, wanted, person: User | None, place):
    moment = world.days(-90 + place % 30)
    subscriber, _made = world.make(
        Subscriber,
        {
            "person": person, "language": language, "state": Subscriber.State.ACTIVE,
            "created_at": moment, "confirmed_at": moment + timedelta(minutes=7),
        },
        email=email,
    )  # fmt: skip
    for slug in wanted:
        world.make(
            Subscription,
            {
                "asked_at": moment, "subscribed_at": moment + timedelta(minutes=7),
                "wording": _WORDING % lists[slug].name,
                "source": "my account" if person else "double opt-in",
            },
            subscriber=subscriber, list=lists[slug],
        )  # fmt: skip


def _sent(world, plan, news):
    moment = world.days(-plan["days_ago"]).replace(hour=7, minute=30, second=0, microsecond=0)
    issue, made = world.make(
        Issue,
        {
            "subject": plan["subject"], "intro": plan["intro"], "language": "en",
            "state": Issue.State.SENT, "in_archive": True,
            "created_by": world.people.get("emil"), "created_at": moment - timedelta(days=2),
            "started_at": moment, "finished_at": moment + timedelta(minutes=2),
        },
        slug=plan["slug"],
    )  # fmt: skip
    if not made:
        return
    issue.lists.add(news)
    for place, (heading, note, text, path) in enumerate(plan["pieces"], 1):
        IssueItem.objects.create(
            issue=issue, order=place, heading=heading, note=note, text=text, path=path
        )
    readers = list(issue.recipients())
    issue.frozen = {
        language: composing.write(issue, language, in_archive=True)
        for language in sorted({reader.language for reader in readers})
    }
    issue.save(update_fields=["frozen"])
    Delivery.objects.bulk_create(
        Delivery(
            issue=issue, subscriber=reader, language=reader.language, due_at=moment, attempts=1,
            sent_at=moment + timedelta(seconds=place),
        )
        for place, reader in enumerate(readers)
    )  # fmt: skip
    world.find("newsletter", issue)


def _draft(world, news):
    issue, made = world.make(
        Issue,
        {
            "subject": DRAFT["subject"], "intro": DRAFT["intro"], "language": "en",
            "created_by": world.people.get("emil"), "created_at": world.days(-1),
        },
        slug=DRAFT["slug"],
    )  # fmt: skip
    if not made:
        return
    issue.lists.add(news)
    for source in sources.all_sources():
        newest = source.choices()
        if source.kind == "news":
            newest = newest.filter(locale__language_code="en")
        newest = newest.values_list("pk", flat=True)[: DRAFT["of_each"]]
        issues.pick(issue, source.kind, [str(pk) for pk in newest])
    heading, text = DRAFT["piece"]
    IssueItem.objects.create(issue=issue, order=99, heading=heading, text=text)
    issues.put_new_pieces_last(issue)
