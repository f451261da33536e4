"""Checklists by the hundred: institutions that work through one, with steps in every state."""

from datetime import timedelta
from random import Random

from django.utils import timezone

from members.models import Institution
from roadmaps.models import Checklist, ChecklistTemplate, Step

State = Step.State
_STATES = [State.OPEN, State.OPEN, State.IN_PROGRESS, State.DONE]
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


def run(plan, rng, step) -> None:
    """As many as there are institutions without one, at most as many as were asked for."""
    template = ChecklistTemplate.objects.filter(slug="office-for-projects").first()
    if template is None or not plan.checklists:
        return
    version, now = template.published(), timezone.now()
    items = list(version.items.all())
    there = Checklist.objects.filter(template=template, holder_kind="institution")
    keys = Institution.objects.exclude(pk__in=there.values("holder_id")).order_by("pk")
    # Of each institution its own numbers: a second run does not draw those of the first.
    salt = rng.random()
    own = {
        key: Random(f"{salt}:{key}")
        for key in keys.values_list("pk", flat=True)[: plan.checklists]
    }
    rows = Checklist.objects.bulk_create(
        Checklist(
            short_id="".join(draw.choices(_ALPHABET, k=10)), template=template, version=version,
            holder_kind="institution", holder_id=key,
            taken_at=now - timedelta(days=draw.randint(1, 700)), is_shared=draw.random() < 0.3,
        )
        for key, draw in own.items()
    )  # fmt: skip
    Step.objects.bulk_create(
        Step(
            checklist=row, item=item, item_key=item.key,
            state=own[row.holder_id].choice(_STATES),
            due_on=(now + timedelta(days=own[row.holder_id].randint(-90, 200))).date(),
        )
        for row in rows
        for item in items
    )  # fmt: skip
    if rows and version.frozen_at is None:
        version.frozen_at = now
        version.save(update_fields=["frozen_at"])
    step("checklists", len(rows), len(rows))
