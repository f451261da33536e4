from django.http import HttpResponse
from django.urls import path

from . import styleguide

app_name = "portal"
urlpatterns = [
    path("styleguide/", styleguide.styleguide, name="styleguide"),
    path("my/", lambda r: HttpResponse(""), name="dashboard"),
    path("search/", lambda r: HttpResponse(""), name="search"),
]
