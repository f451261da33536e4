from .audit import AuditEntry
from .keeping import Erasure, Job, RetentionRun, RetentionTerm
from .letters import Letter, message_id
from .search import SearchEntry

__all__ = [
    "AuditEntry",
    "Erasure",
    "Job",
    "Letter",
    "RetentionRun",
    "RetentionTerm",
    "SearchEntry",
    "message_id",
]
