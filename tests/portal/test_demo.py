import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from members.models import Country, Institution, User
from portal.demo import World
from portal.demo.flush import flush
from portal.models import DemoRow
from tests.factories.members import InstitutionFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_the_demo_is_refused_where_real_people_may_be(settings):
    settings.DEBUG = settings.ETUP_ALLOW_DEMO = False

    with pytest.raises(CommandError, match="well-known passwords"):
        call_command("demo")

    assert not DemoRow.objects.exists()


def test_taking_the_demo_away_leaves_what_others_made():
    world = World()
    country, _made = world.make(Country, code="QX", defaults={"name": "Nowhere"})
    world.make(Institution, slug="demo", defaults={"name": "Demo", "country": country})
    real = UserFactory()

    gone, kept = flush()

    assert (gone, kept) == (2, [])
    assert list(User.objects.all()) == [real]
    assert not Institution.objects.exists()


def test_a_demo_row_that_a_real_one_needs_stays():
    country, _made = World().make(Country, code="QX", defaults={"name": "Nowhere"})
    InstitutionFactory(country=country)

    gone, kept = flush()

    assert (gone, kept) == (0, [country])
    assert DemoRow.objects.count() == 1


def rows() -> dict[str, int]:
    return {
        model._meta.label: model._default_manager.count()
        for model in apps.get_models()
        if model._meta.app_label in {"members", "resources", "forum", "events", "pages", "portal"}
    }


def test_the_demo_made_twice_is_made_once_and_can_be_taken_away(settings, capsys):
    settings.ETUP_ALLOW_DEMO = True
    before = rows()

    call_command("demo")
    after = rows()
    call_command("demo")

    assert rows() == after

    call_command("demo", flush=True)

    assert DemoRow.objects.count() == 0
    assert rows() == before
