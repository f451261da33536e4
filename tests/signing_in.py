"""A session in the database and its cookie, without the way through the login page."""

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client


def session_of(user) -> str:
    """The key of a new session that `user` is signed in with.

    `Client.force_login` saves the person and the session anew and tells every receiver; a test of
    what a sign-in leaves behind calls that one.
    """
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return session.session_key


def signed_in(user) -> Client:
    """A client that `user` is signed in with."""
    return with_session(session_of(user))


def with_session(key: str) -> Client:
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = key
    return client
