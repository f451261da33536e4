from core.cldr import django_formats

globals().update(django_formats("el"))
