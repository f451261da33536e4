import re

from django import template
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext

from core import desk

register = template.Library()


@register.simple_tag(takes_context=True)
def desk_piles(context) -> list[dict]:
    """What waits for the person at the desk, fullest first; empty piles come last."""
    return desk.piles_for(context["request"].user)


@register.filter
def labelled(row, headers) -> list[SafeString]:
    """The cells of a row of the admin's list, each with its column's name in `data-label`.

    On a phone a row stands as a block, and the names beside its values are all that is left of
    the head of the table. What is empty there says so and is left out.
    """
    return [_labelled(cell, header) for cell, header in zip(row, headers, strict=True)]


@register.filter
def column(header: dict) -> str:
    """The name over a column. A key that was given none brings the English one of the code."""
    text = header["text"]
    # The box that ticks all is ready-made; and gettext("") would be the head of the catalogue.
    return text if not text or hasattr(text, "__html__") else capfirst(gettext(text))


def _labelled(cell: SafeString, header: dict) -> SafeString:
    if ACTION_CHECKBOX_NAME in cell:
        return cell
    label = format_html(' data-label="{}"', column(header))
    empty = " data-empty" if _EMPTY.match(cell) else ""
    return mark_safe(re.sub(r"^<t[dh]", lambda tag: f"{tag[0]}{label}{empty}", cell, count=1))


_EMPTY = re.compile(r"^<t[dh][^>]*>\s*(?:-|–|&nbsp;)?\s*</t[dh]>$")
