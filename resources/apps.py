from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext


class ResourcesConfig(AppConfig):
    name = "resources"
    verbose_name = _("Resources")

    def ready(self):
        from django.contrib.auth.models import AnonymousUser

        from core import desk, figures, roles, search, uploads
        from members import personal_data, showcase
        from notifications import actions as notifications

        from . import actions, findable, personal
        from . import showcase as shelves
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
            "resource", Resource, findable.describe, label=_("Resources"),
            queryset=findable.findable,
        )  # fmt: skip
        personal_data.register(
            "resources", export=personal.export, erase=actions.forget_depositor,
            files=personal.files,
        )  # fmt: skip
        uploads.usage(personal.usage)
        figures.register(
            "resources",
            count=Resource.objects.listed_for(AnonymousUser()).count,
            label=lambda number: ngettext("resource", "resources", number),
            href=lambda: reverse("resources:list"),
            order=40,
        )
        for key, label, shelf, order in (
            ("practices", _("Practices"), shelves.practices, 20),
            ("resources", _("Resources"), shelves.records, 30),
        ):
            of = {whose: shelf(whose) for whose in ("person", "institution", "centre")}
            showcase.register(key, label, order=order, **of)
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
