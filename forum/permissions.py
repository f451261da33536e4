from .models import Board, Post, Topic


def can_moderate(user) -> bool:
    return user.has_perm("forum.change_topic")


def is_one_of_us(user) -> bool:
    """Members write; so do moderators, whatever their membership."""
    return user.is_authenticated and (user.is_member or can_moderate(user))


def can_read(user, topic: Topic) -> bool:
    """`Topic.objects.visible_to` for one topic whose board is at hand, as letters need it."""
    if can_moderate(user):
        return True
    own = user.is_authenticated and topic.author_id == user.pk
    return (topic.board.is_public or is_one_of_us(user)) and (topic.is_shown or own)


def can_begin(user, board: Board) -> bool:
    if board.posting == Board.Posting.MODERATORS:
        return can_moderate(user)
    return is_one_of_us(user)


def can_reply(user, topic: Topic) -> bool:
    """A locked topic takes no replies, from moderators neither: they unlock it first."""
    return is_one_of_us(user) and not topic.locked and not topic.is_hidden


def can_edit(user, post: Post) -> bool:
    """Words belong to who wrote them: moderators hide, they do not rewrite."""
    return is_one_of_us(user) and post.author_id == user.pk and not post.is_hidden


def can_see_history(user, post: Post) -> bool:
    return can_moderate(user) or (user.is_authenticated and post.author_id == user.pk)


def can_read_text(user, post: Post) -> bool:
    """A hidden post is a placeholder for all but its author and the moderators."""
    return not post.is_hidden or can_see_history(user, post)


def can_report(user, post: Post) -> bool:
    return is_one_of_us(user) and post.author_id != user.pk and not post.is_hidden
