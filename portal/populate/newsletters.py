"""Readers by the thousand, an archive of issues, all delivered."""

from datetime import timedelta

from django.utils import timezone

from core import search
from core.models import SearchEntry
from newsletters.models import Delivery, Issue, IssueItem, List, Subscriber, Subscription
from newsletters.search import describe

_BATCH = 1_000
_ISSUES = 12
_LANGUAGES = ["en", "sq", "mk", "sr", "sr-latn", "bs", "hr", "el", "bg"]
_WEIGHTS = [40, 15, 10, 8, 8, 7, 4, 5, 3]


def run(plan, rng, step) -> None:
    news, _made = List.objects.get_or_create(slug="news", defaults={"name": "News of the network"})
    _subscribers(plan.subscribers, rng, step, news)
    _issues(rng, step, news)


def _subscribers(number, rng, step, news):
    now = timezone.now()
    first = Subscriber.objects.filter(email__startswith="load-reader-").count()
    for start in range(0, number, _BATCH):
        rows = []
        for place in range(start, min(start + _BATCH, number)):
            moment = now - timedelta(days=rng.randrange(1, 900))
            rows.append(
                Subscriber(
                    email=f"load-reader-{first + place}@example.org", created_at=moment,
                    language=rng.choices(_LANGUAGES, _WEIGHTS)[0], confirmed_at=moment,
                    state=Subscriber.State.ACTIVE,
                )
            )  # fmt: skip
        Subscriber.objects.bulk_create(rows)
        Subscription.objects.bulk_create(
            Subscription(
                subscriber=row, list=news, asked_at=row.created_at, subscribed_at=row.created_at,
                wording="Send me “News of the network” by e-mail.", source="double opt-in",
            )
            for row in rows
        )  # fmt: skip
        step("subscribers", start + len(rows), number)


def _issues(rng, step, news):
    kind = next(each for each in search.kinds() if each.name == "newsletter")
    first = Issue.objects.filter(slug__startswith="letter-").count()
    subjects = ["What we tried", "Letters from seminars", "Slow questions", "Notes and dates"]
    for number in range(first, first + _ISSUES):
        moment = timezone.now() - timedelta(days=30 * (number + 1))
        issue = Issue.objects.create(
            slug=f"letter-{number}", subject=f"{rng.choice(subjects)}, number {number + 1}",
            intro="Dear colleagues, this month we read each other's syllabi.",
            state=Issue.State.SENT, in_archive=True, created_at=moment, started_at=moment,
            finished_at=moment,
        )  # fmt: skip
        issue.lists.add(news)
        IssueItem.objects.bulk_create(
            IssueItem(
                issue=issue, order=place, heading=f"Piece {place}: {rng.choice(subjects)}",
                text="Two paragraphs that somebody wrote on a train.",
            )
            for place in range(1, 7)
        )  # fmt: skip
        if describe(issue):
            SearchEntry.objects.create(
                kind=kind.name, object_id=str(issue.pk), **search.entry_fields(kind, issue)
            )
        step("newsletters", number - first + 1, _ISSUES)
    _deliveries(step, Issue.objects.get(slug=f"letter-{first}"))


def _deliveries(step, issue):
    readers = list(Subscriber.objects.values_list("pk", "language"))
    for start in range(0, len(readers), _BATCH):
        Delivery.objects.bulk_create(
            Delivery(
                issue=issue, subscriber_id=pk, language=language, attempts=1,
                sent_at=issue.started_at, due_at=issue.started_at,
            )
            for pk, language in readers[start : start + _BATCH]
        )  # fmt: skip
        step("deliveries", min(start + _BATCH, len(readers)), len(readers))
