import random

import pytest

from core.models import SearchEntry
from members.models import Centre, Institution, InstitutionName, Membership, Position, User
from portal.management.commands.populate import Plan
from portal.populate import members

pytestmark = pytest.mark.django_db


def populate(**numbers):
    members.run(Plan(**numbers), random.Random("2026:members"), lambda *words: None)


def test_a_network_has_people_places_and_numbers():
    populate(members=60, institutions=30)

    assert Institution.objects.filter(slug__startswith="invented-").count() == 30
    assert User.objects.filter(is_member=True).count() == 60
    assert Membership.objects.filter(person__isnull=False).count() == 60
    assert Membership.objects.exclude(institution=None).count() == 18
    assert Centre.objects.filter(slug__startswith="centre-invented").count() == 10
    assert SearchEntry.objects.filter(kind="member").count() > 40
    assert SearchEntry.objects.filter(kind="institution").count() == 30


def test_one_speaks_for_each_institution_and_everybody_has_a_place():
    populate(members=60, institutions=10)

    held = Position.objects.filter(role="representative").values_list("institution", flat=True)
    assert len(held) == len(set(held)) > 5
    for person in User.objects.exclude(institution=None):
        assert person.institutions_held == [person.institution_id]
        assert person.positions.get().institution_id == person.institution_id


def test_names_come_in_both_scripts():
    populate(members=60, institutions=90)

    surnames = "".join(User.objects.values_list("last_name", flat=True))
    assert any("а" <= letter <= "я" for letter in surnames.lower())
    assert any("a" <= letter <= "z" for letter in surnames.lower())
    name = InstitutionName.objects.filter(language="sr").first()
    assert name.institution in Institution.objects.matching(name.name)


def test_a_second_run_adds_what_is_missing_and_nothing_else():
    populate(members=20, institutions=10)
    populate(members=30, institutions=15)
    populate(members=30, institutions=15)

    assert User.objects.filter(handle__startswith="reader-").count() == 30
    assert Institution.objects.filter(slug__startswith="invented-").count() == 15


def test_the_same_seed_makes_the_same_people():
    populate(members=20, institutions=10)
    before = list(User.objects.order_by("pk").values_list("first_name", "last_name", "role"))
    Position.objects.all().delete()
    User.objects.all().delete()
    populate(members=20, institutions=10)

    again = list(User.objects.order_by("pk").values_list("first_name", "last_name", "role"))
    assert again == before


def test_five_hundred_institutions_have_names_of_their_own():
    populate(members=0, institutions=500)

    names = Institution.objects.filter(slug__startswith="invented-").values_list("name", flat=True)
    assert len(set(names)) == 500
