from django.http import HttpResponse
from django.urls import path

app_name = "portal"
urlpatterns = [
    path("my/", lambda r: HttpResponse(""), name="dashboard"),
    path("search/", lambda r: HttpResponse(""), name="search"),
]
