"""One of several processes that vote at the same moment: see test_votes_at_once.py.

Called with a handle, an application and a vote; answers "ready", waits for one more line, votes
at the desk, and prints what the desk said.
"""

import os
import re
import sys

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

django.setup()

from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

from members.models import User  # noqa: E402


def main(handle: str, application: str, vote: str) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(
        User.objects.get(handle=handle),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    desk = reverse("admin:members_application_change", args=[application])
    client.get(desk)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    words = {"vote": vote, "reason": "No time to take part.", "letter": "Not this year."}
    answer = client.post(desk, words, follow=True)
    said = re.search(r'<ul class="messagelist">(.*?)</ul>', answer.text, re.DOTALL)
    sys.stdout.write(f"{answer.status_code} {' '.join(said[1].split()) if said else ''}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
