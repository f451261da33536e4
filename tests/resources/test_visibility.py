from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import AnonymousUser

from resources.models import Resource
from tests.factories.resources import AcceptedFactory, ResourceFactory, SubmittedFactory


@pytest.fixture
def shelf(boris):
    """One record of each sort, none of them ana's but the draft called "hers"."""
    return {
        "public": AcceptedFactory(title="public", depositor=boris),
        "members": AcceptedFactory(title="members", depositor=boris, audience="members"),
        "draft": ResourceFactory(title="draft", depositor=boris),
        "waiting": SubmittedFactory(title="waiting", depositor=boris),
        "returned": ResourceFactory(title="returned", depositor=boris, state="returned"),
        "orphan": SubmittedFactory(title="orphan", depositor=None),
    }


def titles(viewer):
    return set(Resource.objects.visible_to(viewer).values_list("title", flat=True))


def test_a_visitor_sees_what_is_accepted_for_everybody(shelf):
    assert titles(AnonymousUser()) == {"public"}


def test_an_applicant_sees_no_more_than_a_visitor(shelf, petra):
    assert titles(petra) == {"public"}


def test_a_member_sees_what_is_for_members_too(shelf, ana):
    assert titles(ana) == {"public", "members"}


def test_a_depositor_sees_their_own_in_every_state(shelf, boris):
    assert titles(boris) == {"public", "members", "draft", "waiting", "returned"}


def test_a_curator_sees_all_but_other_peoples_drafts(shelf, mira):
    ResourceFactory(title="mine", depositor=mira)

    assert titles(mira) == {"public", "members", "waiting", "returned", "orphan", "mine"}


def test_the_committee_decides_nothing_here_and_sees_what_members_see(shelf, vera):
    assert titles(vera) == {"public", "members"}


def test_the_catalogue_shows_accepted_records_only(shelf, boris, mira):
    def listed(viewer):
        return set(Resource.objects.listed_for(viewer).values_list("title", flat=True))

    assert listed(AnonymousUser()) == {"public"}
    assert listed(boris) == listed(mira) == {"public", "members"}


def test_what_is_accepted_after_midnight_is_accepted_on_that_day(db, visitor):
    resource = AcceptedFactory(published_at=datetime(2026, 11, 21, 23, 30, tzinfo=UTC))

    shown = visitor.get(resource.get_absolute_url()).text

    assert 'datetime="2026-11-22"' in shown
    assert 'datetime="2026-11-21"' not in shown
