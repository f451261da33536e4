from tests.access import row
from tests.factories.members import InstitutionFactory, MembershipFactory, MembershipTypeFactory


def anas(cast):
    return [cast["ana"].memberships.get().number]


def lules(cast):
    """The membership of the institution that lule stands for."""
    institution = cast["lule"].positions.get().institution
    kind = MembershipTypeFactory(slug="institutional", for_institutions=True)
    return [MembershipFactory(person=None, institution=institution, type=kind).number]


def token(cast):
    return [MembershipFactory(person=None, institution=InstitutionFactory()).token]


ROWS = [
    row("members:membership", 200, visitor=302),
    row("members:card", 200, visitor=302, applicant=302, administrator=302),
    row("members:card_of", 404, visitor=302, member=200, args=anas),
    row("members:card_of", 404, visitor=302, representative=200, args=lules),
    row("members:renew", 404, visitor=302, member=302, args=anas, method="post"),
    row("members:renew", 405, visitor=302, args=anas),
    row("members:run_out", 404, visitor=302, member=302, args=anas, method="post"),
    row("members:run_out", 405, visitor=302, args=anas),
    row("members:resign", 404, visitor=302, representative=200, args=lules),
    row("members:leave", 200, visitor=302, applicant=302, administrator=302),
    row("members:verify", 200, args=token),
]
ADMIN = {
    "members.notice": {"committee", "administrator"},
    "members.noticesent": {"committee", "administrator"},
}
