"""The topics somebody began, as far as a viewer may read their boards."""

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core import contributions
from core.contributions import Contributions, Row

from .models import Topic


def register() -> None:
    contributions.register("topics", _("Topics begun in the forum"), person=_topics)


def _topics(person, viewer) -> Contributions:
    begun = Topic.objects.visible_to(viewer).filter(author=person, is_shown=True)
    rows = begun.select_related("board").only(
        "short_id", "slug", "title", "created_at", "post_count", "board__name"
    )
    return contributions.first(rows.order_by("-created_at", "-pk"), _row)


def _row(topic: Topic) -> Row:
    posts = ngettext("%(number)d post", "%(number)d posts", topic.post_count)
    note = f"{topic.board.label} · {posts % {'number': topic.post_count}}"
    return Row(topic.title, topic.get_absolute_url(), note=note, when=localdate(topic.created_at))
