"""Form fields for files that have been looked into."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import ngettext

from .checks import DOCUMENTS, PHOTOS, check, drawn_again


class _ManyInput(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data, files, name):
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name)


class DocumentField(forms.FileField):
    """One file that has been looked into; `.checked` on the value says what it is."""

    def __init__(self, *, allowed: tuple[str, ...] = DOCUMENTS, **kwargs):
        self.allowed = allowed
        # Our own sentences about size and emptiness are better than Django's.
        super().__init__(allow_empty_file=True, **kwargs)

    def widget_attrs(self, widget):
        accept = ",".join(f".{extension}" for extension in self.allowed)
        return {**super().widget_attrs(widget), "accept": accept}

    def to_python(self, data):
        upload = super().to_python(data)
        if upload is not None:
            upload.checked = check(upload, allowed=self.allowed)
        return upload


class DocumentsField(DocumentField):
    """Several files at once; a list, each with `.checked`."""

    widget = _ManyInput(attrs={"multiple": True})

    def __init__(self, *, most: int = 10, **kwargs):
        self.most = most
        super().__init__(**kwargs)

    def clean(self, data, initial=None):
        uploads = data if isinstance(data, list | tuple) else [data] if data else []
        if self.required and not uploads:
            raise ValidationError(self.error_messages["required"], code="required")
        if len(uploads) > self.most:
            raise ValidationError(
                ngettext("At most %(most)d file.", "At most %(most)d files.", self.most),
                params={"most": self.most},
            )
        cleaned, errors = [], []
        for upload in uploads:
            try:
                cleaned.append(super().clean(upload, None))
            except ValidationError as error:
                errors.append(error)
        if errors:
            raise ValidationError(errors)
        return cleaned


class PhotoField(forms.FileField):
    """A picture for public pages: looked into, then drawn again without what it carried."""

    def __init__(self, *, longest: int = 1600, square: bool = False, **kwargs):
        self.longest, self.square = longest, square
        # A form may set another one of PARTS.
        self.part = "middle"
        super().__init__(allow_empty_file=True, **kwargs)

    def widget_attrs(self, widget):
        return {**super().widget_attrs(widget), "accept": "image/jpeg,image/png,image/webp"}

    def to_python(self, data):
        upload = super().to_python(data)
        if upload is None:
            return None
        # Drawing it reads it through.
        check(upload, allowed=PHOTOS, reads_through=False)
        return drawn_again(upload, longest=self.longest, square=self.square, part=self.part)
