import threading
import time
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from django.core import mail as outbox
from django.db import connection
from django.utils import timezone

from core.exceptions import Refused
from core.models import Letter, SearchEntry
from newsletters import tasks
from newsletters.actions import issues, sending, subscriptions
from newsletters.models import Delivery, Issue, Subscriber, Subscription, Suppression
from tests.factories.newsletters import IssueFactory, ListFactory, SubscriberFactory
from tests.smtp_sink import Sink
from tests.threads import at_once, raised, refused

State = Issue.State


@pytest.fixture
def news(db):
    """A public list."""
    return ListFactory(slug="news", name="News of the network")


@pytest.fixture
def sink(settings):
    with Sink() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST = "127.0.0.1"
        settings.EMAIL_PORT = server.port
        settings.EMAIL_TIMEOUT = 1
        yield server


def readers(news, count):
    return [SubscriberFactory(to=news) for _ in range(count)]


def state_of(issue):
    issue.refresh_from_db()
    return issue.state


def test_an_issue_reaches_everybody_on_its_lists_once(news, sink):
    both = readers(news, 3)[0]
    second = ListFactory()
    subscriptions.choose(both, [news, second], "en", "a test")
    SubscriberFactory(to=ListFactory())
    SubscriberFactory(to=news, state=Subscriber.State.PENDING)
    left = SubscriberFactory(to=news)
    subscriptions.unsubscribe(left)
    bounced = SubscriberFactory(to=news)
    Suppression.objects.create(email=bounced.email, reason="550")
    issue = IssueFactory(to=news)
    issue.lists.add(second)

    assert issues.start(issue) == 3
    sending.send_some(issue.pk)

    assert sorted(sink.addresses()) == sorted(
        Delivery.objects.values_list("subscriber__email", flat=True)
    )
    assert len(sink.taken) == 3
    assert sink.connections == 1
    assert state_of(issue) == State.SENT
    assert issue.progress()["sent"] == 3


def test_every_letter_carries_its_own_links_and_fixed_message_id(news, sink):
    readers(news, 2)
    issue = IssueFactory(to=news)
    issues.start(issue)
    sending.send_some(issue.pk)

    for letter in sink.taken:
        row = Delivery.objects.get(subscriber__email=letter.to)
        assert letter.message_id == row.message_id
        assert f"/newsletters/u/{row.token}/>".encode() in letter.raw


def test_everybody_reads_the_frame_in_their_language(news, sink):
    SubscriberFactory(to=news, language="sq")
    SubscriberFactory(to=news, language="xx")
    issue = IssueFactory(to=news, language="mk")

    issues.start(issue)

    assert set(issue.frozen) == {"sq", "mk"}
    assert "/sq/newsletters/u/" in issue.frozen["sq"]["text"]


def test_what_an_editor_changes_after_the_start_does_not_leave(news, sink):
    readers(news, 1)
    issue = IssueFactory(to=news, intro="The first words.")
    issues.start(issue)
    Issue.objects.update(intro="Other words.", subject="Another subject")

    sending.send_some(issue.pk)

    assert b"The first words." in sink.taken[0].raw
    assert b"Other words" not in sink.taken[0].raw


def test_a_second_start_is_refused(news):
    readers(news, 1)
    issue = IssueFactory(to=news)
    issues.start(issue)

    with pytest.raises(Refused, match="already"):
        issues.start(Issue.objects.get())

    assert Delivery.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_twenty_presses_at_once_send_once(settings, sink):
    settings.CELERY_TASK_ALWAYS_EAGER = True
    news = ListFactory()
    readers(news, 5)
    issue = IssueFactory(to=news)

    answers = at_once(*[lambda: issues.start(Issue.objects.get(pk=issue.pk))] * 20)
    sending.sweep()

    assert len(refused(answers)) == 19
    assert [answer for answer in answers if answer not in refused(answers)] == [5]
    assert sorted(sink.addresses()) == sorted(set(sink.addresses()))
    assert len(sink.taken) == 5


