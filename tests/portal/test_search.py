import pytest

from core.models import SearchEntry
from core.textfold import fold
from tests.core.test_finding import MAYBE_HOSTILE

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _only_what_the_test_makes(db):
    SearchEntry.objects.all().delete()


def entry(title, *, kind="news", path="/news/x/", language="en", audience="public", summary=""):
    return SearchEntry.objects.create(
        kind=kind, object_id=SearchEntry.objects.count(), title=title, path=path, summary=summary,
        language=language, audience=audience, folded_title=fold(title),
        folded_text=fold(f"{title} {summary}"),
    )  # fmt: skip


def test_nothing_typed_shows_how_to_search(visitor):
    html = visitor.get("/search/").content.decode()

    assert "učenje, ucenje and учење are one word" in html


def test_a_hit_is_shown_with_its_words_set_off(visitor):
    entry("Активно учење", summary="Што значи ucenje?")

    html = visitor.get("/search/?q=uče").content.decode()

    assert "Активно <mark>учење</mark>" in html
    assert "Што значи <mark>ucenje</mark>?" in html
    assert "1 thing found" in html


def test_what_members_wrote_cannot_break_the_page(visitor):
    entry("<script>alert(1)</script> plan")

    html = visitor.get("/search/?q=plan").content.decode()

    assert "<script>alert" not in html


def test_a_visitor_does_not_find_what_is_for_members(visitor, as_, ana):
    entry("A plan for members", audience="members")

    assert visitor.get("/search/?q=plan").context["found"].total == 0
    assert as_(ana).get("/search/?q=plan").context["found"].total == 1


def test_hits_can_be_narrowed_to_a_kind_and_back(visitor):
    entry("Plan", kind="news")
    entry("Plan", kind="page")

    context = visitor.get("/search/?q=plan&kind=news").context

    assert [row.kind for row, _label in context["rows"]] == ["news"]
    options = {option.label: option for option in context["kinds"]}
    assert options["News"].active
    assert options["News"].href == "?q=plan"
    assert options["Pages"].href == "?q=plan&kind=page"


def test_hits_can_be_narrowed_to_a_language(visitor):
    entry("Plan", language="sq", path="/sq/news/plan/")
    entry("Plan", language="en")

    context = visitor.get("/search/?q=plan&language=sq").context

    assert [row.language for row, _label in context["rows"]] == ["sq"]


def test_where_not_all_words_are_together_some_are_offered(visitor):
    entry("Feedback")

    html = visitor.get("/search/?q=feedback+zeppelin").content.decode()

    assert "Nothing has all these words" in html
    assert "These have some of them" in html


@pytest.mark.parametrize(
    ("path", "href"), [("/news/x/", "/mk/news/x/"), ("/sq/misioni/", "/sq/misioni/")]
)
def test_a_hit_opens_in_the_readers_language(visitor, path, href):
    entry("Plan", path=path)

    assert f'href="{href}"' in visitor.get("/mk/search/?q=plan").content.decode()


@pytest.mark.parametrize("query", MAYBE_HOSTILE, ids=lambda query: ascii(query[:12]))
def test_no_query_breaks_the_page(visitor, query):
    entry("Harmless")

    answer = visitor.get("/search/", {"q": query[:2000], "kind": query[:9], "page": query[:9]})

    assert answer.status_code == 200


def test_who_searches_without_end_waits_a_while(visitor, settings):
    settings.RATE_LIMITS = True

    statuses = [visitor.get("/search/?q=plan").status_code for _time in range(61)]

    assert statuses == [200] * 60 + [429]


@pytest.mark.parametrize("count", [1, 3, 25])
def test_a_search_costs_a_visitor_three_queries(visitor, django_assert_num_queries, count):
    for _number in range(count):
        entry("Plan")

    with django_assert_num_queries(3):
        visitor.get("/search/?q=plan")


@pytest.mark.parametrize("count", [1, 3])
def test_a_search_costs_a_member_six_queries(as_, ana, django_assert_num_queries, count):
    client = as_(ana)
    for _number in range(count):
        entry("Plan")

    with django_assert_num_queries(6):
        client.get("/search/?q=plan")


def test_where_there_is_no_page_the_search_is_offered(visitor):
    response = visitor.get("/nowhere/")

    assert response.status_code == 404
    assert 'action="/search/"' in response.content.decode()
