from . import keeping, letters, log
from .filters import FilteredByWhatShows

__all__ = ["FilteredByWhatShows", "keeping", "letters", "log"]
