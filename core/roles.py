"""The groups that hold staff power, and what each app lets them do.

An app names its part in `AppConfig.ready`: `roles.grant("Moderators", "forum.change_topic")`.
After every migrate the groups are made and what is missing is granted; what the committee added
by hand in the admin stays.
"""

from collections import defaultdict

from .migrating import is_last

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


def grant_all(app_config=None, using: str = "default", **kwargs) -> None:
    """Make every group and give it each permission that exists by now. Idempotent.

    `post_migrate` is sent for each of thirty apps; once is enough, after the last.
    """
    from django.contrib.auth.models import Group, Permission

    if (app_config and not is_last(app_config)) or not _table_exists(Group, using):
        return
    known = {
        f"{label}.{codename}": pk
        for pk, label, codename in Permission.objects.using(using).values_list(
            "pk", "content_type__app_label", "codename"
        )
    }
    groups = {group.name: group for group in Group.objects.using(using)}
    granted = set(Group.permissions.through.objects.using(using).values_list(
        "group_id", "permission_id"
    ))  # fmt: skip
    for name, permissions in _grants.items():
        group = groups.get(name) or Group.objects.using(using).create(name=name)
        keys = (known[label] for label in permissions if label in known)
        if missing := [key for key in keys if (group.pk, key) not in granted]:
            group.permissions.add(*missing)


def _table_exists(model, using):
    from django.db import connections

    return model._meta.db_table in connections[using].introspection.table_names()
