"""Who must stay forgotten."""

from django.db import models
from django.utils import timezone


class Erasure(models.Model):
    """That a person asked to be forgotten, in numbers that lead to nobody.

    Also kept in a file outside of the database (`core.erasures`): after a restore of an older
    copy the same people are erased again.
    """

    person = models.BigIntegerField()
    # A digest of key and the moment they joined: a key alone could be somebody else's.
    mark = models.CharField(max_length=64)
    keep_content = models.BooleanField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["person", "mark"], name="one_erasure_per_person")
        ]

    def __str__(self):
        return f"{self.person}, {self.at:%Y-%m-%d}"
