"""Files of the pages have one desk, /cms/, which looks into what it takes."""

from django.contrib import admin

# They register when they are first imported, which must be before we take them off again.
from wagtail.documents import admin as _documents  # noqa: F401
from wagtail.documents import get_document_model
from wagtail.images import admin as _images  # noqa: F401
from wagtail.images import get_image_model

admin.site.unregister([get_document_model(), get_image_model()])
