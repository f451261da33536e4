"""Facts that higher apps may hear. Each is sent inside the transaction of what it tells."""

from django.dispatch import Signal

# An application was approved and the membership stands. Arguments: member (User).
member_admitted = Signal()
# The account is about to be closed. Arguments: member (User), keep_content (bool).
member_leaving = Signal()
# An application was handed in, asked about, answered, decided or withdrawn. Arguments:
# application (Application), step (ApplicationStep).
application_moved = Signal()