@pytest.mark.django_db(transaction=True)
def test_four_senders_at_once_send_every_letter_once(sink):
    news = ListFactory()
    readers(news, 60)
    issue = IssueFactory(to=news)
    sending._BATCH, batch = 7, sending._BATCH
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(tasks.send_some, "delay", lambda issue_id: None)
            issues.start(issue)
        answers = at_once(*[lambda: sending.send_some(issue.pk)] * 4)
    finally:
        sending._BATCH = batch
    sending.sweep()

    assert raised(answers) == []
    assert sorted(sink.addresses()) == sorted(set(sink.addresses()))
    assert len(sink.taken) == 60
    assert state_of(issue) == State.SENT


def started(news, count=3, **fields):
    """An issue that has begun and of which nothing has left."""
    readers(news, count)
    issue = IssueFactory(to=news, **fields)
    issues.start(issue)
    return issue


def test_pause_holds_and_resume_goes_on(news, sink, sweep, emil):
    issue = started(news)

    issues.pause(issue, emil)
    sending.send_some(issue.pk)
    sweep()
    assert sink.taken == []
    assert state_of(issue) == State.PAUSED

    issues.resume(issue, emil)
    sending.send_some(issue.pk)
    assert len(sink.taken) == 3


def test_pause_holds_in_the_middle_of_a_batch(news, sink, monkeypatch, emil):
    issue = started(news, 5)
    take = sink.take

    def take_and_pause(letter):
        take(letter)
        if len(sink.taken) == 2:
            paused.set()
            time.sleep(0.3)

    paused = threading.Event()
    asked = sending._may_leave
    monkeypatch.setattr(sink, "take", take_and_pause)

    def pause_first(hand, pk):
        if paused.is_set() and state_of(issue) == State.SENDING:
            issues.pause(issue, emil)
        return asked(hand, pk)

    monkeypatch.setattr(sending, "_may_leave", pause_first)

    sending.send_some(issue.pk)

    assert len(sink.taken) == 2
    assert Delivery.objects.waiting().count() == 3  # let go, not held until the lease ends


def test_cancel_ends_it_and_takes_it_out_of_the_archive_and_the_search(
    news, sink, visitor, sweep, emil
):
    issue = started(news)
    assert visitor.get(issue.get_absolute_url()).status_code == 200
    assert SearchEntry.objects.filter(kind="newsletter").exists()

    issues.cancel(issue, emil)
    sending.send_some(issue.pk)
    sweep()

    assert sink.taken == []
    assert state_of(issue) == State.CANCELLED
    assert visitor.get(issue.get_absolute_url()).status_code == 404
    assert not SearchEntry.objects.filter(kind="newsletter").exists()


def test_who_unsubscribes_during_the_run_gets_nothing_after(news, sink, monkeypatch):
    issue = started(news, 3)
    last = issue.deliveries.order_by("pk").last()
    take = sink.take

    def leave_at_the_first(letter):
        take(letter)
        left.set()

    left = threading.Event()
    asked = sending._may_leave

    def unsubscribe_first(hand, pk):
        if left.is_set():
            subscriptions.unsubscribe_by(Delivery.objects.get(pk=last.pk))
        return asked(hand, pk)

    monkeypatch.setattr(sink, "take", leave_at_the_first)
    monkeypatch.setattr(sending, "_may_leave", unsubscribe_first)

    sending.send_some(issue.pk)

    assert len(sink.taken) == 2
    assert last.subscriber.email not in sink.addresses()
    assert state_of(issue) == State.SENT
    assert issue.progress()["skipped"] == 1


def test_who_is_erased_during_the_run_gets_nothing_and_stops_nothing(news, sink):
    issue = started(news, 3)
    subscriptions.erase(Subscriber.objects.first())

    sending.send_some(issue.pk)

    assert len(sink.taken) == 2
    assert state_of(issue) == State.SENT


