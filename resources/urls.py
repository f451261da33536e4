from django.urls import path

from .feeds import NewResources
from .views import catalogue, deposit, records

app_name = "resources"
urlpatterns = [
    path("", catalogue.resource_list, name="list"),
    path("feed/", NewResources(), name="feed"),
    # Deposit
    path("add/", deposit.resource_add, name="add"),
    path("people/", deposit.author_people, name="people"),
    path("mine/", deposit.resource_mine, name="mine"),
    # "oai" is kept free for OAI-PMH; an id has ten signs.
    path("<slug:short_id>/", records.resource_detail, name="detail"),
    path("<slug:short_id>/edit/", deposit.resource_edit, name="edit"),
    path("<slug:short_id>/take-back/", deposit.resource_take_back, name="take_back"),
    path("<slug:short_id>/delete/", deposit.resource_delete, name="delete"),
    path("<slug:short_id>/withdraw/", deposit.resource_withdraw, name="withdraw"),
    path("<slug:short_id>/cite.<slug:style>", records.resource_cite, name="cite"),
    path("<slug:short_id>/files/<int:number>/", records.resource_file, name="file"),
]
