"""What this app keeps in memory. Whoever changes what it is made of says `forget()`."""

from core import figures
from core.kept import Kept


class _Census(Kept):
    """What changes the directory changes the network's numbers, too."""

    def forget(self) -> None:
        super().forget()
        figures.numbers.forget()


# The directory's numbers: see members.census.
census: Kept = _Census("census")
