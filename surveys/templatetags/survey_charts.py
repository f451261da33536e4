"""Charts of results."""

from functools import cache

from django import template
from django.utils.html import conditional_escape, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core import charts, cldr
from surveys.figures import Bar, Figures

register = template.Library()


@register.simple_tag
def chart_of(figures: Figures) -> SafeString:
    """The bars of one question: shares of who answered, or points of what was put in order."""
    name = f"chart-{figures.question.key}"
    if figures.bars:
        return _shares(name, figures.label, figures.bars)
    if figures.places:
        most = max((place.points for place in figures.places), default=0) or 1
        return charts.bars(
            name,
            title=figures.label,
            text=_("Points: as many as stand behind."),
            labels=[place.label for place in figures.places],
            series=[charts.Series("", [place.points for place in figures.places])],
            numbered=False,
            lowest=0,
            highest=most,
            shown=[[cldr.format_number(place.mean, 2) for place in figures.places]],
        )
    return format_html_join(
        "",
        '<figure class="result__row"><figcaption>{}</figcaption>{}</figure>',
        ((row, _shares(f"{name}-{at}", row, bars)) for at, (row, bars) in enumerate(figures.rows)),
    )


@register.filter
def lines_of(rows: list[tuple[str, int, list[str]]]) -> SafeString:
    """The lines of a breakdown. Not by the template: a page has thousands of such cells."""
    safe = cache(conditional_escape)
    return SafeString(
        "".join(
            f'<tr><th scope="row">{safe(label)}</th><td>{number}</td>'
            f"{''.join(f'<td>{safe(cell)}</td>' for cell in cells)}</tr>\n"
            for label, number, cells in rows
        )
    )


def _shares(name: str, title: str, bars: tuple[Bar, ...]) -> SafeString:
    labels = [bar.label or _("not applicable") for bar in bars]
    return charts.bars(
        name,
        title=title,
        text=_("Share of those who answered."),
        labels=labels,
        series=[charts.Series("", [bar.share for bar in bars])],
        numbered=False,
        lowest=0,
        highest=1,
        shown=[[cldr.format_percent(bar.share) for bar in bars]],
    )
