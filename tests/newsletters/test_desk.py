import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core import desk
from core.models import Letter
from newsletters import sources
from newsletters.actions import issues, subscriptions
from newsletters.models import Issue
from tests.factories.events import EventFactory
from tests.factories.forum import PostFactory, TopicFactory
from tests.factories.newsletters import IssueFactory, ListFactory, SubscriberFactory
from tests.factories.resources import AcceptedFactory, ResourceFactory

State = Issue.State


@pytest.fixture
def news(db):
    """A public list with one reader."""
    news = ListFactory(slug="news", name="News of the network")
    SubscriberFactory(to=news, email="nikos@example.org")
    return news


def form(news, **more):
    return {
        "subject": "Spring in the network", "lists": [news.pk], "language": "en",
        "intro": "Dear **colleagues**", "items-TOTAL_FORMS": "0", "items-INITIAL_FORMS": "0",
        **more,
    }  # fmt: skip


def do(client, issue, verb, data=None):
    return client.post(
        reverse("admin:newsletters_issue_do", args=[issue.pk, verb]), data or {}, follow=True
    )


def test_an_editor_composes_from_what_there_is(as_, emil, news):
    event = EventFactory(title="A webinar on feedback")
    record = AcceptedFactory(title="Rubrics that help")
    topic = TopicFactory(title="Who has tried peer review?")
    PostFactory(topic=topic, text="I **wonder**.")

    as_(emil).post(
        reverse("admin:newsletters_issue_add"),
        form(
            news, _preview="yes", pick_event=[event.pk], pick_resource=[record.pk],
            pick_topic=[topic.pk],
        ),
    )  # fmt: skip

    issue = Issue.objects.get()
    assert issue.slug == "spring-in-the-network"
    assert issue.created_by == emil
    assert [(item.kind, item.heading, item.path) for item in issue.items.all()] == [
        ("event", "A webinar on feedback", event.get_absolute_url()),
        ("resource", "Rubrics that help", record.get_absolute_url()),
        ("topic", "Who has tried peer review?", topic.get_absolute_url()),
    ]


def test_only_what_anybody_may_read_is_offered(db):
    shown = {
        "event": EventFactory(),
        "resource": AcceptedFactory(),
        "topic": TopicFactory(),
    }
    PostFactory(topic=shown["topic"])
    EventFactory(members_only=True)
    EventFactory(state="draft")
    EventFactory(
        starts_at=timezone.now() - timedelta(days=3), ends_at=timezone.now() - timedelta(days=2)
    )
    ResourceFactory()
    AcceptedFactory(audience="members")
    TopicFactory(board__audience="members")

    for kind, thing in shown.items():
        assert list(sources.get(kind).choices()) == [thing], kind


def test_what_is_in_the_issue_is_not_offered_again_and_never_stands_twice(as_, emil, news):
    event = EventFactory(title="A webinar on feedback")
    issue = IssueFactory(to=news)
    url = reverse("admin:newsletters_issue_change", args=[issue.pk])
    for _ in range(2):
        as_(emil).post(url, form(news, _continue="yes", pick_event=[event.pk]))

    page = as_(emil).get(url).text

    assert issue.items.count() == 1
    assert 'name="pick_event"' not in page


def test_what_was_ticked_is_kept_when_something_else_is_wrong(as_, emil, news):
    event = EventFactory()

    page = as_(emil).post(
        reverse("admin:newsletters_issue_add"), form(news, subject="", pick_event=[event.pk])
    )

    assert page.status_code == 200
    assert f'name="pick_event" value="{event.pk}" checked' in page.text
    assert not Issue.objects.exists()


def test_pieces_are_moved_by_a_button(as_, emil, news):
    issue = IssueFactory(to=news)
    first, second = (
        issue.items.create(heading=name, order=at) for at, name in [(1, "A"), (2, "B")]
    )
    url = reverse("admin:newsletters_issue_change", args=[issue.pk])

    as_(emil).post(url, form(news, _move=f"{second.pk}:up"))
    assert [item.heading for item in issue.items.all()] == ["B", "A"]
    as_(emil).post(url, form(news, _move=f"{first.pk}:down"))

    assert [item.heading for item in issue.items.all()] == ["B", "A"]


def test_a_text_of_ones_own_comes_last(as_, emil, news):
    issue = IssueFactory(to=news)
    there = issue.items.create(heading="There", order=1)
    fields = {
        "items-TOTAL_FORMS": "2", "items-INITIAL_FORMS": "1", "items-0-id": there.pk,
        "items-0-issue": issue.pk, "items-0-heading": "There", "items-0-order": "1",
        "items-1-heading": "A word of thanks", "items-1-order": "0", "items-1-issue": issue.pk,
    }  # fmt: skip

    as_(emil).post(
        reverse("admin:newsletters_issue_change", args=[issue.pk]),
        form(news, _continue="yes", **fields),
    )

    assert [item.heading for item in issue.items.all()] == ["There", "A word of thanks"]


