import re

import pytest
from django.core.management import call_command
from django.urls import reverse

from core.exceptions import Refused
from core.models import Letter, SearchEntry
from resources import actions, tasks
from resources.models import Resource, ReviewStep, Tally
from tests.factories.members import MemberFactory
from tests.factories.resources import (
    AcceptedFactory,
    FileFactory,
    ResourceFactory,
    SubmittedFactory,
)


def desk(record):
    return reverse("admin:resources_resource_change", args=[record.pk])


def numbers(shelf, within=""):
    rows = Tally.objects.filter(shelf=shelf, within=within, number__gt=0)
    return {f"{row.dimension}:{row.value}": row.number for row in rows}


def test_a_curator_accepts_and_the_record_stands_in_the_catalogue(as_, ana, mira, visitor):
    record = SubmittedFactory(depositor=ana, title="Learning by asking")
    record.tags.add("questions")

    answer = as_(mira).post(desk(record), {"decision": "accept", "reason": "Lovely."})

    record.refresh_from_db()
    assert answer.status_code == 302
    assert record.state == "accepted"
    assert "Learning by asking" in visitor.get("/resources/").text
    assert SearchEntry.objects.get(kind="resource").title == "Learning by asking"
    assert numbers("public") == {
        "kind:slides": 1, "field:01": 1, "language:en": 1, "licence:cc-by-4.0": 1,
        "tag:questions": 1,
    }  # fmt: skip
    step = record.steps.get()
    assert (step.actor, step.before, step.after) == (mira, "submitted", "accepted")
    letter = Letter.objects.get(to="ana@example.org")
    assert "Learning by asking" in letter.subject
    assert "Lovely." in letter.text
    assert ana.notifications.get().kind == "resources.accepted"


def test_a_curator_returns_with_a_reason_and_the_depositor_hands_it_in_again(as_, ana, mira):
    record = SubmittedFactory(depositor=ana)

    as_(mira).post(desk(record), {"decision": "return", "reason": "Name the course, please."})

    record.refresh_from_db()
    assert record.state == "returned"
    assert "Name the course" in Letter.objects.get(to="ana@example.org").text
    page = as_(ana).get(record.get_absolute_url()).text
    assert "Name the course" in page
    actions.submit(record, ana)
    record.refresh_from_db()
    assert record.state == "submitted"
    assert [step.after for step in record.steps.all()] == ["returned", "submitted"]


def test_returning_needs_a_reason_and_what_was_typed_stays(as_, ana, mira):
    record = SubmittedFactory(depositor=ana)

    page = as_(mira).post(desk(record), {"decision": "return", "reason": "  "})

    record.refresh_from_db()
    assert "Say what should be changed" in page.text
    assert record.state == "submitted"


def test_a_curator_does_not_accept_their_own(as_, mira):
    record = SubmittedFactory(depositor=mira)

    page = as_(mira).get(desk(record)).text
    assert "another curator must decide" in page
    with pytest.raises(Refused, match="Another curator"):
        actions.accept(record, mira)
    record.refresh_from_db()
    assert record.state == "submitted"


def test_the_second_of_two_curators_is_told_that_it_is_decided(ana, mira, admin):
    record = SubmittedFactory(depositor=ana)
    actions.return_(record, admin, "Too short.")

    with pytest.raises(Refused, match="Somebody has decided already"):
        actions.accept(record, mira)

    assert ReviewStep.objects.count() == 1
    assert numbers("members") == {}


def test_a_member_of_the_committee_reads_at_the_desk_but_does_not_decide(as_, ana, vera):
    record = SubmittedFactory(depositor=ana)
    client = as_(vera)

    # What waits is not visible to her in the repository, so the desk hides it too.
    assert client.get(desk(record)).status_code == 404
    assert client.post(desk(record), {"decision": "accept"}).status_code == 404
    record.refresh_from_db()
    assert record.state == "submitted"


def test_the_desk_counts_what_waits(db):
    from core.desk import _piles

    SubmittedFactory.create_batch(2)
    ResourceFactory()

    assert _piles["resources"].count() == 2
    assert _piles["resources"].permission == "resources.change_resource"


def test_the_desk_shows_everything_with_the_file(as_, ana, mira):
    record = SubmittedFactory(depositor=ana)
    file = FileFactory(resource=record, name="плана.pdf")

    page = as_(mira).get(desk(record)).text

    assert file.get_absolute_url() in page
    assert "плана.pdf" in page
    assert "<strong>assessment</strong>" in page
    assert "You may use, change and share it" in page


@pytest.mark.parametrize(
    ("scan", "sentence"),
    [("waiting", "still being checked"), ("infected", "virus scanner refused")],
)
def test_a_file_that_is_not_clean_is_not_accepted(ana, mira, scan, sentence):
    record = SubmittedFactory(depositor=ana)
    FileFactory(resource=record, scan=scan)

    with pytest.raises(Refused, match=sentence):
        actions.accept(record, mira)


def test_a_curator_corrects_a_detail_and_the_counts_follow(as_, ana, mira):
    from tests.resources.test_deposit import filled

    record = AcceptedFactory(depositor=ana, tagged=["old"])

    as_(mira).post(
        reverse("resources:edit", args=[record.short_id]), filled(do="draft", tags="new")
    )

    record.refresh_from_db()
    assert record.state == "accepted"
    assert numbers("public") == {
        "kind:lesson-plan": 1, "field:01": 1, "language:sr": 1, "licence:cc-by-4.0": 1,
        "tag:new": 1,
    }  # fmt: skip
    assert "nastava" in SearchEntry.objects.get(kind="resource").folded_title


