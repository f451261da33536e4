from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from core.models import Letter
from members.actions import notices, votes
from members.models import Membership, MembershipType, Notice, NoticeSent, NoticeText
from members.tasks import send_notices
from tests.factories.members import (
    ApplicationFactory,
    InstitutionFactory,
    MembershipFactory,
    MembershipTypeFactory,
    PositionFactory,
)

LIST = reverse("admin:members_notice_changelist")


def today(days=0):
    return timezone.localdate() + timedelta(days=days)


@pytest.fixture
def only(db):
    """`only(event="expiry", …)`: the one notice there is."""

    def made(text="Dear {name}, {number} until {until}.", subject="About {number}", **fields):
        Notice.objects.all().delete()
        notice = Notice.objects.create(name="Told", active_from=today(-100), **fields)
        NoticeText.objects.create(notice=notice, language="en", subject=subject, text=text)
        return notice

    return made


def runs(person, until, **fields):
    days = {"until": until, "grace_until": until + timedelta(days=30), **fields}
    person.memberships.update(**days)
    return person.memberships.get()


def told():
    return sorted(Letter.objects.filter(kind="notice").values_list("to", flat=True))


@pytest.mark.parametrize(
    ("when", "until"),
    [
        ({"side": "before", "days": 14}, 14),
        ({"side": "at"}, 0),
        ({"side": "after", "days": 3}, -3),
        # Nobody was there on the day itself.
        ({"side": "before", "days": 14}, 8),
    ],
)
def test_a_notice_goes_out_on_its_day_and_once(only, ana, boris, when, until):
    only(event="expiry", **when)
    runs(ana, today(until))
    runs(boris, today(until + 1))

    assert told() == []
    send_notices()
    if until == 8:
        assert told() == [ana.email, boris.email]
        return
    send_notices()

    assert told() == [ana.email]
    sending = NoticeSent.objects.get()
    assert (sending.membership, sending.day) == (ana.memberships.get(), today(until))
    assert sending.letter.to == ana.email


@pytest.mark.parametrize(
    ("event", "fields"),
    [
        ("joining", {"started_on": -10}),
        ("renewal", {"renewed_on": -10}),
        ("opening", {"until": 50, "grace_until": 60}),
        ("expiry", {"until": -10, "grace_until": 20}),
        ("lapse", {"until": -40, "grace_until": -10}),
    ],
)
def test_every_day_of_a_membership_may_be_told_of(only, ana, event, fields):
    only(event=event, side="after", days=10)
    ana.memberships.update(**{name: today(days) for name, days in fields.items()})

    send_notices()

    assert told() == [ana.email]


def test_a_notice_after_approval(only, petra, vera):
    only(event="approval", side="after", days=10)
    application = ApplicationFactory(applicant=petra)
    MembershipTypeFactory()
    votes.vote(application, vera, "for")
    send_notices()
    assert told() == []

    application.refresh_from_db()
    application.decided_at = timezone.now() - timedelta(days=10)
    application.save()
    send_notices()

    assert told() == [petra.email]


def test_at_approval_one_letter_says_what_the_committee_wants_said(only, petra, vera):
    notice = only("Your number is {number}. Come to the next meeting.", "Hello {name}",
                  event="approval")  # fmt: skip
    application = ApplicationFactory(applicant=petra)

    membership = votes.vote(application, vera, "for").membership
    send_notices()

    letter = Letter.objects.get(to=petra.email)
    assert (letter.kind, letter.subject) == ("application_approved", f"Hello {petra.name}")
    assert "Come to the next meeting." in letter.text
    assert NoticeSent.objects.get(notice=notice).letter == letter
    assert membership.number in letter.text


def test_who_was_approved_is_not_told_again_that_they_joined(only, ana, petra):
    only(event="joining")
    membership = MembershipFactory(person=petra)
    ApplicationFactory(applicant=petra, state="approved", membership=membership)

    send_notices()

    assert told() == [ana.email]


def test_what_fell_due_long_ago_or_before_the_notice_is_not_sent(only, ana, boris):
    notice = only(event="expiry")
    runs(ana, today(-8))
    runs(boris, today(-2))
    Notice.objects.filter(pk=notice.pk).update(active_from=today(-1))

    send_notices()

    assert told() == []


def test_a_notice_may_be_of_one_type_and_may_sleep(only, ana):
    other = MembershipTypeFactory(slug="associated", for_institutions=True)
    notice = only(event="expiry", type=other)
    runs(ana, today())
    send_notices()
    Notice.objects.filter(pk=notice.pk).update(type=None, is_active=False)
    send_notices()
    assert told() == []

    Notice.objects.filter(pk=notice.pk).update(is_active=True)
    send_notices()
    assert told() == [ana.email]


def test_without_grace_nobody_is_told_that_it_still_counts(db, ana):
    until = today(-1)
    runs(ana, until, grace_until=until)

    send_notices()

    letter = Letter.objects.get(kind="notice")
    assert letter.subject == "Your membership has expired"


def test_who_has_left_or_will_not_renew_is_left_alone(only, ana, boris):
    only(event="expiry")
    runs(ana, today(), ended_on=today(1), ending="not-renewed")
    runs(boris, today(), ended_on=today(), state="ended", ending="resigned")

    send_notices()

    assert told() == []


