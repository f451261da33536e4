from django.contrib.auth.decorators import login_required, permission_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.views import try_verb
from forum.actions import moderating
from forum.forms import HideForm, MoveForm
from forum.models import Post, Topic

moderators_only = permission_required("forum.change_topic", raise_exception=True)


def _post(request, short_id):
    posts = Post.objects.visible_to(request.user).select_related("topic__board", "author")
    return get_object_or_404(posts, short_id=short_id)


def _topic(request, short_id):
    topics = Topic.objects.visible_to(request.user).select_related("board")
    return get_object_or_404(topics, short_id=short_id)


def _try_and_return(request, thing, done, verb, *args, **more):
    """Ask for a verb, say how it went, and go back to the thing."""
    try_verb(request, done, verb, thing, *args, **more)
    thing.refresh_from_db()
    return redirect(thing)


@login_required
@moderators_only
@require_http_methods(["GET", "POST"])
def post_hide(request, short_id):
    post = _post(request, short_id)
    form = HideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        done = _("The post is hidden; its author was told. “Show again” takes it back.")
        return _try_and_return(request, post, done, moderating.hide, request.user, reason)
    return render(request, "forum/hide.html", {"form": form, "post": post, "topic": post.topic})


@login_required
@moderators_only
@require_POST
def post_show(request, short_id):
    post = _post(request, short_id)
    return _try_and_return(
        request, post, _("The post is shown again."), moderating.show, request.user
    )


@login_required
@moderators_only
@require_POST
def post_release(request, short_id):
    post = _post(request, short_id)
    done = _("The post has been approved; its author was told.")
    seen = request.POST.get("seen", "")
    return _try_and_return(request, post, done, moderating.release, request.user, seen=seen)


@login_required
@moderators_only
@require_http_methods(["GET", "POST"])
def topic_hide(request, short_id, slug):
    topic = _topic(request, short_id)
    form = HideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        done = _("The topic is hidden; its author was told. “Show again” takes it back.")
        return _try_and_return(request, topic, done, moderating.hide_topic, request.user, reason)
    return render(request, "forum/hide.html", {"form": form, "topic": topic})


@login_required
@moderators_only
@require_POST
def topic_show(request, short_id, slug):
    topic = _topic(request, short_id)
    return _try_and_return(
        request, topic, _("The topic is shown again."), moderating.show_topic, request.user
    )


@login_required
@moderators_only
@require_POST
def topic_lock(request, short_id, slug):
    topic, wanted = _topic(request, short_id), request.POST.get("value") != "off"
    done = _("The topic is locked.") if wanted else _("The topic is open again.")
    return _try_and_return(request, topic, done, moderating.set_locked, request.user, wanted)


@login_required
@moderators_only
@require_POST
def topic_pin(request, short_id, slug):
    topic, wanted = _topic(request, short_id), request.POST.get("value") != "off"
    done = _("The topic stays at the top.") if wanted else _("The topic is not pinned any more.")
    return _try_and_return(request, topic, done, moderating.set_pinned, request.user, wanted)


@login_required
@moderators_only
@require_http_methods(["GET", "POST"])
def topic_move(request, short_id, slug):
    topic = _topic(request, short_id)
    form = MoveForm(request.POST or None, initial={"board": topic.board})
    if request.method == "POST" and form.is_valid():
        board = form.cleaned_data["board"]
        done = _("The topic is on the board “%(board)s” now.") % {"board": board}
        return _try_and_return(request, topic, done, moderating.move, board, request.user)
    return render(request, "forum/topic_move.html", {"form": form, "topic": topic})