def test_an_accepted_record_is_never_made_incomplete(as_, ana, mira):
    from tests.resources.test_deposit import filled

    record = AcceptedFactory(depositor=ana)

    page = as_(mira).post(
        reverse("resources:edit", args=[record.short_id]), filled(do="draft", title="")
    )

    assert "Give it a title." in page.text
    record.refresh_from_db()
    assert record.title.startswith("Slides")
    assert numbers("public")["kind:slides"] == 1


def test_a_withdrawn_record_leaves_a_page_that_says_why(as_, ana, visitor):
    record = AcceptedFactory(depositor=ana, title="Once here")
    file = FileFactory(resource=record)

    as_(ana).post(reverse("resources:withdraw", args=[record.short_id]), {"reason": "Outdated."})

    page = visitor.get(record.get_absolute_url())
    assert page.status_code == 410
    assert "Outdated." in page.text
    assert visitor.get(file.get_absolute_url()).status_code == 404
    assert "Once here" not in visitor.get("/resources/").text
    assert not SearchEntry.objects.filter(kind="resource").exists()
    assert numbers("public") == numbers("members") == {}


def test_the_depositor_is_told_when_a_curator_withdraws(as_, ana, mira):
    record = AcceptedFactory(depositor=ana)

    actions.withdraw(record, mira, "It is somebody else's.")

    assert "somebody else's" in Letter.objects.get(to="ana@example.org").text


def test_the_database_refuses_an_accepted_record_without_its_day(db):
    from django.db import IntegrityError, transaction

    record = ResourceFactory()

    rule = "an_accepted_record_has_the_day_of_it"
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        Resource.objects.filter(pk=record.pk).update(state="accepted")


def test_counting_anew_gives_what_was_counted_one_by_one(ana):
    AcceptedFactory(kind="slides", language="mk", tagged=["a", "b"])
    AcceptedFactory(kind="article", language="sq", audience="members", tagged=["b"])
    AcceptedFactory(kind="article", discipline="091", licence="cc0-1.0")
    kept = sorted(Tally.objects.values_list("key", "label", "number"))

    Tally.objects.update(number=77)
    tasks.recount()

    assert sorted(Tally.objects.values_list("key", "label", "number")) == kept


def test_an_infected_file_is_found_by_the_task_and_its_depositor_told(
    ana, settings, django_capture_on_commit_callbacks
):
    settings.VIRUS_SCANNER = "false"
    file = FileFactory(resource=ResourceFactory(depositor=ana))
    name, storage = file.file.name, file.file.storage
    assert file.scan == "waiting"

    with django_capture_on_commit_callbacks(execute=True):
        tasks.scan_waiting()

    file.refresh_from_db()
    assert file.scan == "infected"
    assert not storage.exists(name)
    assert ana.notifications.get().kind == "resources.infected"
    tasks.scan_file(0)


def test_a_scanner_that_is_away_leaves_the_file_waiting(ana, settings):
    settings.VIRUS_SCANNER = "/does/not/exist"
    file = FileFactory(resource=ResourceFactory(depositor=ana))

    tasks.scan_file(file.pk)

    file.refresh_from_db()
    assert file.scan == "waiting"


def test_a_former_curator_cannot_decide_any_more(ana):
    record = SubmittedFactory(depositor=ana)

    with pytest.raises(Refused):
        actions.accept(record, MemberFactory())


def test_no_migration_is_missing(db):
    call_command("makemigrations", "resources", check=True, dry_run=True, verbosity=0)


def test_what_was_changed_while_a_curator_read_is_read_again_before_it_is_accepted(as_, ana, mira):
    record = SubmittedFactory(depositor=ana, title="Learning by asking")
    client, seen = as_(mira), mark_on(as_(mira).get(desk(record)))

    actions.take_back(record, ana)
    record.refresh_from_db()
    record.title = "Buy my book"
    record.save()
    actions.submit(record, ana)
    answer = client.post(desk(record), {"decision": "accept", "reason": "Lovely.", "seen": seen})

    record.refresh_from_db()
    assert record.state == "submitted"
    assert "look at it again" in answer.text
    assert "Buy my book" in answer.text
    client.post(desk(record), {"decision": "accept", "seen": mark_on(answer)})
    record.refresh_from_db()
    assert record.state == "accepted"


def mark_on(answer) -> str:
    """Of the words that the page shows to whoever decides about them."""
    return re.search(r'name="seen" value="([^"]+)"', answer.text)[1]


@pytest.mark.parametrize("decision", ["accept", "return"])
def test_the_subject_of_a_letter_says_a_title_as_it_was_typed(as_, ana, mira, decision):
    title = 'Rubrics & "marks": what\'s < 5?'
    record = SubmittedFactory(depositor=ana, title=title)

    as_(mira).post(desk(record), {"decision": decision, "reason": "Lovely."})

    letter = Letter.objects.get(to=ana.email)
    assert letter.subject.endswith(title)
    assert title in letter.text
