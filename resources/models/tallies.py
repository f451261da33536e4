from django.db import models
from django.utils.translation import gettext_lazy as _


class Tally(models.Model):
    """How many accepted records carry a value: what the facets show, without counting them.

    `shelf` is whose catalogue it is ("public", or "members" for everything); `within` is "" for
    the whole of it, or one value that is already chosen, such as "kind:slides". Kept by
    `resources.tallies` in the transaction of each change.
    """

    # All four of them in one, so that a change names its rows by a list.
    key = models.CharField(max_length=270, primary_key=True)
    shelf = models.CharField(max_length=10)
    within = models.CharField(max_length=120, blank=True)
    dimension = models.CharField(max_length=12)
    value = models.CharField(max_length=110)
    label = models.CharField(max_length=110, blank=True)
    number = models.IntegerField(default=0)

    class Meta:
        verbose_name = _("count")
        verbose_name_plural = _("counts")
        indexes = [
            models.Index(
                fields=["shelf", "within", "dimension", "-number"], name="tallies_largest_first"
            )
        ]

    def __str__(self):
        return f"{self.shelf}: {self.within} {self.dimension}:{self.value} = {self.number}"
