import pytest
from django.urls import reverse

from newsletters.models import Issue
from tests.factories.newsletters import IssueFactory, ListFactory, SentIssueFactory


def test_the_archive_shows_what_went_out_and_nothing_else(db, visitor):
    SentIssueFactory(subject="Went out")
    IssueFactory(subject="Still a draft")
    SentIssueFactory(subject="To the board", in_archive=False)
    SentIssueFactory(subject="Taken back", state=Issue.State.CANCELLED)

    for page in (
        visitor.get(reverse("newsletters:archive")).text,
        visitor.get(reverse("newsletters:feed")).text,
    ):
        assert "Went out" in page
        assert "Still a draft" not in page
        assert "To the board" not in page
        assert "Taken back" not in page


def test_an_editor_reads_what_went_to_a_private_list(as_, emil, visitor):
    issue = SentIssueFactory(in_archive=False)

    assert as_(emil).get(issue.get_absolute_url()).status_code == 200
    assert visitor.get(issue.get_absolute_url()).status_code == 404


def test_an_issue_shows_its_pieces_in_order_and_cleans_their_text(db, visitor):
    issue = SentIssueFactory(intro="<script>alert(1)</script> **Dear** all")
    issue.items.create(order=2, heading="Second", text="[x](javascript:alert(1))")
    issue.items.create(order=1, heading="First", path="/events/spring/")

    page = visitor.get(issue.get_absolute_url()).text

    assert "<strong>Dear</strong>" in page
    assert "<script>alert" not in page
    assert 'href="javascript' not in page
    assert page.index("First") < page.index("Second")
    assert 'href="/events/spring/"' in page


def test_the_feed_is_atom(db, visitor):
    issue = SentIssueFactory()

    answer = visitor.get(reverse("newsletters:feed"))

    assert answer["Content-Type"].startswith("application/atom+xml")
    assert issue.subject in answer.text


@pytest.mark.parametrize("count", [1, 3])
def test_the_archive_asks_the_same_for_one_issue_and_for_three(
    visitor, db, count, django_assert_num_queries
):
    SentIssueFactory.create_batch(count, to=ListFactory())
    visitor.get(reverse("newsletters:archive"))

    with django_assert_num_queries(3):
        visitor.get(reverse("newsletters:archive"))
