import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from django.utils import timezone

from core import roles
from core.exceptions import Refused
from core.models import AuditEntry, Letter, SearchEntry
from events.models import Registration
from forum.models import Watch
from members import duplicates, personal_data
from members.actions import invitations, memberships, merges, moving
from members.models import Application, Institution, Membership, Position, User
from newsletters.models import Subscriber
from tests import filling
from tests.factories.events import EventFactory
from tests.factories.forum import TopicFactory
from tests.factories.members import (
    ApplicationFactory,
    CentreFactory,
    CountryFactory,
    InstitutionFactory,
    MemberFactory,
    MembershipTypeFactory,
    PositionFactory,
    UserFactory,
)


@pytest.fixture
def twin(db):
    """Ana's other account."""
    return UserFactory(handle="ana-2", email="ana2@example.org", first_name="Ana")


def merge(kept, gone, vera, *fields):
    merges.merge_people(kept, gone, by=vera, fields=set(fields))
    kept.refresh_from_db()


# --- Everything moves -------------------------------------------------------------------------


def a_row_for(model, column, person):
    return filling.a_row(model, **{column.name: person})


def test_after_a_merge_no_row_of_any_app_points_to_who_is_gone(ana, twin, admin):
    EventFactory(), TopicFactory(), InstitutionFactory(), CentreFactory()
    for model, column in moving.columns_to(User):
        if not model._base_manager.filter(**{column.name: twin}).exists():
            # Does a new table fail here? Say in tests/filling.py how its rows are made.
            a_row_for(model, column, twin)
        assert model._base_manager.filter(**{column.name: twin}).exists()
    key = twin.pk

    merge(ana, twin, admin)

    assert not User.objects.filter(pk=key).exists()
    left = [
        f"{model._meta.label}.{column.name}"
        for model, column in moving.columns_to(User)
        if model._base_manager.filter(**{column.attname: key}).exists()
    ]
    assert left == []
    assert not SearchEntry.objects.filter(kind="member", object_id=str(key)).exists()


def test_what_only_one_may_have_is_kept_as_the_survivors(ana, twin, admin):
    """Each table with a constraint in which the person takes part, filled for both of them."""
    EventFactory(), TopicFactory(), InstitutionFactory(), CentreFactory()
    tried = 0
    for model, column in moving.columns_to(User):
        uniques = list(moving._unique_with(model, column))
        if not uniques or model in (EmailAddress, Membership, Application):
            continue
        theirs = model._base_manager.filter(**{column.name: twin}).first()
        theirs = theirs or a_row_for(model, column, twin)
        others = {name: getattr(theirs, name) for name in uniques[0][0]}
        for field in model._meta.concrete_fields:
            if not field.unique and not field.primary_key:
                others.setdefault(field.name, getattr(theirs, field.name))
        others[column.name] = ana
        try:
            with transaction.atomic():
                filling.a_row(model, **others)
        except IntegrityError:
            continue
        tried += 1
    assert tried > 8

    merge(ana, twin, admin)

    assert not User.objects.filter(handle="ana-2").exists()


def register(event, person, state):
    since = timezone.now() if state == "confirmed" else None
    Registration.objects.create(event=event, person=person, state=state, confirmed_at=since)


def test_of_two_places_at_one_event_one_stays_and_the_next_in_line_moves_up(ana, twin, vera):
    event = EventFactory(capacity=2, places_taken=2, people_waiting=1)
    for person, state in [(ana, "confirmed"), (twin, "confirmed"), (UserFactory(), "waiting")]:
        register(event, person, state)

    merge(ana, twin, vera)

    event.refresh_from_db()
    assert (event.places_taken, event.people_waiting) == (2, 0)
    assert Registration.objects.get(person=ana).state == "confirmed"


def test_a_place_is_better_than_a_wait(ana, twin, vera):
    event = EventFactory(capacity=1, places_taken=1, people_waiting=1)
    register(event, twin, "confirmed")
    register(event, ana, "waiting")

    merge(ana, twin, vera)

    event.refresh_from_db()
    assert Registration.objects.get(event=event).person == ana
    assert Registration.objects.get(event=event).state == "confirmed"
    assert (event.places_taken, event.people_waiting) == (1, 0)


