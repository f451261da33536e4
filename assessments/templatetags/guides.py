from django import template

from assessments.words import said
from surveys.instrument import Instrument

register = template.Library()


@register.filter
def of_guide(texts: dict, instrument: Instrument) -> str:
    """`{{ question.label|of_guide:instrument }}`: the words of a guide for the reader."""
    return said(texts, instrument.languages)


@register.filter
def get(mapping: dict, key: str):
    """The value of a key that only the page knows."""
    return mapping.get(key)
