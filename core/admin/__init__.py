from . import letters, log, retention
from .filters import FilteredByWhatShows

__all__ = ["FilteredByWhatShows", "letters", "log", "retention"]
