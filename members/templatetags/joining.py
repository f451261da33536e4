from django import template
from django.template.loader import render_to_string

from members.actions import positions
from members.models import Application

register = template.Library()


@register.simple_tag(takes_context=True)
def institutions_to_join(context):
    """Whose people the reader can join at once, by a confirmed address at their domain."""
    found = positions.open_to(context["request"].user).only("name", "slug")
    rows = {"institutions": found, "csrf_token": context.get("csrf_token", "")}
    return render_to_string("members/_institutions_to_join.html", rows)


@register.simple_tag(takes_context=True)
def own_application(context) -> Application | None:
    """The application of the reader that is not decided yet, a draft too; None for members."""
    request = context.get("request")
    person = getattr(request, "user", None)
    if person is None or not person.is_authenticated or person.is_member:
        return None
    return Application.objects.open().filter(applicant=person).order_by("-created_at").first()
