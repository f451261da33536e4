"""The checklists that an empty network starts with. The committee writes their next versions.

Planted after every migrate (and so after a flush, too), and only where there is no template yet.
"""

from django.db import transaction
from django.utils import timezone

from core import search
from core.migrating import stops_half_way

from .capacity import CAPACITY
from .founding import FOUNDING
from .office import OFFICE

TEMPLATES = [FOUNDING, CAPACITY, OFFICE]


def plant(using: str = "default", **kwargs) -> None:
    """Bring the templates along, published, in English; the catalogues have them in the others."""
    from roadmaps.models import ChecklistTemplate

    if stops_half_way(using=using, **kwargs):
        return
    # All or nothing: half of a checklist would never be completed.
    with transaction.atomic(using=using):
        if ChecklistTemplate.objects.using(using).exists():
            return
        for fields in TEMPLATES:
            template = _plant_template(using, **fields)
            if using == "default":
                search.index(template)


def _plant_template(using: str, *, slug, holder_kinds, title, summary, chapters):
    from roadmaps.models import Chapter, ChecklistTemplate, Item, TemplateVersion

    template = ChecklistTemplate.objects.using(using).create(
        slug=slug, holder_kinds=holder_kinds, is_seeded=True
    )
    version = TemplateVersion.objects.using(using).create(
        template=template,
        title={"en": title},
        summary={"en": summary},
        published_at=timezone.now(),
    )
    made: dict[str, Item] = {}
    for at, (heading, stage, items) in enumerate(chapters):
        chapter = Chapter.objects.using(using).create(
            version=version,
            key=f"chapter-{at + 1}",
            position=at,
            title={"en": heading},
            stage=stage,
        )
        for key, evidence, needs, words, explanation in items:
            made[key] = Item.objects.using(using).create(
                version=version,
                chapter=chapter,
                key=key,
                position=len(made),
                title={"en": words},
                explanation={"en": explanation},
                evidence=evidence,
            )
            made[key].depends_on.set(made[need] for need in needs)
    return template
