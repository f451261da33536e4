from .boards import Board
from .moderation import Report, Ruling
from .posts import Post, PostRevision
from .reading import Preference, ReadLine, ReadMark, Watch
from .topics import Topic

__all__ = [
    "Board",
    "Post",
    "PostRevision",
    "Preference",
    "ReadLine",
    "ReadMark",
    "Report",
    "Ruling",
    "Topic",
    "Watch",
]
