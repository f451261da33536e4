"""What programs ask of a site before they read it."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.email_addresses import mailto

_CLOSED = ["/account/", "/admin/", "/cms/", "/my/", "/search/", "/mailbox/"]


@require_safe
def robots(request):
    """Who crawls may read all but what is personal, or made of a query."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in _CLOSED)]
    lines += [f"Disallow: /*{path}" for path in ("/search/", "/account/")]
    lines += ["", f"Sitemap: {settings.BASE_URL}{reverse('portal:sitemap')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def security(request):
    """RFC 9116: where to tell of a hole. It must not be older than a year."""
    expires = timezone.now().replace(microsecond=0) + timedelta(days=180)
    lines = [
        f"Contact: {mailto(settings.ETUP_SECURITY_EMAIL)}",
        f"Expires: {expires.isoformat()}",
        "Preferred-Languages: en, sq, mk, sr, bs, hr, el, bg",
        f"Canonical: {settings.BASE_URL}/.well-known/security.txt",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def favicon(request):
    """Feed readers and mail programs ask for this name without having read a page."""
    return redirect(static("img/mark.svg"))


@require_safe
def opensearch(request):
    """So that a browser can offer our search in its address bar."""
    xml = render_to_string("portal/opensearch.xml", request=request)
    return HttpResponse(xml, content_type="application/opensearchdescription+xml")