def test_the_preview_shows_html_and_text(as_, emil, news):
    issue = IssueFactory(to=news, intro="Dear **colleagues** <script>alert(1)</script>")
    issue.items.create(heading="A piece", text="See [this](https://example.org)", path="/events/")

    html = as_(emil).get(reverse("admin:newsletters_issue_preview", args=[issue.pk, "html"]))
    text = as_(emil).get(reverse("admin:newsletters_issue_preview", args=[issue.pk, "text"]))

    assert "<strong>colleagues</strong>" in html.text
    assert "<script>alert" not in html.text
    assert "http://testserver/events/" in html.text
    assert text["Content-Type"].startswith("text/plain")
    assert "See this (https://example.org)" in text.text
    assert "/newsletters/u/" in text.text


def test_a_test_goes_to_the_editor_alone(as_, emil, news):
    issue = IssueFactory(to=news)

    do(as_(emil), issue, "test")

    assert [letter.to for letter in Letter.objects.all()] == [emil.email]
    assert not issue.deliveries.exists()


def test_the_links_to_leave_in_a_test_say_that_it_was_one(as_, emil, news, visitor):
    do(as_(emil), IssueFactory(to=news), "test")
    text = Letter.objects.get().text

    links = re.findall(r"/newsletters/[up]/\S+", text)

    assert len(links) == 2
    for link in links:
        assert "This e-mail was a test" in visitor.get(link).text
        assert visitor.post(link, {"List-Unsubscribe": "One-Click"}).status_code == 200


def test_an_editor_sends_pauses_goes_on_and_cancels(as_, emil, news):
    client, issue = as_(emil), IssueFactory(to=news)
    issues.start(issue)
    states = [issue.state]
    for verb in ("pause", "resume", "cancel"):
        assert do(client, issue, verb).status_code == 200
        issue.refresh_from_db()
        states.append(issue.state)

    assert states == [State.SENDING, State.PAUSED, State.SENDING, State.CANCELLED]


def test_a_second_press_says_so_and_sends_nothing(as_, emil, news):
    issue = IssueFactory(to=news)
    issues.start(issue)

    page = do(as_(emil), issue, "send").text

    assert "being sent already" in page
    assert issue.deliveries.count() == 1


def last_page(client, issue):
    return client.get(reverse("admin:newsletters_issue_send", args=[issue.pk])).text


def test_the_last_page_says_what_goes_to_whom_in_which_languages(as_, emil, news):
    closed = ListFactory(name="Board", is_public=False)
    both = SubscriberFactory(to=closed, language="sq")
    subscriptions.choose(both, [news, closed], "sq", "a test")
    SubscriberFactory(to=closed, language="mk")
    issue = IssueFactory(to=news)
    issue.lists.add(closed)

    page = " ".join(last_page(as_(emil), issue).split())

    assert "This goes to 3 readers" in page
    assert "News of the network</th><td>2</td>" in page
    assert "Board (private) </th><td>2</td>" in page or "Board (private)</th><td>2</td>" in page
    for language in ("Shqip", "Македонски"):
        assert re.search(rf"(?i){language}</th><td>1</td>", page)


def test_the_last_page_says_whether_these_words_were_tested(as_, emil, news):
    client, issue = as_(emil), IssueFactory(to=news)
    assert "Nobody has had a test of it" in last_page(client, issue)

    do(client, issue, "test")
    assert "A test with these very words left" in last_page(client, issue)

    issue.items.create(heading="One thing more", order=1)
    assert "changed since the last test" in last_page(client, issue)


def test_to_look_at_the_last_page_sends_nothing(as_, emil, news):
    issue = IssueFactory(to=news)

    last_page(as_(emil), issue)
    as_(emil).get(reverse("admin:newsletters_issue_desk", args=[issue.pk]))

    issue.refresh_from_db()
    assert (issue.state, issue.deliveries.count()) == (State.DRAFT, 0)


def test_what_was_sent_by_mistake_is_taken_back_within_minutes(as_, emil, news, mailoutbox, sweep):
    client, issue = as_(emil), IssueFactory(to=news)

    page = do(client, issue, "send").text
    sweep()
    assert "count-down" in page
    assert "Take it back" in page
    do(client, issue, "unschedule")
    Issue.objects.update(scheduled_for=None)
    sweep()

    issue.refresh_from_db()
    assert issue.state == State.DRAFT
    assert mailoutbox == []


