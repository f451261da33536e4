from django.urls import reverse
from django.utils.translation import override

from core import mail
from core.models import Letter

from .models import List, Subscriber


def please_confirm(subscriber: Subscriber, lists: list[List], link: str, language: str) -> Letter:
    with override(language):
        path = reverse("newsletters:confirm", args=[link])
    return mail.post(
        "newsletter_confirm", subscriber.email, {"lists": lists, "path": path}, language=language
    )


def already_subscribed(subscriber: Subscriber, language: str) -> Letter:
    with override(language):
        path = subscriber.preferences_path()
    return mail.post("newsletter_already", subscriber.email, {"path": path}, language=language)
