"""Which downloads count: people's, once a day and file, without keeping who they were."""

import hashlib
import hmac
import re

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from core.limits import client_ip

from .models import ResourceFile

# By the words of COUNTER's public list (Project COUNTER, robots) and of the harvesters,
# libraries and link previews that it lacks. A word ends where a letter does: CUBOT is a telephone.
_ROBOT = re.compile(
    r"(?<![a-z])(?!cubot)[a-z.\-]*(bot|crawler|spider|slurp|scraper|harvester)s?(?![a-z])"
    r"|(?<![a-z])(crawl|fetch|monitor|scan|check|archive|preview)(s|r|rs|er|or|ing|ed)?(?![a-z])"
    r"|(?<![a-z])(validator|curl|wget|aria2|httpie|libwww(-perl)?|lwp|python(-\w+)?|aiohttp|httpx|urllib3?"
    r"|scrapy|pyoai|oaipmh|oai(-?pmh)?|sickle|metha|java|jakarta|apache-httpclient|okhttp|go-http"
    r"(-client)?|axios|node(-fetch)?|got|undici|ruby|perl|php|guzzlehttp|headless\w*|phantomjs"
    r"|puppeteer|playwright|selenium|facebookexternalhit|whatsapp|telegram\w*|skypeuripreview"
    r"|slack-imgproxy|embedly|ia_archiver|mediapartners-google|feedly|feedfetcher\w*|zotero"
    r"|heritrix|nutch|httrack|winhttp|postman\w*|insomnia|uptime\w*|pingdom\w*|lighthouse)"
    r"(?![a-z])",
    re.IGNORECASE,
)
_DAY = 24 * 3600


def is_robot(agent: str) -> bool:
    """Whether a program that nobody sits at calls itself so."""
    return bool(_ROBOT.search(agent))


def counts(request, row: ResourceFile) -> bool:
    """Whether this request is the first of a person for this file today."""
    agent = request.headers.get("User-Agent", "")
    if request.method != "GET" or not agent or is_robot(agent):
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
