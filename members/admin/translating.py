"""What translators find at the desk: the names by language, and the rest to look at."""


class OpenToTranslators:
    """A desk on which whoever may write names finds just `name_fields` open.

    Those who may change the thing itself find what they always find.
    """

    def name_fields(self) -> set[str]:
        parts = getattr(self.form, "parts", list)
        return {name for _column, _code, name in parts()}

    def writes_only_names(self, request) -> bool:
        return not super().has_change_permission(request) and self._writes_names(request)

    def _writes_names(self, request):
        return request.user.has_perm("members.write_names")

    def has_view_permission(self, request, obj=None):
        return super().has_view_permission(request, obj) or self._writes_names(request)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) or self._writes_names(request)

    def get_readonly_fields(self, request, obj=None):
        if not self.writes_only_names(request):
            return super().get_readonly_fields(request, obj)
        drawn = [field for _title, part in self.get_fieldsets(request, obj)
                 for field in part["fields"]]  # fmt: skip
        flat = [name for field in drawn
                for name in (field if isinstance(field, (list, tuple)) else [field])]  # fmt: skip
        return [name for name in flat if name not in self.name_fields()]

    def get_prepopulated_fields(self, request, obj=None):
        if self.writes_only_names(request):
            return {}
        return super().get_prepopulated_fields(request, obj)


class RowsOfNames:
    """The rows of names under a thing, open to whoever may write names."""

    def _writes_names(self, request):
        return request.user.has_perm("members.write_names")

    def has_view_permission(self, request, obj=None):
        return super().has_view_permission(request, obj) or self._writes_names(request)

    def has_add_permission(self, request, obj=None):
        return super().has_add_permission(request, obj) or self._writes_names(request)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) or self._writes_names(request)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) or self._writes_names(request)
