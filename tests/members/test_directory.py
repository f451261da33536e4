import pytest
from django.urls import reverse

from members.actions import memberships
from members.models import Country, Expertise
from tests.factories.members import (
    CentreFactory,
    InstitutionFactory,
    MemberFactory,
    MembershipFactory,
    PositionFactory,
)

DIRECTORY = reverse("members:directory")


def named(page):
    """Who stands in the list."""
    return {card["person"].handle for card in page.context["cards"]}


def counts(page, title):
    """What one facet counts; the lists of institutions hold theirs one by one."""
    if "facets" not in page.context:
        return {str(option.label): option.count for option in page.context[title]}
    options = [facet.options for facet in page.context["facets"] if str(facet.title) == title]
    return {str(option.label): option.count for one in options for option in one}


@pytest.fixture
def tag(db):
    return Expertise.objects.get(name="Active learning")


def public(**fields):
    return MemberFactory(listed_for="public", **fields)


def test_everybody_finds_those_who_show_themselves_to_them(visitor, as_, ana, petra, vera):
    public(handle="open")
    MemberFactory(handle="inside", listed_for="members")
    MemberFactory(handle="hidden", listed_for="nobody")

    assert named(visitor.get(DIRECTORY)) == {"open"}
    assert named(as_(petra).get(DIRECTORY)) == {"open"}
    assert named(as_(ana).get(DIRECTORY)) == {"open", "inside", "ana", "vera"}
    assert named(as_(vera).get(DIRECTORY)) == {"open", "inside", "hidden", "ana", "vera"}


def test_filters_count_what_they_would_leave(visitor, tag):
    a = public(handle="a", country_id="BA", role="lecturer")
    a.expertise.add(tag)
    a.save()
    public(handle="b", country_id="BA", role="professor")
    public(handle="c", country_id="AL", role="professor")

    page = visitor.get(DIRECTORY, {"role": "professor"})

    assert named(page) == {"b", "c"}
    assert counts(page, "Country") == {"Albania": 1, "Bosnia and Herzegovina": 1}
    assert counts(page, "Role") == {"professor": 2, "lecturer": 1}
    assert counts(page, "Expertise") == {}
    both = visitor.get(DIRECTORY, {"role": "lecturer", "expertise": tag.slug, "country": "BA"})
    assert named(both) == {"a"}
    assert both.context["total"] == 1


@pytest.mark.parametrize(
    ("field", "query", "facet"),
    [
        ("country", {"country": "BA"}, "Country"),
        ("role", {"role": "lecturer"}, "Role"),
        ("expertise", {"expertise": "active-learning"}, "Expertise"),
    ],
)
def test_nobody_is_found_by_what_they_hide(visitor, as_, ana, tag, field, query, facet):
    shy = public(handle="shy", country_id="BA", role="lecturer", shows={field: "members"})
    shy.expertise.add(tag)
    shy.save()

    page = visitor.get(DIRECTORY, query)
    assert named(page) == set()
    assert counts(visitor.get(DIRECTORY), facet) == {}
    assert named(as_(ana).get(DIRECTORY, query)) == {"shy"}
    assert sum(counts(as_(ana).get(DIRECTORY), facet).values()) == 1


@pytest.mark.parametrize("typed", ["Jelena", "јелена", "JELÉNA", "uciliste"])
def test_people_are_found_in_any_script(visitor, db, typed):
    institution = InstitutionFactory(name="Sveučilište")
    public(handle="jelena", first_name="Jelena", institution=institution)
    public(handle="other")

    assert named(visitor.get(DIRECTORY, {"q": typed})) == {"jelena"}


def test_words_that_are_hidden_are_not_searched(visitor, as_, ana, tag):
    shy = public(handle="shy", headline="Puppeteer", shows={
        "headline": "members", "expertise": "nobody",
    })  # fmt: skip
    shy.expertise.add(tag)
    shy.save()

    assert named(visitor.get(DIRECTORY, {"q": "puppeteer"})) == set()
    assert named(as_(ana).get(DIRECTORY, {"q": "puppeteer"})) == {"shy"}
    assert named(as_(ana).get(DIRECTORY, {"q": "active"})) == set()


