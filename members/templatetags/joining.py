from django import template
from django.template.loader import render_to_string

from members.actions import positions

register = template.Library()


@register.simple_tag(takes_context=True)
def institutions_to_join(context):
    """Whose people the reader can join at once, by a confirmed address at their domain."""
    found = positions.open_to(context["request"].user).only("name", "slug")
    rows = {"institutions": found, "csrf_token": context.get("csrf_token", "")}
    return render_to_string("members/_institutions_to_join.html", rows)
