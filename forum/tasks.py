from datetime import timedelta

from celery import shared_task
from django.utils import timezone


@shared_task
def tell_watchers(post_id: int) -> None:
    from .actions import telling
    from .models import Post

    post = Post.objects.filter(pk=post_id, told_at=None).first()
    if post:
        telling.tell_watchers(post)


@shared_task
def tell_waiting(limit: int = 200) -> None:
    """Take up posts whose message was lost on its way to the queue."""
    from .actions import telling
    from .models import Post

    a_minute_ago = timezone.now() - timedelta(minutes=1)
    forgotten = Post.objects.shown().filter(told_at=None, created_at__lt=a_minute_ago)
    for post in forgotten.order_by("created_at")[:limit]:
        telling.tell_watchers(post)


@shared_task
def sweep_audiences() -> None:
    """Boards that were opened or closed by another way than the desk: search follows."""
    from .search import sweep_audiences

    sweep_audiences()
