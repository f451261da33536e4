from django.contrib import admin


class FilteredByWhatShows:
    """A desk that may be filtered only by columns that it shows.

    The admin itself takes any column of the table in its address: one who may see that a letter
    was sent could ask, sign by sign, for the code in it, or for the hash of a password.
    """

    def lookup_allowed(self, lookup, value, request=None):
        name = lookup.split("__")[0]
        columns = {field.name for field in self.opts.get_fields()}
        if name in columns - self._shown_columns():
            return False
        return super().lookup_allowed(lookup, value, request)

    def _shown_columns(self) -> set[str]:
        filters = [each[0] if isinstance(each, tuple) else each for each in self.list_filter]
        return {self.opts.pk.name, self.date_hierarchy, *self.list_display, *filters}


class Typed(admin.SimpleListFilter):
    """A filter with a field to type into, where a list of all that one may choose has no end."""

    template = "admin/typed_filter.html"

    def lookups(self, request, model_admin):
        return [("", "")]

    def choices(self, changelist):
        others = changelist.get_filters_params()
        yield {
            "parts": [
                (name, value)
                for name, values in others.items()
                for value in (values if isinstance(values, list) else [values])
                if name != self.parameter_name
            ],
            "name": self.parameter_name,
            "value": self.value() or "",
            "without": changelist.get_query_string(remove=[self.parameter_name]),
        }
