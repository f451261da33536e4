"""Checklists by the hundred: institutions that work through one, with steps in every state."""

from datetime import timedelta

from django.utils import timezone

from members.models import Institution
from roadmaps.models import Checklist, ChecklistTemplate, Step

State = Step.State


def run(plan, rng, step) -> None:
    """As many as there are institutions without one, at most as many as were asked for."""
    template = ChecklistTemplate.objects.filter(slug="office-for-projects").first()
    if template is None or not plan.checklists:
        return
    version, now = template.published(), timezone.now()
    items = list(version.items.all())
    there = Checklist.objects.filter(template=template, holder_kind="institution")
    keys = Institution.objects.exclude(pk__in=there.values("holder_id")).order_by("pk")
    alphabet = "0123456789abcdefghjkmnpqrstvwxyz"
    rows = Checklist.objects.bulk_create(
        Checklist(
            short_id="".join(rng.choices(alphabet, k=10)), template=template, version=version,
            holder_kind="institution", holder_id=key,
            taken_at=now - timedelta(days=rng.randint(1, 700)), is_shared=rng.random() < 0.3,
        )
        for key in keys.values_list("pk", flat=True)[: plan.checklists]
    )  # fmt: skip
    Step.objects.bulk_create(
        Step(
            checklist=row, item=item, item_key=item.key,
            state=rng.choice([State.OPEN, State.OPEN, State.IN_PROGRESS, State.DONE]),
            due_on=(now + timedelta(days=rng.randint(-90, 200))).date(),
        )
        for row in rows
        for item in items
    )  # fmt: skip
    if rows and version.frozen_at is None:
        version.frozen_at = now
        version.save(update_fields=["frozen_at"])
    step("checklists", len(rows), len(rows))
