from .issues import Delivery, Issue, IssueItem
from .subscribers import List, Subscriber, Subscription, Suppression

__all__ = [
    "Delivery",
    "Issue",
    "IssueItem",
    "List",
    "Subscriber",
    "Subscription",
    "Suppression",
]
