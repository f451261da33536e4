"""Where somebody is signed in."""

from importlib import import_module

from allauth.usersessions.models import UserSession
from django.conf import settings

from .models import User


def end_all(person: User) -> None:
    """Sign somebody out everywhere."""
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    for session in UserSession.objects.filter(user=person):
        store.delete(session.session_key)
        session.delete()
