"""Who was invited to what, and the table of the founding list that was imported."""

import json
from datetime import timedelta

from members.models import Import, ImportRow, Invitation

HEADER = ["email", "first_name", "last_name", "language", "type"]
FOUNDERS = [
    (["iskra@example.org", "Искра", "Ветерска", "mk", "individual"], "new", "Gets an invitation."),
    (["ana@example.org", "Ana", "", "bs", "individual"], "skip", "Is there already, just so."),
    (["besim(at)example.org", "Besim", "Lugina", "sq", "individual"], "error",
     "“besim(at)example.org” is not an e-mail address."),
    (["iskra@example.org", "Искра", "Ветерска", "mk", "individual"], "error",
     "Says the same as row 2."),
]  # fmt: skip


def load(world) -> None:
    vera, lule = world.people["vera"], world.people["lule"]
    prishtina = world.institutions["university-of-prishtina"]
    source, made = world.make(
        Import,
        {
            "by": vera, "header": HEADER, "state": Import.State.DONE, "applies": True,
            "columns": {name: at for at, name in enumerate(HEADER)}, "encoding": "UTF-8",
            "total": len(FOUNDERS), "created_at": world.days(-3), "started_at": world.days(-3),
            "finished_at": world.days(-3),
        },
        kind=Import.Kind.MEMBERS, filename="founding-list.csv",
    )  # fmt: skip
    for number, (cells, outcome, sentence) in enumerate(FOUNDERS if made else [], start=2):
        row = ImportRow.objects.create(
            source=source, number=number, cells=json.dumps(cells, ensure_ascii=False),
            key=cells[0], outcome=outcome, sentence=sentence, is_done=True,
        )  # fmt: skip
        world.remember(row)
    _invite(world, "iskra@example.org", -3, invited_by=vera, type_id="individual",
            first_name="Искра", last_name="Ветерска", language="mk", source=source)  # fmt: skip
    _invite(world, "teuta@example.org", -12, invited_by=lule, institution=prishtina,
            role="staff", first_name="Teuta", last_name="Guri", language="sq")  # fmt: skip
    _invite(world, "visar@example.org", -35, invited_by=lule, institution=prishtina,
            role="editor", first_name="Visar", last_name="Shtegu", language="sq")  # fmt: skip


def _invite(world, email, ago, **fields) -> None:
    at = world.days(ago)
    holds = Invitation.VALID_FOR
    state = Invitation.State.OPEN if timedelta(days=-ago) < holds else Invitation.State.EXPIRED
    world.make(
        Invitation,
        {
            **fields, "state": state, "created_at": at, "sent_at": at, "sent_count": 1,
            "expires_at": at + holds,
        },
        email=email,
    )  # fmt: skip
