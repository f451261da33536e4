from .answering import Respondent, carried_over, draft_of, hand_in, has_answered, may_answer
from .answering import save_draft as save_draft
from .closing import close, close_overdue, count_new, open_waiting, settle

__all__ = [
    "Respondent",
    "carried_over",
    "close",
    "close_overdue",
    "count_new",
    "draft_of",
    "hand_in",
    "has_answered",
    "may_answer",
    "open_waiting",
    "save_draft",
    "settle",
]
