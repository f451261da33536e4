import os
import subprocess
import sys

import pytest
from django.core.management import call_command
from django.db.models.signals import post_migrate
from django.utils.translation import override

from members import seeds
from members.models import (
    Country,
    Expertise,
    MembershipType,
    Policy,
    Service,
    TargetGroup,
)


def test_an_empty_network_knows_its_types_countries_policy_and_fields(db):
    assert list(MembershipType.objects.values_list("slug", flat=True)) == [
        "individual", "institutional", "associated",
    ]  # fmt: skip
    assert dict(MembershipType.objects.values_list("slug", "kinds")) == {
        "individual": [], "institutional": ["hei", "organisation"], "associated": ["associate"],
    }  # fmt: skip
    assert Country.objects.count() == len(seeds.COUNTRIES.split())
    assert Policy.objects.in_force().version == "2026-1"
    assert Expertise.objects.count() > 20
    assert (Service.objects.count(), TargetGroup.objects.count()) == (11, 8)


def test_planting_again_puts_nothing_back(db):
    Country.objects.filter(code="XK").update(name="As the committee writes it")
    Expertise.objects.first().delete()
    fields = Expertise.objects.count()

    seeds.plant()

    assert Country.objects.get(code="XK").name == "As the committee writes it"
    assert Expertise.objects.count() == fields


def test_planting_again_leaves_who_may_apply_as_it_was(db):
    MembershipType.objects.update(kinds=[])

    seeds.plant()

    assert not MembershipType.objects.exclude(kinds=[]).exists()


def test_the_seeds_come_back_after_a_flush(transactional_db):
    call_command("flush", interactive=False, verbosity=0)

    assert MembershipType.objects.count() == 3
    assert post_migrate.has_listeners()


def test_a_country_is_named_in_the_readers_language_with_its_mark(db):
    kosovo, albania = Country.objects.get(code="XK"), Country.objects.get(code="AL")

    with override("sq"):
        assert (str(kosovo), str(albania)) == ("Kosovë*", "Shqipëri")
    with override("mk"):
        assert str(albania) == "Албанија"


def test_every_field_of_expertise_has_a_label_in_every_language(db, settings):
    languages = {code for code, _name in settings.LANGUAGES} - {"en"}

    assert {frozenset(tag.labels) for tag in Expertise.objects.all()} == {frozenset(languages)}


def test_what_centres_do_and_for_whom_has_a_label_in_every_language(db, settings):
    languages = frozenset(code for code, _name in settings.LANGUAGES) - {"en"}

    for vocabulary in (Service, TargetGroup):
        assert {frozenset(term.labels) for term in vocabulary.objects.all()} == {languages}
    with override("mk"):
        assert str(Service.objects.get(slug="training")) == "обуки за наставници"


@pytest.mark.processes
@pytest.mark.own_place
def test_migrations_go_back_to_the_first_release_and_forward_again(tmp_path):
    place = os.environ | {
        "DATABASE_URL": f"sqlite:///{tmp_path}/place.sqlite3", "DATA_DIR": str(tmp_path),
        "REDIS_URL": "", "DEBUG": "on", "SECRET_KEY": "migrating", "DJANGO_SETTINGS_MODULE":
        "balkanetup.settings",
    }  # fmt: skip

    def migrate(*where):
        command = [sys.executable, "manage.py", "migrate", "--verbosity", "0", *where]
        return subprocess.run(command, env=place, capture_output=True, text=True, check=False)

    for where in ([], ["members", "0001"], []):
        done = migrate(*where)
        assert (done.returncode, done.stderr) == (0, "")
