from tests.access import row


def _of_ana(cast):
    from members.actions import account
    from members.models import DataExport

    export = DataExport.objects.create(person=cast["ana"])
    account.make_export(export)
    return [export.token]


ROWS = [
    row("members:not_me", 410, args=lambda cast: ["not-a-link"]),
    row("members:edit_profile", 200, visitor=302),
    row("members:own_data", 200, visitor=302),
    row("members:export_ask", 302, method="post"),
    row("members:export_ask", 405, visitor=302),
    row("members:export_fetch", 404, visitor=302, member=200, args=_of_ana),
    row("members:consents", 200, visitor=302),
    row("members:consent_take_back", 302, args=lambda cast: ["listing"], method="post"),
    row("members:consent_take_back", 405, visitor=302, args=lambda cast: ["listing"]),
    # It asks for the password once more before anything is closed.
    row("members:account_close", 200, visitor=302),
    row("members:account_closed", 200),
    row("members:letters", 200, visitor=302),
    row("members:language_choose", 302, method="post", data={"language": "sq", "next": "/"}),
    row("members:language_choose", 405, visitor=302),
]
