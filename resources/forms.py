from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import uploads
from core.cover_images import PictureForm
from core.identifiers import doi_of, orcid_of
from members.models import Centre, Institution, User

from . import permissions
from .models import Resource, ResourceFile
from .people import PersonField
from .vocabulary import Language

NEEDED = ("kind", "title", "abstract", "language", "discipline", "licence", "files", "link", "doi",
          "rights")  # fmt: skip
MOST_FILES = 20
MOST_TAGS = 10
MOST_AUTHORS = 40


class DoiField(forms.CharField):
    """People paste the address of a DOI; we keep the DOI."""

    def to_python(self, value):
        return doi_of(super().to_python(value))

    def widget_attrs(self, widget):
        # The address of a DOI is longer than the DOI.
        return {**super().widget_attrs(widget), "maxlength": "400"}


class ResourceForm(PictureForm):
    """A record as its depositor writes it. A draft may have gaps; what is there must be right."""

    tags = forms.CharField(
        label=_("Tags"), required=False, max_length=400,
        help_text=_("Words that others would search for, with commas between them; at most ten."),
    )  # fmt: skip
    files = uploads.DocumentsField(
        label=_("Files"), required=False,
        help_text=_(
            "PDF, office documents, slides, sheets, text, pictures, sound, film or a ZIP of them. "
            "You can choose several."
        ),
    )  # fmt: skip
    remove = forms.MultipleChoiceField(
        label=_("Remove these files"), required=False, widget=forms.CheckboxSelectMultiple
    )
    rights = forms.BooleanField(
        label=_("I made this, or whoever holds the rights lets me share it under this licence."),
        required=False,
    )

    class Meta:
        model = Resource
        fields = [
            "kind", "title", "abstract", "language", "discipline", "licence", "year",
            "published_in", "doi", "link", "institution", "centre", "audience",
            *PictureForm.ASKED,
        ]  # fmt: skip
        field_classes = {"doi": DoiField}
        widgets = {
            "title": forms.Textarea(attrs={"rows": 2}),
            "abstract": forms.Textarea(attrs={"rows": 8}),
            "link": forms.URLInput(attrs={"placeholder": "https://"}),
            "doi": forms.TextInput(attrs={"placeholder": "10.26220/aca.5261"}),
            "audience": forms.RadioSelect,
        }
        help_texts = {
            "kind": _("What would a colleague call it?"),
            "title": _("In its own language and script."),
            "abstract": _(
                "What it is, whom it helps, how it was used. Markdown works: *emphasis*, lists, "
                "links."
            ),
            "language": _("The language of the work itself."),
            "discipline": _("The field it was made for, after ISCED-F 2013."),
            "licence": _("What others may do with it. When in doubt: CC BY 4.0."),
            "year": _("When it was made or published."),
            "published_in": _("The journal, book, conference or course, if there is one."),
            "doi": _("If it has one already."),
            "link": _("Where it can be found elsewhere: a page, a video, a journal."),
            "institution": _("Where it was made."),
            "centre": _(
                "In whose name it is published. With your centre chosen it is in the catalogue "
                "as soon as you hand it in; no curator has to look at it."
            ),
        }
        error_messages = {
            "link": {"invalid": _("A link looks like https://example.org/page.")},
        }

    def __init__(self, *args, member, **kwargs):
        super().__init__(*args, **kwargs)
        self.member = member
        self.fields["institution"].queryset = Institution.objects.visible_to(member)
        self._offer_centres()
        language = self.fields["language"]
        language.choices = [*list(language.choices)[:1], *Language.own_names()]
        self.fields["remove"].choices = [
            (str(file.number), file.name) for file in self.kept_files()
        ]
        # Needed before it is handed in, though a draft may lack them: not "optional".
        for name in NEEDED:
            self.fields[name].unmarked = True
        if self.instance.pk:
            self.initial["tags"] = ", ".join(self.instance.tags.names())
            self.initial["rights"] = bool(self.instance.rights_confirmed_at)

    def _offer_centres(self):
        """Those for which one may publish. What is handed in keeps its centre."""
        field, member = self.fields["centre"], self.member
        if member.has_perm(permissions.REVIEW):
            field.queryset = Centre.objects.visible_to(member)
        elif permissions.can_choose_centre(member, self.instance):
            field.queryset = Centre.objects.published_by(member)
            if not field.queryset:
                del self.fields["centre"]
        else:
            del self.fields["centre"]

    def kept_files(self):
        return self.instance.files.all() if self.instance.pk else ResourceFile.objects.none()

    def clean_title(self):
        return " ".join(self.cleaned_data["title"].split())

    def clean_year(self):
        year = self.cleaned_data["year"]
        if year and year > timezone.localdate().year + 1:
            raise ValidationError(_("This year is still to come."))
        return year

    def clean_tags(self):
        names = [" ".join(name.split()) for name in self.cleaned_data["tags"].split(",")]
        names = list(dict.fromkeys(name for name in names if name))
        if len(names) > MOST_TAGS:
            raise ValidationError(_("Ten tags are enough; these are %(number)d."),
                                  params={"number": len(names)})  # fmt: skip
        if any(len(name) > 50 for name in names):
            raise ValidationError(_("A tag is a word or two. Are there commas between them?"))
        return names

    def clean_files(self):
        files = self.cleaned_data["files"]
        if len(files) + len(self.fields["remove"].choices) > MOST_FILES:
            raise ValidationError(
                _("A resource holds at most %(most)d files. A ZIP can hold more."),
                params={"most": MOST_FILES},
            )
        if files:
            uploads.check_quota(self.member, sum(file.size for file in files))
        return files

    def clean(self):
        data = super().clean()
        if data.get("rights") and not self.instance.rights_confirmed_at:
            self.instance.rights_confirmed_at = timezone.now()
        elif "rights" in data and not data["rights"] and self.instance.is_editable:
            self.instance.rights_confirmed_at = None
        return data


class AuthorForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120, required=False)
    affiliation = forms.CharField(label=_("Institution"), max_length=200, required=False)
    orcid = forms.CharField(
        label=_("ORCID iD"), max_length=100, required=False,
        widget=forms.TextInput(attrs={"placeholder": "0000-0002-1825-0097"}),
    )  # fmt: skip
    profile = PersonField(
        label=_("Profile on this site"), required=False,
        help_text=_("Search by name; the name then leads to the page of whoever you choose."),
    )  # fmt: skip

    def __init__(self, *args, member, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["profile"].offer_to(member)

    def clean_orcid(self):
        return orcid_of(self.cleaned_data["orcid"])

    def clean(self):
        data = super().clean()
        if not data.get("name") and any(
            data.get(field) for field in ("affiliation", "orcid", "profile")
        ):
            self.add_error("name", _("Write the name as it should be cited."))
        return data


class BaseAuthors(forms.BaseFormSet):
    def rows(self) -> list[dict]:
        """The authors in their order, those that are right."""
        rows = []
        for form in self.forms:
            data = getattr(form, "cleaned_data", {})
            if form.errors or not data.get("name") or data.get("DELETE"):
                continue
            rows.append({
                "name": " ".join(data["name"].split()), "affiliation": data["affiliation"],
                "orcid": data["orcid"], "person": data["profile"],
            })  # fmt: skip
        return rows

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = _("Remove this author")
            form.fields["DELETE"].unmarked = True
        form.fields["name"].unmarked = True


def author_formset(extra: int):
    return forms.formset_factory(
        AuthorForm, formset=BaseAuthors, extra=extra, max_num=MOST_AUTHORS, can_delete=True,
        absolute_max=MOST_AUTHORS + 10, validate_max=True,
    )  # fmt: skip


def author_initial(resource: Resource, member: User) -> list[dict]:
    """The authors of a record; of a new one, its depositor."""
    if resource.pk:
        return [
            {"name": author.name, "affiliation": author.affiliation, "orcid": author.orcid,
             "profile": author.person.handle if author.person else ""}
            for author in resource.authors.select_related("person")
        ]  # fmt: skip
    return [{
        "name": member.name, "orcid": member.orcid, "profile": member.handle,
        "affiliation": member.institution.name if member.institution else "",
    }]  # fmt: skip


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Why"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
