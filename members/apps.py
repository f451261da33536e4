from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from core import roles


class MembersConfig(AppConfig):
    name = "members"
    verbose_name = _("Members")

    def ready(self):
        from core import search

        from . import knowledge, personal_data, seeds
        from . import search as found
        from .models import Centre, Institution, User

        search.register("member", User, found.describe_person, label=_("People"))
        search.register(
            "institution", Institution, found.describe_institution, label=_("Institutions")
        )
        search.register(
            "centre", Centre, found.describe_centre, label=_("Centres"),
            queryset=lambda: Centre.objects.select_related("institution"),
        )  # fmt: skip
        search.audience(found.audiences)
        personal_data.register(
            "account", export=knowledge.export, erase=knowledge.erase, files=knowledge.files
        )
        post_migrate.connect(seeds.plant, sender=self, dispatch_uid="members.seeds")
        roles.grant(
            roles.COMMITTEE, "members.view_application", "members.change_application",
            "members.view_user", "members.change_user", "members.view_institution",
            "members.change_institution",
        )  # fmt: skip
        for group in (roles.MODERATORS, roles.CURATORS, roles.EDITORS, roles.EVENT_MANAGERS,
                      roles.AUDITORS):  # fmt: skip
            roles.grant(group)
