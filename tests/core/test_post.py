"""The outbox against a real server that is away, silent, slow or rude."""

import socket
import time
from datetime import timedelta

import pytest
from django.utils import timezone

from core import mail, tasks
from core.models import Letter
from core.smtp import Away, Line
from tests.services import free_port
from tests.smtp_sink import Sink


@pytest.fixture
def sink(settings):
    with Sink() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST = "127.0.0.1"
        settings.EMAIL_PORT = server.port
        settings.EMAIL_TIMEOUT = 1
        yield server


def write(to, **fields):
    return Letter.objects.create(
        to=to, kind="test", language="en", subject="Здраво", text="Hello\n.\nyou", **fields
    )


def test_a_letter_arrives_with_its_fixed_message_id(db, sink):
    letter = write("ana@example.org")

    assert mail.deliver(letter)

    assert sink.addresses() == ["ana@example.org"]
    assert sink.taken[0].message_id == letter.message_id
    assert b"\r\n.\r\nyou" in sink.taken[0].raw


def test_two_bearers_send_a_letter_once(db, sink):
    letter = write("ana@example.org")

    assert [mail.deliver(letter), mail.deliver(letter)] == [True, False]
    assert len(sink.taken) == 1


def test_what_a_bearer_who_died_held_is_sent_after_the_lease(db, sink):
    letter = write("ana@example.org")
    letter.claim(seconds=60)
    mail.deliver_waiting(10)
    assert sink.taken == []

    Letter.objects.update(claimed_until=timezone.now() - timedelta(seconds=1))
    mail.deliver_waiting(10)

    assert sink.taken[0].message_id == letter.message_id


def test_a_refusal_for_now_is_tried_again_and_later_each_time(db, sink):
    letter = write("busy@example.org")
    sink.at_rcpt["busy@example.org"] = "451 come back later"

    rests = []
    for _ in range(3):
        Letter.objects.update(due_at=timezone.now())
        mail.deliver(letter)
        letter.refresh_from_db()
        rests.append((letter.due_at - timezone.now()).total_seconds())
    sink.at_rcpt.clear()
    Letter.objects.update(due_at=timezone.now())
    mail.deliver_waiting(10)

    assert rests == sorted(rests)
    assert rests[0] > 30
    assert sink.addresses() == ["busy@example.org"]


def test_a_refusal_for_good_is_tried_once(db, sink):
    letter = write("gone@example.org")
    sink.at_rcpt["gone@example.org"] = "550 no such user"

    mail.deliver(letter)
    mail.deliver_waiting(10)

    letter.refresh_from_db()
    assert letter.failed_at
    assert "no such user" in letter.failure
    assert letter.attempts == 1


def test_a_letter_that_cannot_be_written_does_not_stop_the_others(db, sink):
    poison = write("ana@example.org", headers={"X-Broken": "a\nb"})
    write("boris@example.org")

    mail.deliver_waiting(10)

    assert sink.addresses() == ["boris@example.org"]
    poison.refresh_from_db()
    assert poison.failed_at


def test_silence_about_one_letter_delays_the_others_by_seconds(db, sink):
    write("hang@example.org")
    for number in range(3):
        write(f"reader{number}@example.org")
    sink.at_rcpt["hang@example.org"] = "hang"

    began = time.monotonic()
    mail.deliver_waiting(10)

    assert len(sink.taken) == 3
    assert max(letter.at for letter in sink.taken) - began < 5
    assert Letter.objects.get(to="hang@example.org").failed_at is None


def test_a_line_that_breaks_costs_nobody_else_their_letter(db, sink):
    write("drop@example.org")
    write("ana@example.org")
    sink.at_rcpt["drop@example.org"] = "drop"

    mail.deliver_waiting(10)

    assert sink.addresses() == ["ana@example.org"]


@pytest.mark.parametrize("way", ["nobody listens", "nobody answers"])
def test_while_the_server_is_away_letters_wait_and_lose_no_attempt(db, sink, settings, way):
    letter = write("ana@example.org")
    if way == "nobody listens":
        settings.EMAIL_PORT = free_port()
    else:
        sink.mute = True

    with pytest.raises(Away):
        mail.deliver(letter)
    mail.deliver_waiting(10)

    letter.refresh_from_db()
    assert (letter.attempts, letter.failed_at, letter.claimed_until) == (0, None, None)
    settings.EMAIL_PORT, sink.mute = sink.port, False
    Letter.objects.update(due_at=timezone.now())
    mail.deliver_waiting(10)
    assert sink.addresses() == ["ana@example.org"]


def test_tasks_do_not_queue_up_before_a_server_that_is_away(db, sink):
    sink.mute = True
    letters = [write(f"reader{number}@example.org") for number in range(5)]

    began = time.monotonic()
    for letter in letters:
        tasks.deliver_letter(letter.pk)

    assert time.monotonic() - began < 4
    assert sink.connections == 1


def test_a_letter_waits_when_the_queue_is_away(db, monkeypatch):
    def refuse(*args):
        raise ConnectionError("no broker")

    monkeypatch.setattr(tasks.deliver_letter, "delay", refuse)
    letter = mail.put("ana@example.org", kind="t", language="en", subject="Hi", text="Hello")

    assert Letter.objects.waiting().get() == letter


def test_many_letters_take_one_line_and_a_new_one_when_the_server_hangs_up(db, sink):
    with Line() as line:
        for number in range(3):
            mail.deliver(write(f"reader{number}@example.org"), line)
        assert sink.connections == 1
        line._backend.connection.sock.shutdown(socket.SHUT_RDWR)
        mail.deliver(write("last@example.org"), line)

    assert sink.connections == 2
    assert len(sink.taken) == 4
    assert not Letter.objects.waiting().exists()


def test_a_wrong_password_is_no_fault_of_the_letters(db, sink):
    letter = write("ana@example.org")
    sink_user = {"EMAIL_HOST_USER": "network", "EMAIL_HOST_PASSWORD": "wrong"}
    from django.test import override_settings

    with override_settings(**sink_user), pytest.raises(Away):
        mail.deliver(letter)

    letter.refresh_from_db()
    assert letter.failed_at is None
