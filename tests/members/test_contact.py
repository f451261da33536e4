"""Members write to members through the platform."""

import pytest
from django.urls import reverse
from django.utils import timezone

from core import retention
from core.models import Letter
from members import personal_data
from members.actions import contact, memberships
from members.models import Block, Message, Position, User
from tests.factories.members import InstitutionFactory, MemberFactory, PositionFactory

SENT = "Your message is on its way."


@pytest.fixture
def boris(boris):
    User.objects.filter(pk=boris.pk).update(listed_for="public", language="mk")
    return User.objects.get(pk=boris.pk)


@pytest.fixture
def write(ana, boris, as_):
    def send(sender=ana, to=boris, **changes):
        data = {"subject": "Peer talk", "text": "Shall we **talk**?"} | changes
        return as_(sender).post(reverse("members:write", args=[to.handle]), data, follow=True)

    return send


def letters():
    return Letter.objects.filter(kind="member_message")


def test_ana_writes_to_boris_who_answers_her(write, ana, boris):
    page = write().text

    letter = letters().get()
    assert SENT in page
    assert (letter.to, letter.language) == (boris.email, "mk")
    assert letter.headers["Reply-To"] == ana.email
    assert "Shall we **talk**?" in letter.text
    assert boris.email not in page


def test_the_page_says_that_the_address_goes_with_it(as_, ana, boris):
    page = as_(ana).get(reverse("members:write", args=["boris"])).text

    assert ana.email in page
    assert boris.email not in page


def test_a_subject_is_one_line_and_markup_is_words(write):
    write(subject="One\r\nBcc: x@example.org", text="<script>x</script>")

    letter = letters().get()
    assert "\n" not in letter.subject
    assert "<script>x" not in letter.html


@pytest.mark.parametrize(
    ("choice", "member", "colleague"),
    [("members", 200, 200), ("colleagues", 403, 200), ("nobody", 403, 403)],
)
def test_boris_chooses_who_may_write(as_, ana, boris, choice, member, colleague):
    home = InstitutionFactory()
    User.objects.filter(pk=boris.pk).update(written_to_by=choice, institution=home)
    near = MemberFactory()
    PositionFactory(person=near, institution=home, role=Position.Role.STAFF)
    memberships.refresh(person=near)
    address = reverse("members:write", args=["boris"])

    assert as_(ana).get(address).status_code == member
    assert as_(User.objects.get(pk=near.pk)).get(address).status_code == colleague
    shown = "Write to them" in as_(ana).get(boris.get_absolute_url()).text
    assert shown == (member == 200)


def test_who_is_no_member_writes_to_nobody(write, petra, ana, visitor, boris):
    assert write(sender=petra).status_code == 403
    assert write(sender=ana, to=ana).status_code == 403
    assert visitor.get(reverse("members:write", args=["boris"])).status_code == 302
    assert not Message.objects.exists()


def test_who_is_blocked_learns_nothing(write, ana, boris, as_):
    write()
    message = Message.objects.get()
    as_(boris).post(reverse("members:block", args=[message.short_id]))

    page = write(subject="Again").text

    assert SENT in page
    assert letters().count() == 1
    assert Message.objects.count() == 2
    exported = personal_data.export(boris)["messages received"]
    assert [one["subject"] for one in exported] == ["Peer talk"]
    as_(boris).post(reverse("members:unblock", args=["ana"]))
    write(subject="Third")
    assert letters().count() == 2


def test_a_machine_that_fills_in_the_trap_sends_nothing(write):
    assert SENT in write(website="https://spam.example").text
    assert not Message.objects.exists()


def test_only_the_recipient_opens_a_message(write, as_, ana, boris, vera):
    write()
    message = Message.objects.get()
    address = reverse("members:message", args=[message.short_id])

    assert "Peer talk" in as_(boris).get(address).text
    for somebody in (ana, vera):
        assert as_(somebody).get(address).status_code == 404
        answer = as_(somebody).post(reverse("members:block", args=[message.short_id]))
        assert answer.status_code == 404
    assert not Block.objects.exists()


@pytest.mark.parametrize(("joined", "allowed"), [(400, 5), (1, 2)])
def test_past_the_limit_one_waits_an_hour(write, ana, settings, joined, allowed):
    settings.RATE_LIMITS = True
    User.objects.filter(pk=ana.pk).update(
        date_joined=timezone.now() - timezone.timedelta(days=joined)
    )
    for _turn in range(allowed):
        assert write().status_code == 200

    answer = write()

    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) <= 3600
    assert letters().count() == allowed


def test_nobody_writes_more_than_twenty_in_a_day(ana, settings):
    settings.RATE_LIMITS = True
    waits = [contact.wait_before(ana, is_new=False) for _turn in range(21)]

    assert waits[-1] > 0
    assert sum(wait == 0 for wait in waits) <= 20


@pytest.mark.parametrize("text", ["a\x00b", "x" * 1_000_000, "\u202eabc", "🙂" * 50, ""])
def test_odd_words_do_no_harm(write, text):
    assert write(text=text).status_code == 200


def test_what_was_typed_stays_when_it_is_refused(write):
    assert "Only a subject" in write(subject="Only a subject", text="").text


def test_texts_go_after_a_month_unless_reported(ana, boris):
    from members.models import ProfileReport

    long_ago = timezone.now() - timezone.timedelta(days=31)
    _old, reported = (
        Message.objects.create(
            sender=ana, recipient=boris, subject=subject, text="x", sent_at=long_ago
        )
        for subject in ("Old", "Reported")
    )
    ProfileReport.objects.create(person=ana, reporter=boris, message=reported, reason="rude")
    Message.objects.create(sender=ana, recipient=boris, subject="New", text="x")
    kind = next(kind for kind in retention.kinds() if kind.name == "messages")

    kind.purge(timezone.now() - timezone.timedelta(days=kind.days), False)

    assert set(Message.objects.values_list("subject", flat=True)) == {"Reported", "New"}
    assert kind.days == 30


def test_who_leaves_takes_their_messages_out_of_the_outbox(write, ana):
    write()
    assert personal_data.export(ana)["messages sent"][0]["text"] == "Shall we **talk**?"

    personal_data.erase(ana, keep_content=False)
    ana.delete()

    assert not letters().exists()
    assert not Message.objects.exists()
