from django import template
from django.template.loader import render_to_string

from notifications.models import Notification

register = template.Library()


@register.simple_tag(takes_context=True)
def notification_bell(context):
    """The link to the notifications with the number of unread ones. One query."""
    person = context["user"]
    unread = Notification.objects.filter(recipient=person, read_at=None).count()
    return render_to_string("notifications/_bell.html", {"unread": unread})
