"""What this app keeps in memory. Whoever changes what it is made of says `forget()`."""

from core.kept import Kept

# The directory's numbers: see members.census.
census: Kept = Kept("census")
