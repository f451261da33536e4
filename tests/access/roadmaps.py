"""Templates for everybody, checklists of the institution of lule, peers for members."""

from roadmaps.actions import building, peers, taking
from roadmaps.models import ChecklistTemplate, Evidence, ItemDocument, PeerPair
from tests.access import row
from tests.factories.roadmaps import TemplateFactory, headed_centre


def template(cast):
    return [TemplateFactory().slug]


def draft(cast):
    """A template of which nothing is published."""
    version = building.create(
        cast["vera"], language="en", holder_kinds=["centre"], title={"en": "Draft"}, summary={}
    )
    return version.template.slug


def chapter(cast):
    slug = template(cast)[0]
    version = ChecklistTemplate.objects.get(slug=slug).published()
    return [slug, version.chapters.get().key]


def item(cast):
    return [template(cast)[0], "first"]


def document(cast):
    slug = template(cast)[0]
    first = ChecklistTemplate.objects.get(slug=slug).published().items.get(key="first")
    row = ItemDocument.objects.create(
        item=first, label="Form", name="form.pdf", file="roadmaps/none.pdf", scan="infected"
    )
    return [slug, row.pk]


def institution(cast):
    return [cast["lule"].positions.get().institution.slug]


def centre(cast):
    from tests.factories.members import CentreFactory

    return [CentreFactory(institution=cast["lule"].positions.get().institution).slug]


def _taken(cast):
    holder = cast["lule"].positions.get().institution
    return taking.take(TemplateFactory(), holder, cast["lule"])


def checklist(cast):
    return [_taken(cast).short_id]


def shared(cast):
    its = _taken(cast)
    taking.share(its, cast["lule"], is_shared=True, shows_percent=False)
    return [its.short_id]


def table(cast):
    return [*checklist(cast), "csv"]


def step(cast):
    return [*checklist(cast), "first"]


def step_file(cast):
    its = _taken(cast)
    row = Evidence.objects.create(
        step=its.steps.get(item_key="first"), kind="file", file="roadmaps/none.pdf",
        name="none.pdf", scan="infected",
    )  # fmt: skip
    return [its.short_id, "first", row.pk]


def ask(cast):
    return [_ask(cast).short_id]


def _ask(cast):
    holder = cast["lule"].positions.get().institution
    return peers.enter(
        "ask", TemplateFactory(), "first", holder, cast["lule"], languages=["en"], text=""
    )


def pair(cast):
    from tests.factories.members import MemberFactory

    its = PeerPair(ask=_ask(cast))
    its.holder = headed_centre(MemberFactory())
    its.save()
    return [its.short_id]


BUILDERS = {"visitor": 302, "committee": 200, "administrator": 200}
HOLDERS = {"visitor": 302, "representative": 200}

ROWS = [
    row("roadmaps:list", 200),
    row("roadmaps:template", 200, args=template),
    row("roadmaps:template", 404, args=lambda cast: [draft(cast)]),
    row("roadmaps:document", 404, args=document),
    # Members take a copy for a group of their own; petra and the administrator are none.
    row("roadmaps:take", 200, args=template, visitor=302, applicant=403, administrator=403),
    row("roadmaps:institution", 404, **HOLDERS, args=institution),
    row("roadmaps:centre", 404, **HOLDERS, args=centre),
    row("roadmaps:build_list", 403, **BUILDERS),
    row("roadmaps:build_add", 403, **BUILDERS),
    row("roadmaps:build", 403, **BUILDERS, args=template),
    row("roadmaps:build_head", 403, **BUILDERS, args=template),
    row("roadmaps:build_chapter_add", 403, **BUILDERS, args=template),
    row("roadmaps:build_chapter", 403, **BUILDERS, args=chapter),
    row("roadmaps:build_item_add", 403, **BUILDERS, args=template),
    row("roadmaps:build_item", 403, **BUILDERS, args=item),
    row("roadmaps:build_preview", 403, **BUILDERS, args=template),
    row("roadmaps:checklist", 404, **HOLDERS, args=checklist),
    row("roadmaps:checklist", 404, **HOLDERS, committee=200, administrator=200, args=shared),
    row("roadmaps:history", 404, **HOLDERS, args=checklist),
    row("roadmaps:sharing", 404, visitor=302, representative=302, args=checklist, method="post"),
    row("roadmaps:sharing", 404, visitor=302, representative=302, committee=403,
        administrator=403, args=shared, method="post", data={"is_shared": "on"}),
    row("roadmaps:put_away", 404, visitor=302, representative=302, args=checklist,
        method="post"),
    row("roadmaps:changes", 404, **HOLDERS, args=checklist),
    row("roadmaps:stage", 404, visitor=302, representative=302, args=checklist, method="post"),
    row("roadmaps:pdf", 404, **HOLDERS, args=checklist),
    row("roadmaps:table", 404, **HOLDERS, args=table),
    row("roadmaps:step", 404, **HOLDERS, args=step),
    row("roadmaps:step_file", 404, visitor=302, args=step_file),
    row("roadmaps:peers", 200, visitor=302),
    row("roadmaps:peer_add", 403, visitor=302, representative=404),
    row("roadmaps:peer_request", 200, visitor=302, applicant=404, args=ask),
    row("roadmaps:pair", 404, **HOLDERS, args=pair),
]  # fmt: skip
ADMIN = {
    "roadmaps.checklisttemplate": {"committee", "administrator"},
    "roadmaps.checklist": {"committee", "administrator"},
    "roadmaps.peerrequest": {"committee", "administrator"},
}
