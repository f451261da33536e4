"""Every audience, every kind of viewer, every place where something of a person shows."""

import pytest
from django.urls import reverse

from core.finding import find
from members.actions import memberships, profile
from members.models import Expertise, Institution, Position, User
from tests.factories.members import InstitutionFactory, MemberFactory, PositionFactory, UserFactory

DIRECTORY = reverse("members:directory")
VIEWERS = [
    "visitor", "applicant", "member", "claimant", "former", "colleague", "self", "committee",
]  # fmt: skip
# Who belongs to an audience. The committee finds everybody, and sees fields as a member does.
BELONG = {
    "public": set(VIEWERS),
    "members": {"member", "claimant", "former", "colleague", "self", "committee"},
    "colleagues": {"colleague", "self"},
    "nobody": {"self"},
}


@pytest.fixture
def home(db):
    return InstitutionFactory(name="Home")


@pytest.fixture
def look(visitor, as_, ana, petra, vera, home):
    """`look("colleague", at=owner)` is a client and its viewer."""
    colleague, former, claimant = MemberFactory(), MemberFactory(), MemberFactory(institution=home)
    for person in (colleague, former):
        PositionFactory(person=person, institution=home, role=Position.Role.STAFF)
    memberships.refresh(person=colleague)
    former.positions.update(started_on="2020-01-01", ended_on="2021-01-01")
    memberships.refresh(person=former)
    people = {
        "applicant": petra, "member": ana, "claimant": claimant, "former": former,
        "colleague": colleague, "committee": vera,
    }  # fmt: skip

    def client(kind, owner):
        if kind == "visitor":
            return visitor
        person = User.objects.get(pk=(owner if kind == "self" else people[kind]).pk)
        return as_(person)

    return client


@pytest.fixture
def owner(home):
    def make(*, listed_for="public", **shows):
        tag, _new = Expertise.objects.get_or_create(name="Falconry", slug="falconry")
        person = MemberFactory(
            handle="owner", first_name="Ognen", institution=home, listed_for=listed_for,
            headline="Puppeteer", role="designer", languages=["ro"], disciplines=["083"],
            mentor=True, shows=shows,
        )  # fmt: skip
        person.expertise.add(tag)
        memberships.refile(person)
        return person

    return make


def handles(page):
    return {card["person"].handle for card in page.context["cards"]}


@pytest.mark.parametrize("audience", BELONG)
@pytest.mark.parametrize("kind", VIEWERS)
def test_a_person_is_found_by_their_audience(look, owner, home, audience, kind):
    person = owner(listed_for=audience)
    client = look(kind, person)
    found = kind in BELONG[audience] | {"committee"}

    assert ("owner" in handles(client.get(DIRECTORY))) == found
    assert ("owner" in handles(client.get(DIRECTORY, {"q": "ogn"}))) == found
    assert ("owner" in handles(client.get(DIRECTORY, {"role": "designer"}))) == found
    assert (client.get(person.get_absolute_url()).status_code == 200) == found
    assert ("Ognen" in client.get(home.get_absolute_url()).text) == found


@pytest.mark.parametrize("audience", BELONG)
@pytest.mark.parametrize("kind", VIEWERS)
def test_the_search_of_the_site_finds_a_person_for_their_audience(look, owner, audience, kind):
    person = owner(listed_for=audience)
    page = look(kind, person).get(reverse("portal:search"), {"q": "ognen"}).text
    page = page[page.index("<main") :]
    searchers = BELONG[audience] - {"self"}
    if kind == "self":
        # A member finds oneself as members do.
        assert (person.get_absolute_url() in page) == ("member" in searchers)
    else:
        assert (person.get_absolute_url() in page) == (kind in searchers)