def test_who_leaves_takes_their_fields_out_of_the_counts(visitor, tag):
    person = public(handle="open")
    person.expertise.add(tag)
    person.save()
    assert counts(visitor.get(DIRECTORY), "Expertise") == {"Active learning": 1}

    memberships.end(person.memberships.get())

    assert counts(visitor.get(DIRECTORY), "Expertise") == {}


def test_no_page_shows_an_address_of_anybody(visitor, as_, ana, vera):
    public(handle="open", email="secret@example.org")

    for client in (visitor, as_(ana), as_(vera)):
        for address in (DIRECTORY, reverse("members:profile", args=["open"])):
            assert "secret@example.org" not in client.get(address).text


def test_typing_fetches_the_list_and_not_the_page(visitor, db):
    public(first_name="Ana")

    page = visitor.get(DIRECTORY, {"q": "ana"}).text
    part = visitor.get(DIRECTORY, {"q": "ana"}, headers={"HX-Request": "true"}).text

    assert "<html" in page
    assert "<html" not in part
    assert "Ana" in part


@pytest.mark.parametrize("query", ["q", "country", "role", "expertise", "institution", "page"])
@pytest.mark.parametrize("hostile", ["\x00", "%27", "9" * 4000, "😀\u202e", "<script>x"])
def test_hostile_queries_get_a_page(visitor, db, query, hostile):
    public()

    for name in ("directory", "institutions", "centres"):
        answer = visitor.get(reverse(f"members:{name}"), {query: hostile})

        assert answer.status_code == 200
        assert "<script>x" not in answer.text


@pytest.mark.parametrize("count", [1, 3])
def test_the_directory_costs_the_same_for_one_and_for_three(
    visitor, as_, petra, tag, count, django_assert_num_queries
):
    for person in [
        public(institution=InstitutionFactory(), country_id="XK") for _ in range(count)
    ]:
        person.expertise.add(tag)
        person.save()
    client = as_(MemberFactory(listed_for="nobody"))
    # The first to come after a change counts for all.
    visitor.get(DIRECTORY)

    with django_assert_num_queries(2):
        visitor.get(DIRECTORY)
    with django_assert_num_queries(5):
        client.get(DIRECTORY)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("query", "as_visitor", "as_member"),
    [
        ({"country": "XK", "role": "lecturer"}, 2, 5),
        ({"expertise": "active-learning"}, 2, 5),
        ({"q": "zora"}, 2, 5),
        ({"q": "zora", "country": "XK"}, 2, 5),
        ("person", 8, 11),
        ("institution", 11, 15),
    ],
)
def test_what_one_looks_up_costs_the_same_for_one_and_for_three(
    visitor, as_, tag, count, query, as_visitor, as_member, django_assert_num_queries
):
    institution = InstitutionFactory()
    CentreFactory.create_batch(count, institution=institution)
    for _ in range(count):
        person = public(
            first_name="Zora", institution=institution, country_id="XK", role="lecturer"
        )
        person.expertise.add(tag)
        person.save()
    things = {"person": person, "institution": institution}
    address = things[query].get_absolute_url() if query in ("person", "institution") else DIRECTORY
    query = query if address == DIRECTORY else {}
    client = as_(MemberFactory(listed_for="nobody"))
    visitor.get(address, query)

    with django_assert_num_queries(as_visitor):
        visitor.get(address, query)
    with django_assert_num_queries(as_member):
        client.get(address, query)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [("institutions", 4), ("centres", 8)])
def test_the_register_costs_the_same_for_one_and_for_three(
    visitor, db, count, name, queries, django_assert_num_queries
):
    CentreFactory.create_batch(count)

    with django_assert_num_queries(queries):
        visitor.get(reverse(f"members:{name}"))


def test_a_profile_shows_each_field_to_whom_its_owner_chose(visitor, as_, ana, tag):
    person = public(
        handle="open", headline="In one line", bio="About **me**", orcid="0000-0002-1825-0097",
        country_id="XK", role="lecturer", shows={"role": "nobody", "orcid": "public"},
    )  # fmt: skip
    person.expertise.add(tag)
    address = person.get_absolute_url()

    seen = visitor.get(address).text
    assert "In one line" in seen
    assert "0000-0002-1825-0097" in seen
    assert "Kosovo*" in seen
    assert "without taking any position" in seen
    assert "About <strong>me</strong>" not in seen
    assert "About <strong>me</strong>" in as_(ana).get(address).text
    assert "Lecturer" not in as_(ana).get(address).text
    assert "Lecturer" in as_(person).get(address).text


