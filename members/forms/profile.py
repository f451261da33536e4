from urllib.parse import urlsplit

from django import forms
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from core import isced, pictures, uploads
from core.identifiers import orcid_of
from members import languages
from members.models import Country, Expertise, User

from .application import MISSING, InstitutionField

_MOST_TAGS = 12
_MOST_DISCIPLINES = 5


def only_https(url: str) -> None:
    if not url.startswith("https://"):
        raise forms.ValidationError(_("Links begin with https://."))


def audience_fields(person: User) -> dict[str, forms.ChoiceField]:
    """For each field of the profile the question who sees it."""
    return {
        f"shows_{field}": forms.ChoiceField(
            label=_("Who sees it"),
            choices=User.Audience.choices,
            initial=person.audience_of(field),
        )
        for field in User.AUDIENCES
    }


def chosen_audiences(cleaned: dict) -> dict[str, str]:
    """What `User.shows` says now: only what differs from the default."""
    chosen = {field: cleaned[f"shows_{field}"] for field in User.AUDIENCES}
    return {field: who for field, who in chosen.items() if who != User.AUDIENCES[field]}


class ProfileForm(forms.ModelForm):
    """One's own profile: what it says, and beside each answer who may see it."""

    photo = uploads.PhotoField(
        label=_("Photo"), required=False, longest=640, square=True,
        help_text=_("JPEG, PNG or WebP. We cut a square out of it."),
    )  # fmt: skip
    photo_part = forms.ChoiceField(
        label=_("Which part of a new photo"), required=False, widget=forms.RadioSelect,
        choices=[
            ("middle", _("the middle")), ("start", _("the top, or the left")),
            ("end", _("the bottom, or the right")),
        ],
        initial="middle",
    )  # fmt: skip
    remove_photo = forms.BooleanField(label=_("Remove my photo"), required=False)
    place = InstitutionField(
        label=_("Institution"),
        required=False,
        help_text=_("Type a part of its name, in any language or script, or its acronym."),
    )
    expertise = forms.CharField(
        label=_("Fields of expertise"),
        required=False,
        max_length=600,
        help_text=_("Separated by commas. Begin to type: what others have named is suggested."),
        widget=forms.TextInput(attrs={"list": "fields-of-expertise", "autocomplete": "off"}),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages I speak"),
        required=False,
        choices=lazy(languages.choices, list),
        widget=forms.CheckboxSelectMultiple,
    )
    disciplines = forms.MultipleChoiceField(
        label=_("Disciplines"),
        required=False,
        choices=isced.DISCIPLINE_CHOICES,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("At most five, by ISCED-F 2013."),
    )
    orcid = forms.CharField(
        label=_("ORCID iD"), required=False, max_length=100,
        help_text=_("Sixteen characters, for instance 0000-0002-1825-0097, or its web address."),
    )  # fmt: skip
    website = forms.URLField(
        label=_("Website"), required=False, assume_scheme="https", max_length=200
    )

    class Meta:
        model = User
        fields = [
            "first_name", "last_name", "headline", "role", "country", "bio", "languages",
            "disciplines", "mentor", "review", "host", "orcid", "website", "listed_for",
            "written_to_by",
        ]  # fmt: skip
        labels = {"bio": _("About me"), "headline": _("In one line"), "role": _("What I do")}
        help_texts = {
            "headline": _("As on a business card: “Lecturer in microbiology, mentors newcomers”."),
            "bio": _("What you teach, what you have tried, what you would like to talk about."),
        }
        widgets = {
            "bio": forms.Textarea(attrs={"rows": 7}),
            "listed_for": forms.RadioSelect,
            "written_to_by": forms.RadioSelect,
        }

    # The fields whose audience one chooses.
    ASKED = ["photo", "headline", "role", "place", "country", "bio", "disciplines", "expertise",
             "languages", "mentor", "review", "host", "orcid", "website", "links"]  # fmt: skip

    # The sections of the page, each saved by itself.
    PARTS = {
        "me": (_("Name and photo"), ["first_name", "last_name", "photo"]),
        "work": (_("My work"), ["headline", "role", "place", "country", "bio"]),
        "know": (_("What I know"), ["disciplines", "expertise", "languages"]),
        "offer": (_("What I offer to colleagues"), ["mentor", "review", "host"]),
        "web": (_("Elsewhere on the web"), ["orcid", "website", "links"]),
        "found": (_("Who finds me and writes to me"), ["listed_for", "written_to_by"]),
    }  # fmt: skip

    def __init__(self, *args, part="", **kwargs):
        """With a `part` only its questions: what the others say is not touched."""
        super().__init__(*args, **kwargs)
        person = self.instance
        self.fields["country"].queryset = Country.objects.all()
        self.fields["country"].empty_label = _("Not stated")
        self.fields["role"].choices = [("", _("Not stated")), *User.Role.choices]
        slug = person.institution.slug if person.institution_id else ""
        self.initial |= {
            "place": {"choice": slug, "words": ""},
            "expertise": ", ".join(map(str, person.expertise.all())) if person.pk else "",
        }
        self.old_photo = person.photo.name
        self.fields["photo"].part = self._part()
        self._ask_for_links(person.links)
        self.fields |= audience_fields(person)
        for field in self.fields.values():
            # The head of the page says so once for all of them.
            field.unmarked = True
        if not person.photo:
            del self.fields["remove_photo"]
        if part in self.PARTS:
            kept = self.fields_of(part)
            self.fields = {name: field for name, field in self.fields.items() if name in kept}

    def fields_of(self, part: str) -> set[str]:
        names = set(self.PARTS[part][1])
        kept = names | {self._who(name) for name in names & set(self.ASKED)}
        if "photo" in names:
            kept |= {"photo_part", "remove_photo"}
        if "links" in names:
            kept |= {name for name in self.fields if name.startswith("link_")}
        return kept

    @staticmethod
    def _who(name: str) -> str:
        return f"shows_{'institution' if name == 'place' else name}"

    def _part(self) -> str:
        # Read before it is cleaned: the photo is drawn while it is cleaned itself.
        part = self.data.get(self.add_prefix("photo_part"), "")
        return part if part in pictures.PARTS else "middle"

    def _ask_for_links(self, links: list[dict]) -> None:
        for at in range(User.MOST_LINKS):
            there = links[at] if at < len(links) else {}
            self.fields[f"link_label_{at}"] = forms.CharField(
                label=_("Label"), required=False, max_length=40, initial=there.get("label", "")
            )
            self.fields[f"link_url_{at}"] = forms.URLField(
                label=_("Address"), required=False, max_length=200, assume_scheme="https",
                initial=there.get("url", ""), widget=forms.TextInput(attrs={"inputmode": "url"}),
                validators=[only_https],
            )  # fmt: skip

    def asked(self, part: str):
        """Each question of a part with the choice of its audience, where one chooses it; the
        links have no one field.
        """
        for name in self.PARTS[part][1]:
            who = self[self._who(name)] if name in self.ASKED else None
            yield name, self[name] if name in self.fields else None, who

    def links(self):
        """The fields of the links, two by two; the second value tells the ones to show first."""
        shown = len(self.instance.links) + 2
        for at in range(User.MOST_LINKS):
            label, url = self[f"link_label_{at}"], self[f"link_url_{at}"]
            yield label, url, at < shown or bool(label.errors or url.errors or url.data)

    def chosen_links(self) -> list[dict]:
        """What `User.links` says now; a link without a label is called by its host."""
        if "link_url_0" not in self.fields:
            return self.instance.links
        found = []
        for at in range(User.MOST_LINKS):
            url = self.cleaned_data[f"link_url_{at}"]
            if url:
                label = self.cleaned_data[f"link_label_{at}"] or urlsplit(url).hostname
                found.append({"label": label[:40], "url": url})
        return found

    def suggestions(self):
        return [str(tag) for tag in Expertise.objects.order_by("name")[:300]]

    def clean_place(self):
        place = self.cleaned_data["place"]
        if place == MISSING:
            ask = format_html(
                '{} <a href="{}">{}</a>',
                _("Until it is in the register, choose none."),
                reverse("members:institution_request"),
                _("Ask the committee to enter it"),
            )
            raise forms.ValidationError(ask)
        return place or None

    def clean_disciplines(self):
        codes = self.cleaned_data["disciplines"]
        if len(codes) > _MOST_DISCIPLINES:
            raise forms.ValidationError(
                _("At most %(most)d, please: the ones you teach."),
                params={"most": _MOST_DISCIPLINES},
            )
        return codes

    def clean_expertise(self):
        names = [" ".join(name.split()) for name in self.cleaned_data["expertise"].split(",")]
        names = list({name.casefold(): name for name in names if name}.values())
        if len(names) > _MOST_TAGS:
            raise forms.ValidationError(
                _("At most %(most)d, please: the ones you would like to be asked about."),
                params={"most": _MOST_TAGS},
            )
        if any(len(name) > 60 for name in names):
            raise forms.ValidationError(_("One of them is too long for a field's name."))
        return names

    def clean_orcid(self):
        return orcid_of(self.cleaned_data["orcid"])

    def clean(self):
        cleaned = super().clean()
        for at in range(User.MOST_LINKS):
            # None where the address was refused already.
            if cleaned.get(f"link_label_{at}") and cleaned.get(f"link_url_{at}") == "":
                self.add_error(f"link_url_{at}", _("Where does this link lead?"))
        return cleaned

    def shows(self) -> dict[str, str]:
        """Who sees what from now on: as chosen here, and as before where nothing was asked."""
        before = {f"shows_{field}": self.instance.audience_of(field) for field in User.AUDIENCES}
        return chosen_audiences(before | self.cleaned_data)

    def chosen_expertise(self) -> list[str]:
        if "expertise" in self.fields:
            return self.cleaned_data["expertise"]
        return [tag.name for tag in self.instance.expertise.all()]

    def chosen_institution(self):
        return self.cleaned_data["place"] if "place" in self.fields else self.instance.institution
