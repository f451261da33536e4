import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import reverse

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balkanetup.settings")

application = get_wsgi_application()

# Everything that a page needs is loaded before the first one is asked for, and the collector of
# cycles need not look through it again: a seventh of a page's time.
reverse("portal:search")
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 20, 20)
