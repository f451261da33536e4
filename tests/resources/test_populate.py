import random
from types import SimpleNamespace

from core.models import SearchEntry
from portal.populate import resources as populate
from resources.models import Resource


def test_the_same_seed_fills_the_same_catalogue(ana, boris, visitor):
    plan = SimpleNamespace(members=2, resources=30)

    populate.run(plan, random.Random(7), lambda *step: None)

    first = list(Resource.objects.order_by("pk").values_list("short_id", "title"))
    assert len(first) == 30
    assert SearchEntry.objects.filter(kind="resource").count() == 30
    members = visitor.get("/resources/").context["total"]
    assert members == Resource.objects.filter(audience="public").count()
    Resource.objects.all().delete()
    populate.run(plan, random.Random(7), lambda *step: None)
    assert list(Resource.objects.order_by("pk").values_list("short_id", "title")) == first
