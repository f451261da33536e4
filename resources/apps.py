from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext


class ResourcesConfig(AppConfig):
    name = "resources"
    verbose_name = _("Resources")

    def ready(self):
        from django.contrib.auth.models import AnonymousUser

        from core import (
            deposits,
            desk,
            figures,
            personal_data,
            roles,
            search,
            suggestions,
            uploads,
        )
        from notifications import actions as notifications

        from . import contributions, depositing
        from . import personal_data as own_data
        from . import search as found
        from . import suggestions as helpful
        from .models import Resource

        roles.grant(
            roles.CURATORS, "resources.view_resource", "resources.change_resource",
            "resources.view_tag", "resources.change_tag",
        )  # fmt: skip
        roles.grant(roles.COMMITTEE, "resources.view_resource")
        desk.waiting(
            "resources", _("Resources for a curator"),
            lambda: Resource.objects.waiting().count(),
            lambda: reverse("admin:resources_resource_changelist") + "?state__exact=submitted",
            "resources.change_resource",
        )  # fmt: skip
        search.register(
            "resource", Resource, found.describe, label=_("Resources"), queryset=found.records
        )
        personal_data.register(
            "resources", export=own_data.export, erase=own_data.erase, files=own_data.files
        )
        uploads.usage(own_data.usage)
        deposits.register(depositing.deposit)
        suggestions.register("resources", _("In the repository"), helpful.records, order=10)
        figures.register(
            "resources",
            count=Resource.objects.listed_for(AnonymousUser()).count,
            label=lambda number: ngettext("resource", "resources", number),
            href=lambda: reverse("resources:list"),
            order=40,
        )
        contributions.register()
        notifications.register(
            "resources.waiting", _("A resource waits for a curator"), way="site",
            permission="resources.change_resource",
        )  # fmt: skip
        for kind, label, way in (
            ("resources.accepted", _("Your resource was accepted"), "now"),
            ("resources.returned", _("Your resource needs a change"), "now"),
            ("resources.withdrawn", _("Your resource was withdrawn"), "now"),
            ("resources.infected", _("Your file was refused when it was checked"), "now"),
        ):
            notifications.register(kind, label, way=way)
