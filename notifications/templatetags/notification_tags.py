from django import template
from django.template.loader import render_to_string

from notifications import actions

register = template.Library()


@register.simple_tag(takes_context=True)
def notification_bell(context):
    """The link to the notifications with the number of unread ones. One query.

    What leads to the page that is being shown is seen, and counts no more.
    """
    request = context.get("request")
    path = request.get_full_path() if request and request.method == "GET" else ""
    unread = actions.see(context["user"], path)
    return render_to_string("notifications/_bell.html", {"unread": unread})
