"""An issue in the reader's language, as HTML and as text, before anything personal is in it."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from core import mail

from .mime import LISTS, PREFERENCES, UNSUBSCRIBE
from .models import Issue


def write(issue: Issue, language: str, *, in_archive: bool) -> dict[str, str]:
    """Subject, text and HTML of `issue`, framed in `language`.

    With stand-ins for the links and for the names of the lists that the reader is on.
    """
    with override(language):
        context = {
            "issue": issue,
            "items": list(issue.items.all()),
            "lists": LISTS,
            "in_archive": in_archive,
            "base_url": settings.BASE_URL,
            "site_name": settings.WAGTAIL_SITE_NAME,
            "language": language,
            "archive_path": issue.get_absolute_url(),
            "unsubscribe_path": reverse("newsletters:unsubscribe", args=[UNSUBSCRIBE]),
            "preferences_path": reverse("newsletters:preferences", args=[PREFERENCES]),
        }
        text = render_to_string("email/issue.txt", context)
        html = render_to_string("email/issue.html", context)
    return {
        "subject": " ".join(issue.subject.split()),
        "text": text.strip() + "\n",
        "html": mail.inline(html),
    }
