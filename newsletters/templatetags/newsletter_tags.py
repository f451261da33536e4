from django import template

from core import markdown

register = template.Library()


@register.filter
def as_letter(text: str) -> str:
    """Markdown for the plain-text part of a letter."""
    return markdown.as_letter(text or "")
