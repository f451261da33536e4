import secrets

from django.db import migrations
from django.utils import timezone


def fill(apps, schema_editor):
    Membership = apps.get_model("members", "Membership")
    for membership in Membership.objects.filter(token=None).iterator():
        membership.token = secrets.token_urlsafe(32)
        membership.save(update_fields=["token"])
    Membership.objects.filter(ended_on__lte=timezone.localdate()).update(state="ended")


def empty(apps, schema_editor):
    Membership = apps.get_model("members", "Membership")
    Membership.objects.update(token=None, state="standing")


class Migration(migrations.Migration):
    dependencies = [("members", "0005_add_periods_and_notices")]

    operations = [migrations.RunPython(fill, empty)]
