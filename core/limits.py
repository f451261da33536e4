"""How often one person or address may do a thing: fixed windows in the shared cache."""

import time
from functools import wraps

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.crypto import salted_hmac


def client_ip(request: HttpRequest) -> str:
    """The client's address, by X-Forwarded-For only as far as our own proxies wrote it."""
    hops = [request.META.get("REMOTE_ADDR", "")]
    if settings.TRUSTED_PROXY_COUNT:
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        hops = [hop.strip() for hop in forwarded if hop.strip()] + hops
    return hops[max(0, len(hops) - 1 - settings.TRUSTED_PROXY_COUNT)]


def hit(scope: str, who: str, times: int, seconds: int) -> int:
    """Count one use. Returns 0 while it is allowed, else the seconds until it is again."""
    if not settings.RATE_LIMITS:
        return 0
    now = time.time()
    # Who it is may be an address, which has no business in a cache.
    who = salted_hmac("core.limits", who, algorithm="sha256").hexdigest()[:32]
    key = f"limit:{scope}:{who}:{int(now // seconds)}"
    if cache.add(key, 1, timeout=seconds):
        return 0
    try:
        count = cache.incr(key)
    except ValueError:  # it expired between the two calls
        return 0
    return 0 if count <= times else int(seconds - now % seconds) + 1


def limited(scope: str, times: int, seconds: int, methods: tuple[str, ...] = ("POST",)):
    """Decorate a view: past `times` in `seconds` per person (or address) it answers 429."""

    def decorate(view):
        @wraps(view)
        def wrapper(request, *args, **kwargs):
            if request.method in methods:
                who = str(request.user.pk) if request.user.is_authenticated else client_ip(request)
                wait = hit(scope, who, times, seconds)
                if wait:
                    return too_many(request, wait)
            return view(request, *args, **kwargs)

        return wrapper

    return decorate


def too_many(request: HttpRequest, wait: int) -> TemplateResponse:
    """429, with Retry-After in seconds and a page that says so in minutes."""
    context = {"minutes": -(-wait // 60)}
    return TemplateResponse(
        request, "429.html", context, status=429, headers={"Retry-After": str(wait)}
    )


def wait_a_little(request: HttpRequest) -> TemplateResponse:
    """The answer when allauth's limits are used up; it does not say for how long."""
    return too_many(request, 300)
