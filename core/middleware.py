"""Small middlewares, each a function, in the order in which the settings name them."""

from csp.constants import SELF, UNSAFE_INLINE
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.cache import patch_cache_control, patch_vary_headers


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
    except (OperationalError, InterfaceError):
        connection.close()
        return JsonResponse({"database": "away"}, status=503, headers={"Retry-After": "15"})
    return JsonResponse({"database": "ok"})


def database_outage(get_response):
    """A database that is away answers as a clean 503 that says when to come back."""

    def middleware(request):
        return get_response(request)

    def process_exception(request, exception):
        if isinstance(exception, (OperationalError, InterfaceError)):
            connection.close()
            return unavailable(request)
        return None

    middleware.process_exception = process_exception
    return middleware


def unavailable(request):
    """The 503 page. It asks the database for nothing."""
    response = HttpResponse(render_to_string("503.html"), status=503)
    response["Retry-After"] = "15"
    return response


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
        signed_in = hasattr(request, "user") and request.user.is_authenticated
        if signed_in and not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_store=True)
        return response

    return middleware
