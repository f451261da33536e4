from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from core import roles


class MembersConfig(AppConfig):
    name = "members"
    verbose_name = _("Members")

    def ready(self):
        roles.grant(
            roles.COMMITTEE, "members.view_application", "members.change_application",
            "members.view_user", "members.change_user", "members.view_institution",
            "members.change_institution",
        )  # fmt: skip
        for group in (roles.MODERATORS, roles.CURATORS, roles.EDITORS, roles.EVENT_MANAGERS,
                      roles.AUDITORS):  # fmt: skip
            roles.grant(group)
