"""Facts that higher apps may hear. Each is sent inside the transaction of what it tells."""

from django.dispatch import Signal

# An application was approved and the membership stands. Arguments: member (User).
member_admitted = Signal()
# An application was handed in, asked about, answered, decided or withdrawn. Arguments:
# application (Application), step (ApplicationStep).
application_moved = Signal()
# Two accounts became one; everything points to `kept`, `gone` is about to be deleted. Arguments:
# kept (User), gone (User), dropped (rows that were deleted because kept has one that means the
# same; their keys are still on them). Bring counters in line here.
people_merged = Signal()
# Two entries of the register became one. Arguments: kept (Institution), gone (Institution).
institutions_merged = Signal()