def test_posts_topics_and_watches_go_over(ana, twin, vera):
    both, one = TopicFactory(author=twin), TopicFactory(author=twin)
    Watch.objects.create(person=ana, topic=both)
    Watch.objects.create(person=twin, topic=both)
    Watch.objects.create(person=twin, topic=one)

    merge(ana, twin, vera)

    both.refresh_from_db()
    assert both.author == ana
    assert set(Watch.objects.values_list("person", "topic")) == {
        (ana.pk, both.pk), (ana.pk, one.pk),
    }  # fmt: skip


def test_newsletters_of_both_go_to_one_subscriber(ana, twin, vera):
    from tests.factories.newsletters import ListFactory

    lists = [ListFactory(), ListFactory()]
    for person, some in [(ana, lists[:1]), (twin, lists)]:
        subscriber = Subscriber.objects.create(email=person.email, person=person)
        for each in some:
            subscriber.subscriptions.create(list=each)

    merge(ana, twin, vera)

    subscriber = Subscriber.objects.get()
    assert subscriber.person == ana
    assert {each.list for each in subscriber.subscriptions.all()} == set(lists)


# --- The person -------------------------------------------------------------------------------


def test_one_chooses_whose_word_stays_and_gaps_are_filled(ana, twin, vera):
    User.objects.filter(pk=ana.pk).update(headline="Statistics", bio="Long ago", website="")
    User.objects.filter(pk=twin.pk).update(
        headline="Pedagogy", bio="Today", website="https://example.org", last_name="Nova"
    )

    merge(ana, twin, vera, "bio")

    assert (ana.headline, ana.bio, ana.website) == ("Statistics", "Today", "https://example.org")
    assert ana.last_name != "Nova"
    assert (ana.email, ana.handle) == ("ana@example.org", "ana")


def test_the_other_address_becomes_a_second_one(ana, twin, vera):
    merge(ana, twin, vera)

    addresses = EmailAddress.objects.filter(user=ana).values_list("email", "primary", "verified")
    assert set(addresses) == {
        ("ana@example.org", True, True), ("ana2@example.org", False, True),
    }  # fmt: skip
    assert {letter.to for letter in Letter.objects.filter(kind="accounts_merged")} == {
        "ana@example.org", "ana2@example.org",
    }  # fmt: skip


def test_of_two_memberships_that_stand_one_stands_on(ana, vera):
    twin = MemberFactory()
    number = Membership.objects.get(person=ana).number

    merge(ana, twin, vera)

    assert ana.memberships.count() == 2
    assert Membership.objects.live().get(person=ana).number == number
    assert ana.is_member


def test_the_only_membership_that_stands_goes_over(petra, vera):
    twin = MemberFactory()

    merge(petra, twin, vera)

    assert petra.is_member
    assert Membership.objects.live().filter(person=petra).count() == 1


def test_offices_go_over_and_none_is_doubled(ana, twin, vera):
    place = InstitutionFactory()
    PositionFactory(person=ana, institution=place, role="staff", started_on="2026-03-01")
    PositionFactory(person=twin, institution=place, role="staff", started_on="2025-01-01")
    PositionFactory(person=twin, institution=place, role="representative")

    merge(ana, twin, vera)

    held = Position.objects.filter(person=ana).values_list("role", flat=True)
    assert sorted(held) == ["representative", "staff"]
    assert str(ana.positions.get(role="staff").started_on) == "2025-01-01"


def test_one_application_stays_open(ana, twin, vera):
    ours, theirs = ApplicationFactory(applicant=ana), ApplicationFactory(applicant=twin)

    merge(ana, twin, vera)

    theirs.refresh_from_db()
    assert (theirs.applicant, theirs.state) == (ana, "withdrawn")
    assert Application.objects.open().get(applicant=ana) == ours