FIELDS = {
    "headline": ("Puppeteer", {"q": "puppet"}, None),
    "role": ("nstructional designer", {"role": "designer"}, "Role"),
    "expertise": ("Falconry", {"expertise": "falconry"}, "Expertise"),
    "institution": ("Home", {"institution": "home"}, "Institution"),
    "languages": ("română", {"language": "ro"}, "Language"),
    "disciplines": ("Fisheries", {"discipline": "083"}, "Discipline"),
    "mentor": ("mentor a colleague", {"mentor": "yes"}, "Willing to"),
}


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("audience", BELONG)
def test_a_field_is_seen_searched_filtered_and_counted_by_its_audience(
    look, owner, home, field, audience
):
    Institution.objects.filter(pk=home.pk).update(slug="home")
    person = owner(**{field: audience})
    words, query, facet = FIELDS[field]

    for kind in VIEWERS:
        client, seen = look(kind, person), kind in BELONG[audience]
        profile_page = client.get(person.get_absolute_url()).text
        article = profile_page[profile_page.index("<article") :]
        assert (words in article) == seen, kind
        # One's own hidden words are not searched, one's own fields are counted.
        if field != "headline" or kind != "self" or audience in ("public", "members"):
            assert ("owner" in handles(client.get(DIRECTORY, query))) == seen, kind
        if facet:
            counted = [
                option.count
                for one in client.get(DIRECTORY, {"q": "ognen"}).context["facets"]
                for option in one.options
                if str(one.title) == facet
            ]
            assert (counted[:1] == [1]) == seen, kind


def test_a_position_is_seen_by_whom_the_institution_is_shown_to(look, owner, home):
    person = owner(institution="colleagues")
    PositionFactory(person=person, institution=home)

    assert "Ognen" in look("colleague", person).get(home.get_absolute_url()).text
    assert "Ognen" not in look("member", person).get(home.get_absolute_url()).text


def test_words_for_colleagues_are_searched_by_them_alone(owner, look):
    person = owner(listed_for="colleagues", headline="colleagues")
    viewers = {kind: look(kind, person) for kind in ("member", "colleague")}

    assert handles(viewers["colleague"].get(DIRECTORY, {"q": "puppeteer"})) == {"owner"}
    assert handles(viewers["member"].get(DIRECTORY, {"q": "puppeteer"})) == set()
    colleague = Position.objects.current().get().person
    assert find("puppeteer", colleague).total == 1
    assert find("puppeteer", UserFactory()).total == 0


def test_who_names_no_institution_has_no_colleagues(look, owner):
    person = owner(listed_for="colleagues")
    profile.save(person, shows={}, links=[], institution=None, expertise=[])

    assert look("colleague", person).get(person.get_absolute_url()).status_code == 404


def test_a_colleague_of_no_membership_is_nobody(as_, owner, home):
    person = owner(listed_for="colleagues")
    outsider = UserFactory()
    PositionFactory(person=outsider, institution=home, role=Position.Role.STAFF)
    memberships.refresh(person=outsider)
    assert outsider.institutions_held == [home.pk]

    assert as_(outsider).get(person.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("eyes", ["visitor", "member", "colleague"])
@pytest.mark.parametrize("audience", BELONG)
def test_the_preview_shows_what_they_would_see(look, owner, eyes, audience):
    person = owner(**dict.fromkeys(User.AUDIENCES, audience))

    preview = look("self", person).get(person.get_absolute_url(), {"as": eyes})
    real = look(eyes, person).get(person.get_absolute_url())

    assert preview.context["shown"] == real.context["shown"]
    for part in ("headline", "role", "institution", "languages", "willing", "links", "positions"):
        assert bool(preview.context[part]) == bool(real.context[part]), part
    assert preview.context["may_write"] == real.context["may_write"]


def test_a_withheld_profile_is_found_by_itself_and_the_committee(look, owner):
    from django.utils import timezone

    person = owner()
    person.withheld_at = timezone.now()
    memberships.refile(person)

    found = {kind for kind in VIEWERS if "owner" in handles(look(kind, person).get(DIRECTORY))}
    assert found == {"self", "committee"}
    assert find("ognen", person).total == 0
