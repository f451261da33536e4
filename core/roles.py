"""The groups that hold staff power, and what each app lets them do.

An app names its part in `AppConfig.ready`: `roles.grant("Moderators", "forum.change_topic")`.
After every migrate the groups are made and what is missing is granted; what the committee added
by hand in the admin stays.
"""

from collections import defaultdict

COMMITTEE = "Steering Committee"
MODERATORS = "Moderators"
CURATORS = "Curators"
EDITORS = "Editors"
EVENT_MANAGERS = "Event managers"
TRANSLATORS = "Translators"
SECRETARIAT = "Secretariat"
AUDITORS = "Auditors"

_grants: dict[str, set[str]] = defaultdict(set)


def grant(group: str, *permissions: str) -> None:
    """Let `group` have `permissions`, each written "app.codename"."""
    _grants[group].update(permissions)


def grant_all(using: str = "default", **kwargs) -> None:
    """Make every group and give it each permission that exists by now. Idempotent."""
    from django.contrib.auth.models import Group, Permission

    if not _table_exists(Group, using):
        return
    known = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.using(using).select_related("content_type")
    }
    for name, permissions in _grants.items():
        group, _created = Group.objects.using(using).get_or_create(name=name)
        group.permissions.add(*(known[label] for label in permissions if label in known))


def _table_exists(model, using):
    from django.db import connections

    return model._meta.db_table in connections[using].introspection.table_names()
