"""Small middlewares, each a function, in the order in which the settings name them."""

import logging
import re
import traceback

from csp.constants import SELF, UNSAFE_INLINE
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection
from django.http import Http404, HttpResponse, JsonResponse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.defaults import bad_request

from .characters import is_clean, typed
from .views import OUTAGES, unavailable

log = logging.getLogger(__name__)


def health(get_response):
    """/health/live and /health/ready, before hosts, sessions and redirects can interfere."""

    def middleware(request):
        if request.path == "/health/live":
            return HttpResponse("ok", content_type="text/plain")
        if request.path == "/health/ready":
            return _ready()
        return get_response(request)

    return middleware


def _ready():
    try:
        connection.ensure_connection()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except OUTAGES:
        connection.close()
        return JsonResponse({"database": "away"}, status=503, headers={"Retry-After": "15"})
    return JsonResponse({"database": "ok"})


def database_outage(get_response):
    """A database that is away answers as a clean 503 that says when to come back."""

    def middleware(request):
        return get_response(request)

    def process_exception(request, exception):
        return unavailable(request) if isinstance(exception, OUTAGES) else None

    middleware.process_exception = process_exception
    return middleware


# How Django and the databases say that what was asked for is beyond all bounds, no number, or
# holds a sign that no text has.
_MEASURES = re.compile(
    r"year -?\d+ is out of range|Expression tree is too large|too many SQL variables"
    r"|stack depth limit exceeded|^Field '\w+' expected a number but got"
    r"|cannot contain NUL"
)
# How Python and the databases' drivers say that a number is longer than any column.
_LENGTHS = re.compile(
    r"too (large|big) to convert|int too (large|big)|out of range|must have magnitude"
    r"|cannot convert float infinity"
)


_FORMS = {"application/x-www-form-urlencoded", "multipart/form-data"}


def _asks_too_much(exception: Exception) -> bool:
    """Whether what was asked for is to blame, and not a mistake of ours that looks alike."""
    match exception:
        case OverflowError():
            return bool(_LENGTHS.search(str(exception)))
        case RecursionError():
            # Brackets without end break the reader of JSON; recursion of our own is a mistake.
            *_rest, last = traceback.walk_tb(exception.__traceback__)
            return last[0].f_globals.get("__name__", "").partition(".")[0] == "json"
        case ValidationError():
            # A key that is no UUID, which a field of the database says in the reader's language.
            *_rest, last = traceback.walk_tb(exception.__traceback__)
            is_field = last[0].f_globals.get("__name__") == "django.db.models.fields"
            return is_field and getattr(exception, "code", "") == "invalid"
        case ValueError() | DatabaseError():
            return bool(_MEASURES.search(str(exception)))
    return False


def nothing_without_measure(get_response):
    """A number no column holds, the year 0, brackets or words without end: 400. A NUL: nowhere."""

    def middleware(request):
        # One database finds nothing by such a word, the other breaks: neither is asked.
        if "\0" in request.path_info:
            raise Http404
        return get_response(request)

    def process_exception(request, exception):
        if not _asks_too_much(exception):
            return None
        log.warning("Refused at %s: %s", request.path, exception, exc_info=exception)
        return bad_request(request, exception)

    middleware.process_exception = process_exception
    return middleware


# Of these HTML takes tab, line feed, form feed and carriage return alone.
_CONTROLS = bytes.maketrans(
    bytes(code for code in (*range(32), 127) if code not in b"\t\n\f\r"), b" " * 29
)


def html_without_controls(get_response):
    """A space for every control character of a page: rows from before the forms saw to it."""

    def middleware(request):
        response = get_response(request)
        if not response.streaming and response.get("Content-Type", "").startswith("text/html"):
            response.content = response.content.translate(_CONTROLS)
        return response

    return middleware


def typed_without_controls(get_response):
    """A space for every control character in what a form brings, whatever form it is.

    Word processors paste U+000B for a line break; feeds and calendars may hold none of them.
    """

    def middleware(request):
        return get_response(request)

    def process_view(request, *args):
        if request.method != "POST" or request.content_type not in _FORMS:
            return
        if not all(is_clean(value) for _name, values in request.POST.lists() for value in values):
            typed_in = request.POST.copy()
            for name, values in request.POST.lists():
                typed_in.setlist(name, [typed(value) for value in values])
            request.POST = typed_in

    middleware.process_view = process_view
    return middleware


def looser_csp_for_the_desks(get_response):
    """Wagtail and the Django admin still write inline scripts and styles; they alone may."""

    def middleware(request):
        response = get_response(request)
        if request.path.startswith(("/cms/", "/admin/")):
            response._csp_replace = {
                "script-src": [SELF, UNSAFE_INLINE],
                "style-src": [SELF, UNSAFE_INLINE],
            }
        return response

    return middleware


def personal_pages_are_not_stored(get_response):
    """What a signed-in person sees stays out of shared caches and of the disk."""

    def middleware(request):
        response = get_response(request)
        patch_vary_headers(response, ["HX-Request"])
        # Asked of the cookie and not of the user: the database may be what is away.
        signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES
        if signed_in and not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_store=True)
        return response

    return middleware
