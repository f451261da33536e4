"""The words of a post as the quotation with which an answer begins."""

from django.utils.translation import gettext as _

from core.markdown import without_quotations

from .models import Post

# Whoever answers has as much room again.
MOST = Post.MAX_LENGTH // 2
_CUT = "…"


def quotation(post: Post) -> tuple[str, bool]:
    """A post in Markdown, quoted, without the quotations in it; and whether it had to be cut."""
    name = post.author.name if post.author else _("A former member")
    head = f"> **{_('%(name)s wrote:') % {'name': name}}**\n>"
    lines, is_cut = _fitting(without_quotations(post.text).split("\n"), MOST - len(head) - 10)
    return "\n".join([head, *(f"> {line}".rstrip() for line in lines)]) + "\n\n", is_cut


def _fitting(lines: list[str], room: int) -> tuple[list[str], bool]:
    """As many of the lines as there is room for, the last cut at a word."""
    kept: list[str] = []
    for line in lines:
        # Each line is quoted with "> " and ends with a line break.
        room -= len(line) + 3
        if room < 0:
            begin = line[: max(len(line) + room, 0)]
            words = begin.rpartition(" ")[0] or ("" if kept else begin)
            return [*kept, f"{words.rstrip()} {_CUT}".lstrip()], True
        kept.append(line)
    return kept, False
