import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command

from events.models import Event
from members.models import Country, Institution, User
from pages.models import HomePage
from portal.demo import World
from portal.demo.flush import flush
from portal.models import DemoRow
from resources.models import Resource
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
        if model._meta.app_label in settings.PROJECT_APPS
    }


def spoken() -> dict[str, set[str]]:
    """The languages in which there is something to read, to attend and to hear from."""
    return {
        "pages": set(HomePage.objects.live().values_list("locale__language_code", flat=True)),
        "records": set(Resource.objects.values_list("language", flat=True)),
        "events": {code for event in Event.objects.all() for code in event.language_codes},
        "people": set(User.objects.values_list("language", flat=True)),
    }


def test_the_demo_made_twice_is_made_once_and_can_be_taken_away(settings, capsys):
    settings.ETUP_ALLOW_DEMO = True
    before = rows()

    call_command("demo")
    after = rows()
    every = {code for code, _name in settings.LANGUAGES}
    # Pages are written by people: the demo has those of three languages.
    assert spoken() == {"pages": {"en", "mk", "sq"}, "records": every, "events": every,
                        "people": every}  # fmt: skip
    call_command("demo")

    assert rows() == after

    call_command("demo", flush=True)

    assert DemoRow.objects.count() == 0
    assert rows() == before
