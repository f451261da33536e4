"""Sign-ins: a letter when one comes from a device not seen before, and what undoes it."""

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.core import signing
from django.db import transaction
from django.utils import timezone

from core import audit, mail
from members import sessions
from members.models import KnownDevice, User
from members.templatetags.account_menu import browser_and_system

_SALT = "members.devices"
LINK_HOLDS = 7 * 24 * 3600


@transaction.atomic
def came_in(person: User, agent: str) -> None:
    """Somebody signed in: remember the device, and write to them where it is a new one.

    A device is a browser on a system, never an address. The very first needs no letter.
    """
    name = " on ".join(part for part in browser_and_system(agent) if part)[:80] or "?"
    had_others = person.devices.exists()
    device, is_new = KnownDevice.objects.get_or_create(person=person, name=name)
    if not is_new:
        KnownDevice.objects.filter(pk=device.pk).update(last_seen=timezone.now())
    elif had_others:
        mail.post(
            "new_device",
            person.email,
            {"person": person, "agent": agent, "at": timezone.localtime(),
             "token": token(device)},
            language=person.language,
        )  # fmt: skip


def token(device: KnownDevice) -> str:
    """For the link of the letter; it ends with the password that held then."""
    proof = device.person.get_session_auth_hash()[:20]
    return signing.dumps([device.pk, proof], salt=_SALT)


def device_of(token: str) -> KnownDevice | None:
    """The device that the link of a letter is about, while the link holds."""
    try:
        key, proof = signing.loads(token, salt=_SALT, max_age=LINK_HOLDS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    device = KnownDevice.objects.select_related("person").filter(pk=key).first()
    if device and device.person.get_session_auth_hash()[:20] == proof and device.person.is_active:
        return device
    return None


@transaction.atomic
def was_not_me(device: KnownDevice) -> None:
    """End every session, and let neither the password nor what came with the stranger hold on."""
    person, since = device.person, device.first_seen
    Authenticator.objects.filter(user=person, created_at__gte=since).delete()
    SocialAccount.objects.filter(user=person, date_joined__gte=since).delete()
    person.set_unusable_password()
    person.save(update_fields=["password"])
    sessions.end_all(person)
    device.delete()
    audit.record("not me", person, whom=person)
