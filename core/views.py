import errno
import sys
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db import InterfaceError, OperationalError, connection
from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe
from django.views.static import serve

from core.exceptions import Refused

# What a database says when it is away, restarts, or has no connection left.
OUTAGES = (OperationalError, InterfaceError)


def unavailable(request):
    """The 503 page. It asks the database for nothing."""
    connection.close()
    return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": "15"})


def server_error(request):
    """The 500 page; 503 when what broke is the database, wherever in the request it broke."""
    if isinstance(sys.exc_info()[1], OUTAGES):
        return unavailable(request)
    return HttpResponse(render_to_string("500.html"), status=500)


def sent(request):
    """What a form was sent with: its fields and its files; two times None when it was not sent.

    BadRequest when it came without a single field, as no browser sends it: to take that for a
    form that was not sent leaves a view with neither data nor errors.
    """
    if request.method != "POST":
        return None, None
    if not request.POST and not request.FILES:
        raise BadRequest("A form came without a field.")
    return request.POST, request.FILES


def try_verb(request, done: str, verb: Callable, *args, level=messages.ERROR, **kwargs) -> bool:
    """Ask for `verb(*args, **kwargs)`; tell with `done` that it went well, or why it was refused.

    True when it was done. `level` is that of the message about a refusal.
    """
    try:
        verb(*args, **kwargs)
    except Refused as refusal:
        messages.add_message(request, level, str(refusal))
        return False
    if done:
        messages.success(request, done)
    return True


@require_safe
def media(request, path):
    """Public pictures, for installations without a proxy that serves them.

    What members upload for others to download goes through its own view, never through here.
    """
    try:
        response = serve(request, path, document_root=Path(settings.MEDIA_ROOT))
    except OSError as error:
        # A name longer than a disk can hold leads to nothing; a disk that fails is another thing.
        if error.errno in (errno.ENAMETOOLONG, errno.ENOTDIR, errno.EISDIR, errno.ELOOP):
            raise Http404 from error
        raise
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "public, max-age=86400"
    return response
