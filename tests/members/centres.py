"""What the tests about centres share."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from members.models import Service, TargetGroup
from tests.factories.members import PositionFactory
from tests.factories.resources import PDF


def typed(**changes):
    return {
        "name": "Centre for Teaching", "acronym": "CfT", "founded": "2016",
        "place": "In the quality unit", "staff_count": "4", "description": "We **listen** first.",
        "services": [Service.objects.get(slug="training").pk],
        "target_groups": [TargetGroup.objects.get(slug="new-teachers").pk],
        "languages": ["mk", "sq"], "opening_hours": "Monday to Thursday: 9–15\nFriday: 9–12",
        "email": "office@example.org", "phone": "+389 2 000 000", "website": "example.org/ctl",
        "postal_address": "A street 1\n1000 Skopje", "name_mk": "Центар за настава",
        "former": "Office for Teachers", **changes,
    }  # fmt: skip


def stage(**changes):
    return {"stage": "operating", "since": "2016", "evidence": "", **changes}


def edit(centre, name="edit"):
    return reverse(f"members:centre_{name}", args=[centre.slug])


def give(person, centre, role="editor", **dates):
    return PositionFactory(
        person=person, institution=centre.institution, centre=centre, role=role, **dates
    )


def pdf(name="mandate.pdf", content=PDF):
    return SimpleUploadedFile(name, content, content_type="application/pdf")
