"""The guides that an empty network starts with. The committee edits them; nothing is put back."""

from core import search
from core.migrating import stops_half_way

from . import institution, person, school

GUIDES = [institution.GUIDE, person.GUIDE, school.GUIDE]


def plant(using: str = "default", **kwargs) -> None:
    """Fill the table of guides, if it is empty, each with its first version."""
    from assessments.models import Guide, GuideVersion

    if stops_half_way(using=using, **kwargs) or Guide.objects.using(using).exists():
        return
    for order, fields in enumerate(GUIDES, 1):
        content = fields["content"]
        columns = {name: value for name, value in fields.items() if name != "content"}
        guide = Guide.objects.using(using).create(order=order, **columns)
        GuideVersion.objects.using(using).create(guide=guide, content=content)
        if using == "default":
            search.index(guide)
