"""The demo's checklists: a centre on its way, an office that begins, two peers in touch."""

from datetime import timedelta

from django.utils import timezone

from roadmaps.models import (
    Checklist,
    ChecklistTemplate,
    Evidence,
    HistoryEntry,
    PeerMessage,
    PeerPair,
    PeerRequest,
    Step,
)

State = Step.State
# What shows the first steps of the roadmap of Mitrovica, in the words of its head.
_DONE = {
    "ctl-group": "Five colleagues from management, law and computer science; the vice-dean joins.",
    "ctl-needs": "Forty answers. Most ask for feedback in large classes, then for digital exams.",
    "ctl-models": "We spoke with Patras and Prishtina. Both would begin smaller today.",
    "ctl-concept": "https://example.org/concept-of-the-centre",
    "ctl-rector": "She wants two courses in the first year, and a report in June.",
}
_BEGUN = ["ctl-mandate", "ctl-place"]


def load(world) -> None:
    """One roadmap that its head shows, one checklist of an institution, one pair in touch."""
    founding = ChecklistTemplate.objects.filter(slug="founding-a-ctl").first()
    office = ChecklistTemplate.objects.filter(slug="office-for-projects").first()
    centre = world.centres.get("ctl-ibc-mitrovica")
    if founding and centre:
        _roadmap(world, founding, centre)
    institution = world.institutions.get("university-of-prishtina")
    if office and institution:
        _take(world, office, institution, world.people["lule"], days=20)
    helper = world.centres.get("ctl-university-of-patras")
    if founding and centre and helper:
        _peers(world, founding, centre, helper)


def _take(world, template, holder, person, *, days: int, **columns) -> Checklist:
    """A copy, as actions.taking.take makes it, some days ago."""
    version = template.published()
    if version.frozen_at is None:
        version.frozen_at = timezone.now()
        version.save(update_fields=["frozen_at"])
    checklist, made = world.make(
        Checklist,
        {"version": version, "taken_by": person, "taken_at": world.days(-days), **columns},
        template=template, **Checklist.held(holder),
    )  # fmt: skip
    if made:
        steps = [
            Step(checklist=checklist, item=item, item_key=item.key)
            for item in version.items.all()
        ]  # fmt: skip
        Step.objects.bulk_create(steps)
        HistoryEntry.objects.create(
            checklist=checklist, actor=person, verb="taken", at=world.days(-days)
        )
    return checklist


def _roadmap(world, template, centre) -> None:
    drita, today = world.people["drita"], timezone.localdate()
    checklist = _take(
        world, template, centre, drita, days=90, is_shared=True, shows_percent=True
    )  # fmt: skip
    if checklist.steps.exclude(state=State.OPEN).exists():
        return
    for number, (key, words) in enumerate(_DONE.items()):
        at = world.days(10 * number - 80)
        step = checklist.steps.get(item_key=key)
        columns = {"text": words}
        kind = Evidence.Kind.NOTE
        if words.startswith("https:"):
            columns, kind = {"url": words}, Evidence.Kind.LINK
        Evidence.objects.create(step=step, kind=kind, added_by=drita, added_at=at, **columns)
        step.state, step.owner, step.done_by, step.done_at = State.DONE, drita, drita, at
        step.save()
        HistoryEntry.objects.create(
            checklist=checklist, step=step, actor=drita, verb="done", at=at
        )  # fmt: skip
    for days, key in zip((-3, 5), _BEGUN, strict=True):
        checklist.steps.filter(item_key=key).update(
            state=State.IN_PROGRESS, owner=drita, due_on=today + timedelta(days=days)
        )


def _peers(world, template, asker, helper) -> None:
    """Mitrovica asks how to win a mandate; Patras has one, and they write to each other."""
    rows = {}
    for direction, centre, who, text in (
        ("ask", asker, "drita", "Our senate asks what such a centre costs in five years. "
         "What did you answer?"),
        ("offer", helper, "dimitra", "We have had our mandate since 2016 and share its text."),
    ):  # fmt: skip
        rows[direction], _made = world.make(
            PeerRequest,
            {"languages": " en ", "text": text, "created_by": world.people[who],
             "created_at": world.days(-12)},
            direction=direction, template=template, item_key="ctl-mandate",
            **PeerRequest.held(centre),
        )  # fmt: skip
    pair, made = world.make(
        PeerPair,
        {"offer": rows["offer"], "proposed_at": world.days(-12),
         "ask_accepted_at": world.days(-11), "helper_accepted_at": world.days(-10)},
        ask=rows["ask"], **PeerPair.held(helper),
    )  # fmt: skip
    if made:
        for days, who, is_from_helper, text in (
            (-10, "dimitra", True, "Glad to help. Begin with two years and say what stays after."),
            (-9, "drita", False, "That is easier to defend. Could I show you our draft?"),
        ):
            PeerMessage.objects.create(
                pair=pair, author=world.people[who], is_from_helper=is_from_helper, text=text,
                at=world.days(days),
            )  # fmt: skip
