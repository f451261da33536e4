from .audit import AuditEntry
from .erasures import Erasure
from .jobs import Job
from .letters import Letter, message_id
from .retention import RetentionRun, RetentionTerm
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
