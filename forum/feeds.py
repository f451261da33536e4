from django.contrib.auth.models import AnonymousUser
from django.contrib.syndication.views import Feed
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from core.feeds import AtomFeed
from core.markdown import absolute

from .models import Board, Post

_NOBODY = AnonymousUser()


class NewestTopics(Feed):
    """The newest topics with their first posts, for everybody: a feed knows no member."""

    feed_type = AtomFeed

    def title(self, board=None):
        return f"BALKANETUP: {board}" if board else _("BALKANETUP: forum")

    def subtitle(self, board=None):
        return board.description if board else _("What colleagues talk about")

    def link(self, board=None):
        return board.get_absolute_url() if board else reverse("forum:index")

    def items(self, board=None):
        first = Post.objects.visible_to(_NOBODY).shown().filter(position=1)
        if board:
            first = first.filter(topic__board=board)
        return first.select_related("topic", "author").order_by("-created_at")[:30]

    def item_title(self, post):
        return post.topic.title

    def item_description(self, post):
        return absolute(post.html)

    def item_author_name(self, post):
        return post.author.name if post.author else _("former member")

    def item_pubdate(self, post):
        return post.created_at

    def item_updateddate(self, post):
        return post.edited_at or post.created_at


class NewestTopicsOfBoard(NewestTopics):
    def get_object(self, request, slug):
        return get_object_or_404(Board.objects.visible_to(_NOBODY), slug=slug)
