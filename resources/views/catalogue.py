from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core import facets
from core.facets import Facet, Option, href
from core.limits import limited_for_visitors
from resources.catalogue import DIMENSIONS, KNOWN, SORTS, Answer, Question
from resources.permissions import can_add
from resources.vocabulary import KINDS_OF

TITLES = {
    "kind": lambda: _("Kind"), "field": lambda: _("Field"), "language": lambda: _("Language"),
    "licence": lambda: _("Licence"),
}  # fmt: skip
# Kinds stand in the order of their families, everything else with the fullest first.
_KIND_ORDER = [kind.value for kinds in KINDS_OF.values() for kind in kinds]


@require_safe
@limited_for_visitors
def resource_list(request):
    question = Question.of(request.GET, request.user)
    answer = Answer(question, request.user)
    page = answer.paginator.get_page(request.GET.get("page"))
    context = {
        "question": question,
        "page": page,
        "total": answer.total,
        "is_cut": answer.is_cut or answer.paginator.is_cut,
        "is_meant": answer.is_meant,
        "facets": [_facet(request, dimension, answer) for dimension in DIMENSIONS],
        "tags": _tags(request, answer),
        "active": _active(request, question),
        "sorts": _sorts(request, question),
        "may_add": can_add(request.user),
    }
    return render(request, "resources/list.html", context)


def _facet(request, dimension, answer) -> Facet:
    counts = answer.counts[dimension]
    if dimension == "kind":
        values = [value for value in _KIND_ORDER if value in counts]
    else:
        values = sorted(counts, key=lambda value: (-counts[value], value))
    rows = [(value, KNOWN[dimension].get(value, value), counts[value]) for value in values]
    chosen = answer.question.filters.get(dimension, "")
    return Facet(TITLES[dimension](), facets.links(request.GET, dimension, rows, chosen))


def _tags(request, answer) -> list[Option]:
    rows = [(tally.value, tally.label or tally.value, tally.number) for tally in answer.tags]
    return facets.links(request.GET, "tag", rows)


def _active(request, question):
    """What is chosen, each with the way back."""
    rows = [
        {"label": KNOWN[dimension][value], "href": href(request.GET, **{dimension: None})}
        for dimension, value in question.filters.items()
    ]
    rows += [
        {"label": str(thing), "href": href(request.GET, **{key: None})}
        for key, thing in question.whose.items()
    ]
    if question.tag:
        rows.append({"label": f"#{question.tag}", "href": href(request.GET, tag=None)})
    return rows


def _sorts(request, question):
    first = _("best and newest") if question.words else _("newest")
    labels = {"newest": first, "title": _("title"), "downloads": _("most downloaded")}
    return [
        {"text": labels[name], "current": name == question.sort,
         "href": href(request.GET, sort=None if name == "newest" else name)}
        for name in SORTS
    ]  # fmt: skip
