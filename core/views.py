from pathlib import Path

from django.conf import settings
from django.views.decorators.http import require_safe
from django.views.static import serve


@require_safe
def media(request, path):
    """Public pictures, for installations without a proxy that serves them.

    What members upload for others to download goes through its own view, never through here.
    """
    response = serve(request, path, document_root=Path(settings.MEDIA_ROOT))
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "public, max-age=86400"
    return response
