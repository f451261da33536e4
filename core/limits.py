"""How often one person or address may do a thing: fixed windows in the shared cache."""

import threading
import time
from collections import Counter
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


# How many expensive pages one address may read in a minute: a class of thirty behind one address
# reads ten each.
VISITORS_READS = 300
_MINUTE = 60


class _CountedHere:
    """Uses by address in this minute, in the memory of this process.

    In the shared cache each page that a visitor reads would cost a write to the database.
    """

    def __init__(self):
        self.lock, self.minute, self.uses = threading.Lock(), 0, Counter()

    def hit(self, who: str) -> int:
        """Count one use; how many there were in this minute."""
        minute = int(time.time() // _MINUTE)
        with self.lock:
            if minute != self.minute:
                self.minute, self.uses = minute, Counter()
            self.uses[who] += 1
            return self.uses[who]


_counted_here = _CountedHere()


def limited_for_visitors(view):
    """Decorate a page that is dear to make: 429 past `VISITORS_READS` a minute and address.

    People who are signed in are known, and are not counted. Each process counts by itself.
    """

    @wraps(view)
    def wrapper(request, *args, **kwargs):
        counts = settings.RATE_LIMITS and not request.user.is_authenticated
        if counts and _counted_here.hit(client_ip(request)) > VISITORS_READS:
            return too_many(request, int(_MINUTE - time.time() % _MINUTE) + 1)
        return view(request, *args, **kwargs)

    return wrapper