def test_one_looks_at_oneself_with_the_eyes_of_others(as_, db):
    person = MemberFactory(bio="About me", role="lecturer", shows={"role": "nobody"})
    address = person.get_absolute_url()

    assert "They do not find you" in as_(person).get(address, {"as": "visitor"}).text
    as_member = as_(person).get(address, {"as": "member"}).text
    assert "About me" in as_member
    assert "Lecturer" not in as_member


def test_the_eyes_of_others_are_for_oneself_only(as_, ana):
    person = MemberFactory(bio="About me")

    assert "About me" in as_(ana).get(person.get_absolute_url(), {"as": "visitor"}).text


def test_an_institution_gathers_its_names_centres_and_people(visitor, as_, ana):
    institution = InstitutionFactory(country=Country.objects.get(code="XK"))
    institution.names.create(name="Shkolla", language="sq")
    CentreFactory(institution=institution, name="The centre")
    head = public(first_name="Agim", institution=institution)
    PositionFactory(person=head, institution=institution)
    public(first_name="Besa", institution=institution, shows={"institution": "members"})
    MembershipFactory(person=None, institution=institution, number="BNU-2026-0042")

    seen = visitor.get(institution.get_absolute_url()).text

    for words in ("Shkolla", "The centre", "Agim", "BNU-2026-0042", "Kosovo*", "any position"):
        assert words in seen
    assert "Besa" not in seen
    assert "Besa" in as_(ana).get(institution.get_absolute_url()).text


def test_what_is_not_in_the_register_is_not_there(visitor, as_, vera):
    centre = CentreFactory(institution__is_confirmed=False)

    for thing in (centre, centre.institution):
        assert visitor.get(thing.get_absolute_url()).status_code == 404
        assert as_(vera).get(thing.get_absolute_url()).status_code == 200
    assert centre.name not in visitor.get(reverse("members:centres")).text


def test_a_centre_shows_its_people_and_its_university(visitor, db):
    centre = CentreFactory(founded=2004, stage="dormant")
    head = public(first_name="Drita")
    PositionFactory(person=head, institution=centre.institution, centre=centre, role="centre-head")

    seen = visitor.get(centre.get_absolute_url()).text

    for words in ("Drita", "2004", "dormant", centre.institution.name):
        assert words in seen


def test_centres_are_filtered_by_stage_and_country(visitor, db):
    CentreFactory(stage="planned", name="Soon")
    CentreFactory(stage="operating", name="Now")

    page = visitor.get(reverse("members:centres"), {"stage": "planned"})

    assert [centre.name for centre in page.context["page"].object_list] == ["Soon"]
    stages = next(facet for facet in page.context["facets"] if facet.title == "Stage")
    assert {str(one.label): one.count for one in stages.options} == {
        "planned": 1, "operating": 1,
    }  # fmt: skip


def test_institutions_are_filtered_by_membership(visitor, db):
    InstitutionFactory(name="Inside", is_member=True)
    InstitutionFactory(name="Outside")

    page = visitor.get(reverse("members:institutions"), {"member": "yes"})

    assert [one.name for one in page.context["page"].object_list] == ["Inside"]
    assert counts(page, "member") == {"Member": 1, "Not a member": 1}


def test_several_facets_stand_together_and_each_can_be_taken_off(visitor, db):
    both = public(handle="both", country_id="BA", disciplines=["091"], mentor=True,
                  shows={"mentor": "public"})  # fmt: skip
    public(handle="one", country_id="BA", disciplines=["051"])
    both.save()
    query = {"country": "BA", "discipline": "09", "mentor": "yes"}

    page = visitor.get(DIRECTORY, query)

    assert named(page) == {"both"}
    assert [str(pick["title"]) for pick in page.context["chosen"]] == [
        "Country", "Discipline", "Willing to",
    ]  # fmt: skip
    without = page.context["chosen"][1]["href"]
    assert "discipline" not in without
    assert "country=BA" in without
    assert "mentor=yes" in without


