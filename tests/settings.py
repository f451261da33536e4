"""The platform's own settings, with what a test must not do taken out."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("SECRET_KEY", "only-for-tests")
os.environ["DEBUG"] = "on"
os.environ["EMAIL_URL"] = ""
os.environ["REQUIRE_STAFF_2FA"] = "off"
os.environ["ORCID_CLIENT_ID"] = "APP-TESTS"
os.environ["ORCID_SECRET"] = "for-tests"
os.environ["BASE_URL"] = "http://testserver"

from balkanetup.settings import *  # noqa: F403
from balkanetup.settings import REDIS_URL

DEBUG = False
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CELERY_TASK_ALWAYS_EAGER = CELERY_TASK_EAGER_PROPAGATES = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
if REDIS_URL:
    # Each worker of a parallel run has a Redis database of its own: they clear it.
    _number = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    CACHES["default"]["LOCATION"] = REDIS_URL.rpartition("/")[0] + f"/{_number}"  # noqa: F405
else:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {
        "BACKEND": "core.storage.PrivateStorage",
        "OPTIONS": {"location": tempfile.mkdtemp(prefix="balkanetup-files-")},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MEDIA_ROOT = tempfile.mkdtemp(prefix="balkanetup-media-")
# The tables of the tests lie in the real one, to be used again; nothing else of a test does.
DATA_DIR = Path(tempfile.mkdtemp(prefix="balkanetup-data-"))
RATE_LIMITS = False
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False
# Nothing is collected for a test; the finders serve what is asked for.
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