def test_an_issue_leaves_by_itself_when_nobody_takes_it_back(as_, emil, news, mailoutbox, sweep):
    issue = IssueFactory(to=news)
    do(as_(emil), issue, "send")
    issue.refresh_from_db()
    assert timedelta(minutes=4) < issue.scheduled_for - timezone.now() <= timedelta(minutes=5)

    Issue.objects.update(scheduled_for=timezone.now())
    sweep()

    assert [message.to for message in mailoutbox] == [["nikos@example.org"]]


def test_a_second_press_does_not_put_the_hour_off(as_, emil, news):
    issue = IssueFactory(to=news)
    do(as_(emil), issue, "send")
    first = Issue.objects.get().scheduled_for

    assert "about to leave already" in do(as_(emil), issue, "send").text

    assert Issue.objects.get().scheduled_for == first


def test_an_editor_schedules_and_calls_back(as_, emil, news):
    client, issue = as_(emil), IssueFactory(to=news)
    moment = timezone.localtime() + timedelta(days=1)

    do(client, issue, "schedule", {"moment": moment.strftime("%Y-%m-%dT%H:%M")})
    issue.refresh_from_db()
    assert issue.state == State.SCHEDULED
    assert issue.scheduled_for == moment.replace(second=0, microsecond=0)

    do(client, issue, "unschedule")
    issue.refresh_from_db()
    assert issue.state == State.DRAFT


@pytest.mark.parametrize("moment", ["", "tomorrow", "2020-01-01T10:00", "\x00"])
def test_an_hour_that_makes_no_sense_is_told(as_, emil, news, moment):
    issue = IssueFactory(to=news)

    answer = do(as_(emil), issue, "schedule", {"moment": moment})

    assert answer.status_code == 200
    assert 'class="error' in answer.text
    issue.refresh_from_db()
    assert issue.state == State.DRAFT


def test_an_issue_that_left_cannot_be_changed(as_, emil, news):
    issue = IssueFactory(to=news)
    issues.start(issue)
    url = reverse("admin:newsletters_issue_change", args=[issue.pk])

    answer = as_(emil).post(url, form(news, subject="Other words", _continue="yes"))

    assert answer.status_code == 302
    issue.refresh_from_db()
    assert issue.subject != "Other words"


def test_the_live_count_is_a_part_and_stops_asking_when_it_is_done(as_, emil, news):
    issue = IssueFactory(to=news)
    issues.start(issue)
    url = reverse("admin:newsletters_issue_progress", args=[issue.pk])

    busy = as_(emil).get(url).text
    Issue.objects.update(state=State.SENT)
    done = as_(emil).get(url).text

    assert "<html" not in busy
    assert "data-hx-trigger" in busy
    assert "1 waits" in busy
    assert "data-hx-trigger" not in done


@pytest.mark.parametrize("who", ["ana", "mira", "vera"])
def test_only_editors_reach_the_desk(request, as_, who, news):
    client, issue = as_(request.getfixturevalue(who)), IssueFactory(to=news)

    for name, args in [("desk", []), ("progress", []), ("preview", ["html"]), ("send", [])]:
        url = reverse(f"admin:newsletters_issue_{name}", args=[issue.pk, *args])
        assert client.get(url).status_code in {302, 403}
    client.post(reverse("admin:newsletters_issue_do", args=[issue.pk, "send"]))

    issue.refresh_from_db()
    assert issue.state == State.DRAFT


def test_the_desk_cannot_be_asked_for_the_key_of_a_reader(as_, emil, news):
    desk = reverse("admin:newsletters_subscriber_changelist")

    assert as_(emil).get(desk, {"token__startswith": "a"}).status_code == 400
    assert as_(emil).get(desk, {"state__exact": "active"}).status_code == 200


def test_a_look_does_not_send(as_, emil, news):
    issue = IssueFactory(to=news)

    url = reverse("admin:newsletters_issue_do", args=[issue.pk, "send"])

    assert as_(emil).get(url).status_code == 405
    assert do(as_(emil), issue, "explode").status_code == 404


def test_the_desk_counts_what_is_on_its_way(emil, news):
    IssueFactory()
    IssueFactory(state=State.SCHEDULED)
    IssueFactory(state=State.PAUSED)

    counts = {row["label"]: row["count"] for row in desk.piles_for(emil)}

    assert counts["Newsletters on their way"] == 2


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_issues_asks_the_same_for_one_and_for_three(
    as_, emil, news, count, django_assert_max_num_queries
):
    IssueFactory.create_batch(count, created_by=emil)
    client = as_(emil)
    client.get(reverse("admin:newsletters_issue_changelist"))

    with django_assert_max_num_queries(9):
        client.get(reverse("admin:newsletters_issue_changelist"))


