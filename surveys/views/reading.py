from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from surveys import pages
from surveys.actions.answering import (
    Respondent,
    carried_over,
    draft_of,
    has_answered,
    may_answer,
)
from surveys.models import Participation, Survey
from surveys.permissions import can_add, can_edit, can_see_results

from .doors import sign_in_where_it_helps

_A_PAGE = 20


@require_safe
def survey_list(request):
    """What asks the reader, and what has been published."""
    viewer = request.user
    found = Survey.objects.visible_to(viewer)
    asking = list(
        found.filter(state=Survey.State.OPEN, audience=Survey.Audience.LINK, is_listed=True)
    )
    if viewer.is_authenticated:
        mine = Survey.objects.asking(viewer)
        done = Participation.objects.filter(person=viewer).values("survey")
        asking = [*mine.exclude(pk__in=done), *(s for s in asking if s not in set(mine))]
    published = found.filter(published_at__isnull=False).order_by("-published_at", "-pk")
    context = {
        "asking": asking,
        "page": Paginator(published, _A_PAGE).get_page(request.GET.get("page")),
        "may_add": can_add(viewer),
    }
    return render(request, "surveys/list.html", context)


@require_safe
@sign_in_where_it_helps
def survey_detail(request, slug):
    viewer = request.user
    found = Survey.objects.visible_to(viewer).select_related("owner", "centre", "institution")
    survey = get_object_or_404(found, slug=slug)
    who = Respondent(viewer if viewer.is_authenticated else None)
    answered = has_answered(survey, who)
    asks = survey.is_open and not answered and may_answer(survey, who)
    context = {
        "survey": survey,
        "may_answer": asks,
        "goes_on": _page_to_go_on(survey, who) if asks else None,
        "answered": answered,
        "runs": can_edit(viewer, survey),
        "may_see_results": can_see_results(viewer, survey),
    }
    return render(request, "surveys/detail.html", context)


def _page_to_go_on(survey: Survey, who: Respondent) -> pages.Page | None:
    """The page at which what somebody has begun goes on; None when nothing is."""
    draft = draft_of(survey, who)
    if draft is None:
        return None
    version = survey.current
    instrument, sheet = version.instrument, carried_over(draft, version)
    return pages.page_of(instrument, sheet, pages.where_left(instrument, sheet))
