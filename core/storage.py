from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Hashed names for everything, imports between our JavaScript modules included."""

    support_js_module_import_aggregation = True
    manifest_strict = True
