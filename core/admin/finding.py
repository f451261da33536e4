from django.contrib.admin.options import ModelAdmin
from django.db.models import Q

from core.textfold import fold


class FoundInAnyScript(ModelAdmin):
    """A desk whose box finds a name however it is written: Ђорђе, Đorđe and Djordje are one.

    `folded_in` names the columns of folded words; what `search_fields` finds is found besides.
    `named_in` is for short tables that keep no such column: their names are folded as they are
    read, and so there is no second copy to forget.
    """

    folded_in: tuple[str, ...] = ()
    named_in: tuple[str, ...] = ()

    def get_search_results(self, request, queryset, search_term):
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        words = fold(search_term).split()[:8]
        if not words:
            return found, may_repeat
        folded, named = queryset, self._names(queryset)
        for word in words:
            hit = Q(pk__in=[key for key, names in named if word in names])
            for column in self.folded_in:
                hit |= Q(**{f"{column}__contains": word})
            folded = folded.filter(hit)
        either = Q(pk__in=found.values("pk")) | Q(pk__in=folded.values("pk"))
        return queryset.filter(either), False

    def _names(self, queryset) -> list[tuple]:
        if not self.named_in:
            return []
        rows = queryset.order_by().values_list("pk", *self.named_in)
        return [(key, fold(" ".join(names))) for key, *names in rows]
