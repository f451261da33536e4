"""Members write to members, and neither learns an address from the platform alone."""

from django.db import transaction

from core.limits import hit
from members import profile_emails as emails
from members.models import Block, Message, User


@transaction.atomic
def send(sender: User, recipient: User, *, subject: str, text: str) -> Message:
    """Send a message. To who blocked the sender nothing goes out, and all looks alike."""
    blocked = Block.objects.filter(owner=recipient, blocked=sender).exists()
    message = Message.objects.create(
        sender=sender, recipient=recipient, subject=subject, text=text, delivered=not blocked
    )
    if not blocked:
        emails.member_message(message)
    return message


def wait_before(sender: User, *, is_new: bool) -> int:
    """Count one message of `sender`: 0 when it may go, else the seconds to wait."""
    an_hour, a_day = (2, 5) if is_new else (5, 20)
    return max(
        hit("message-hour", str(sender.pk), an_hour, 3600),
        hit("message-day", str(sender.pk), a_day, 86_400),
    )


def block(owner: User, blocked: User) -> None:
    """No message of `blocked` reaches `owner` any more; `blocked` does not learn it."""
    Block.objects.get_or_create(owner=owner, blocked=blocked)


def unblock(owner: User, blocked: User) -> None:
    Block.objects.filter(owner=owner, blocked=blocked).delete()
