"""The seams between allauth and us: handles, languages, letters."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from core import limits, mail
from core.addresses import WITHOUT_LANGUAGE, in_language
from core.fields import ascii_address
from members import orcid, rate_limits
from members.handles import free_handle
from members.models import SignupDoor
from members.templatetags.account_menu import browser_name

_CONFIRM = gettext_lazy("Your code to confirm your e-mail address")
# allauth's name of a letter -> its subject. The letter is templates/email/account_code.
_CODES = {
    "account/email/login_code": gettext_lazy("Your code to sign in"),
    "account/email/password_reset_code": gettext_lazy("Your code to choose a new password"),
    "account/email/email_confirmation": _CONFIRM,
    "account/email/email_confirmation_signup": _CONFIRM,
}
# … -> what has been changed. The letter is templates/email/account_changed.
_CHANGES = {
    "account/email/password_changed": gettext_lazy("Your password was changed."),
    "account/email/password_set": gettext_lazy("A password was set for your account."),
    "account/email/password_reset": gettext_lazy("Your password was replaced by a new one."),
    "account/email/email_changed": gettext_lazy("Your e-mail address was changed."),
    "account/email/email_confirm": gettext_lazy("Your e-mail address was confirmed."),
    "account/email/email_deleted": gettext_lazy("An e-mail address was removed."),
    "mfa/email/totp_activated": gettext_lazy("An authenticator app was added."),
    "mfa/email/totp_deactivated": gettext_lazy("The authenticator app was removed."),
    "mfa/email/recovery_codes_generated": gettext_lazy("New recovery codes were made."),
    "mfa/email/webauthn_added": gettext_lazy("A passkey or security key was added."),
    "mfa/email/webauthn_removed": gettext_lazy("A passkey or security key was removed."),
    "socialaccount/email/account_connected": gettext_lazy("Another way to sign in was added."),
    "socialaccount/email/account_disconnected": gettext_lazy("A way to sign in was removed."),
}


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": gettext_lazy("This account is closed."),
        "duplicate_email": gettext_lazy("This is your address already."),
        "email_password_mismatch": gettext_lazy(
            "Address and password do not belong together. Try again, or let us send you a code."
        ),
        "enter_current_password": gettext_lazy("This is not your password."),
        "incorrect_code": gettext_lazy("This code is not right."),
        "incorrect_password": gettext_lazy("This is not your password."),
        # Where it is said without a form, and nobody has counted for how long.
        "rate_limited": gettext_lazy("Too many at once. Please wait a minute, then try again."),
        "too_many_login_attempts": gettext_lazy("Too many attempts. Please begin again."),
    }

    def validation_error(self, code, *args):
        """A used-up limit says for how long, in the form and in the head of the answer."""
        if code not in ("rate_limited", "too_many_login_attempts"):
            return super().validation_error(code, *args)
        seconds = rate_limits.wait(context.request)
        context.request.limit_is_used_up = seconds
        minutes = -(-seconds // 60)
        return ValidationError(
            ngettext(
                "Too many attempts. Please try again in %(minutes)d minute.",
                "Too many attempts. Please try again in %(minutes)d minutes.",
                minutes,
            ),
            code=code, params={"minutes": minutes},
        )  # fmt: skip

    def populate_username(self, request, user):
        """A new person: a handle made of the name, letters in the language of the page.

        Every way in comes by here, sign-up with ORCID included.
        """
        user.handle = user.handle or free_handle(user.get_full_name())
        user.language = get_language() or settings.LANGUAGE_CODE

    def clean_email(self, email):
        """Every address that allauth hears of, from other services too, in the form we keep."""
        return ascii_address(super().clean_email(email))

    def is_open_for_signup(self, request):
        """Whether strangers may make an account today; who is invited has a page of their own."""
        return SignupDoor.current().state == SignupDoor.State.OPEN

    def post_login(self, request, user, **kwargs):
        """On to the page that was wanted, in the language of the account."""
        response = super().post_login(request, user, **kwargs)
        there = response.headers.get("Location", "")
        if there.startswith("/") and not there.startswith(WITHOUT_LANGUAGE):
            response.headers["Location"] = in_language(there, user.language)
        return response

    def is_safe_url(self, url):
        try:
            return super().is_safe_url(url)
        except ValueError:  # "http://[" is no address at all
            return False

    def send_mail(self, template_prefix, email, context):
        """Every letter of allauth goes through our outbox, in the language of the page."""
        if template_prefix in _CODES:
            subject = _CODES[template_prefix]
            mail.post("account_code", email, {"code": context["code"], "subject": subject})
        elif template_prefix in _CHANGES:
            # The letters about an address say which; the others have nothing to add.
            about = context.get("to_email") or context.get("deleted_email") or ""
            mail.post(
                "account_changed",
                email,
                {
                    "change": _CHANGES[template_prefix],
                    "about": about,
                    "at": localtime(context.get("timestamp")),
                    "browser": browser_name(context.get("user_agent", "")),
                },
            )
        elif template_prefix == "account/email/account_already_exists":
            # A new account costs a hash of its password. Without one here, the time of the
            # answer would tell who has an account.
            make_password("the time that a hash takes")
            # Nobody's letter box is filled by strangers who sign up with its address.
            if not limits.hit("account_exists", email.lower(), 3, 3600):
                mail.post("account_exists", email, {})
        elif template_prefix == "account/email/unknown_account":
            mail.post("account_unknown", email, {})
        else:  # a letter that a later allauth invents
            message = self.render_mail(template_prefix, email, context)
            mail.put(
                email, kind=template_prefix, language=get_language(), subject=message.subject,
                text=message.body,
            )  # fmt: skip


class MFAAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy("This code is not right."),
    }

    def _get_site_name(self):
        return settings.WAGTAIL_SITE_NAME

    def generate_authenticator_name(self, user, type):
        """How a new key is called until the person names it."""
        number = user.authenticator_set.filter(type=type).count() + 1
        return _("My passkey") if number == 1 else _("Passkey %(n)d") % {"n": number}


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Sign-in by ORCID. Whose iD it is decides, never an address that ORCID may know."""

    error_messages = {
        **DefaultSocialAccountAdapter.error_messages,
        "email_taken": gettext_lazy(
            "Somebody has an account with this address. Sign in to it, then connect your %s iD."
        ),
        "no_password": gettext_lazy("Set a password first: you could not sign in without one."),
        "no_verified_email": gettext_lazy("Confirm your e-mail address first."),
    }

    def get_requests_session(self):
        session = super().get_requests_session()
        session.hooks["response"].append(orcid.look_at)
        return session

    def populate_user(self, request, sociallogin, data):
        user = super().populate_user(request, sociallogin, data)
        if sociallogin.account.provider == "orcid":
            user.orcid = sociallogin.account.uid
        return user
