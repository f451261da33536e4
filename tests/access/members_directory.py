from members.actions import moderating
from members.models import Message
from tests.access import row
from tests.factories.members import MemberFactory


def somebody(**fields):
    return lambda cast: [MemberFactory(listed_for="public", **fields).handle]


def a_message(cast):
    """Sent to the committee's vera by somebody."""
    message = Message.objects.create(
        sender=MemberFactory(), recipient=cast["vera"], subject="S", text="T"
    )
    return [message.short_id]


def a_ruling(cast):
    person = MemberFactory()
    moderating.withhold(person, cast["mira"], "Why.")
    return [person.rulings_on_profile.get().token]


ROWS = [
    row("members:map", 200),
    row("members:privacy", 200, visitor=302),
    row("members:write", 200, visitor=302, applicant=403, administrator=403, args=somebody()),
    row("members:report", 200, visitor=302, applicant=403, administrator=403, args=somebody()),
    row("members:unblock", 404, visitor=302, args=somebody(), method="post"),
    row("members:message", 404, visitor=302, committee=200, args=a_message),
    row("members:block", 404, visitor=302, committee=302, args=a_message, method="post"),
    row("members:object", 200, args=a_ruling),
]
ADMIN = {
    f"members.{model}": {"committee", "moderator", "administrator"}
    for model in ("profilereport", "profileruling")
}
