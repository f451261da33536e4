from tests.access import row


def _of_ana(cast):
    from tests.factories.notifications import NotificationFactory

    return [NotificationFactory(recipient=cast["ana"]).key]


ROWS = [
    row("notifications:list", 200, visitor=302),
    row("notifications:read_all", 302, method="post"),
    row("notifications:read_all", 405, visitor=302),
    row("notifications:preferences", 200, visitor=302),
    row("notifications:open", 404, visitor=302, member=302, args=_of_ana),
    row("notifications:read", 404, visitor=302, member=302, args=_of_ana, method="post"),
    row("notifications:read", 405, visitor=302, args=_of_ana),
]
