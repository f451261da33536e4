"""A copy is taken and worked through: by whom, in which order, shown by what."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core.exceptions import Refused
from notifications.models import Notification
from roadmaps.actions import steps, taking
from roadmaps.models import Checklist, Evidence, HistoryEntry
from tests.factories.members import MemberFactory, PositionFactory
from tests.factories.resources import PDF
from tests.factories.roadmaps import TemplateFactory, add_item, headed_centre, taken

pytestmark = pytest.mark.django_db


@pytest.fixture
def checklist(ana):
    return taken(ana)


def step(checklist, key):
    found = checklist.steps.select_related("item__version__template").get(item_key=key)
    found.checklist = checklist
    return found


def colleague(checklist, role="staff"):
    centre = checklist.holder
    return PositionFactory(
        person=MemberFactory(), institution=centre.institution, centre=centre, role=role
    ).person


def counted(checklist):
    row = Checklist.objects.with_counts().get(pk=checklist.pk)
    return row.done_count, row.step_count, row.percent


# --- Taking ------------------------------------------------------------------------------------


def test_the_head_of_a_centre_takes_a_copy_on_the_site(as_, ana):
    template, centre = TemplateFactory(), headed_centre(ana)

    answer = as_(ana).post(reverse("roadmaps:take", args=[template.slug]),
                           {"holder": f"centre:{centre.pk}"})  # fmt: skip

    checklist = Checklist.objects.get()
    assert answer.url == checklist.get_absolute_url()
    assert checklist.holder == centre
    assert set(checklist.steps.values_list("item_key", flat=True)) == {"first", "second"}
    assert "Item first" in as_(ana).get(answer.url).content.decode()


def test_a_copy_is_taken_once_and_whoever_tries_again_is_led_to_it(as_, ana, checklist):
    centre = checklist.holder
    url = reverse("roadmaps:take", args=[checklist.template.slug])

    answer = as_(ana).post(url, {"holder": f"centre:{centre.pk}"}, follow=True)

    assert "works with this checklist already" in answer.content.decode()
    assert answer.redirect_chain[-1][0] == checklist.get_absolute_url()
    assert Checklist.objects.count() == 1


def test_nobody_takes_a_copy_for_others(as_, ana, boris):
    template, centre = TemplateFactory(), headed_centre(ana)

    with pytest.raises(Refused, match="cannot take"):
        taking.take(template, centre, boris)
    answer = as_(boris).post(reverse("roadmaps:take", args=[template.slug]),
                             {"holder": f"centre:{centre.pk}"})  # fmt: skip

    assert answer.status_code == 422
    assert not Checklist.objects.exists()


def test_a_member_takes_a_copy_for_a_group_of_their_own(ana, boris):
    checklist = taking.take(TemplateFactory(), ana, ana)

    assert list(Checklist.objects.visible_to(ana)) == [checklist]
    assert not Checklist.objects.visible_to(boris).exists()


def test_what_is_put_away_stays_readable_and_another_copy_can_be_taken(as_, ana, checklist):
    as_(ana).post(reverse("roadmaps:put_away", args=[checklist.short_id]))

    assert as_(ana).get(checklist.get_absolute_url()).status_code == 200
    with pytest.raises(Refused):
        steps.move(step(checklist, "first"), ana, None, "done")
    assert taking.take(checklist.template, checklist.holder, ana) != checklist


# --- Who sees and does -------------------------------------------------------------------------


def test_a_checklist_is_for_its_people_and_for_readers_whom_it_was_shared_with(
    as_, ana, boris, vera, checklist
):
    url = checklist.get_absolute_url()
    staff = colleague(checklist)

    assert as_(boris).get(url).status_code == 404
    assert as_(vera).get(url).status_code == 404
    assert as_(staff).get(url).status_code == 200
    as_(ana).post(reverse("roadmaps:sharing", args=[checklist.short_id]), {"is_shared": "on"})
    assert as_(vera).get(url).status_code == 200
    assert as_(boris).get(url).status_code == 404


def test_whoever_shares_reads_but_changes_nothing(as_, ana, vera, checklist):
    taking.share(checklist, ana, is_shared=True, shows_percent=False)
    url = step(checklist, "first").get_absolute_url()

    assert as_(vera).get(url).status_code == 200
    assert as_(vera).post(url, {"do": "done"}).status_code == 403
    with pytest.raises(Refused):
        steps.move(step(checklist, "first"), vera, None, "done")


def test_staff_do_the_step_that_is_theirs_and_no_other(as_, ana, checklist):
    staff = colleague(checklist)
    first = steps.plan(step(checklist, "first"), ana, None, owner=staff, due_on=None)

    assert as_(staff).post(first.get_absolute_url(), {"do": "done"}).status_code == 302
    other = step(checklist, "second").get_absolute_url()
    assert as_(staff).post(other, {"do": "evidence", "note": "We met."}).status_code == 403
    with pytest.raises(Refused, match="look after the checklist"):
        steps.plan(step(checklist, "first"), staff, None, owner=None, due_on=None)
    assert step(checklist, "first").state == "done"


def test_who_leaves_the_centre_does_nothing_there_any_more(ana, checklist):
    staff = colleague(checklist)
    steps.plan(step(checklist, "first"), ana, None, owner=staff, due_on=None)
    staff.positions.all().delete()

    with pytest.raises(Refused, match="for others to do"):
        steps.move(step(checklist, "first"), staff, None, "done")


def test_only_the_holders_people_see_to_a_step_and_a_new_owner_is_told(ana, boris, checklist):
    with pytest.raises(Refused, match="one of their people"):
        steps.plan(step(checklist, "first"), ana, None, owner=boris, due_on=None)
    staff = colleague(checklist)

    steps.plan(step(checklist, "first"), ana, None, owner=staff, due_on=None)

    assert [str(row) for row in Notification.objects.filter(recipient=staff)] == [
        "You see to “Item first” now."
    ]


def test_a_forged_step_or_file_is_nobodys(as_, ana, checklist):
    other = taken(MemberFactory())
    evidence = Evidence.objects.create(step=step(other, "first"), kind="note", text="Secret")
    url = step(checklist, "first").get_absolute_url()

    assert as_(ana).get(step(other, "first").get_absolute_url()).status_code == 404
    assert as_(ana).get(reverse("roadmaps:step", args=[checklist.short_id, "forged"])
                        ).status_code == 404  # fmt: skip
    answer = as_(ana).post(url, {"do": "remove", "evidence": evidence.pk})
    assert answer.status_code == 422
    assert "not here any more" in answer.content.decode()
    assert as_(ana).post(url, {"do": "everything"}).status_code == 422
    assert Evidence.objects.filter(pk=evidence.pk).exists()


# --- In which order, shown by what -------------------------------------------------------------


def test_a_step_is_done_only_after_what_it_depends_on(ana, checklist):
    second = step(checklist, "second")
    steps.add_evidence(second, ana, note_text="We met twice.")

    with pytest.raises(Refused, match="First comes what it depends on: “Item first”"):
        steps.move(second, ana, None, "done")
    steps.move(step(checklist, "first"), ana, None, "done")
    steps.move(second, ana, None, "done")

    assert counted(checklist) == (2, 2, 100)
    with pytest.raises(Refused, match="“Item second” stands on this one"):
        steps.move(step(checklist, "first"), ana, None, "open")


@pytest.mark.parametrize(("asked", "given", "other"), [
    ("note", {"note_text": "We met."}, {"url": "https://example.org/x"}),
    ("link", {"url": "https://example.org/x"}, {"note_text": "We met."}),
])  # fmt: skip
def test_a_step_is_done_only_with_evidence_of_the_kind_that_is_asked(ana, asked, given, other):
    template = TemplateFactory()
    add_item(template.published().chapters.get(), "third", evidence=asked)
    third = step(taken(ana, template=template), "third")

    with pytest.raises(Refused, match="Add"):
        steps.move(third, ana, None, "done")
    steps.add_evidence(third, ana, **other)
    with pytest.raises(Refused, match="Add"):
        steps.move(third, ana, None, "done")
    steps.add_evidence(third, ana, **given)
    steps.move(third, ana, None, "done")
    third.refresh_from_db()
    assert (third.state, third.done_by) == ("done", ana)


def test_a_file_is_kept_handed_to_its_people_and_taken_away(as_, ana, boris):
    template = TemplateFactory()
    add_item(template.published().chapters.get(), "third", evidence="file")
    third = step(taken(ana, template=template), "third")
    client, url = as_(ana), third.get_absolute_url()
    upload = SimpleUploadedFile("mandate.pdf", PDF, "application/pdf")

    client.post(url, {"do": "evidence", "file": upload})
    client.post(url, {"do": "done"})

    row = Evidence.objects.get()
    third.refresh_from_db()
    assert (row.name, row.added_by, third.state) == ("mandate.pdf", ana, "done")
    file = reverse("roadmaps:step_file", args=[third.checklist.short_id, "third", row.pk])
    assert b"".join(client.get(file).streaming_content) == PDF
    assert as_(boris).get(file).status_code == 404
    refused = client.post(url, {"do": "remove", "evidence": row.pk})
    assert "Open the step again first" in refused.content.decode()
    assert row.file.storage.exists(row.file.name)
    client.post(url, {"do": "open"})
    client.post(url, {"do": "remove", "evidence": row.pk})
    assert not Evidence.objects.exists()


def test_a_file_of_another_kind_is_refused_and_what_was_typed_stays(as_, ana):
    template = TemplateFactory()
    add_item(template.published().chapters.get(), "third", evidence="any")
    third = step(taken(ana, template=template), "third")
    upload = SimpleUploadedFile("tool.exe", b"MZ", "application/octet-stream")

    answer = as_(ana).post(third.get_absolute_url(),
                           {"do": "evidence", "file": upload, "note": "Two pages"})  # fmt: skip

    assert answer.status_code == 422
    assert "cannot be taken" in answer.content.decode()
    assert "Two pages" in answer.content.decode()
    assert not Evidence.objects.exists()


def test_what_does_not_apply_says_why_and_is_out_of_the_sum(as_, ana, checklist):
    client, first = as_(ana), step(checklist, "first")
    empty = client.post(first.get_absolute_url(), {"do": "not-applicable", "reason": ""})
    assert empty.status_code == 422

    client.post(first.get_absolute_url(), {"do": "not-applicable", "reason": "We have a lab."})

    assert counted(checklist) == (0, 1, 0)
    second = step(checklist, "second")
    steps.add_evidence(second, ana, note_text="We met.")
    steps.move(second, ana, None, "done")
    assert counted(checklist) == (1, 1, 100)
    assert "We have a lab." in client.get(first.get_absolute_url()).content.decode()


def test_the_second_of_two_who_finish_a_step_is_told_so_and_changes_nothing(as_, ana, checklist):
    first = step(checklist, "first")
    other = colleague(checklist, role="editor")
    data = {"do": "done", "revision": first.revision}
    as_(ana).post(first.get_absolute_url(), data)

    answer = as_(other).post(first.get_absolute_url(), data)

    assert answer.status_code == 302
    first.refresh_from_db()
    assert (first.state, first.done_by) == ("done", ana)
    assert HistoryEntry.objects.filter(verb="done").count() == 1


def test_a_window_that_is_behind_does_not_open_again_what_others_finished(as_, ana, checklist):
    first = step(checklist, "first")
    seen = first.revision
    steps.move(first, ana, None, "done")

    answer = as_(ana).post(first.get_absolute_url(), {
        "do": "not-applicable", "reason": "We have one.", "revision": seen,
    })  # fmt: skip

    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Somebody else has changed this step meanwhile: it is done now" in text
    assert step(checklist, "first").state == "done"


def test_the_history_says_who_did_what(as_, ana, checklist):
    steps.move(step(checklist, "first"), ana, None, "done")
    steps.move(step(checklist, "first"), ana, None, "open")

    text = as_(ana).get(reverse("roadmaps:history", args=[checklist.short_id])).content.decode()

    assert list(HistoryEntry.objects.values_list("verb", flat=True)) == ["open", "done", "taken"]
    assert "finished" in text
    assert "Ana" in text


@pytest.mark.parametrize("count", [1, 6])
def test_a_long_checklist_costs_as_many_queries_as_a_short_one(
    as_, ana, django_assert_num_queries, count
):
    template = TemplateFactory()
    chapter = template.published().chapters.get()
    for number in range(count):
        add_item(chapter, f"more-{number}", after=list(template.published().items.all()))
    checklist, client = taken(ana, template=template), as_(ana)
    client.get(checklist.get_absolute_url())

    with django_assert_num_queries(QUERIES_OF_A_CHECKLIST):
        client.get(checklist.get_absolute_url())


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_as_many_queries_for_one_checklist_as_for_three(
    as_, ana, django_assert_num_queries, count
):
    for _number in range(count):
        taken(ana)
    client = as_(ana)
    client.get("/roadmaps/")

    with django_assert_num_queries(QUERIES_OF_THE_LIST):
        client.get("/roadmaps/")


QUERIES_OF_A_CHECKLIST = 12
QUERIES_OF_THE_LIST = 7
