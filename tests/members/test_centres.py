"""A centre's page, looking after it, its stages and its mandate."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from core import uploads
from core.exceptions import Refused
from core.models import AuditEntry, SearchEntry
from core.uploads import Scan
from members import personal_data, tasks
from members.actions import centres as actions
from members.models import Centre, CentreMandate, Service, TargetGroup
from tests.browsing import assert_accessible
from tests.factories.events import EventFactory
from tests.factories.members import (
    CentreFactory,
    InstitutionFactory,
    MemberFactory,
    PositionFactory,
)
from tests.factories.resources import PDF, AcceptedFactory

pytestmark = pytest.mark.django_db


def typed(**changes):
    return {
        "name": "Centre for Teaching", "acronym": "CfT", "founded": "2016",
        "place": "In the quality unit", "staff_count": "4", "description": "We **listen** first.",
        "services": [Service.objects.get(slug="training").pk],
        "target_groups": [TargetGroup.objects.get(slug="new-teachers").pk],
        "languages": ["mk", "sq"], "opening_hours": "Monday to Thursday: 9–15\nFriday: 9–12",
        "email": "office@example.org", "phone": "+389 2 000 000", "website": "example.org/ctl",
        "postal_address": "A street 1\n1000 Skopje", "name_mk": "Центар за настава",
        "former": "Office for Teachers", **changes,
    }  # fmt: skip


def stage(**changes):
    return {"stage": "operating", "since": "2016", "evidence": "", **changes}


def edit(centre, name="edit"):
    return reverse(f"members:centre_{name}", args=[centre.slug])


def give(person, centre, role="editor", **dates):
    return PositionFactory(
        person=person, institution=centre.institution, centre=centre, role=role, **dates
    )


def pdf(name="mandate.pdf", content=PDF):
    return SimpleUploadedFile(name, content, content_type="application/pdf")


# --- Founding and editing


def test_a_representative_enters_a_centre_and_a_second_one(as_, lule, visitor):
    institution = lule.positions.get().institution
    client, add = as_(lule), reverse("members:centre_add", args=[institution.slug])

    made = client.post(add, {**typed(), **stage(evidence="https://example.org/decision")})
    client.post(add, {**typed(name="Media lab"), **stage(stage="planned", since="")})

    centre, lab = Centre.objects.order_by("pk")
    assert made["Location"] == centre.get_absolute_url()
    assert (centre.institution, centre.stage, lab.stage) == (institution, "operating", "planned")
    entry = centre.stages.get()
    assert (entry.since, entry.since_words, entry.entered_by) == (date(2016, 1, 1), "2016", lule)
    assert SearchEntry.objects.filter(kind="centre", object_id=str(centre.pk)).exists()
    assert set(AuditEntry.objects.filter(verb="found").values_list("who", flat=True)) == {lule.pk}
    page = visitor.get(centre.get_absolute_url()).text
    for words in (
        "CfT", "In the quality unit", "<strong>listen</strong>", "Training for teachers",
        "New teachers", "Македонски", "9–12", "mailto:office@example.org", "tel:+3892000000",
        "https://example.org/ctl", "Центар за настава", "Office for Teachers",
        "https://example.org/decision",
    ):  # fmt: skip
        assert words in page


def test_the_same_centre_is_not_entered_twice(as_, lule):
    institution = lule.positions.get().institution
    CentreFactory(institution=institution, name="Centre for Teaching")
    add = reverse("members:centre_add", args=[institution.slug])

    page = as_(lule).post(add, {**typed(name="centre for  teaching"), **stage()})

    assert "stands in the register already" in page.text
    assert "We **listen** first." in page.text
    assert Centre.objects.count() == 1


def test_only_who_speaks_for_the_institution_enters_a_centre(as_, ana, lule, vera):
    institution = InstitutionFactory()
    add = reverse("members:centre_add", args=[institution.slug])
    former = give_office(ana, institution, ended_on=timezone.localdate())

    assert former.ended_on == timezone.localdate()
    for person in (ana, lule):
        assert as_(person).get(add).status_code == 403
    assert as_(vera).get(add).status_code == 200
    give_office(ana, institution, role="deputy")
    assert as_(ana).get(add).status_code == 200


def give_office(person, institution, role="representative", **dates):
    yesterday = timezone.localdate() - timedelta(days=1)
    return PositionFactory(
        person=person, institution=institution, role=role, started_on=yesterday, **dates
    )


@pytest.mark.parametrize(
    ("role", "whose", "status"),
    [
        ("centre-head", "centre", 200), ("editor", "centre", 200), ("staff", "centre", 403),
        ("editor", "institution", 403), ("deputy", "institution", 200),
        ("representative", "institution", 200), ("editor", "elsewhere", 403),
        ("representative", "elsewhere", 403),
    ],
)  # fmt: skip
def test_who_may_edit_a_centre(as_, ana, role, whose, status):
    centre = CentreFactory()
    where = CentreFactory() if whose == "elsewhere" else centre
    PositionFactory(
        person=ana, institution=where.institution, role=role,
        centre=None if whose == "institution" else where,
    )  # fmt: skip

    assert as_(ana).get(edit(centre)).status_code == status


def test_an_office_that_has_ended_edits_nothing(as_, ana):
    centre = CentreFactory()
    yesterday = timezone.localdate() - timedelta(days=1)
    give(ana, centre, started_on=yesterday, ended_on=timezone.localdate())

    assert as_(ana).get(edit(centre)).status_code == 403


def test_an_editor_rewrites_everything_and_it_is_written_down(as_, ana):
    centre = CentreFactory(stage="dormant")
    give(ana, centre)
    client = as_(ana)

    client.post(edit(centre), typed())
    client.post(edit(centre), typed(name_mk="", former="", languages=[], stage="planned"))

    centre.refresh_from_db()
    assert (centre.name, centre.languages, centre.stage) == ("Centre for Teaching", "", "dormant")
    assert not centre.names.exists()
    second, first = AuditEntry.objects.filter(verb="change").order_by("-pk")
    assert first.who == ana.pk
    assert "Центар за настава" in first.details
    assert "Центар за настава" in second.details


def test_the_committees_own_names_survive_an_edit(as_, ana):
    centre = CentreFactory()
    centre.names.create(name="The house on the hill")
    give(ana, centre)

    as_(ana).post(edit(centre), typed())

    assert set(centre.names.values_list("name", flat=True)) == {
        "The house on the hill", "Центар за настава", "Office for Teachers",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"), ({"name": "x" * 201}, "name"), ({"name": "a\x00b"}, "name"),
        ({"founded": "3016"}, "founded"), ({"founded": "-1"}, "founded"),
        ({"staff_count": "many"}, "staff_count"), ({"staff_count": "99999999999"}, "staff_count"),
        ({"description": "x" * 10_001}, "description"), ({"email": "office"}, "email"),
        ({"website": "javascript:alert(1)"}, "website"), ({"languages": ["xx"]}, "languages"),
        ({"services": ["999999"]}, "services"), ({"services": ["x"]}, "services"),
        ({"name_el": "x" * 201}, "name_el"), ({"former": "x" * 201}, "former"),
        ({"opening_hours": "x" * 601}, "opening_hours"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_lost(as_, ana, changes, field):
    centre = CentreFactory()
    give(ana, centre)

    page = as_(ana).post(edit(centre), typed(**changes))

    assert page.status_code == 422
    assert list(page.context["form"].errors) == [field]
    if field != "postal_address":
        assert "A street 1" in page.text
    centre.refresh_from_db()
    assert centre.acronym == ""


def test_hostile_words_are_harmless(as_, ana, visitor):
    centre = CentreFactory()
    give(ana, centre)
    bad = "</script><script>alert(1)</script>\u202e😀"

    as_(ana).post(edit(centre), typed(name=bad, description=bad, place=bad, opening_hours=bad))

    page = visitor.get(centre.get_absolute_url())
    assert page.status_code == 200
    assert "<script>alert" not in page.text


# --- Its stages


def test_the_latest_stage_is_the_one_it_is_in(as_, ana):
    centre = CentreFactory()
    give(ana, centre, role="centre-head")
    client = as_(ana)

    for words, since in (("operating", "2007"), ("planned", "2003"), ("dormant", "12.5.2005")):
        client.post(edit(centre, "stage"), stage(stage=words, since=since))

    centre.refresh_from_db()
    assert centre.stage == "operating"
    assert [(one.stage, one.since_words) for one in centre.history()] == [
        ("planned", "2003"), ("dormant", "12 May 2005"), ("operating", "2007"),
    ]  # fmt: skip
    client.post(edit(centre, "stage"), stage(stage="dormant", since="2026-03"))
    centre.refresh_from_db()
    assert (centre.stage, centre.history()[-1].since_words) == ("dormant", "March 2026")
    assert AuditEntry.objects.filter(verb="enter stage", who=ana.pk).count() == 4


def test_a_stage_of_unknown_day_holds_from_the_day_it_was_written_down():
    centre = CentreFactory()
    actions.enter_stage(centre, None, **stage_entry("operating", None))
    actions.enter_stage(centre, None, **stage_entry("planned", date(2012, 1, 1)))

    centre.refresh_from_db()
    assert centre.stage == "operating"


def stage_entry(stage, since):
    return {"stage": stage, "since": since, "precision": "year", "evidence": ""}


@pytest.mark.parametrize(
    ("since", "sentence"),
    [
        ("yesterday", "Write a year"), ("2016-13", "no such day"), ("31.2.2016", "no such day"),
        ("9999", "still to come"), ("0001", "before the first university"), ("٢٠١٦", None),
    ],
)  # fmt: skip
def test_a_day_that_cannot_be_is_refused_with_a_sentence(as_, ana, since, sentence):
    centre = CentreFactory()
    give(ana, centre)

    page = as_(ana).post(edit(centre, "stage"), stage(since=since))

    if sentence:
        assert page.status_code == 422
        assert sentence in page.text
        assert since in page.text
    else:
        assert page.status_code in (302, 422)


def test_a_mistake_is_taken_back_and_the_last_stage_stays(as_, ana):
    centre = CentreFactory()
    give(ana, centre)
    actions.enter_stage(centre, ana, **stage_entry("planned", date(2012, 1, 1)))
    wrong = actions.enter_stage(centre, ana, **stage_entry("dormant", date(2013, 1, 1)))
    with pytest.raises(Refused, match="already"):
        actions.enter_stage(centre, ana, **stage_entry("dormant", date(2013, 1, 1)))

    strike = reverse("members:centre_stage_strike", args=[centre.slug, wrong.pk])
    as_(ana).post(strike)

    centre.refresh_from_db()
    assert centre.stage == "planned"
    with pytest.raises(Refused, match="always in some stage"):
        actions.strike_stage(centre.stages.get())


def test_nobody_strikes_the_stage_of_another_centre(as_, ana):
    mine, other = CentreFactory(), CentreFactory()
    give(ana, mine)
    entry = actions.enter_stage(other, None, **stage_entry("planned", None))

    for centre, status in ((mine, 404), (other, 403)):
        strike = reverse("members:centre_stage_strike", args=[centre.slug, entry.pk])
        assert as_(ana).post(strike).status_code == status


# --- Its mandate


def test_a_mandate_is_read_by_those_it_is_for(as_, ana, boris, petra, visitor, settings):
    centre = CentreFactory()
    give(ana, centre)
    editor, get = as_(ana), reverse("members:centre_mandate", args=[centre.slug])

    editor.post(edit(centre, "mandate_edit"), {"document": pdf(), "audience": "members"})

    answer = as_(boris).get(get)
    assert b"".join(answer.streaming_content) == PDF
    assert 'attachment; filename="mandate.pdf"' in answer["Content-Disposition"]
    assert (answer["X-Content-Type-Options"], "sandbox" in answer["Content-Security-Policy"]) == (
        "nosniff", True,
    )  # fmt: skip
    for client in (visitor, as_(petra)):
        assert client.get(get).status_code == 404
        assert "mandate.pdf" not in client.get(centre.get_absolute_url()).text
    editor.post(edit(centre, "mandate_edit"), {"audience": "public"})
    assert visitor.get(get).status_code == 200
    assert "mandate.pdf" in visitor.get(centre.get_absolute_url()).text


def test_a_new_document_takes_the_place_of_the_old_one(
    as_, ana, django_capture_on_commit_callbacks
):
    centre = CentreFactory()
    give(ana, centre)
    editor = as_(ana)
    editor.post(edit(centre, "mandate_edit"), {"document": pdf(), "audience": "public"})
    old = CentreMandate.objects.get().file

    with django_capture_on_commit_callbacks(execute=True):
        editor.post(
            edit(centre, "mandate_edit"), {"document": pdf("new.pdf"), "audience": "public"}
        )
    assert not old.storage.exists(old.name)
    new = CentreMandate.objects.get()
    assert (new.name, new.uploader) == ("new.pdf", ana)
    with django_capture_on_commit_callbacks(execute=True):
        editor.post(edit(centre, "mandate_drop"))

    assert not CentreMandate.objects.exists()
    assert not new.file.storage.exists(new.file.name)
    verbs = AuditEntry.objects.filter(verb__endswith="mandate").order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == [
        "keep mandate", "keep mandate", "drop mandate",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "upload",
    [pdf("mandate.exe"), pdf(content=b"<html>"), pdf(content=b""), None],
    ids=["exe", "html", "empty", "none"],
)
def test_what_is_no_document_is_refused(as_, ana, upload):
    centre = CentreFactory()
    give(ana, centre)
    data = {"audience": "public"} | ({"document": upload} if upload else {})

    page = as_(ana).post(edit(centre, "mandate_edit"), data)

    assert page.status_code == 422
    assert not CentreMandate.objects.exists()


def test_nobody_gets_what_the_scanner_has_not_passed(as_, ana, visitor, settings, tmp_path):
    scanner = tmp_path / "scanner"
    scanner.write_text("#!/bin/sh\nexit 1\n")
    scanner.chmod(0o755)
    settings.VIRUS_SCANNER = str(scanner)
    centre = CentreFactory()
    give(ana, centre)

    as_(ana).post(edit(centre, "mandate_edit"), {"document": pdf(), "audience": "public"})
    get = reverse("members:centre_mandate", args=[centre.slug])
    assert visitor.get(get).status_code == as_(ana).get(get).status_code == 404
    tasks.scan_mandates()

    assert CentreMandate.objects.get().scan == Scan.INFECTED
    assert "refused by the virus scanner" in as_(ana).get(edit(centre, "mandate_edit")).text


def test_mandates_count_among_what_somebody_has_uploaded(as_, ana):
    centre = CentreFactory()
    give(ana, centre)

    as_(ana).post(edit(centre, "mandate_edit"), {"document": pdf(), "audience": "public"})

    assert uploads.used_by(ana) == len(PDF)
    assert personal_data.parts()["account"].export(ana)["mandates of centres uploaded"]


# --- Its page


def test_a_page_gathers_people_events_practices_and_resources(as_, visitor, ana, boris):
    centre = CentreFactory()
    give(ana, centre, role="centre-head")
    hidden = MemberFactory(first_name="Hidden", shows={"institution": "nobody"})
    give(hidden, centre, role="staff")
    EventFactory(title="Next one", centre=centre)
    EventFactory(title="Last one", centre=centre, starts_at=timezone.now() - timedelta(days=9))
    AcceptedFactory(title="A practice", kind="good-practice", centre=centre)
    AcceptedFactory(title="Slides inside", centre=centre, audience="members")
    ana.listed_for = "public"
    ana.save()

    outside = visitor.get(centre.get_absolute_url()).text
    inside = as_(boris).get(centre.get_absolute_url()).text

    for words in ("Ana", "Head of the CTL", "Next one", "Last one", "A practice"):
        assert words in outside
    assert "Slides inside" not in outside
    assert "Slides inside" in inside
    assert "Hidden" not in outside + inside
    assert "Edit the page" not in inside
    assert "Announce an event" in as_(ana).get(centre.get_absolute_url()).text


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_costs_the_same_with_much_on_it(visitor, count, django_assert_num_queries):
    centre = CentreFactory()
    for _turn in range(count):
        give(MemberFactory(listed_for="public"), centre, role="staff")
        CentreFactory(institution=centre.institution)
    centre.services.set(Service.objects.all()[:count])
    AcceptedFactory.create_batch(count, centre=centre)
    EventFactory.create_batch(count, centre=centre)

    with django_assert_num_queries(13):
        visitor.get(centre.get_absolute_url())


def test_a_page_says_to_machines_what_it_is(visitor):
    centre = CentreFactory(founded=2016, email="office@example.org")

    page = visitor.get(centre.get_absolute_url()).text

    assert '<script type="application/ld+json" nonce="' in page
    assert '"foundingDate": "2016"' in page


# --- The register


@pytest.fixture
def register():
    training, advice = (Service.objects.get(slug=slug) for slug in ("training", "advice"))
    group = TargetGroup.objects.get(slug="leaders")
    one = CentreFactory(name="Qendra", languages=" sq en ", stage="operating")
    two = CentreFactory(name="Ljubav i nastava", languages=" sr ", stage="planned")
    three = CentreFactory(name="Office", languages=" sq ", stage="planned", acronym="OTL")
    three.names.create(name="Центар Љубав", language="sr")
    three.save()
    one.services.set([training, advice])
    two.services.set([training])
    one.target_groups.set([group])


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, {"Qendra", "Ljubav i nastava", "Office"}),
        ({"stage": "planned"}, {"Ljubav i nastava", "Office"}),
        ({"language": "sq"}, {"Qendra", "Office"}),
        ({"service": "training"}, {"Qendra", "Ljubav i nastava"}),
        ({"service": "training", "language": "sq"}, {"Qendra"}),
        ({"group": "leaders"}, {"Qendra"}),
        ({"group": "leaders", "stage": "planned"}, set()),
        ({"q": "љубав"}, {"Ljubav i nastava", "Office"}),
        ({"q": "otl"}, {"Office"}),
        ({"q": "\x00' OR 1"}, set()),
        ({"stage": "x", "service": "\x00", "language": "xx", "page": "nine"},
         {"Qendra", "Ljubav i nastava", "Office"}),
    ],
)  # fmt: skip
def test_centres_are_found_by_what_they_are(register, visitor, query, found):
    page = visitor.get(reverse("members:centres"), query)

    assert {centre.name for centre in page.context["page"].object_list} == found
    assert page.context["total"] == len(found)


def test_each_filter_says_how_many_centres_it_would_leave(register, visitor):
    page = visitor.get(reverse("members:centres"), {"language": "sq"})

    counts = {
        facet["title"]: {str(one["label"]): one["count"] for one in facet["options"]}
        for facet in page.context["facets"]
    }
    assert counts["Stage"] == {"operating": 1, "planned": 1}
    assert counts["What it does"] == {"Training for teachers": 1, "Advice to one teacher": 1}
    assert counts["Language"] == {"shqip": 2, "English": 1, "српски": 1}


def test_what_it_does_is_said_in_the_readers_language(register, visitor):
    with override("mk"):
        page = visitor.get(reverse("members:centres"))

    assert "обуки за наставници" in page.text


# --- The desk


def test_the_committee_keeps_centres_at_its_desk(as_, vera):
    desk, institution = as_(vera), InstitutionFactory()
    names = {"names-TOTAL_FORMS": "1", "names-INITIAL_FORMS": "0", "names-0-name": "Qendra",
             "names-0-language": "sq"}  # fmt: skip
    shown = {f"{inline}-{part}_FORMS": "0" for inline in ("stages", "mandate")
             for part in ("TOTAL", "INITIAL")}  # fmt: skip

    answer = desk.post(
        "/admin/members/centre/add/",
        {"name": "Centre", "slug": "centre", "institution": institution.pk, "stage": "planned",
         **names, **shown},
    )  # fmt: skip
    assert answer.status_code == 302, answer.context["errors"]
    centre = Centre.objects.get()
    assert (centre.stages.get().stage, centre.stages.get().entered_by) == ("planned", vera)
    assert list(Centre.objects.matching("qendra")) == [centre]
    page = desk.get(f"/admin/members/centre/{centre.pk}/change/")

    assert page.status_code == 200
    assert edit(centre, "stage") in page.text
    assert desk.get(f"/admin/members/institution/{institution.pk}/change/").status_code == 200


def test_the_committee_adds_a_word_in_every_language(as_, vera):
    as_(vera).post(
        "/admin/members/service/add/",
        {"name": "Coffee", "slug": "coffee", "order": "99", "labels_mk": "кафе"},
    )

    coffee = Service.objects.get(slug="coffee")
    with override("mk"):
        assert str(coffee) == "кафе"


# --- In a browser


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("width", "dark"), [(390, True), (1280, False)])
def test_a_head_looks_after_the_centre_without_javascript(browse, ana, width, dark):
    centre = CentreFactory(name="Центар за настава и учење при Универзитетот", stage="planned")
    centre.services.set(Service.objects.all())
    give(ana, centre, role="centre-head")
    EventFactory(centre=centre)
    page = browse(ana, width=width, dark=dark, scripts=False)

    page.goto(centre.get_absolute_url())
    page.get_by_role("link", name="Change the stage").click()
    page.get_by_label("operating").check()
    page.get_by_label("Since when").fill("2016-05")
    page.get_by_role("button", name="Write it down").click()
    page.goto(centre.get_absolute_url())
    page.get_by_role("link", name="Edit the page").click()
    page.get_by_label("Opening hours").fill("Понеделник до четврток: 9–15")
    page.get_by_role("button", name="Save").click()

    page.get_by_text("May 2016").wait_for()
    page.get_by_text("Понеделник до четврток").wait_for()
    centre.refresh_from_db()
    assert centre.stage == "operating"
    seen = browse(ana, width=width, dark=dark)
    across = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    for path in (centre.get_absolute_url(), edit(centre), edit(centre, "stage"),
                 edit(centre, "mandate_edit")):  # fmt: skip
        seen.goto(path)
        assert seen.evaluate(across) <= 0, path
        assert_accessible(seen)