def test_a_bounce_is_tried_once_and_left_out_next_time(news, sink, sweep):
    gone, _other = readers(news, 2)
    sink.at_rcpt[gone.email] = "550 5.1.1 no such user"
    issue = IssueFactory(to=news)
    issues.start(issue)
    sending.send_some(issue.pk)
    sweep()

    assert state_of(issue) == State.SENT
    assert issue.progress()["failed"] == 1
    assert Suppression.objects.get().email == gone.email
    gone.refresh_from_db()
    assert gone.state == Subscriber.State.BOUNCED
    assert issues.start(IssueFactory(to=news)) == 1


def test_a_refusal_of_the_letter_itself_does_not_cost_an_address(news, sink):
    reader = readers(news, 1)[0]
    sink.at_data[reader.email] = "554 5.7.1 looks like spam"
    issue = IssueFactory(to=news)
    issues.start(issue)
    sending.send_some(issue.pk)

    assert issue.progress()["failed"] == 1
    assert not Suppression.objects.exists()


def test_a_server_that_refuses_every_letter_pauses_the_issue(news, sink):
    issue = started(news, 30)
    sink.for_all = "554 5.7.1 not from you"

    sending.send_some(issue.pk)

    assert state_of(issue) == State.PAUSED
    assert "not from you" in issue.trouble
    assert issue.progress()["waiting"] == 10


def test_a_refusal_for_now_is_tried_again_with_the_same_message_id(news, sink, sweep):
    issue = started(news, 2)
    row = issue.deliveries.select_related("subscriber").first()
    sink.at_rcpt[row.subscriber.email] = "451 greylisted"
    sending.send_some(issue.pk)
    assert state_of(issue) == State.SENDING
    sink.at_rcpt.clear()

    sweep()
    assert len(sink.taken) == 1  # it rests first
    issue.deliveries.update(due_at=timezone.now())
    sweep()
    sending.send_some(issue.pk)

    assert sink.taken[-1].message_id == row.message_id
    assert state_of(issue) == State.SENT


def test_silence_about_one_reader_delays_the_others_by_seconds(news, sink):
    issue = started(news, 4)
    row = issue.deliveries.select_related("subscriber").order_by("pk").first()
    sink.at_rcpt[row.subscriber.email] = "hang"

    began = time.monotonic()
    sending.send_some(issue.pk)

    assert len(sink.taken) == 3
    assert max(letter.at for letter in sink.taken) - began < 5


def test_while_the_server_is_away_the_issue_waits(news, sink, sweep):
    issue = started(news, 3)
    sink.mute = True
    sending.send_some(issue.pk)
    assert set(issue.deliveries.values_list("attempts", "claimed_until")) == {(0, None)}

    sink.mute = False
    issue.deliveries.update(due_at=timezone.now())
    sweep()
    sending.send_some(issue.pk)

    assert len(sink.taken) == 3


def test_what_a_dead_sender_held_is_taken_up_after_its_lease(news, sink, settings, sweep):
    issue = started(news, 3)
    hand = sending.Hand(issue, sending.uuid.uuid4(), None)
    sending._claim(hand)
    sending.send_some(issue.pk)
    assert sink.taken == []

    issue.deliveries.update(claimed_until=timezone.now() - timedelta(seconds=1))
    sweep()
    sending.send_some(issue.pk)

    assert len(sink.taken) == 3


def test_a_sender_who_lost_its_lease_sends_nothing_more(news, sink):
    issue = started(news, 3)
    with sending.Line() as line:
        slow = sending.Hand(issue, sending.uuid.uuid4(), line)
        batch = sending._claim(slow)
        issue.deliveries.update(claimed_until=timezone.now() - timedelta(seconds=1))
        sending.send_some(issue.pk)
        sending._send_batch(slow, batch)

    assert len(sink.taken) == 3


def test_an_issue_is_never_queued_is_found_by_the_sweep(news, sink, monkeypatch, sweep):
    issue = started(news, 2)
    queued = []
    monkeypatch.setattr(tasks.send_some, "delay", queued.append)

    sweep()

    assert queued == [issue.pk] * 2


