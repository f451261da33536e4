from django.db import models
from django.utils.translation import gettext_lazy as _


class SearchEntry(models.Model):
    """One thing that can be found, of whatever app, folded for search.

    `audience` says who may find it: "public", "members", or a name that an app's own
    `search.audience` function gives to some viewers. The database keeps an index of the folded
    words itself (migration 0002), so rows may be written in any way.
    """

    kind = models.CharField(max_length=30)
    object_id = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    summary = models.TextField(blank=True)
    path = models.CharField(max_length=500)
    audience = models.CharField(max_length=60, default="public")
    language = models.CharField(max_length=10, blank=True)
    happened_at = models.DateTimeField(null=True, blank=True)
    folded_title = models.TextField()
    folded_text = models.TextField(blank=True)

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "object_id"], name="one_search_entry_per_thing"
            )
        ]

    def __str__(self):
        return f"{self.kind}: {self.title}"
