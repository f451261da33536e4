from tests.access import row

FREE = [
    "newsletters:archive",
    "newsletters:feed",
    "newsletters:subscribe",
    "newsletters:asked",
]


def _sent_issue(cast):
    from tests.factories.newsletters import ListFactory, SentIssueFactory

    return [SentIssueFactory(to=ListFactory()).slug]


def _draft(cast):
    from tests.factories.newsletters import IssueFactory, ListFactory

    return [IssueFactory(to=ListFactory()).slug]


def _delivery(cast):
    from tests.factories.newsletters import DeliveryFactory

    return [DeliveryFactory().token]


def _subscriber(cast):
    from tests.factories.newsletters import SubscriberFactory

    return [SubscriberFactory().token]


ROWS = [
    *(row(route, 200) for route in FREE),
    row("newsletters:issue", 200, args=_sent_issue),
    row("newsletters:issue", 404, args=_draft),
    # Whoever holds the secret link is the addressee.
    row("newsletters:unsubscribe", 200, args=_delivery),
    row("newsletters:unsubscribe", 404, args=lambda cast: ["no-such-token"]),
    row("newsletters:preferences", 200, args=_subscriber),
    row("newsletters:own_data", 200, args=_subscriber),
    row("newsletters:erase", 405, args=_subscriber),
    row("newsletters:confirm", 410, args=lambda cast: ["not-signed-by-us"]),
    row("newsletters:mine", 200, visitor=302),
]

EDITORS = {"editor", "administrator"}
ADMIN = {
    "newsletters.issue": EDITORS,
    "newsletters.list": EDITORS,
    "newsletters.subscriber": EDITORS,
    "newsletters.suppression": EDITORS,
}
