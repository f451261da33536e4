"""A process of its own: `renewer renew HANDLE SEEN` or `renewer tell`; begins when told "go"."""

import os
import sys
from datetime import date

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

django.setup()

from core.exceptions import Refused  # noqa: E402
from members.actions import memberships, notices  # noqa: E402
from members.models import Membership  # noqa: E402


def renew(handle: str, seen: str) -> str:
    membership = Membership.objects.select_related("person").get(person__handle=handle)
    try:
        memberships.renew(membership, membership.person, seen=date.fromisoformat(seen))
    except Refused as refusal:
        return str(refusal)
    return "renewed"


def tell() -> str:
    return str(notices.send_due())


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    verb, *words = sys.argv[1:]
    # The line to the database stands before the start.
    Membership.objects.count()
    say("ready")
    sys.stdin.readline()
    say({"renew": renew, "tell": tell}[verb](*words))
