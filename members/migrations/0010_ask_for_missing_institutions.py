"""Open applications that describe a missing institution get a request for it; waits get a day."""

from django.db import migrations
from django.db.models import F

HANDED_IN = ["submitted", "asked", "answered"]
KEYS = ["name", "kind", "city", "website"]


def ask(apps, schema_editor):
    Application = apps.get_model("members", "Application")
    Country = apps.get_model("members", "Country")
    Request = apps.get_model("members", "InstitutionRequest")
    Step = apps.get_model("members", "ApplicationStep")
    countries = set(Country.objects.values_list("pk", flat=True))
    for application in Application.objects.filter(state__in=HANDED_IN).iterator():
        missing = application.missing_institution
        if not missing.get("name") or missing.get("country") not in countries:
            continue
        request = Request.objects.create(
            application=application,
            asked_by_id=application.applicant_id,
            country_id=missing["country"],
            **{key: missing.get(key, "") for key in KEYS},
        )
        asked_at = application.submitted_at or request.asked_at
        Request.objects.filter(pk=request.pk).update(asked_at=asked_at)
        Application.objects.filter(pk=application.pk).update(missing_institution={})
    Application.objects.update(moved_at=F("changed_at"))
    for step in Step.objects.order_by("at", "pk").iterator():
        # Only the last one stays: it is where the application stands.
        Application.objects.filter(pk=step.application_id).update(moved_at=step.at)
    Application.objects.filter(state__in=["submitted", "answered"]).update(
        waits_since=F("moved_at")
    )


def describe(apps, schema_editor):
    """Back into the application's own text."""
    Application = apps.get_model("members", "Application")
    Request = apps.get_model("members", "InstitutionRequest")
    for request in Request.objects.filter(state="open").exclude(application=None).iterator():
        missing = {key: getattr(request, key) for key in KEYS}
        Application.objects.filter(pk=request.application_id).update(
            missing_institution={**missing, "country": request.country_id}
        )


class Migration(migrations.Migration):
    dependencies = [("members", "0009_add_votes_and_questions")]
    operations = [migrations.RunPython(ask, describe)]