def test_an_institution_hears_through_its_representative(only, lule):
    only("{institution}: {number}", event="expiry")
    institution = lule.positions.get().institution
    MembershipFactory(person=None, institution=institution, until=today(), grace_until=today(30))
    PositionFactory(institution=institution, role="deputy")
    # Nobody stands for this one.
    MembershipFactory(
        person=None, institution=InstitutionFactory(), until=today(), grace_until=today(30)
    )

    send_notices()

    assert told() == [lule.email]
    assert institution.name in Letter.objects.get(kind="notice").text
    assert NoticeSent.objects.count() == 1


def test_it_is_written_in_the_language_of_who_reads_it(only, ana, boris):
    notice = only("Until {until}.", event="expiry")
    NoticeText.objects.create(
        notice=notice, language="mk", subject="За {number}", text="Важи до {until}."
    )
    boris.language = "mk"
    boris.save()
    runs(ana, today()), runs(boris, today())

    send_notices()

    macedonian = Letter.objects.get(to=boris.email)
    assert macedonian.subject == f"За {boris.memberships.get().number}"
    assert "Важи до" in macedonian.text
    assert "Until" in Letter.objects.get(to=ana.email).text


def test_what_the_platform_planted_is_translated_by_its_catalogue(db, ana, monkeypatch):
    notice = Notice.objects.get(event="opening")
    monkeypatch.setattr(notices, "_", lambda text: f"«{text}»" if "renew" in text else text)

    said = notices.words(notice, runs(ana, today(60)), ana, "sq")

    assert said.subject.startswith("«You can renew")


def test_a_name_is_text_and_no_markup(only, ana):
    notice = only("Dear {name}, see [your page]({link}).", event="expiry")
    ana.last_name = "<b>*Anić*</b>"

    said = notices.words(notice, runs(ana, today()), ana)

    assert "&lt;b&gt;*Anić*" in said.html
    assert 'href="http' in said.html
    assert "/my/membership/" in said.html
    assert "%7B" not in said.html


def test_the_fee_stands_in_the_letter_when_there_is_one(only, ana):
    only(event="expiry")
    runs(ana, today())
    MembershipType.objects.update(fee=30, period="rolling", months=12)

    send_notices()

    assert "The fee is €30.00 for 12 months." in Letter.objects.get(kind="notice").text


def test_every_notice_that_is_planted_can_be_read(db, ana):
    membership = runs(ana, today(20))

    for notice in Notice.objects.all():
        said = notices.words(notice, membership, ana)
        assert "{" not in said.subject + said.text + said.html, notice.name
        assert notices.mistakes(notice.texts.get().text) == []
    assert Notice.objects.count() == 6


def form(**fields):
    return {
        "name": "Before the end", "event": "expiry", "side": "before", "days": 3,
        "is_active": "on", "texts-TOTAL_FORMS": 1, "texts-INITIAL_FORMS": 0,
        "texts-0-language": "en", "texts-0-subject": "Soon", "texts-0-text": "Dear {name}",
        **fields,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"texts-0-text": "Dear {surname}"}, "{surname} is not a placeholder. There are: {name}"),
        ({"texts-0-subject": "Soon {"}, "A curly bracket stands alone"),
        ({"texts-0-text": "{name.password}"}, "A curly bracket stands alone"),
        ({"texts-0-language": "sq"}, "Write the English text, too"),
        ({"event": "approval"}, "Nobody knows that day before it comes."),
        ({"days": 0}, "Before or after: say how many days."),
    ],
)
def test_what_cannot_be_sent_is_refused_at_the_desk(as_, vera, fields, sentence):
    add = reverse("admin:members_notice_add")
    before = Notice.objects.count()

    assert sentence in as_(vera).post(add, form(**fields)).text
    assert Notice.objects.count() == before

    as_(vera).post(add, form())
    assert Notice.objects.count() == before + 1


def test_the_committee_reads_a_notice_before_anybody_gets_it(as_, vera, mira, only):
    notice = only("Dear *{name}*, until {until}.", event="expiry")
    url = reverse("admin:members_notice_preview", args=[notice.pk])

    assert "Dear <em>Ana Anić</em>, until" in as_(vera).get(url).text
    assert as_(mira).get(url).status_code == 403
    assert Letter.objects.count() == 0


def test_what_was_sent_is_seen_at_the_desk_and_changed_by_nobody(as_, vera, only, ana):
    only(event="expiry")
    runs(ana, today())
    send_notices()
    sent = reverse("admin:members_noticesent_changelist")

    page = as_(vera).get(sent).text
    assert ana.memberships.get().number in page
    assert ana.email in page
    assert as_(vera).get(reverse("admin:members_noticesent_add")).status_code == 403
    with override("en"):
        assert "Told" in as_(vera).get(
            reverse("admin:members_membership_change", args=[ana.memberships.get().pk])
        ).text  # fmt: skip


@pytest.mark.parametrize("count", [1, 3])
def test_looking_for_what_is_due_costs_the_same(only, count, django_assert_num_queries):
    only(event="expiry")
    for _ in range(count):
        MembershipFactory(until=today(), grace_until=today(30))
    send_notices()
    assert len(told()) == count

    with django_assert_num_queries(4):
        send_notices()


def test_a_letter_that_is_thrown_away_leaves_the_note_that_it_went(only, ana):
    only(event="expiry")
    runs(ana, today())
    send_notices()

    Letter.objects.all().delete()
    send_notices()

    assert told() == []
    assert NoticeSent.objects.get().letter is None
    assert Membership.objects.get(person=ana)