def test_who_is_gone_is_signed_out_and_brings_neither_powers_nor_keys(ana, twin, admin, as_):
    from allauth.mfa.models import Authenticator

    twin.groups.add(Group.objects.get(name=roles.MODERATORS))
    Authenticator.objects.create(user=twin, type="webauthn", data={})
    client = as_(twin)
    assert client.get("/my/data/").status_code == 200

    merge(ana, twin, admin)

    assert client.get("/my/data/").status_code == 302
    assert not ana.groups.exists()
    assert not Authenticator.objects.exists()


def test_a_merge_is_written_down_with_what_moved(ana, twin, vera):
    TopicFactory(author=twin)
    User.objects.filter(pk=twin.pk).update(headline="Pedagogy")
    key = twin.pk

    merge(ana, twin, vera)

    entry = AuditEntry.objects.get(verb="merge")
    assert entry.whom == ana.pk
    assert f'"gone": {key}' in entry.details
    assert "topics" in entry.details
    assert personal_data.merged_into(ana) == [key]


def test_erasing_the_survivor_takes_out_what_the_log_says_of_the_other(ana, twin, vera):
    from core import audit
    from members.actions import account

    audit.record("rename", twin, whom=twin, before={"last_name": "Oldname"})
    merge(ana, twin, vera)

    account.close(ana, keep_content=True)

    assert not AuditEntry.objects.filter(details__contains="Oldname").exists()


def test_nobody_becomes_their_own_deputy(ana, twin, vera):
    place = InstitutionFactory()
    PositionFactory(person=ana, institution=place, role="representative")
    PositionFactory(person=twin, institution=place, role="deputy")

    merge(ana, twin, vera)

    assert Position.objects.current().get(person=ana).role == "representative"


def test_who_has_powers_is_merged_by_an_administrator_alone(ana, mira, vera, admin, emil):
    for kept, gone, by in [
        (ana, mira, vera), (mira, ana, vera), (ana, admin, vera), (ana, vera, vera),
        (ana, UserFactory(), mira), (ana, admin, admin),
    ]:  # fmt: skip
        with pytest.raises(Refused, match="Only an administrator"):
            merges.merge_people(kept, gone, by=by)
    merge(ana, mira, admin)

    with pytest.raises(Refused, match="gone already"):
        merges.merge_people(ana, mira, by=admin)
    with pytest.raises(Refused, match="one entry"):
        merges.merge_people(ana, ana, by=admin)


def test_if_anything_fails_nothing_has_happened(ana, twin, vera):
    from members.signals import people_merged

    def fail(sender, **kwargs):
        raise RuntimeError("no")

    people_merged.connect(fail)
    try:
        with pytest.raises(RuntimeError):
            merges.merge_people(ana, twin, by=vera)
    finally:
        people_merged.disconnect(fail)

    assert EmailAddress.objects.get(email="ana2@example.org").user == twin


# --- Institutions -----------------------------------------------------------------------------


@pytest.fixture
def pair(db):
    country = CountryFactory(code="RS", name="Serbia")
    kept = InstitutionFactory(name="Univerzitet u Primeru", slug="primer", country=country)
    gone = InstitutionFactory(
        name="University of Primer", slug="uni-primer", country=country, city="", acronym="UPR",
        is_confirmed=False,
    )  # fmt: skip
    return kept, gone