def test_a_scheduled_issue_leaves_in_its_hour(news, sink, sweep, emil):
    readers(news, 1)
    issue = IssueFactory(to=news)
    issues.schedule(issue, emil, timezone.now() + timedelta(hours=1))
    sweep()
    assert state_of(issue) == State.SCHEDULED

    Issue.objects.update(scheduled_for=timezone.now() - timedelta(seconds=1))
    sweep()

    assert state_of(issue) == State.SENT
    assert len(sink.taken) == 1


def test_a_scheduled_issue_can_be_called_back(news, emil):
    readers(news, 1)
    issue = IssueFactory(to=news)
    issues.schedule(issue, emil, timezone.now() + timedelta(hours=1))

    issues.unschedule(issue, emil)

    assert state_of(issue) == State.DRAFT


def test_a_scheduled_issue_that_nobody_would_get_becomes_a_draft_again(news, sweep, emil):
    reader = readers(news, 1)[0]
    issue = IssueFactory(to=news)
    issues.schedule(issue, emil, timezone.now() + timedelta(hours=1))
    subscriptions.unsubscribe(reader)
    Issue.objects.update(scheduled_for=timezone.now() - timedelta(seconds=1))

    sweep()

    assert state_of(issue) == State.DRAFT
    assert "Nobody" in issue.trouble


def test_what_makes_no_sense_is_refused_with_a_sentence(news, emil):
    nobody = IssueFactory(to=news)
    with pytest.raises(Refused, match="Nobody would get it"):
        issues.start(nobody)
    readers(news, 1)
    with pytest.raises(Refused, match="empty"):
        issues.start(IssueFactory(to=news, intro=" "))
    with pytest.raises(Refused, match="has passed"):
        issues.schedule(nobody, emil, timezone.now() - timedelta(hours=1))
    for verb in (issues.pause, issues.resume, issues.cancel, issues.unschedule):
        with pytest.raises(Refused):
            verb(nobody, emil)


@pytest.mark.parametrize(
    ("state", "verb"),
    [
        (State.DRAFT, issues.send), (State.SCHEDULED, issues.unschedule),
        (State.SENDING, issues.pause), (State.PAUSED, issues.resume),
        (State.SENDING, issues.cancel),
        (State.DRAFT, lambda issue, by: issues.schedule(issue, by, timezone.now())),
        (State.DRAFT, issues.send_test),
    ],
    ids=["send", "unschedule", "pause", "resume", "cancel", "schedule", "test"],
)  # fmt: skip
def test_an_action_asks_itself_who_edits(news, ana, state, verb):
    readers(news, 1)
    issue = IssueFactory(to=news, state=state)

    with pytest.raises(Refused, match="Only editors"):
        verb(issue, ana)

    assert state_of(issue) == state
    assert not Letter.objects.exists()


def test_a_task_for_an_issue_that_is_gone_does_nothing(db):
    tasks.send_some(12345)
    tasks.sweep()

    assert outbox.outbox == []


# --- Who reads which names -------------------------------------------------------------------


@pytest.fixture
def closed(db):
    """A private list."""
    return ListFactory(slug="board-of-seven", name="Board <of> seven", is_public=False)


def letter_to(sink, reader):
    raw = next(letter.raw for letter in sink.taken if letter.to == reader.email)
    message = message_from_bytes(raw, policy=policy.default)
    text, html = (message.get_body([kind]).get_content() for kind in ("plain", "html"))
    return message, f"{raw.decode()}\n{text}\n{html}"


