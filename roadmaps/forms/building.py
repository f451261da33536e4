"""Forms of those who write templates."""

from django import forms
from django.conf import settings
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from core import cldr, uploads
from members.models import Centre
from roadmaps import holders
from roadmaps.models import Item, TemplateVersion

from .texts import TITLE, TextsForm


def _holder_kinds() -> list:
    return [(kind.name, kind.label) for kind in holders.kinds().values()]


class HeadForm(TextsForm):
    texts = {"title": TITLE, "summary": (_("What it is for"), 2000, 4)}

    holder_kinds = forms.MultipleChoiceField(
        label=_("Who can take it"),
        choices=lazy(_holder_kinds, list),
        widget=forms.CheckboxSelectMultiple,
    )


class NewForm(HeadForm):
    """The first words of a template, in the language that it is written in."""

    own_language = forms.ChoiceField(
        label=_("Its own language"),
        choices=lazy(cldr.language_choices, list),
        help_text=_("It is read in this one where a translation lacks. It stays."),
    )

    def __init__(self, data=None, **kwargs):
        codes = dict(settings.LANGUAGES)
        language = kwargs.pop("language")
        chosen = (data or {}).get("own_language", language)
        super().__init__(data, language=chosen if chosen in codes else language, **kwargs)
        self.fields["own_language"].initial = self.language


class ChapterForm(TextsForm):
    texts = {"title": TITLE}

    stage = forms.ChoiceField(
        label=_("When all of it is done, a centre is"),
        choices=[("", _("in no new stage")), *Centre.Stage.choices[:3]],
        required=False,
    )


class ItemForm(TextsForm):
    texts = {"title": TITLE, "explanation": (_("Explanation"), 2000, 4)}

    chapter = forms.ChoiceField(label=_("Chapter"))
    evidence = forms.ChoiceField(
        label=_("What shows that it is done"),
        choices=Item.Evidence,
        initial=Item.Evidence.ANY,
    )
    depends_on = forms.MultipleChoiceField(
        label=_("Only after"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What has to be settled before. Only what stands above it."),
    )
    document_label = forms.CharField(
        label=_("A document that helps with it: what it is"), max_length=120, required=False
    )
    document_url = forms.URLField(
        label=_("Its address"), max_length=500, required=False, assume_scheme="https"
    )
    document_file = uploads.DocumentField(label=_("Or the file itself"), required=False)
    remove = forms.MultipleChoiceField(
        label=_("Take away"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, version: TemplateVersion, item: Item | None = None, **kwargs):
        kept = {"title": item.title, "explanation": item.explanation} if item else None
        super().__init__(*args, language=version.template.language, kept=kept, **kwargs)
        chapters = version.outline()
        self.fields["chapter"].choices = [(one.key, one.title_words) for one in chapters]
        above = []
        for one in (one for chapter in chapters for one in chapter.list_of_items):
            if item and one.pk == item.pk:
                break
            above.append((one.key, one.title_words))
        self.fields["depends_on"].choices = above
        documents = list(item.documents.all()) if item else []
        self.fields["remove"].choices = [(str(row.pk), row.label) for row in documents]
        if not documents:
            del self.fields["remove"]
        if not above:
            del self.fields["depends_on"]
        if item:
            self.initial = {
                "chapter": item.chapter.key,
                "evidence": item.evidence,
                "depends_on": [other.key for other in item.depends_on.all()],
            } | self.initial

    def clean(self):
        found = super().clean()
        label, url = found.get("document_label"), found.get("document_url")
        upload = found.get("document_file")
        if (url or upload) and not label:
            self.add_error("document_label", _("Say what the document is."))
        if url and upload:
            self.add_error("document_url", _("Give its address or the file, not both."))
        if (
            label
            and not (url or upload)
            and not {"document_url", "document_file"} & set(self.errors)
        ):
            self.add_error("document_url", _("Give its address or choose the file."))
        return found

    def documents(self) -> list[dict]:
        """The document that was added, as the action takes it."""
        found = self.cleaned_data
        if not found.get("document_label"):
            return []
        return [
            {
                "label": found["document_label"],
                "url": found.get("document_url", ""),
                "upload": found.get("document_file"),
            }
        ]
