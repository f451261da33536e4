from django.contrib.staticfiles.storage import HashedFilesMixin
from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Hashed names for everything, the imports between our JavaScript modules included."""

    # Django's own switch would rewrite the imports of every package's scripts, and some of
    # those name files that are not there.
    patterns = (
        *HashedFilesMixin.patterns,
        ("js/*.js", HashedFilesMixin._js_module_import_aggregation_patterns[1]),
    )


class PrivateStorage(FileSystemStorage):
    """Files that no address leads to: what may be seen is a view's to decide."""

    def url(self, name):
        raise ValueError("A private file has no address of its own.")