def test_nobody_reads_the_name_of_a_list_they_are_not_on(news, closed, sink, visitor):
    outside, inside = readers(news, 1)[0], readers(closed, 1)[0]
    both = readers(news, 1)[0]
    subscriptions.choose(both, [news, closed], "en", "a test")
    issue = IssueFactory(to=closed)
    issue.lists.add(news)
    issues.start(issue)
    sending.send_some(issue.pk)

    message, words = letter_to(sink, outside)
    assert "News of the network" in words
    assert "seven" not in words
    assert message["List-Id"] == "News of the network <news.newsletters.testserver>"
    message, words = letter_to(sink, inside)
    assert "Board &lt;of&gt; seven" in words
    assert "News of the network" not in words
    assert "board-of-seven.newsletters.testserver" in message["List-Id"]
    assert "News of the network" in letter_to(sink, both)[1]
    assert "Board <of> seven" in letter_to(sink, both)[1]


@pytest.mark.parametrize("presses", [0, 1, 2])
def test_the_page_to_leave_names_only_lists_of_ones_own(news, closed, sink, visitor, presses):
    outside = readers(news, 1)[0]
    issue = IssueFactory(to=closed)
    issue.lists.add(news)
    issues.start(issue)
    address = f"/newsletters/u/{Delivery.objects.get(subscriber=outside).token}/"

    for _press in range(presses):
        visitor.post(address)
    page = (visitor.post if presses else visitor.get)(address).content.decode()

    assert "News of the network" in page
    assert "seven" not in page


def test_who_is_on_no_list_any_more_gets_nothing(news, sink):
    issue = started(news, 2)
    Subscription.objects.filter(subscriber=Subscriber.objects.first()).delete()

    sending.send_some(issue.pk)

    assert len(sink.taken) == 1
    assert state_of(issue) == State.SENT


# --- A sender that dies, a server that hangs up ----------------------------------------------


def test_a_claim_that_is_not_renewed_is_free_after_half_a_minute(news):
    issue = started(news, 3)
    sending._claim(sending.Hand(issue, sending.uuid.uuid4(), None))

    latest = max(issue.deliveries.values_list("claimed_until", flat=True))

    assert timedelta(0) < latest - timezone.now() <= timedelta(seconds=30)


def test_the_sweep_starts_a_sender_beside_the_claim_of_a_dead_one(news, sink, monkeypatch, sweep):
    issue = started(news, 5)
    monkeypatch.setattr(sending, "_BATCH", 2)
    sending._claim(sending.Hand(issue, sending.uuid.uuid4(), None))

    sweep()

    assert len(sink.taken) == 3
    assert state_of(issue) == State.SENDING


def test_the_sweep_starts_no_more_senders_than_there_are_lines(news, monkeypatch, settings, sweep):
    issue = started(news, 9)
    monkeypatch.setattr(sending, "_BATCH", 2)
    settings.ETUP_MAIL_LINES = 3
    queued = []
    monkeypatch.setattr(tasks.send_some, "delay", queued.append)
    for _sender in range(2):
        sending._claim(sending.Hand(issue, sending.uuid.uuid4(), None))

    sweep()
    sending._claim(sending.Hand(issue, sending.uuid.uuid4(), None))
    sweep()

    assert queued == [issue.pk]


@pytest.mark.django_db(transaction=True)
def test_a_sender_that_waits_for_a_silent_server_keeps_its_claim(sink, settings):
    settings.ETUP_NEWSLETTER_LEASE = 1
    news = ListFactory()
    issue = started(news, 2)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "EMAIL_TIMEOUT", 3)
        first = issue.deliveries.select_related("subscriber").order_by("pk").first()
        sink.at_rcpt[first.subscriber.email] = "hang"
        claimed = []

        def look():
            time.sleep(2)  # twice the lease
            claimed.append(Delivery.objects.waiting().filter(issue=issue).exists())
            connection.close()

        watcher = threading.Thread(target=look)
        watcher.start()
        sending.send_some(issue.pk)
        watcher.join()

    assert claimed == [False]


def test_one_421_costs_seconds_and_no_letter(news, sink, monkeypatch):
    issue = started(news, 4)
    monkeypatch.setattr(sending, "_BREATH", 0)
    sink.greetings = ["421 too many connections"]

    sending.send_some(issue.pk)

    assert len(sink.taken) == 4
    assert state_of(issue) == State.SENT
