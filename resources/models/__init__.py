from .files import ResourceFile
from .records import Author, Resource, ReviewStep, Tag, Tagging
from .tallies import Tally

__all__ = ["Author", "Resource", "ResourceFile", "ReviewStep", "Tag", "Tagging", "Tally"]
