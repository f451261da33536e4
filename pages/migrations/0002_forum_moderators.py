from django.db import migrations


def take_back(apps, schema_editor):
    """Wagtail's first migrations let a group "Moderators" publish pages; ours is the forum's.

    "Editors" have the same name there and here, and keep what they have.
    """
    group = apps.get_model("auth", "Group").objects.filter(name="Moderators").first()
    if group is None:
        return
    theirs = group.permissions.filter(content_type__app_label__startswith="wagtail")
    group.permissions.remove(*theirs)
    for model in ("GroupPagePermission", "GroupCollectionPermission"):
        apps.get_model("wagtailcore", model).objects.filter(group=group).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("pages", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        ("wagtaildocs", "0012_uploadeddocument"),
        ("wagtailimages", "0027_image_description"),
    ]

    # Back: nothing. What was taken was never given on purpose.
    operations = [migrations.RunPython(take_back, migrations.RunPython.noop)]
