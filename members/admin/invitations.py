from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core import cldr
from core.admin import FilteredByWhatShows
from core.admin.bases import NoDelete
from core.admin.finding import FoundInAnyScript
from core.exceptions import Refused
from members.actions import invitations
from members.models import Invitation


class InvitationForm(forms.ModelForm):
    language = forms.ChoiceField(
        label=_("Language of e-mails"), choices=cldr.language_choices(), required=False
    )

    def clean_email(self):
        # The model lets it be empty, for those who have declined.
        if not self.cleaned_data["email"]:
            raise ValidationError(_("This is not an e-mail address."))
        return self.cleaned_data["email"]


@admin.register(Invitation)
class InvitationAdmin(NoDelete, FilteredByWhatShows, FoundInAnyScript):
    """Who was asked to what, and what became of it. Nothing is changed here but by a verb."""

    form = InvitationForm
    list_display = ["whom", "email", "where", "role", "type", "how", "sent_count", "sent_at"]
    list_filter = ["state", "type", "role", "source"]
    list_select_related = ["institution", "type"]
    folded_in = ("person__folded", "institution__folded")
    named_in = ("first_name", "last_name")
    search_fields = ["email", "first_name", "last_name", "institution__folded"]
    date_hierarchy = "created_at"
    show_full_result_count = False
    autocomplete_fields = ["institution", "centre"]
    actions = ["send_again", "take_back"]

    def has_change_permission(self, request, obj=None):
        return False

    def has_write_permission(self, request):
        return request.user.has_perm("members.change_invitation")

    def get_fields(self, request, obj=None):
        if obj is None:
            return [
                "email", ("first_name", "last_name"), "language", "institution", "centre", "role",
                "type",
            ]  # fmt: skip
        return [
            "email", ("first_name", "last_name"), "language", "institution", "centre", "role",
            "type", "state", "invited_by", "created_at", "expires_at", ("sent_count", "sent_at"),
            "answered_at", "person", "source",
        ]  # fmt: skip

    @admin.display(description=_("name"), ordering="last_name")
    def whom(self, invitation):
        return invitation.name or "–"

    @admin.display(description=_("institution"), ordering="institution__name")
    def where(self, invitation):
        return invitation.institution or "–"

    @admin.display(description=_("state"), ordering="state")
    def how(self, invitation):
        return invitation.shown_state

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except Refused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())

    def save_model(self, request, obj, form, change):
        words = {name: form.cleaned_data[name] for name in (
            "email", "first_name", "last_name", "institution", "centre", "role", "type",
        )}  # fmt: skip
        made = invitations.invite(
            by=request.user, language=form.cleaned_data["language"] or "en", **words
        )
        obj.pk = made.pk
        obj.token = made.token

    @admin.action(description=_("Send the e-mail again"), permissions=["write"])
    def send_again(self, request, queryset):
        self._each(request, queryset, invitations.resend)

    @admin.action(description=_("Take back"), permissions=["write"])
    def take_back(self, request, queryset):
        self._each(request, queryset, invitations.cancel)

    def _each(self, request, queryset, verb):
        done = 0
        for invitation in queryset:
            try:
                verb(invitation)
            except Refused as refusal:
                self.message_user(request, f"{invitation.name}: {refusal}", messages.WARNING)
            else:
                done += 1
        if done:
            text = ngettext("%d invitation done.", "%d invitations done.", done)
            self.message_user(request, text % done, messages.SUCCESS)
