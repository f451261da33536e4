"""Centres of the institution that lule represents; everybody else looks on."""

from core.uploads import Scan
from members.models import Centre, CentreMandate, CentreStage
from tests.access import row
from tests.factories.members import CentreFactory


def lules(cast) -> Centre:
    return CentreFactory(institution=cast["lule"].positions.get().institution)


def centre(cast):
    return [lules(cast).slug]


def institution(cast):
    return [cast["lule"].positions.get().institution.slug]


def stage(cast):
    its = lules(cast)
    CentreStage.objects.create(centre=its, stage="planned")
    return [its.slug, CentreStage.objects.create(centre=its, stage="operating").pk]


def mandate(cast):
    """Infected, so that there is nothing to fetch even for those who may."""
    its = lules(cast)
    CentreMandate.objects.create(
        centre=its, name="mandate.pdf", size=1, scan=Scan.INFECTED, file="members/none.pdf"
    )
    return [its.slug]


OURS = {"visitor": 302, "representative": 200, "committee": 200, "administrator": 200}
TURNED = {"visitor": 302, "representative": 302, "committee": 302, "administrator": 302}

ROWS = [
    row("members:centres", 200),
    row("members:centre", 200, args=centre),
    row("members:centre_add", 403, **OURS, args=institution),
    row("members:centre_edit", 403, **OURS, args=centre),
    row("members:centre_stage", 403, **OURS, args=centre),
    row("members:centre_stage_strike", 405, visitor=302, args=stage),
    # Lule comes first; the others find it struck already.
    row("members:centre_stage_strike", 403, visitor=302, representative=302, committee=404,
        administrator=404, args=stage, method="post"),
    row("members:centre_mandate", 404, args=mandate),
    row("members:centre_mandate_edit", 403, **OURS, args=centre),
    row("members:centre_mandate_drop", 405, visitor=302, args=mandate),
    row("members:centre_mandate_drop", 403, **TURNED, args=mandate, method="post"),
]  # fmt: skip
ADMIN = {
    "members.service": {"committee", "administrator"},
    "members.targetgroup": {"committee", "administrator"},
}
