"""Addresses that come from the libraries: accounts by allauth, the desks, the files."""

from tests.access import row


def signed_in(route):
    """For everybody who is signed in; others are led to sign in."""
    return row(route, 200, visitor=302)


def step(route, *args):
    """A step of something that was not begun: everybody is led back to where it begins."""
    return row(route, 302, args=lambda cast: list(args))


def own_thing(route):
    """About something that none of these people has set up."""
    return row(route, 404, visitor=302)


ROWS = [
    # Ways in, for those who are out.
    row("account_login", 302, visitor=200),
    row("account_signup", 302, visitor=200),
    row("account_request_login_code", 302, visitor=200),
    row("account_reset_password", 200),
    row("account_password_reset_completed", 200),
    row("account_inactive", 200),
    step("account_confirm_login_code"),
    step("account_confirm_password_reset_code"),
    step("account_complete_password_reset"),
    step("account_email_verification_sent"),
    step("mfa_authenticate"),
    step("mfa_login_webauthn"),
    # One's own account, for those who are in. What is delicate asks who it is once more (302).
    signed_in("account_logout"),
    signed_in("account_reauthenticate"),
    signed_in("account_email"),
    signed_in("account_change_password"),
    signed_in("mfa_index"),
    signed_in("mfa_list_webauthn"),
    signed_in("usersessions_list"),
    signed_in("socialaccount_connections"),
    step("account_set_password"),
    step("mfa_reauthenticate"),
    step("mfa_reauthenticate_webauthn"),
    step("mfa_activate_totp"),
    step("mfa_generate_recovery_codes"),
    step("mfa_add_webauthn"),
    step("mfa_remove_webauthn", 1),
    step("mfa_edit_webauthn", 1),
    own_thing("mfa_deactivate_totp"),
    own_thing("mfa_view_recovery_codes"),
    own_thing("mfa_download_recovery_codes"),
    # Sign-in elsewhere; none is set up here.
    row("socialaccount_login_cancelled", 200),
    row("socialaccount_login_error", 401),
    step("socialaccount_signup"),
    row("orcid_login", 200),
    row("orcid_callback", 401),
    row("openid_connect_login", 404, args=lambda cast: ["nobody"]),
    row("openid_connect_callback", 404, args=lambda cast: ["nobody"]),
    # Files that are not there.
    row("wagtaildocs_serve", 404, args=lambda cast: [1, "gone.pdf"]),
    row("media", 404, args=lambda cast: ["gone.png"]),
    # The desks. Editors work at /cms/, the others at /admin/; 403 or the way to sign in.
    row("admin:index", 200, visitor=302, applicant=302, member=302, representative=302),
    row("wagtailadmin_home", 403, visitor=302, editor=200, administrator=200),
    row("wagtailadmin_explore_root", 403, visitor=302, editor=200, administrator=200),
    row("wagtailimages:index", 403, visitor=302, editor=200, administrator=200),
    row("wagtailadmin_reports:site_history", 403, visitor=302, editor=200, administrator=200),
    row("wagtailsites:index", 403, visitor=302, editor=302, administrator=200),
    row("wagtailusers_users:index", 403, visitor=302, editor=302, administrator=302),
    row("wagtailusers_groups:index", 403, visitor=302, editor=302, administrator=302),
]
