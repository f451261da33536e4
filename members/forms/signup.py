"""allauth's forms, as they stand on our pages: our labels, no placeholders, no inline style."""

from allauth.account import forms as allauth_forms
from allauth.core import context
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.totp import forms as totp_forms
from allauth.mfa.webauthn import forms as webauthn_forms
from allauth.socialaccount import forms as social_forms
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from core import effort, limits
from core.fields import take_any_letters

_LABELS = {
    "login": _("E-mail address"),
    "email": _("E-mail address"),
    "password": _("Password"),
    "remember": _("Keep me signed in on this device"),
    "oldpassword": _("Your password now"),
    "code": _("Code"),
    "name": _("Name of this key"),
}


class _Ours:
    """Our words for the fields that allauth's forms share."""

    labels = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            # Labels stand above our fields; a placeholder would say it twice, and paler.
            field.widget.attrs.pop("placeholder", None)
            field.label = {**_LABELS, **self.labels}.get(name, field.label)
            if isinstance(field, forms.EmailField):
                take_any_letters(field)
            field.unmarked = isinstance(field, forms.BooleanField)
        if "password1" in self.fields:
            self.fields["password1"].help_text = _(
                "Eight characters or more; a sentence that only you know is best."
            )


def _ours(base, **labels):
    return type(base.__name__, (_Ours, base), {"labels": labels})


class SignupForm(_Ours, effort.Defended, allauth_forms.SignupForm):
    """Sign-up, dear for machines: a field to leave empty, and a proof of work."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # allauth hides it by an inline style, which our policy forbids; the page hides it.
        trap = self.fields[settings.ACCOUNT_SIGNUP_FORM_HONEYPOT_FIELD]
        trap.widget = forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"})
        trap.label = _("Leave this empty")

    def refuse_the_slow_way(self):
        if limits.hit("signup-plain", limits.client_ip(context.request), 10, 3600):
            raise ValidationError(
                _("Too many accounts were made from here. Please try again in an hour.")
            )

    def try_save(self, request):
        try:
            with transaction.atomic():
                return super().try_save(request)
        except IntegrityError:
            # Sent twice at once: the other one made the account between our look and our save.
            self.account_already_exists = True
            return super().try_save(request)


class AddWebAuthnForm(_Ours, webauthn_forms.AddWebAuthnForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        passwordless = self.fields["passwordless"]
        passwordless.label = _("It signs me in by itself, without a password")
        passwordless.help_text = _(
            "Your device will ask for its PIN, fingerprint or face. Without this tick it is a"
            " second factor beside your password."
        )
        passwordless.initial = True


class LoginForm(_ours(allauth_forms.LoginForm)):
    """The way to a new password stands behind the field: Tab leads from address to password."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""


RequestLoginCodeForm = _ours(allauth_forms.RequestLoginCodeForm)
ConfirmLoginCodeForm = _ours(allauth_forms.ConfirmLoginCodeForm)
ConfirmEmailForm = _ours(allauth_forms.ConfirmEmailVerificationCodeForm)
ConfirmPasswordResetCodeForm = _ours(allauth_forms.ConfirmPasswordResetCodeForm)
AddEmailForm = _ours(allauth_forms.AddEmailForm, email=_("New e-mail address"))
ChangePasswordForm = _ours(
    allauth_forms.ChangePasswordForm,
    password1=_("New password"),
    password2=_("New password again"),
)
SetPasswordForm = _ours(
    allauth_forms.SetPasswordForm, password1=_("Password"), password2=_("Password again")
)
ResetPasswordForm = _ours(allauth_forms.ResetPasswordForm)
ResetPasswordKeyForm = _ours(
    allauth_forms.ResetPasswordKeyForm,
    password1=_("New password"),
    password2=_("New password again"),
)
ReauthenticateForm = _ours(allauth_forms.ReauthenticateForm)
MFAAuthenticateForm = _ours(mfa_forms.AuthenticateForm)
MFAReauthenticateForm = _ours(mfa_forms.ReauthenticateForm)
ActivateTOTPForm = _ours(
    totp_forms.ActivateTOTPForm, code=_("The six digits that your app shows now")
)
EditWebAuthnForm = _ours(webauthn_forms.EditWebAuthnForm)
OrcidSignupForm = _ours(social_forms.SignupForm)
