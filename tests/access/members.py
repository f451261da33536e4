from members.models import InstitutionRequest
from tests.access import row
from tests.factories.members import (
    ApplicationFactory,
    InstitutionFactory,
    MemberFactory,
    MembershipTypeFactory,
    PolicyFactory,
)


def petras(**fields):
    """An application of the applicant's."""

    def args(cast):
        return [ApplicationFactory(applicant=cast["petra"], **fields).pk]

    return args


def petras_request(cast):
    country = InstitutionFactory().country
    return [
        InstitutionRequest.objects.create(
            asked_by=cast["petra"], name="Shkolla", country=country
        ).pk
    ]


def a_kind(cast):
    return [MembershipTypeFactory().slug]


ROWS = [
    row("members:join", 200),
    row("members:join_kind", 200, visitor=302, args=a_kind),
    row("members:institution_search", 200, visitor=302),
    row("members:policy", 200, args=lambda cast: [PolicyFactory().version]),
    row("members:application", 404, visitor=302, applicant=200, committee=200,
        administrator=200, args=petras()),
    row("members:answer", 404, visitor=302, applicant=302, committee=302, administrator=302,
        args=petras(state="asked"), method="post", data={"text": "In Budva."}),
    row("members:withdraw", 404, visitor=302, applicant=302, committee=302, administrator=302,
        args=petras(), method="post"),
    row("members:begin_again", 404, visitor=302, applicant=302, committee=302, administrator=302,
        args=petras(state="expired"), method="post"),
    row("members:institution_request", 200, visitor=302),
    row("members:my_requests", 200, visitor=302),
    row("members:request_withdraw", 404, visitor=302, applicant=302, args=petras_request,
        method="post"),
    row("members:directory", 200),
    row("members:profile", 200, visitor=404, applicant=404,
        args=lambda cast: [MemberFactory().handle]),
    row("members:institutions", 200),
    row("members:institution", 200, args=lambda cast: [InstitutionFactory().slug]),
]  # fmt: skip
ADMIN = {
    f"members.{model}": {"committee", "administrator"}
    for model in (
        "application", "centre", "country", "expertise", "institution", "institutionrequest",
        "membership",
        "membershiptype", "policy", "position", "user",
    )
} | {"members.signupdoor": {"moderator", "committee", "administrator"}}  # fmt: skip
