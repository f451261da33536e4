import pytest

from core import finding, search
from core.finding import find
from core.models import SearchEntry
from core.textfold import fold

pytestmark = pytest.mark.django_db

MAYBE_HOSTILE = [
    '"', "'", "a'b", "(", "learn & (", ":*", "x:*", "\\", "%", "a OR", "AND", "NOT x", "NEAR(a b)",
    "\x00", "-", "🙂", "①", "²", "\u202etfel", "a" * 100_000, "x " * 50_000, "{}", "title:x",
    "';DROP TABLE core_searchentry;--", "^a", "*", "a*b", "1e5", "e\u0301", "İ",
]  # fmt: skip


@pytest.fixture(autouse=True)
def _only_what_the_test_makes():
    SearchEntry.objects.all().delete()


def entry(title, text="", *, kind="event", language="en", audience="public", **more):
    return SearchEntry.objects.create(
        kind=kind, object_id=SearchEntry.objects.count(), title=title, path="/", language=language,
        audience=audience, folded_title=fold(title), folded_text=fold(f"{title} {text}"), **more,
    )  # fmt: skip


def titles(query, **narrower):
    return {entry.title for entry in find(query, **narrower).entries}


@pytest.mark.parametrize("typed", ["учење", "učenje", "ucenje", "UČENJE", "uče", "\u00a0ucenje "])
def test_a_word_is_found_in_any_script_without_accents_and_from_its_beginning(typed):
    entry("Активно учење")
    entry("Aktivno učenje")
    entry("Nešto drugo")

    assert titles(typed) == {"Активно учење", "Aktivno učenje"}


def test_all_words_must_be_there_wherever_they_stand():
    entry("Feedback that helps", "large groups")
    entry("Feedback", "small groups")

    assert titles("groups feedback large") == {"Feedback that helps"}


def test_only_the_last_word_may_be_a_beginning():
    entry("Learning together")

    assert titles("together learn") == {"Learning together"}
    assert titles("learn together") == set()


def test_a_beginning_of_two_letters_is_a_word():
    entry("As we teach")
    entry("Assessment")

    assert titles("as") == {"As we teach"}


def test_a_word_in_the_title_counts_more_than_one_in_the_text():
    entry("Something else", "peer review of teaching, seen by others")
    entry("Peer review")

    assert [found.title for found in find("peer review").entries] == [
        "Peer review", "Something else",
    ]  # fmt: skip


def test_a_change_is_found_at_once_and_what_it_was_no_more():
    row = entry("Before")
    SearchEntry.objects.filter(pk=row.pk).update(folded_title="after", folded_text="after")

    assert titles("before") == set()
    assert titles("after") == {"Before"}

    row.delete()

    assert titles("after") == set()


def test_rows_that_are_inserted_in_bulk_are_found():
    row = {"kind": "event", "path": "/", "folded_text": ""}
    SearchEntry.objects.bulk_create(
        SearchEntry(object_id=number, title="Bulk", folded_title="bulk", **row)
        for number in range(3)
    )

    assert find("bulk").total == 3


@pytest.mark.parametrize("query", MAYBE_HOSTILE, ids=lambda query: ascii(query[:12]))
def test_no_query_breaks_the_search(query):
    entry("Harmless")

    list(find(query).entries)
    list(find(query, any_word=True).entries)


def test_nothing_typed_finds_nothing():
    entry("Something")

    assert find("  … ").total == 0


def test_who_is_not_a_member_does_not_find_what_members_write(ana, petra, monkeypatch):
    members = [lambda viewer: ["members"] if getattr(viewer, "is_member", False) else []]
    monkeypatch.setattr(search, "_audiences", members)
    entry("Secret plans", audience="members")
    entry("Public plans")

    assert titles("plans", viewer=ana) == {"Secret plans", "Public plans"}
    assert titles("plans", viewer=petra) == {"Public plans"}
    assert titles("plans") == {"Public plans"}
    assert find("plans").total == 1


def test_counts_by_kind_and_language_each_leave_the_other_choice_standing():
    entry("Plan A", kind="event", language="en")
    entry("Plan B", kind="event", language="sq")
    entry("Plan C", kind="news", language="sq")

    found = find("plan", kind="event", language="sq")

    assert [row.title for row in found.entries] == ["Plan B"]
    assert found.total == 1
    assert found.kinds == {"event": 1, "news": 1}
    assert found.languages == {"en": 1, "sq": 1}


def test_any_word_finds_what_all_words_do_not():
    entry("Feedback")

    assert titles("feedback zeppelin") == set()
    assert titles("feedback zeppelin", any_word=True) == {"Feedback"}


def test_finding_takes_two_queries_for_one_hit_and_for_three(django_assert_num_queries):
    for number in range(3):
        entry(f"Plan {number}")

    with django_assert_num_queries(2):
        list(find("plan").entries)


def test_a_word_that_stands_everywhere_is_cut_with_titles_first(monkeypatch):
    monkeypatch.setattr(finding, "MOST", 3)
    for number in range(4):
        entry(f"Something {number}", "teaching")
    entry("Teaching")
    entry("Teaching news", kind="news")

    found = find("teaching")

    assert (found.total, found.is_cut) == (3, True)
    assert {row.title for row in found.entries[:2]} == {"Teaching", "Teaching news"}
    assert titles("teaching", kind="news") == {"Teaching news"}


def test_a_page_of_the_found_is_all_that_is_fetched(django_assert_num_queries):
    for number in range(5):
        entry(f"Plan {number}")
    found = find("plan")

    with django_assert_num_queries(1):
        assert len(found.entries[2:4]) == 2
