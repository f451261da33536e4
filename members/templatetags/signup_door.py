from django import template

from members.models import SignupDoor

register = template.Library()


@register.simple_tag
def signup_door() -> SignupDoor:
    """Who may make an account today, and what visitors are told."""
    return SignupDoor.current()
