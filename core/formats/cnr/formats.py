"""Django knows no Montenegrin: what people type is read as in Serbian, too."""

from django.conf.locale.sr_Latn.formats import *  # noqa: F403

from core.cldr import django_formats

globals().update(django_formats("cnr"))
