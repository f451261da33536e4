from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import translate_url
from django.utils.translation import get_language_info

register = template.Library()


@register.simple_tag(takes_context=True)
def main_menu(context):
    return render_to_string("pages/_main_menu.html", {"request": context.get("request")})


@register.simple_tag(takes_context=True)
def footer_menu(context):
    return render_to_string("pages/_footer_menu.html", {"request": context.get("request")})


@register.simple_tag(takes_context=True)
def language_links(context):
    """This page in each of the other languages."""
    path = context["request"].get_full_path()
    links = [
        {
            "code": code,
            "name": get_language_info(code)["name_local"],
            "href": translate_url(path, code),
        }
        for code, _name in settings.LANGUAGES
    ]
    return render_to_string("pages/_language_links.html", {"links": links})
