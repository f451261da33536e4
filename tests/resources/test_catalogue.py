import pytest

from resources import actions, catalogue
from resources.models import Resource
from tests.factories.resources import AcceptedFactory, FileFactory


@pytest.fixture
def shelf(db):
    """Three records that differ in everything."""
    return [
        AcceptedFactory(title="Учење кроз питања", kind="lesson-plan", language="sr",
                        licence="cc0-1.0", discipline="011", tagged=["питања"]),
        AcceptedFactory(title="Vlerësimi formues", kind="guide", language="sq", discipline="01",
                        tagged=["assessment"], download_count=9),
        AcceptedFactory(title="Assessment in medicine", kind="guide", discipline="091",
                        tagged=["assessment"], audience="members"),
    ]  # fmt: skip


def titles(page):
    return [record.title for record in page.context["page"]]


def counts(page):
    return {
        f"{facet.title}: {option.label}": option.count
        for facet in page.context["facets"]
        for option in facet.options
    }


def test_the_newest_stands_first_and_members_records_are_for_members(shelf, visitor, as_, ana):
    assert titles(visitor.get("/resources/")) == ["Vlerësimi formues", "Учење кроз питања"]
    assert titles(as_(ana).get("/resources/"))[0] == "Assessment in medicine"


def test_the_counts_are_those_of_the_viewer(shelf, visitor, as_, ana):
    assert counts(visitor.get("/resources/"))["Kind: Guide"] == 1
    page = as_(ana).get("/resources/")
    assert counts(page)["Kind: Guide"] == 2
    assert page.context["total"] == 3
    assert [(tag.label, tag.count) for tag in page.context["tags"]] == [
        ("assessment", 2), ("питања", 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kind=guide", ["Vlerësimi formues"]),
        ("language=sr", ["Учење кроз питања"]),
        ("field=01", ["Vlerësimi formues", "Учење кроз питања"]),
        ("licence=cc0-1.0", ["Учење кроз питања"]),
        ("tag=assessment", ["Vlerësimi formues"]),
        ("kind=guide&language=sq", ["Vlerësimi formues"]),
        ("kind=guide&language=sr", []),
        ("kind=nonsense&language=%00&tag=", ["Vlerësimi formues", "Учење кроз питања"]),
        ("tag=a%00b", []),
        ("q=учење", ["Учење кроз питања"]),
        ("q=ucenje", ["Учење кроз питања"]),
        ("q=vleresimi", ["Vlerësimi formues"]),
        ("q=assessment&kind=guide", ["Vlerësimi formues"]),
        ("q=assessment&field=09", []),
        ("q=nothing+of+the+kind", []),
        ("q=%22%27%3B--*%29", []),
        ("q=%00", ["Vlerësimi formues", "Учење кроз питања"]),
        ("sort=title", ["Учење кроз питања", "Vlerësimi formues"]),
        ("sort=downloads", ["Vlerësimi formues", "Учење кроз питања"]),
        ("page=abc&sort=evil", ["Vlerësimi formues", "Учење кроз питања"]),
        ("page=99999999999999999999", ["Vlerësimi formues", "Учење кроз питања"]),
    ],
)
def test_what_a_visitor_asks_for_is_what_they_get(shelf, visitor, query, found):
    page = visitor.get(f"/resources/?{query}")

    assert page.status_code == 200
    assert titles(page) == found
    assert page.context["total"] == len(found)


def test_words_in_a_title_come_before_words_in_a_text(db, visitor):
    AcceptedFactory(title="Rubrics for essays")
    AcceptedFactory(title="Something newer", abstract="It mentions rubrics.")

    assert titles(visitor.get("/resources/?q=rubrics"))[0] == "Rubrics for essays"


@pytest.mark.parametrize(
    "query",
    [
        "",
        "kind=guide",
        "field=01&language=sq",
        "kind=guide&field=01&language=sq",
        "tag=assessment",
        "q=assessment",
    ],
)
def test_every_way_to_count_gives_the_same_numbers(shelf, as_, ana, query):
    page = as_(ana).get(f"/resources/?{query}")

    shown = counts(page)
    for record in page.context["page"]:
        assert shown[f"Kind: {record.kind_label}"] >= 1
    kinds = {name: number for name, number in shown.items() if name.startswith("Kind: ")}
    if "kind" not in query:
        assert sum(kinds.values()) == page.context["total"]
    else:
        assert kinds["Kind: Guide"] == page.context["total"]


def test_two_filters_count_what_is_left_and_what_could_be(shelf, as_, ana):
    page = as_(ana).get("/resources/?kind=guide&field=01")

    assert page.context["total"] == 1
    shown = counts(page)
    assert shown["Language: shqip"] == 1
    assert "Language: English" not in shown
    # Guides of another field, and other kinds of this field.
    assert shown["Field: Health and welfare"] == 1
    assert shown["Kind: Lesson plan"] == 1


