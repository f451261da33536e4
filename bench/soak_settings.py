"""The platform's settings, with the soak's own task in the worker."""

from balkanetup.settings import *  # noqa: F403
from balkanetup.settings import CELERY_BROKER_TRANSPORT_OPTIONS, REDIS_URL

CELERY_IMPORTS = ["bench.soak_work"]
if REDIS_URL:
    # What a killed worker had in hand comes again after this many seconds, not after an hour.
    CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"] = 30
