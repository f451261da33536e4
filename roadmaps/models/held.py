"""Rows that belong to an institution, a centre or whoever else may hold them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from roadmaps import holders


class Held(models.Model):
    """A row of an institution, a centre, a person: a name of holders.kinds(), and the key there.

    Not a foreign key, for groups and projects stand above this app.
    """

    holder_kind = models.CharField(_("kind of holder"), max_length=20, editable=False)
    holder_id = models.PositiveBigIntegerField(editable=False)

    class Meta:
        abstract = True

    @classmethod
    def held(cls, holder) -> dict:
        """The columns of what `holder` holds, for a filter."""
        return {"holder_kind": holders.kind_of(holder).name, "holder_id": holder.pk}

    @property
    def holder(self):
        """The institution, the centre, the person; None when it is gone."""
        if not hasattr(self, "_holder"):
            self._holder = holders.find(self.holder_kind, self.holder_id)
        return self._holder

    @holder.setter
    def holder(self, holder) -> None:
        self.holder_kind, self.holder_id = holders.kind_of(holder).name, holder.pk
        self._holder = holder

    @property
    def holder_words(self) -> str:
        """What the holder is called; a dash when it is gone."""
        return getattr(self.holder, "name", None) or str(self.holder or "–")

    @property
    def holder_url(self) -> str:
        return self.holder.get_absolute_url() if self.holder else ""
