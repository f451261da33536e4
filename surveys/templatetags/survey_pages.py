"""What the pages of a survey say of it, in the language of the page."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from surveys.emails import host_of
from surveys.models import Survey
from surveys.texts import pick
from surveys.threshold import in_steps

register = template.Library()
register.filter(in_steps)


@register.filter
def survey_title(survey: Survey) -> SafeString | str:
    """Its title; in another language than the page's it says so."""
    text, language = pick(survey.title, survey.languages)
    if not text or language == get_language():
        return text
    return format_html('<span lang="{}">{}</span>', language, text)


@register.filter
def survey_host(survey: Survey) -> str:
    """Who asks."""
    return host_of(survey)


@register.filter
def survey_summary(survey: Survey) -> str:
    """What its owner wrote around the figures, in Markdown."""
    return pick(survey.summary, survey.languages)[0]
