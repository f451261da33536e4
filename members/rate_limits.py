"""allauth's limits, and for how long somebody who has used one up waits.

allauth says only that a limit is used up. Which ones a page counts by, and what by, stands here;
when they are free again is in its own history of uses.
"""

import math
import time

from allauth.account.utils import url_str_to_user_pk
from allauth.core.internal import ratelimit
from django.contrib.sites.shortcuts import get_current_site
from django.core.cache import cache
from django.http import HttpRequest
from django.template.response import TemplateResponse

from core import limits

_APP = "allauth.account"
# Name of the page -> the limits that it counts by. The other pages: all of them.
_ACTIONS = {
    "account_login": ["login", "login_failed", "confirm_email"],
    "account_signup": ["signup", "confirm_email"],
    "account_reset_password": ["reset_password"],
    "account_request_login_code": ["request_login_code"],
    "account_reauthenticate": ["reauthenticate"],
    "account_email": ["manage_email", "confirm_email"],
    "account_change_password": ["change_password"],
    "account_set_password": ["change_password"],
    "mfa_authenticate": ["login_failed"],
    "mfa_reauthenticate": ["reauthenticate", "login_failed"],
    "mfa_activate_totp": ["login_failed"],
}
_EVERY = sorted({action for actions in _ACTIONS.values() for action in actions})
# When it cannot be told: the shortest time in which anything is counted.
_UNKNOWN = 60


def wait(request: HttpRequest) -> int:
    """The seconds until the limits of this page that are used up let it through again."""
    match = request.resolver_match
    actions = _ACTIONS.get(match.url_name if match else "", _EVERY)
    waits = [
        _wait_for(request, action, rate)
        for action in actions
        for rate in ratelimit.get_rates(app=_APP, action=action)
    ]
    return max(waits, default=0) or _UNKNOWN


def _wait_for(request, action, rate) -> int:
    return max((_left(name, rate) for name in _names(request, action, rate)), default=0)


def _left(name: str, rate) -> int:
    # The newest use stands first.
    uses = cache.get(name, [])
    if len(uses) < rate.amount:
        return 0
    return max(0, math.ceil(uses[rate.amount - 1] + rate.duration - time.time()))


def _names(request, action, rate):
    """Under which names allauth has counted a request like this one."""
    user = request.user if request.user.is_authenticated else None
    keys = _keys(request, user) if rate.per == "key" else [None]
    if rate.per == "user" and user is None:
        return
    for key in keys:
        yield ratelimit.get_cache_key(
            request, app=_APP, action=action, rate=rate, key=key, user=user
        )


def _keys(request, user) -> list[str]:
    """By what it counts beside addresses and accounts: what was typed, whose second factor."""
    typed = [request.POST.get(name, "").strip().lower() for name in ("login", "email")]
    domain = get_current_site(request).domain
    keys = [key for one in typed if one for key in (one, f"{domain}:{one}")]
    pending = request.session.get("account_login") or {}
    number = user.pk if user else None
    if not user and pending.get("user_pk"):
        number = url_str_to_user_pk(pending["user_pk"])
    return [*keys, f"mfa-auth-user-{number}"] if number else keys


def too_many(request: HttpRequest) -> TemplateResponse:
    """allauth's answer when a limit of a whole page is used up: 429 with the true time."""
    return limits.too_many(request, wait(request))


def middleware(get_response):
    """A form that says that a limit is used up says so to machines as well: 429, Retry-After."""

    def handle(request):
        response = get_response(request)
        seconds = getattr(request, "limit_is_used_up", 0)
        if seconds and response.status_code == 200:
            response.status_code = 429
            response["Retry-After"] = str(seconds)
        return response

    return handle
