"""A profile is reported, and moderators decide."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

from core import desk, roles
from core.exceptions import Refused
from core.models import AuditEntry, Letter
from members.actions import memberships, moderating
from members.models import Message, ProfileReport, ProfileRuling, User
from tests.factories.members import MemberFactory

DESK = reverse("admin:members_profilereport_changelist")
RULINGS = reverse("admin:members_profileruling_changelist")


@pytest.fixture
def rude(db):
    return MemberFactory(
        handle="rude", first_name="Rade", listed_for="public", headline="Buy my pills",
        email="rude@example.org",
    )  # fmt: skip


@pytest.fixture
def report(rude, ana):
    return moderating.report(rude, ana, reason="spam", note="Pills.")


@pytest.fixture
def decide(as_, mira, report):
    def send(verb, who=mira, row=report, at=DESK, **answers):
        data = {"action": verb, "_selected_action": [row.pk], "reason": "It sells pills."}
        return as_(who).post(at, data | answers, follow=True)

    return send


def letters(kind):
    return Letter.objects.filter(kind=kind)


def fresh(person):
    return User.objects.get(pk=person.pk)


def test_a_member_reports_a_profile(as_, ana, rude):
    address = reverse("members:report", args=["rude"])
    assert address in as_(ana).get(rude.get_absolute_url()).text

    page = as_(ana).post(address, {"reason": "spam", "note": "Pills."}, follow=True).text

    assert "A moderator will look at it" in page
    assert ProfileReport.objects.get().note == "Pills."
    as_(ana).post(address, {"reason": "rude", "note": "And rude."})
    assert ProfileReport.objects.get().reason == "rude"


def test_nobody_else_reports(as_, visitor, petra, rude):
    address = reverse("members:report", args=["rude"])

    assert visitor.get(address).status_code == 302
    assert as_(petra).post(address, {"reason": "spam"}).status_code == 403
    assert as_(rude).post(address, {"reason": "spam"}).status_code == 403
    assert not ProfileReport.objects.exists()


def test_a_message_is_reported_from_its_letter(as_, boris, rude, mira):
    User.objects.filter(pk=rude.pk).update(listed_for="nobody")
    message = Message.objects.create(sender=rude, recipient=boris, subject="Hm", text="Rude words")
    address = reverse("members:report", args=["rude"])

    assert as_(boris).post(address, {"reason": "rude"}).status_code == 404
    as_(boris).post(f"{address}?message={message.short_id}", {"reason": "rude"})

    assert ProfileReport.objects.get().message == message
    assert "Rude words" in as_(mira).get(DESK).text


def test_reports_wait_on_one_pile(report, mira, vera, emil):
    piles = {pile["url"]: pile["count"] for pile in desk.piles_for(mira)}

    assert piles[f"{DESK}?state__exact=open"] == 1
    assert not any("profilereport" in pile["url"] for pile in desk.piles_for(emil))


def test_a_report_is_opened_by_the_name_and_decided_on_its_page(report, as_, mira, rude):
    row = f"{DESK}{report.pk}/change/"

    listed = as_(mira).get(DESK, {"state__exact": "open"}).text

    assert f'<a href="{row}?_changelist_filters=state__exact%3Dopen">{rude.name}</a>' in listed
    page = as_(mira).get(row).text
    assert 'name="_save"' not in page
    assert rude.get_absolute_url() in page
    as_(mira).post(row, {"verb": "withhold", "reason": "It sells pills."})
    assert fresh(rude).withheld_at
    report.refresh_from_db()
    assert report.state == "acted"


def test_what_was_typed_stays_when_a_decision_is_refused(report, as_, mira, rude):
    row = f"{DESK}{report.pk}/change/"

    page = as_(mira).post(row, {"verb": "suspend", "reason": "It sells pills."}).text

    assert "until which day" in page
    assert "It sells pills.</textarea>" in page
    assert fresh(rude).is_active


def test_who_only_reads_decides_nothing_on_the_page_either(report, as_, rude):
    irena = MemberFactory(handle="irena", is_staff=True)
    irena.groups.add(Group.objects.get(name=roles.AUDITORS))
    row = f"{DESK}{report.pk}/change/"

    assert 'name="verb"' not in as_(irena).get(row).text
    assert as_(irena).post(row, {"verb": "withhold", "reason": "No."}).status_code == 403
    assert not fresh(rude).withheld_at


def test_keeping_tells_the_reporter_and_nobody_else(decide, report, ana, rude):
    decide("keep")

    report.refresh_from_db()
    assert report.state == "kept"
    assert letters("profile_looked_at").get().to == ana.email
    assert not letters("profile_ruling").exists()
    assert AuditEntry.objects.filter(verb="keep", whom=rude.pk).exists()


def test_withholding_takes_out_of_the_directory_until_corrected(decide, visitor, rude, mira):
    decide("withhold")

    assert fresh(rude).withheld_at
    assert visitor.get(rude.get_absolute_url()).status_code == 404
    letter = letters("profile_ruling").get()
    assert letter.to == rude.email
    assert "It sells pills." in letter.text
    assert ProfileRuling.objects.get().token in letter.text
    assert mira.name not in letter.text

    decide("show")
    assert visitor.get(rude.get_absolute_url()).status_code == 200


def test_a_field_is_emptied(decide, rude, visitor):
    decide("clear", field="headline")

    assert fresh(rude).headline == ""
    assert "In one line" in letters("profile_ruling").get().text
    assert ProfileRuling.objects.get().field == "headline"


def test_suspension_locks_out_until_its_day(decide, as_, rude, visitor):
    client = as_(rude)
    client.get("/my/")
    until = timezone.localdate() + timedelta(days=7)

    decide("suspend", until=until.isoformat())

    assert not fresh(rude).is_active
    assert visitor.get(rude.get_absolute_url()).status_code == 404
    assert client.get(reverse("members:edit_profile")).status_code == 302
    assert moderating.lift_what_is_over() == 0
    User.objects.filter(pk=rude.pk).update(suspended_until=timezone.localdate())
    assert moderating.lift_what_is_over() == 1
    assert fresh(rude).is_active
    assert visitor.get(rude.get_absolute_url()).status_code == 200
    assert Session.objects is not None


@pytest.mark.parametrize(
    ("verb", "answers", "sentence"),
    [
        ("withhold", {"reason": " "}, "Please say why"),
        ("clear", {"field": "email"}, "No action selected"),
        ("clear", {"field": ""}, "Please say which field"),
        ("suspend", {"until": ""}, "until which day"),
        ("suspend", {"until": "2020-01-01"}, "until which day"),
        ("suspend", {"until": "x"}, "No action selected"),
        ("show", {}, "not withheld"),
        ("lift", {}, "not suspended"),
    ],
)
def test_what_is_not_clear_is_asked_again(decide, rude, verb, answers, sentence):
    page = decide(verb, **answers).text

    assert sentence in page
    assert not ProfileRuling.objects.exists()
    assert fresh(rude).is_active


def test_moderators_do_not_decide_about_themselves(decide, mira, ana):
    report = moderating.report(mira, ana, reason="rude")

    page = decide("keep", row=report).text

    assert "Nobody decides about themselves" in page
    assert not ProfileRuling.objects.exists()


def test_who_works_at_the_desk_is_not_suspended_from_it(mira, vera):
    until = timezone.localdate() + timedelta(days=7)

    with pytest.raises(Refused, match="administrator"):
        moderating.suspend(vera, mira, until, "Rude.")


def test_an_auditor_reads_and_decides_nothing(decide, db, report):
    from django.contrib.auth.models import Group

    from core import roles

    auditor = MemberFactory(is_staff=True)
    auditor.groups.add(Group.objects.get(name=roles.AUDITORS))

    decide("withhold", who=auditor)

    assert not ProfileRuling.objects.exists()


def test_the_person_objects_and_somebody_else_looks(decide, visitor, rude, mira, vera):
    decide("withhold")
    ruling = ProfileRuling.objects.get()
    address = reverse("members:object", args=[ruling.token])
    assert "It sells pills." in visitor.get(address).text

    page = visitor.post(address, {"text": "Vitamins, not pills."}, follow=True).text
    assert "has arrived" in page
    visitor.post(address, {"text": "Twice."})
    assert ProfileRuling.objects.get(pk=ruling.pk).objection == "Vitamins, not pills."
    assert any("objection" in pile["url"] and pile["count"] == 1 for pile in desk.piles_for(vera))

    assert "let somebody else" in decide("take_back", row=ruling, at=RULINGS).text
    decide("take_back", who=vera, row=ruling, at=RULINGS, reason="They are vitamins.")

    assert fresh(rude).withheld_at is None
    assert "They are vitamins." in letters("objection_answered").get().text
    assert ProfileRuling.objects.get(pk=ruling.pk).answered_at


def test_a_ruling_that_stands_is_answered_too(decide, vera, rude):
    decide("withhold")
    ruling = ProfileRuling.objects.get()
    moderating.object_to(ruling, "No.")

    decide("stands", who=vera, row=ruling, at=RULINGS, reason="It still sells.")

    assert fresh(rude).withheld_at
    assert "stands" in letters("objection_answered").get().text


def test_a_guessed_link_leads_nowhere(visitor, db):
    assert visitor.get(reverse("members:object", args=["guess"])).status_code == 404


def test_withholding_forgets_the_search_entry(decide, rude):
    from core.models import SearchEntry

    memberships.refile(rude)
    mine = SearchEntry.objects.filter(kind="member", object_id=str(rude.pk))
    assert mine.exists()

    decide("withhold")

    assert not mine.exists()


@pytest.mark.parametrize(
    ("verb", "words"),
    [
        (moderating.keep, []),
        (moderating.withhold, ["Why"]),
        (moderating.show, []),
        (moderating.clear, ["bio", "Why"]),
        (moderating.suspend, [timezone.localdate() + timedelta(days=3), "Why"]),
        (moderating.lift, []),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_an_action_asks_itself_who_moderates(verb, words, report, rude, boris):
    with pytest.raises(Refused, match="Only moderators"):
        verb(rude, boris, *words)

    assert not ProfileRuling.objects.exists()
    assert ProfileReport.objects.get().state == "open"


def test_nobody_but_a_moderator_answers_an_objection(report, rude, mira, boris):
    moderating.withhold(rude, mira, "Pills.")
    ruling = ProfileRuling.objects.get()
    moderating.object_to(ruling, "They are vitamins.")

    with pytest.raises(Refused, match="Only moderators"):
        moderating.answer(ruling, boris, takes_back=True, reason="I like pills.")

    assert ProfileRuling.objects.get().answered_at is None


def test_nobody_reports_without_being_a_member(rude, petra):
    with pytest.raises(Refused, match="Only members"):
        moderating.report(rude, petra, reason="rude")
