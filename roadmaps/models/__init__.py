from .checklists import Checklist, DeclinedChange, Evidence, HistoryEntry, Step
from .peers import PeerMessage, PeerPair, PeerRequest
from .templates import Chapter, ChecklistTemplate, Item, ItemDocument, TemplateVersion

__all__ = [
    "Chapter",
    "Checklist",
    "ChecklistTemplate",
    "DeclinedChange",
    "Evidence",
    "HistoryEntry",
    "Item",
    "ItemDocument",
    "PeerMessage",
    "PeerPair",
    "PeerRequest",
    "Step",
    "TemplateVersion",
]
