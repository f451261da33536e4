from django import template

from core import desk

register = template.Library()


@register.simple_tag(takes_context=True)
def desk_piles(context) -> list[dict]:
    """What waits for the person at the desk, fullest first; empty piles come last."""
    return desk.piles_for(context["request"].user)