def test_what_can_be_chosen_stands_language_by_language_that_of_the_issue_first(as_, emil, news):
    EventFactory(state="published", language="sq", title="Vlerësimi")
    EventFactory(state="published", language="en", title="Assessment")
    EventFactory(state="published", language="sq", title="Mësimi")
    issue = IssueFactory(to=news, language="sq")

    page = as_(emil).get(reverse("admin:newsletters_issue_change", args=[issue.pk])).text

    events = page.partition("Events to come</summary>")[2].partition("</details>")[0]
    names = re.findall(r"<h3>([^<]+)</h3>|(Vlerësimi|Assessment|Mësimi)", events)
    (own, _), *rest = names
    assert [heading or title for heading, title in rest[-2:]] == ["English", "Assessment"]
    assert own == "shqip"
    assert len(names) == 5


def test_pieces_keep_the_order_they_were_dragged_into(as_, emil, news):
    issue = IssueFactory(to=news)
    a, b, c = (issue.items.create(heading=name, order=at) for at, name in enumerate("ABC", 1))
    url = reverse("admin:newsletters_issue_change", args=[issue.pk])
    page = as_(emil).get(url).text
    assert not re.search(r'name="items-\d-order"', page)

    as_(emil).post(url, form(news, _continue="yes", _order=[c.pk, a.pk, b.pk]))

    assert [item.heading for item in issue.items.all()] == ["C", "A", "B"]


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_piece_is_dragged_before_another(browse, emil, news):
    issue = IssueFactory(to=news)
    for at, name in enumerate("ABC", 1):
        issue.items.create(heading=f"Piece {name}", order=at)
    page = browse(emil)
    page.goto(reverse("admin:newsletters_issue_change", args=[issue.pk]))
    rows = page.locator(".piece-order li")

    rows.nth(2).drag_to(rows.nth(0), target_position={"x": 20, "y": 2})
    page.get_by_role("button", name="Save and go on writing").last.click()
    page.wait_for_selector(".messagelist")

    assert [item.heading for item in issue.items.all()] == ["Piece C", "Piece A", "Piece B"]


def with_link(issue, news, path):
    """The form of the desk with one piece of the editor's own that leads to `path`."""
    piece = {
        "items-TOTAL_FORMS": "1", "items-0-heading": "A call", "items-0-issue": issue.pk,
        "items-0-path": path,
    }  # fmt: skip
    return form(news, _continue="yes", **piece)


@pytest.mark.parametrize(
    ("pasted", "letter", "archive"),
    [
        ("https://example.org/call?a=1", "https://example.org/call?a=1",
         "https://example.org/call?a=1"),
        ("http://testserver/events/spring/", "http://testserver/events/spring/",
         "/events/spring/"),
        (" /sq/events/ ", "http://testserver/sq/events/", "/sq/events/"),
    ],
)  # fmt: skip
def test_a_link_leads_where_the_editor_pasted_it_from(
    as_, emil, news, visitor, pasted, letter, archive
):
    issue = IssueFactory(to=news)

    as_(emil).post(
        reverse("admin:newsletters_issue_change", args=[issue.pk]), with_link(issue, news, pasted)
    )
    issues.start(issue)

    issue.refresh_from_db()
    assert f'href="{letter}"' in issue.frozen["en"]["html"]
    assert f"\n{letter}\n" in issue.frozen["en"]["text"]
    assert f'href="{archive}"' in visitor.get(issue.get_absolute_url()).text


@pytest.mark.parametrize(
    "pasted",
    ["javascript:alert(1)", "example.org/call", "//evil.example/", "/\\evil.example", "call",
     "data:text/html,x"],
)  # fmt: skip
def test_what_is_no_link_is_told_to_the_editor_and_leads_nowhere(as_, emil, news, visitor, pasted):
    issue = IssueFactory(to=news)
    desk = reverse("admin:newsletters_issue_change", args=[issue.pk])

    answer = as_(emil).post(desk, with_link(issue, news, pasted))

    assert "A link looks like https://example.org/page." in answer.text
    assert not issue.items.exists()
    issue.items.create(heading="From before", order=1, path=pasted)
    issues.start(issue)
    issue.refresh_from_db()
    assert pasted not in issue.frozen["en"]["html"] + issue.frozen["en"]["text"]
    assert pasted not in visitor.get(issue.get_absolute_url()).text
