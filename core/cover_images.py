"""A picture that a thing shows in lists and on its page: the columns, the form, the deletion.

It is drawn anew in two sizes when it arrives. A picture comes with words for those who do not
see it.
"""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from . import uploads

PAGE, ROW = 1200, 400


def _path(instance, filename: str) -> str:
    return f"{instance._meta.app_label}/{uploads.random_name(filename)}"


class Pictured(models.Model):
    """A thing with a picture: `picture` for its page, `picture_small` for its row in a list."""

    picture = models.ImageField(
        _("picture"), upload_to=_path, blank=True,
        width_field="picture_width", height_field="picture_height",
    )  # fmt: skip
    picture_small = models.ImageField(upload_to=_path, blank=True, editable=False)
    picture_alt = models.CharField(_("what the picture shows"), max_length=200, blank=True)
    # A page that knows the size beforehand does not jump when the picture comes.
    picture_width = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    picture_height = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    def set_picture(self, upload) -> None:
        """Take `upload` in both sizes, not saved yet; None takes the picture away."""
        if upload is None:
            self.picture, self.picture_small, self.picture_alt = "", "", ""
            self.picture_width = self.picture_height = None
        else:
            self.picture = uploads.drawn_again(upload, longest=PAGE)
            self.picture_small = uploads.drawn_again(upload, longest=ROW)

    def drop_pictures(self, *, kept: "Pictured | None" = None) -> None:
        """Delete the files that `kept` does not show any more, once the change stands."""
        for name in ("picture", "picture_small"):
            old = getattr(self, name)
            if old and (kept is None or old.name != getattr(kept, name).name):
                _delete_later(old.storage, old.name)


def _delete_later(storage, name: str) -> None:
    transaction.on_commit(lambda: storage.delete(name), robust=True)


class PictureForm(forms.ModelForm):
    """The part of a form that asks for a picture; `Meta.fields` ends with `PictureForm.ASKED`."""

    ASKED = ("picture", "picture_alt")

    picture = uploads.PhotoField(
        longest=PAGE, label=_("Picture"), required=False,
        help_text=_("It stands beside the title in lists. JPEG, PNG or WebP."),
    )  # fmt: skip
    picture_alt = forms.CharField(
        label=_("What the picture shows"), required=False, max_length=200,
        help_text=_("For people who do not see it: “Students around a table of sketches”."),
    )  # fmt: skip
    remove_picture = forms.BooleanField(label=_("Take the picture away"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.picture:
            del self.fields["remove_picture"]

    def clean(self):
        data = super().clean()
        is_new = bool(self.files.get(self.add_prefix("picture"))) and data.get("picture")
        goes = data.get("remove_picture") and not is_new
        if not goes and data.get("picture") and not data.get("picture_alt"):
            wrong = ValidationError(_("Say what the picture shows."), code="required")
            self.add_error("picture_alt", wrong)
        if goes:
            # An empty string and not None, which a form takes for "as it was".
            data["picture"] = data["picture_alt"] = ""
            self.instance.picture_small = ""
        elif is_new and not self.errors:
            self.instance.picture_small = uploads.drawn_again(data["picture"], longest=ROW)
        return data
