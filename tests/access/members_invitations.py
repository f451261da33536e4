from members.actions import invitations
from tests.access import row
from tests.factories.members import InstitutionFactory


def to_petra(cast):
    place = InstitutionFactory()
    return [invitations.invite("petra@example.org", by=cast["vera"], institution=place).token]


ROWS = [
    row("members:invitation", 200, args=to_petra),
    row("members:accept", 405, visitor=302, args=to_petra),
    row("members:accept", 302, args=to_petra, method="post", data={"adheres": "on"}),
    row("members:accept_anew", 302, args=to_petra),
    row("members:decline", 405, args=to_petra),
    row("members:institutions_csv", 200),
    row("members:centres_csv", 200),
]
ADMIN = {
    "members.invitation": {"committee", "administrator"},
    "members.import": {"committee", "administrator"},
    "members.notthesame": {"committee", "administrator"},
}
