"""How results of surveys look to a searcher, from the day they are published."""

from core import markdown, search

from .models import Survey


def describe(survey: Survey) -> search.Entry | None:
    if survey.published_at is None or survey.results_for == Survey.Results.OWNER:
        return None
    words = " ".join([*survey.title.values(), *survey.intro.values(), *survey.summary.values()])
    is_public = survey.results_for == Survey.Results.PUBLIC
    return search.Entry(
        title=survey.title_for(survey.languages[0]),
        text=markdown.plain(words),
        audience=search.PUBLIC if is_public else search.MEMBERS,
        summary=markdown.plain(survey.intro_for(survey.languages[0]))[:300],
        language=survey.languages[0],
        happened_at=survey.published_at,
    )


def published():
    """What may be found."""
    return Survey.objects.filter(published_at__isnull=False)
