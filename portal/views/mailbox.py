"""/mailbox/: the letters that a developer's machine did not send. Only while DEBUG is on."""

from csp.decorators import csp_exempt
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal import mailbox

# A letter is a stranger's document: no script, no form, no other host.
_SEALED = (
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; "
    "style-src 'unsafe-inline'; img-src 'self' data:; base-uri 'self'; frame-ancestors 'self'"
)


def _only_while_debugging() -> None:
    if not settings.DEBUG:
        raise Http404


def _letter_or_404(name: str) -> mailbox.Kept:
    _only_while_debugging()
    kept = mailbox.letter(name)
    if kept is None:
        raise Http404
    return kept


@require_safe
def letter_list(request):
    _only_while_debugging()
    return render(request, "portal/mailbox.html", {"letters": mailbox.letters()})


@require_safe
def letter_detail(request, name):
    kept = _letter_or_404(name)
    context = {"kept": kept, "html": kept.part("html"), "text": kept.part("plain")}
    return render(request, "portal/letter.html", context)


@csp_exempt()
@require_safe
def letter_html(request, name):
    kept = _letter_or_404(name)
    html = kept.part("html").replace("<head>", '<head><base target="_blank">', 1)
    return HttpResponse(html, headers={"Content-Security-Policy": _SEALED})
