"""Which downloads count: people's, once a day and file, without keeping who they were."""

import hashlib
import hmac
import re

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from core.limits import client_ip

from .models import ResourceFile

_ROBOT = re.compile(
    r"bot|crawl|spider|slurp|curl|wget|python|java/|go-http|libwww|headless|fetch|monitor|scan",
    re.IGNORECASE,
)
_DAY = 24 * 3600


def counts(request, row: ResourceFile) -> bool:
    """Whether this request is the first of a person for this file today."""
    agent = request.headers.get("User-Agent", "")
    if request.method != "GET" or not agent or _ROBOT.search(agent):
        return False
    # A player or a download manager that comes back for the next piece.
    if not request.headers.get("Range", "bytes=0-").startswith("bytes=0-"):
        return False
    if not row.resource.is_accepted or request.headers.get("Sec-Purpose", "") == "prefetch":
        return False
    if request.user.is_authenticated and request.user.pk == row.resource.depositor_id:
        return False
    return cache.add(f"download:{_visitor(request, agent, row.pk)}", 1, timeout=_DAY)


def _visitor(request, agent: str, file_id: int) -> str:
    """A number for this visitor, file and day that leads back to nobody."""
    day = timezone.localdate().isoformat()
    words = f"{day}|{client_ip(request)}|{agent}|{file_id}"
    return hmac.new(settings.SECRET_KEY.encode(), words.encode(), hashlib.sha256).hexdigest()
