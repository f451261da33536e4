"""The desk of the guides. Assessments have none: they are their subjects' own."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.exceptions import Refused

from . import content, results
from .actions import guides as actions
from .models import Guide
from .words import said


class GuideForm(forms.ModelForm):
    """The columns of a guide, and the content of its current version as JSON."""

    content = forms.CharField(
        label=_("Content"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 30, "cols": 100}),
        help_text=_(
            "JSON. Keys stay what they are: two versions are compared by them. Once somebody has "
            "answered, saving makes a new version."
        ),
    )

    class Meta:
        model = Guide
        fields = ["slug", "subject", "title", "intro", "order", "is_offered"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("title", "intro"):
            # A callable default would put a hidden twin beside the field, described as it is.
            if name in self.fields:
                self.fields[name].show_hidden_initial = False
        current = self.instance.current if self.instance.pk else None
        if current:
            self.fields["content"].initial = content.write(current.instrument)

    def clean_title(self):
        return _texts(self.cleaned_data["title"])

    def clean_intro(self):
        return _texts(self.cleaned_data["intro"] or {})

    def clean_content(self):
        self.instrument, found = content.read(self.cleaned_data["content"])
        if found:
            raise ValidationError(found)
        return self.cleaned_data["content"]


def _texts(value):
    fits = isinstance(value, dict) and all(isinstance(text, str) for text in value.values())
    if not fits:
        raise ValidationError(_('Write a text for each language, such as {"en": "…"}.'))
    return value


@admin.register(Guide)
class GuideAdmin(admin.ModelAdmin):
    form = GuideForm
    list_display = ["name", "subject", "version", "is_offered", "order"]
    list_filter = ["subject", "is_offered"]
    change_form_template = "admin/assessments/guide/change_form.html"

    @admin.display(description=_("version"))
    def version(self, guide):
        current = guide.current
        return current.number if current else "–"

    def has_delete_permission(self, request, obj=None):
        return False

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """ "Look at it" shows what was typed as people will see it, and keeps nothing."""
        if request.method == "POST" and "_preview" in request.POST:
            return self._preview(request, object_id)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _preview(self, request, object_id):
        if not self.has_change_permission(request):
            raise PermissionDenied
        instrument, found = content.read(request.POST.get("content", ""))
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Preview"),
            "instrument": instrument,
            "parts": [(one, results.criteria(one)) for one in instrument.sections]
            if instrument
            else [],
            "problems": found,
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/assessments/guide/preview.html", context)

    def save_related(self, request, form, formsets, change):
        """After the guide's own row: the content, as a verb that may refuse."""
        super().save_related(request, form, formsets, change)
        try:
            version = actions.change(form.instance, form.instrument, request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            name = said(form.instance.title, list(form.instance.title))
            messages.info(
                request,
                gettext("“%(name)s” stands at version %(number)d.")
                % {"name": name, "number": version.number},
            )
