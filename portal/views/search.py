from django.conf import settings
from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core import search
from core.facets import Option, links
from core.finding import entries_for, find, words_of
from core.forgiving import corrected
from core.limits import limited
from core.templatetags.components import lang_name

_LONGEST_SHOWN = 300


@require_safe
@limited("search", times=60, seconds=60, methods=("GET",))
def search_everything(request):
    """One search over everything that the searcher may see."""
    query = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:_LONGEST_SHOWN]
    labels = {kind.name: kind.label for kind in search.kinds()}
    kind = request.GET.get("kind", "")
    kind = kind if kind in labels else ""
    language = request.GET.get("language", "")
    language = language if language in dict(settings.LANGUAGES) else ""

    words, is_meant = words_of(query), False
    found = find(query, request.user, kind=kind, language=language)
    if words and not found.total and (meant := corrected(words, entries_for(request.user))):
        words, is_meant = meant, True
        found = find(" ".join(meant), request.user, kind=kind, language=language)
    page = Paginator(found.entries, 20).get_page(request.GET.get("page"))
    context = {
        "query": query,
        "words": words,
        "is_meant": is_meant,
        "found": found,
        "page": page,
        "rows": [(entry, labels.get(entry.kind, entry.kind)) for entry in page],
        "kind": kind,
        "language": language,
        "kinds": _options(request, "kind", kind, found.kinds, labels.get),
        "languages": _options(request, "language", language, found.languages, lang_name),
    }
    if not found.total and len(words) > 1:
        partly = find(query, request.user, any_word=True)
        context["partly"] = [
            (entry, labels.get(entry.kind, entry.kind)) for entry in partly.entries[:5]
        ]
    return render(request, "portal/search.html", context)


def _options(request, name, chosen, counts, label) -> list[Option]:
    """The choices of one facet as plain links, most first; the chosen one leads back."""
    ranked = [(value, count) for value, count in counts.most_common() if value]
    rows = [(value, label(value) or value, count) for value, count in ranked]
    return links(request.GET, name, rows, chosen)
