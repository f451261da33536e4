from tests.access import row
from tests.factories.resources import AcceptedFactory, FileFactory, ResourceFactory


def accepted(cast):
    return [AcceptedFactory().short_id]


def members_only(cast):
    return [AcceptedFactory(audience="members").short_id]


def anas_draft(cast):
    return [ResourceFactory(depositor=cast["ana"]).short_id]


def anas_accepted(cast):
    return [AcceptedFactory(depositor=cast["ana"]).short_id]


def a_file(cast):
    file = FileFactory(resource__audience="members")
    return [file.resource.short_id, file.number]


ROWS = [
    row("resources:list", 200),
    row("resources:feed", 200),
    row("resources:people", 404, visitor=302),
    row("resources:detail", 200, args=accepted),
    row("resources:detail", 200, args=members_only, visitor=404, applicant=404, committee=200),
    row("resources:detail", 404, args=anas_draft, member=200),
    row("resources:file", 200, args=a_file, visitor=404, applicant=404),
    row("resources:cite", 200, args=lambda cast: [*accepted(cast), "bib"]),
    row("resources:add", 200, visitor=302, applicant=403, administrator=200),
    row("resources:mine", 200, visitor=302),
    row("resources:edit", 404, args=anas_draft, visitor=302, member=200),
    row("resources:take_back", 404, args=anas_draft, method="post", visitor=302, member=302),
    # An accepted record is there for all, and nobody but ana could ever delete it.
    row("resources:delete", 403, args=anas_accepted, method="post", visitor=302, member=302),
    row(
        "resources:withdraw", 403, args=anas_accepted, method="post", visitor=302, member=302,
        moderator=302, administrator=302,
    ),
]  # fmt: skip
ADMIN = {
    "resources.resource": {"moderator", "committee", "administrator"},
    "resources.tag": {"moderator", "administrator"},
}