def test_two_entries_of_an_institution_become_one(pair, vera, ana, boris, petra, visitor):
    kept, gone = pair
    PositionFactory(person=ana, institution=kept)
    PositionFactory(person=boris, institution=gone)
    PositionFactory(person=petra, institution=gone, role="staff")
    centre = CentreFactory(institution=gone)
    gone.names.create(name="Универзитет у Примеру")
    type = MembershipTypeFactory(slug="institutional", for_institutions=True)
    memberships.begin(type, institution=gone)
    User.objects.filter(pk=petra.pk).update(institution=gone)
    invitations.invite("x@y.org", by=vera, institution=gone)

    merges.merge_institutions(kept, gone, by=vera)

    kept.refresh_from_db(), centre.refresh_from_db(), petra.refresh_from_db()
    assert not Institution.objects.filter(slug="uni-primer").exists()
    assert (kept.is_member, kept.acronym, kept.city) == (True, "UPR", "Sarajevo")
    assert centre.institution == petra.institution == kept
    assert petra.is_member
    assert {name.name for name in kept.names.all()} == {
        "University of Primer", "Универзитет у Примеру",
    }  # fmt: skip
    office = {"role": "representative", "institution": kept}
    assert Position.objects.current().get(**office).person == ana
    assert Position.objects.filter(**office).count() == 2
    assert Position.objects.current().get(person=boris).role == "staff"
    for head in ("", "/sq"):
        answer = visitor.get(f"{head}/institutions/uni-primer/", follow=True)
        assert answer.redirect_chain[-1][0].endswith("/institutions/primer/")
    assert Institution.objects.matching("универзитет примеру").get() == kept


def test_of_two_institutional_memberships_one_stands_on(pair, vera):
    kept, gone = pair
    type = MembershipTypeFactory(slug="institutional", for_institutions=True)
    number = memberships.begin(type, institution=kept).number
    memberships.begin(type, institution=gone)

    merges.merge_institutions(kept, gone, by=vera)

    assert Membership.objects.live().get(institution=kept).number == number
    assert Membership.objects.filter(institution=kept).count() == 2


def test_only_the_committee_merges_institutions(pair, lule):
    with pytest.raises(Refused, match="Only the committee"):
        merges.merge_institutions(*pair, by=lule)


# --- The finder -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("ana@example.org", "ANA@example.org", True),
        ("a.n.a@gmail.com", "ana+list@googlemail.com", True),
        ("ana+x@outlook.com", "ana@outlook.com", True),
        ("a.na@outlook.com", "ana@outlook.com", False),
        ("a.na@example.org", "ana@example.org", False),
        ("ana+x@example.org", "ana@example.org", False),
    ],
)
def test_addresses_that_reach_one_mailbox(one, two, same):
    assert (duplicates.mailbox(one) == duplicates.mailbox(two)) is same


def found():
    return {(pair.low, pair.high): str(pair.reason) for pair in duplicates.people()}


def test_pairs_are_found_by_address_orcid_and_name_with_institution(db, vera):
    place = InstitutionFactory()
    dotted = UserFactory(email="m.ila@gmail.com")
    plain = UserFactory(email="other@example.org")
    EmailAddress.objects.create(user=plain, email="mila+x@gmail.com", verified=True)
    orcids = [UserFactory(orcid="0000-0002-1825-0097") for _ in range(2)]
    latin = UserFactory(first_name="Đorđe", last_name="Čačak", institution=place)
    cyrillic = UserFactory(first_name="Чачак", last_name="Ђорђе")
    PositionFactory(person=cyrillic, institution=place, role="staff")
    UserFactory(first_name="Đorđe", last_name="Čačak")

    assert found() == {
        (dotted.pk, plain.pk): "the same address",
        (orcids[0].pk, orcids[1].pk): "the same ORCID iD",
        (latin.pk, cyrillic.pk): "the same name at one institution",
    }

    merges.tell_apart("person", cyrillic, latin)
    assert (latin.pk, cyrillic.pk) not in found()


def test_institutions_are_found_by_any_name_and_website(pair):
    kept, gone = pair
    kept.names.create(name="UNIVERSITY OF PRIMER")
    site = [
        InstitutionFactory(website=f"{way}example.org/x") for way in ("http://", "https://www.")
    ]

    pairs = {(one.low, one.high): str(one.reason) for one in duplicates.institutions()}

    assert pairs == {
        (kept.pk, gone.pk): "the same name",
        (site[0].pk, site[1].pk): "the same website",
    }


@pytest.mark.parametrize("count", [1, 30])
def test_the_finder_asks_the_same_of_one_and_of_thirty(django_assert_num_queries, db, count):
    UserFactory.create_batch(count, first_name="Same", last_name="Name")

    with django_assert_num_queries(6):
        duplicates.people()
