"""English as it is written in Europe; Django's own is American."""

from core.cldr import django_formats

globals().update(django_formats("en"))
