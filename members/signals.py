"""Facts that higher apps may hear. Each is sent inside the transaction of what it tells."""

from django.dispatch import Signal

# An application was approved and the membership stands. Arguments: member (User).
member_admitted = Signal()
# The account is about to be closed. Arguments: member (User), keep_content (bool).
member_leaving = Signal()
