from django.conf import settings

from core import mail

from .models import ContactPage


def message_to_the_network(page: ContactPage, message: dict[str, str]) -> None:
    """The letter that a visitor wrote on the contact page. An answer goes to the visitor."""
    mail.post(
        "contact_message",
        page.recipient or settings.ETUP_CONTACT_EMAIL,
        {"message": message},
        language=settings.LANGUAGE_CODE,
        headers={"Reply-To": message["email"]},
    )
