"""The verbs of guides."""

from django.db import transaction
from django.utils.translation import gettext as _

from assessments import permissions
from assessments.content import check
from assessments.models import Guide, GuideVersion
from core import audit, search
from core.exceptions import Refused
from surveys.instrument import Instrument, dump


@transaction.atomic
def change(guide: Guide, instrument: Instrument, by) -> GuideVersion:
    """Keep the content: in the version that nobody has answered yet, else in a new one.

    Assessments and rounds by an older version stay what they are, also while they are open.
    """
    if not permissions.can_edit_guides(by):
        raise Refused(_("The committee edits the guides."))
    guide = Guide.objects.select_for_update().get(pk=guide.pk)
    if found := check(instrument):
        raise Refused(" ".join(found))
    content, current = dump(instrument), guide.current
    if current and current.content == content:
        return current
    if current and not current.is_frozen:
        current.content = content
        current.save(update_fields=["content"])
    else:
        number = current.number + 1 if current else 1
        current = GuideVersion.objects.create(guide=guide, number=number, content=content)
    audit.record("change", guide, after={"version": current.number})
    search.index(guide)
    return current


def freeze(version: GuideVersion) -> None:
    """From now on somebody's answer stands to these words."""
    GuideVersion.objects.filter(pk=version.pk, is_frozen=False).update(is_frozen=True)
