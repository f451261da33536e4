from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from forum.actions import reading
from forum.models import Board, Topic, Watch


@login_required
@require_POST
def topic_watch(request, short_id, slug):
    topic = get_object_or_404(Topic.objects.visible_to(request.user), short_id=short_id)
    if request.POST.get("watch") == "off":
        reading.unwatch(request.user, topic=topic)
        messages.success(request, _("You hear no more of this topic."))
    else:
        reading.watch(request.user, topic=topic)
        messages.success(request, _("You will hear of new posts in this topic."))
    return redirect(topic)


@login_required
@require_POST
def board_watch(request, slug):
    board = get_object_or_404(Board.objects.visible_to(request.user), slug=slug)
    if request.POST.get("watch") == "off":
        reading.unwatch(request.user, board=board)
        messages.success(request, _("You hear no more of this board."))
    else:
        reading.watch(request.user, board=board)
        messages.success(request, _("You will hear of everything new on this board."))
    return redirect(board)


@login_required
@require_POST
def all_read(request):
    reading.mark_all(request.user)
    return redirect("forum:index")


@login_required
@require_POST
def board_read(request, slug):
    board = get_object_or_404(Board.objects.visible_to(request.user), slug=slug)
    reading.mark_all(request.user, board)
    return redirect(board)


# The mail program presses it: without a cookie, without a sign-in, answered without a redirect.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def unwatch_by_token(request, token):
    watches = Watch.objects.select_related("topic", "board")
    watch = get_object_or_404(watches, token=token)
    if request.method == "POST":
        reading.unwatch_by_token(watch)
    context = {"watch": watch, "done": request.method == "POST"}
    return render(request, "forum/unwatch.html", context)
