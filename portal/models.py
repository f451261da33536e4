from django.contrib.contenttypes.models import ContentType
from django.db import models


class DemoRow(models.Model):
    """One row that `manage.py demo` made, so that `--flush` removes just those."""

    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.CharField(max_length=40)

    class Meta:
        verbose_name = "demo row"
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id"], name="a_demo_row_is_remembered_once"
            )
        ]

    def __str__(self):
        return f"{self.content_type} {self.object_id}"