def test_a_broad_discipline_opens_into_its_narrow_ones(visitor, db):
    public(disciplines=["091"])
    public(disciplines=["092"])
    public(disciplines=["051"])

    assert counts(visitor.get(DIRECTORY), "Discipline") == {
        "Health and welfare": 2, "Natural sciences, mathematics and statistics": 1,
    }  # fmt: skip
    opened = visitor.get(DIRECTORY, {"discipline": "09"})
    assert counts(opened, "Health and welfare") == {"Health": 1, "Welfare": 1}
    narrow = visitor.get(DIRECTORY, {"discipline": "091"})
    assert narrow.context["total"] == 1
    assert counts(narrow, "Health and welfare") == {"Health": 1, "Welfare": 1}


def test_the_list_stands_in_the_order_of_the_readers_language(visitor, db):
    for last, first in [("Čavić", "A"), ("Cvijić", "B"), ("Ljubić", "C"), ("Lukić", "D"),
                        ("Ђурић", "E")]:  # fmt: skip
        public(last_name=last, first_name=first)

    def names(language):
        page = visitor.get(f"/{language}{DIRECTORY}" if language != "en" else DIRECTORY)
        return "".join(card["person"].first_name for card in page.context["cards"])

    assert names("hr") == "BAEDC"
    assert names("en") == "ABECD"
    assert names("sr") == "EDCBA"


def test_institutions_stand_in_the_order_of_the_readers_language(visitor, db):
    for name in ("Zadar", "Čačak", "Cetinje", "Šibenik", "Split"):
        InstitutionFactory(name=name)

    page = visitor.get(f"/hr{reverse('members:institutions')}")

    assert [one.name for one in page.context["page"].object_list] == [
        "Cetinje", "Čačak", "Split", "Šibenik", "Zadar",
    ]  # fmt: skip


@pytest.mark.parametrize("typed", ["Djordje Čačak", "Ђорђе Чачак", "dorde cacak"])
def test_djordje_is_found_in_the_directory_and_by_the_search(visitor, db, typed):
    person = public(handle="djordje", first_name="Ђорђе", last_name="Чачак")
    memberships.refile(person)
    public(handle="other", first_name="Ђорђо", last_name="Чак")

    assert named(visitor.get(DIRECTORY, {"q": typed})) == {"djordje"}
    page = visitor.get(reverse("portal:search"), {"q": typed}).text
    assert person.get_absolute_url() in page


def test_old_rows_are_filed_again_after_a_migrate(visitor, db):
    from members.filing import file_again
    from members.models import User

    person = public(handle="old", first_name="Ђорђе")
    User.objects.filter(pk=person.pk).update(filed_by=0, folded="", facets="", sort_gaj="")

    file_again()

    person.refresh_from_db()
    assert "djordje" in person.folded
    assert person.sort_gaj
    assert named(visitor.get(DIRECTORY, {"q": "djordje"})) == {"old"}


def test_who_is_gone_is_no_longer_counted(visitor, db):
    person = public(country_id="BA")
    assert counts(visitor.get(DIRECTORY), "Country") == {"Bosnia and Herzegovina": 1}

    person.delete()

    assert counts(visitor.get(DIRECTORY), "Country") == {}
    assert visitor.get(DIRECTORY).context["total"] == 0


def test_two_processes_hear_of_each_others_changes(db):
    from core.kept import Kept

    here, there, made = Kept("test"), Kept("test"), []

    def make():
        made.append(1)
        return len(made)

    assert [here.get(make), here.get(make), there.get(make)] == [1, 1, 2]
    there.forget()
    assert [here.get(make), here.get(make)] == [3, 3]


def test_without_a_cache_the_directory_is_counted_anew(visitor, db, monkeypatch):
    from django.core.cache import cache

    public(handle="open")
    monkeypatch.setattr(cache, "get", lambda key, default=None, version=None: default)

    assert named(visitor.get(DIRECTORY)) == {"open"}
    public(handle="new")
    assert named(visitor.get(DIRECTORY)) == {"open", "new"}
