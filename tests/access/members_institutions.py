from members.models import Position
from tests.access import row
from tests.factories.members import InstitutionFactory, PositionFactory


def lules(cast):
    """The institution that the representative stands for."""
    return [Position.objects.get(person=cast["lule"]).institution.slug]


def a_colleague(cast):
    """Somebody of the staff there."""
    institution = Position.objects.get(person=cast["lule"]).institution
    colleague = PositionFactory(institution=institution, role="staff").person
    return [institution.slug, colleague.handle]


def theirs(route, status, **more):
    """The representative and who keeps the register; others see the institution, so 403."""
    return row(
        f"members:{route}", 403, visitor=302, representative=status, committee=status,
        administrator=status, **more,
    )  # fmt: skip


ROWS = [
    theirs("institution_edit", 200, args=lules),
    theirs("institution_people", 200, args=lules),
    theirs("institution_person", 200, args=a_colleague),
    # The second who gives it hears that it is given.
    row("members:position_give", 403, visitor=302, representative=302, committee=200,
        administrator=200, args=a_colleague, method="post", data={"role": "deputy"}),
    theirs("position_end", 302, args=a_colleague, method="post", data={"role": "staff"}),
    theirs("hand_over", 200, args=a_colleague),
    theirs("take_over", 302, args=lules, method="post"),
    theirs("institution_invitation", 404, args=lules, method="post"),
    theirs("institution_domain", 302, args=lules, method="post", data={"domain": "unsa.ba"}),
    row("members:institution_join", 302, args=lambda cast: [InstitutionFactory().slug],
        method="post"),
    row("members:institution_leave", 302, args=lambda cast: [InstitutionFactory().slug],
        method="post"),
]  # fmt: skip
