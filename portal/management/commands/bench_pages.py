import json

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.management.base import BaseCommand

from forum.models import Board, Topic
from members.models import User


class Command(BaseCommand):
    help = "Print, as JSON, the addresses and the member's cookie that `make bench` asks with."

    def handle(self, **options):
        board = Board.objects.order_by("-topic_count").first()
        long_topic = Topic.objects.order_by("-post_count").first()
        whole = Topic.objects.filter(post_count__gte=Topic.PAGE, is_shown=True)
        topic = whole.exclude(pk=long_topic.pk).order_by("post_count", "pk").first() or long_topic
        last = max(1, board.topic_count // Topic.PAGE)
        paths = {
            "board": board.get_absolute_url(),
            "board_deep": f"{board.get_absolute_url()}?page={min(100, last)}",
            "topic": topic.get_absolute_url(),
            "long_topic": f"{long_topic.get_absolute_url()}"
            f"?page={min(50, max(1, long_topic.post_count // Topic.PAGE))}",
        }
        self.stdout.write(json.dumps({"paths": paths, "cookie": self.cookie()}))

    def cookie(self) -> str:
        """A session of some member, as the browser would send it."""
        member = User.objects.filter(is_member=True, is_staff=False).order_by("pk").first()
        session = SessionStore()
        session[SESSION_KEY] = str(member.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = member.get_session_auth_hash()
        session.save()
        return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"
