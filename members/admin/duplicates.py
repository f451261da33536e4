from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import audit
from core.admin.bases import ReadOnlyAdmin
from core.exceptions import Refused
from members import duplicates, permissions
from members.actions import merges, moving
from members.models import Institution, NotTheSame, User

_KINDS = {"person": User, "institution": Institution}
_PAGE = 50


@admin.register(NotTheSame)
class NotTheSameAdmin(ReadOnlyAdmin):
    """Entries that may be one: the pairs, both side by side, and the merge."""

    def get_urls(self):
        guard = self.admin_site.admin_view
        return [
            path("find/", guard(require_safe(self.find)), name="members_merge_find"),
            path("<str:kind>/<int:kept>/<int:gone>/",
                 guard(require_http_methods(["GET", "POST"])(self.compare)),
                 name="members_merge"),
            path("<str:kind>/<int:one>/<int:two>/apart/", guard(require_POST(self.tell_apart)),
                 name="members_tell_apart"),
            path("", guard(require_safe(self.pairs)), name="members_notthesame_changelist"),
            *super().get_urls(),
        ]  # fmt: skip

    def _guard(self, request, kind="person"):
        model = _KINDS.get(kind)
        if model is None:
            raise Http404
        if not request.user.has_perm(f"members.change_{model._meta.model_name}"):
            raise PermissionDenied
        if not self.has_view_permission(request):
            raise PermissionDenied
        return model

    def _context(self, request, title, **more):
        return {**self.admin_site.each_context(request), "title": title, "opts": self.opts, **more}

    # --- The pairs -------------------------------------------------------------------------

    def pairs(self, request):
        kind = request.GET.get("kind", "person")
        model = self._guard(request, kind)
        found = duplicates.people() if kind == "person" else duplicates.institutions()
        page = Paginator(found, _PAGE).get_page(request.GET.get("p"))
        keys = {key for pair in page for key in (pair.low, pair.high)}
        things = self._with_what_shows(model).in_bulk(keys)
        rows = [
            {"one": things[pair.low], "two": things[pair.high], "reason": pair.reason}
            for pair in page
            if pair.low in things and pair.high in things
        ]
        return TemplateResponse(
            request, "admin/members/merge/pairs.html",
            self._context(request, _("Possible duplicates"), kind=kind, rows=rows, page=page,
                          number=len(found)),
        )  # fmt: skip

    def _with_what_shows(self, model):
        if model is User:
            return User.objects.select_related("institution", "country")
        return Institution.objects.select_related("country")

    def find(self, request):
        """Two that the finder did not find, by address, handle or slug."""
        kind = request.GET.get("kind", "person")
        model = self._guard(request, kind)
        found = []
        for name in ("one", "two"):
            words = request.GET.get(name, "").strip().replace("\0", "")[:254]
            hit = Q(slug=words)
            if model is User:
                hit = Q(handle=words.lower()) | Q(email__iexact=words)
            found.append(model.objects.filter(hit).first())
        if None in found or found[0] == found[1]:
            messages.error(request, _("There are no two entries by these names."))
            return redirect(f"{self._list()}?kind={kind}")
        return redirect("admin:members_merge", kind, found[0].pk, found[1].pk)

    def _list(self):
        return reverse("admin:members_notthesame_changelist")

    # --- Side by side ----------------------------------------------------------------------

    def compare(self, request, kind, kept, gone):
        model = self._guard(request, kind)
        things = self._with_what_shows(model).in_bulk([kept, gone])
        if len(things) < 2:
            raise Http404
        kept, gone = things[kept], things[gone]
        names = merges.fields_of(model)
        fields = {name for name in names if request.POST.get(f"take_{name}") == "gone"}
        if request.method == "POST" and "confirmed" in request.POST:
            try:
                self._merge(model, kept, gone, request.user, fields)
            except Refused as refusal:
                messages.error(request, str(refusal))
            else:
                messages.success(
                    request, _("The two entries are one now: %(name)s.") % {"name": kept}
                )
                return redirect(f"{self._list()}?kind={kind}")
        if model is User:
            audit.look(kept)
            audit.look(gone)
        allowed = model is not User or permissions.can_merge(request.user, kept, gone)
        return TemplateResponse(
            request, "admin/members/merge/compare.html",
            self._context(
                request, _("Merge two entries"), kind=kind, kept=kept, gone=gone,
                rows=self._rows(model, names, kept, gone, fields),
                moves=moving.counted(gone, _LEFT), allowed=allowed, chosen=fields,
                asks=request.method == "POST",
            ),
        )  # fmt: skip

    def _merge(self, model, kept, gone, by, fields):
        if model is User:
            merges.merge_people(kept, gone, by=by, fields=fields)
        else:
            merges.merge_institutions(kept, gone, by=by, fields=fields)

    def _rows(self, model, names, kept, gone, fields):
        """The columns in which the two differ; a gap is filled unless one says otherwise."""
        rows = []
        for name in names:
            column = model._meta.get_field(name)
            ours, theirs = _shown(column, kept), _shown(column, gone)
            if ours != theirs:
                rows.append(
                    {
                        "name": name, "label": capfirst(column.verbose_name), "ours": ours,
                        "theirs": theirs, "is_gap": not ours, "takes_theirs": name in fields,
                    }
                )  # fmt: skip
        return rows

    def tell_apart(self, request, kind, one, two):
        model = self._guard(request, kind)
        things = model.objects.in_bulk([one, two])
        if len(things) < 2:
            raise Http404
        merges.tell_apart(kind, things[one], things[two])
        messages.success(request, _("These two are not shown as a pair any more."))
        return redirect(f"{self._list()}?kind={kind}")


# What does not go over: sessions, keys, powers.


_LEFT = {
    "usersessions.UserSession", "mfa.Authenticator", "socialaccount.SocialAccount",
    "members.User_groups", "members.User_user_permissions", "members.DataExport",
    "members.KnownDevice",
}  # fmt: skip


def _shown(column, thing) -> str:
    value = getattr(thing, column.name)
    if column.flatchoices:
        value = dict(column.flatchoices).get(value, value)
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value) if value not in (None, {}) else ""
