"""The floor: a bare Django with startproject's middleware, one query and a small template."""

import os
import sys

import django
import environ
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection, models
from django.shortcuts import render
from django.urls import path

settings.configure(
    SECRET_KEY="floor",
    DEBUG=False,
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    DATABASES={"default": environ.Env().db("FLOOR_DATABASE_URL") | {"CONN_MAX_AGE": 60}},
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
        "django.contrib.staticfiles",
    ],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {
                "loaders": [
                    (
                        "django.template.loaders.cached.Loader",
                        [
                            (
                                "django.template.loaders.locmem.Loader",
                                {
                                    "floor.html": "<!doctype html><html lang=en><head><title>"
                                    "{{ word.text }}</title></head><body><h1>{{ word.text }}</h1>"
                                    "<p>One row, found by its key, in a template of two hundred "
                                    "bytes: as little as Django can do.</p></body></html>"
                                },
                            )
                        ],
                    )
                ]
            },
        }
    ],
)
django.setup()


class Word(models.Model):
    text = models.CharField(max_length=40)

    class Meta:
        app_label = "floor"

    def __str__(self):
        return self.text


def word(request):
    return render(request, "floor.html", {"word": Word.objects.get(pk=1)})


urlpatterns = [path("", word)]
application = get_wsgi_application()

if __name__ == "__main__" and "prepare" in sys.argv:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "")
    with connection.schema_editor() as editor:
        editor.create_model(Word)
    Word.objects.create(pk=1, text="floor")