def test_a_chosen_filter_is_undone_by_its_own_link(shelf, visitor):
    page = visitor.get("/resources/?kind=guide&page=1")

    chosen = next(option for facet in page.context["facets"] for option in facet.options
                  if option.active)  # fmt: skip
    assert chosen.href == "?"
    # The other kinds stay, to change one's mind.
    assert counts(page)["Kind: Lesson plan"] == 1


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("query", "own"),
    [
        ("", 3),
        ("?kind=slides", 3),
        ("?kind=slides&field=01", 2),
        ("?kind=slides&field=01&language=en", 2),
        ("?tag=x", 2),
        ("?q=slide", 3),
    ],
)
def test_a_visitor_costs_the_same_for_one_and_three(visitor, count, query, own, asks):
    AcceptedFactory.create_batch(count, title="Slides", tagged=["x"])
    visitor.get("/resources/")

    with asks(own, at_most=7):
        page = visitor.get(f"/resources/{query}")

    assert len(page.context["page"]) == count


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("query", "own"), [("", 3), ("?q=slide", 3)])
def test_a_member_costs_the_same_for_one_and_three(as_, ana, count, query, own, asks):
    AcceptedFactory.create_batch(count, title="Slides")
    client = as_(ana)
    client.get("/resources/")

    with asks(own, at_most=11):
        page = client.get(f"/resources/{query}")

    assert len(page.context["page"]) == count


def test_reading_writes_nothing(visitor, shelf):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(
        connection,
    ) as queries:
        visitor.get("/resources/")
        visitor.get(shelf[0].get_absolute_url())

    wrote = [query["sql"] for query in queries if not query["sql"].startswith("SELECT")]
    assert wrote == []


def test_pages_turn_and_keep_what_was_asked(db, visitor, monkeypatch):
    monkeypatch.setattr(catalogue, "PAGE", 2)
    AcceptedFactory.create_batch(5)

    page = visitor.get("/resources/?kind=slides&page=3")

    assert len(titles(page)) == 1
    assert "kind=slides&amp;page=2" in page.text


def test_nobody_turns_more_pages_than_the_database_likes(db, visitor, monkeypatch):
    monkeypatch.setattr(catalogue, "PAGE", 1)
    monkeypatch.setattr(catalogue, "DEEPEST", 2)
    AcceptedFactory.create_batch(3)

    page = visitor.get("/resources/?page=3")

    assert page.context["page"].number == 2
    assert "a great many" in page.text


def test_an_empty_catalogue_says_what_to_do(db, visitor, as_, ana):
    assert "Nothing here yet" in visitor.get("/resources/").text
    assert "Add the first one" in as_(ana).get("/resources/").text


def test_the_record_is_a_catalogue_entry(visitor, ana):
    record = AcceptedFactory(
        title="A <b>bold</b> title", depositor=ana, doi="10.1234/abc", kind="article",
        published_in="ACADEMIA", year=2024, tagged=["rubrics"],
    )  # fmt: skip
    FileFactory(resource=record)

    page = visitor.get(record.get_absolute_url()).text

    assert "A &lt;b&gt;bold&lt;/b&gt; title" in page
    assert '<meta name="citation_title" content="A &lt;b&gt;bold&lt;/b&gt; title">' in page
    assert '<meta name="citation_author" content="Ana Author">' in page
    assert '<meta name="citation_journal_title" content="ACADEMIA">' in page
    assert "https://doi.org/10.1234/abc" in page
    assert "You may use, change and share it, also for money" in page
    assert "slides.pdf" in page
    assert "?tag=rubrics" in page


def test_a_name_leads_to_a_profile_only_for_those_who_may_see_it(visitor, as_, ana, boris):
    record = AcceptedFactory(depositor=boris)
    record.authors.update(person=boris)

    assert boris.get_absolute_url() not in visitor.get(record.get_absolute_url()).text
    assert boris.get_absolute_url() in as_(ana).get(record.get_absolute_url()).text


@pytest.mark.parametrize("short_id", ["0000000000", "oai", "feed2", "x" * 60])
def test_an_id_that_is_not_there_is_404(visitor, db, short_id):
    assert visitor.get(f"/resources/{short_id}/").status_code == 404


def test_the_feed_carries_what_is_public(visitor, shelf):
    feed = visitor.get("/resources/feed/")

    assert feed["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert "Учење кроз питања" in feed.text
    assert "Assessment in medicine" not in feed.text


def test_the_search_of_the_whole_site_forgets_a_withdrawn_record(shelf, ana, visitor):
    actions.withdraw(shelf[0], shelf[0].depositor, "Old.")

    assert titles(visitor.get("/resources/?q=ucenje")) == []
    assert Resource.objects.get(pk=shelf[0].pk).state == "withdrawn"
