import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from resources import actions
from resources.models import Resource, ResourceFile
from tests.factories.resources import PDF, FileFactory, ResourceFactory

ADD = "/resources/add/"


def filled(**changes):
    """What a browser sends when the form is filled in."""
    return {
        "kind": "lesson-plan", "title": "Ура, настава!", "abstract": "A plan for **90 minutes**.",
        "language": "sr", "licence": "cc-by-4.0", "discipline": "011", "audience": "public",
        "tags": "group work, Assessment", "rights": "on", "link": "https://example.org/plan",
        "authors-TOTAL_FORMS": "2", "authors-INITIAL_FORMS": "0",
        "authors-0-name": "Ana Kovač", "authors-0-affiliation": "University of Sarajevo",
        "authors-0-orcid": "https://orcid.org/0000-0002-1825-0097",
        "authors-1-name": "Boris  Ilievski", "do": "submit", **changes,
    }  # fmt: skip


def pdf(name="plan.pdf", content=PDF):
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def the_record():
    return Resource.objects.get()


def test_a_member_describes_a_record_and_hands_it_in(as_, ana, mira, settings):
    answer = as_(ana).post(ADD, filled(files=pdf()))

    record = the_record()
    assert answer.status_code == 302
    assert record.state == "submitted"
    assert record.depositor == ana
    assert record.byline == "Ana Kovač, Boris Ilievski"
    assert record.authors.get(position=0).orcid == "0000-0002-1825-0097"
    assert set(record.tags.names()) == {"group work", "Assessment"}
    assert [file.name for file in record.files.all()] == ["plan.pdf"]
    assert mira.notifications.get().kind == "resources.waiting"


def test_a_form_that_is_sent_twice_makes_one_record(as_, ana, boris):
    client, once = as_(ana), str(uuid.uuid4())
    first = client.post(ADD, filled(once=once))
    second = client.post(ADD, filled(once=once))

    assert second.url == first.url == the_record().get_absolute_url()
    assert as_(boris).post(ADD, filled(once="nonsense")).status_code == 302
    assert Resource.objects.count() == 2


def test_a_draft_may_have_gaps_and_keeps_what_is_there(as_, ana):
    as_(ana).post(ADD, filled(do="draft", kind="", rights="", title="Half a thought"))

    assert the_record().state == "draft"
    assert the_record().title == "Half a thought"


def test_what_is_missing_is_said_where_it_is_missing_and_nothing_is_lost(as_, ana):
    client = as_(ana)
    page = client.post(ADD, filled(abstract="", licence="", files=pdf()))

    assert page.status_code == 200
    assert list(page.context["form"].errors) == ["abstract", "licence"]
    assert the_record().state == "draft"
    assert the_record().files.count() == 1
    assert f'action="{reverse("resources:edit", args=[the_record().short_id])}"' in page.text
    assert "Ура, настава!" in page.text


def test_chosen_files_survive_a_mistake_elsewhere(as_, ana):
    page = as_(ana).post(ADD, filled(files=pdf(), **{"authors-0-orcid": "0000-0002-1825-0098"}))

    assert "a sign must be mistyped" in page.text
    assert [file.name for file in the_record().files.all()] == ["plan.pdf"]
    assert the_record().state == "draft"


def test_another_author_can_be_asked_for_without_javascript(as_, ana):
    client = as_(ana)
    answer = client.post(ADD, filled(do="author", files=pdf()))

    assert answer.url.endswith("?rows=1#authors")
    page = client.get(answer.url)
    assert 'name="authors-2-name"' in page.text
    assert "Boris Ilievski" in page.text
    assert the_record().files.count() == 1


def test_the_depositor_stands_first_among_the_authors_unasked(as_, ana):
    page = as_(ana).get(ADD).text

    assert f'value="{ana.name}"' in page


def test_an_author_is_linked_to_a_profile_by_its_address(as_, ana, boris):
    as_(ana).post(ADD, filled(**{"authors-1-profile": "http://testserver/members/boris/"}))

    assert the_record().authors.get(position=1).person == boris


def test_an_author_is_found_by_name_and_chosen(as_, ana, boris):
    client = as_(ana)
    name = boris.last_name
    boris.listed_for = "public"
    boris.save()

    asked = {"field": "authors-1-profile", "authors-1-profile_q": name.upper()}
    found = client.get(reverse("resources:people"), asked).text
    page = client.post(ADD, filled(do="people", **{"authors-1-profile_q": name})).text

    radio = '<input type="radio" name="authors-1-profile" value="boris" id="id_authors-1-profile_'
    assert f'{radio}boris"' in found
    assert f'{radio}boris"' in page
    assert "/members/ana/" not in page.partition("<main")[2]
    assert not Resource.objects.exists()
    client.post(ADD, filled(**{"authors-1-profile": "boris"}))
    assert the_record().authors.get(position=1).person == boris


def test_nobody_is_found_who_may_not_be_seen(as_, ana, boris):
    boris.listed_for = "nobody"
    boris.save()
    asked = {"field": "authors-1-profile", "authors-1-profile_q": boris.last_name}

    assert 'value="boris"' not in as_(ana).get(reverse("resources:people"), asked).text
    forged = {"field": "x onload=1", "x onload=1_q": "ana"}
    assert as_(ana).get(reverse("resources:people"), forged).status_code == 404


def test_no_list_to_choose_from_begins_with_dashes(as_, ana, lule):
    pages = [ADD, "/events/add/", "/my/profile/", "/members/join/individual/"]

    for address in pages:
        page = as_(ana).get(address, follow=True)
        assert page.status_code == 200
        assert "------" not in page.text, address
    assert ">Choose …</option>" in as_(ana).get(ADD).text


def test_an_author_is_taken_out(as_, ana):
    as_(ana).post(ADD, filled(**{"authors-1-DELETE": "on"}))

    assert the_record().byline == "Ana Kovač"


def test_a_file_is_taken_out_and_its_bytes_go(as_, ana, django_capture_on_commit_callbacks):
    record = ResourceFactory(depositor=ana)
    file = FileFactory(resource=record, number=1)
    name, storage = file.file.name, file.file.storage

    with django_capture_on_commit_callbacks(execute=True):
        as_(ana).post(
            reverse("resources:edit", args=[record.short_id]), filled(do="draft", remove="1")
        )

    assert not ResourceFile.objects.exists()
    assert not storage.exists(name)


def test_a_number_of_a_file_is_never_given_twice(ana):
    record = ResourceFactory(depositor=ana)

    def keep(upload=None, remove=()):
        from core import uploads

        if upload:
            upload.checked = uploads.check(upload)
        fresh = Resource.objects.get(pk=record.pk)
        actions.save(fresh, ana, authors=[], tags=[], uploads=[upload] if upload else [],
                     remove=remove)  # fmt: skip

    keep(pdf())
    keep(remove=[1])
    keep(pdf("other.pdf"))

    assert record.files.get().number == 2


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"doi": "not a doi"}, "A DOI looks like"),
        ({"link": "javascript:alert(1)"}, "A link looks like"),
        ({"year": "3000"}, "still to come"),
        ({"tags": ",".join("abcdefghijk")}, "Ten tags are enough"),
        ({"kind": "elephant"}, "Select a valid choice"),
        ({"title": "a\x00b"}, "Null characters are not allowed"),
        ({"abstract": "a" * 1_000_000}, "at most 10000 characters"),
        ({"authors-0-profile": "/members/nobody-at-all/"}, "no such profile"),
        ({"authors-0-name": "", "authors-0-affiliation": "X"}, "as it should be cited"),
        ({"authors-TOTAL_FORMS": "abc"}, "ManagementForm data is missing"),
        ({"authors-TOTAL_FORMS": "5000"}, "at most"),
    ],
)
def test_what_cannot_be_is_answered_with_a_sentence(as_, ana, changes, sentence):
    page = as_(ana).post(ADD, filled(**changes))

    assert page.status_code == 200
    assert sentence in page.text
    assert not Resource.objects.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.pdf", b"<!doctype html><script>alert(1)</script>"),
        ("drawing.svg", b"<svg onload='alert(1)'/>"),
        ("empty.pdf", b""),
        ("tool.pdf.exe", PDF),
    ],
)
def test_a_hostile_file_is_refused_and_nothing_of_it_is_kept(as_, ana, name, content):
    page = as_(ana).post(ADD, filled(files=pdf(name, content)))

    assert page.status_code == 200
    assert page.context["form"].errors["files"]
    assert not ResourceFile.objects.exists()


def test_names_of_files_are_made_harmless(as_, ana):
    long = "n" * 200 + ".pdf"
    as_(ana).post(ADD, filled(files=[pdf("..\\..\\boot.ini.pdf"), pdf(long)]))

    names = list(the_record().files.values_list("name", flat=True))
    assert names == ["boot.ini.pdf", "n" * 116 + ".pdf"]
    for file in the_record().files.all():
        assert "boot" not in file.file.name


def test_a_member_cannot_fill_the_house(as_, ana, settings):
    settings.ETUP_UPLOAD_QUOTA = len(PDF) + 10
    client = as_(ana)
    client.post(ADD, filled(files=pdf()))

    page = client.post(ADD, filled(files=pdf()))

    assert "room for 10" in page.text
    assert ResourceFile.objects.count() == 1


def test_state_and_depositor_are_not_taken_from_a_form(as_, ana, boris):
    as_(ana).post(
        ADD,
        filled(do="draft", state="accepted", depositor=boris.pk, download_count="999",
               published_at="2020-01-01", short_id="x"),
    )  # fmt: skip

    record = the_record()
    assert (record.state, record.depositor, record.download_count) == ("draft", ana, 0)
    assert record.published_at is None


def test_a_record_that_was_handed_in_cannot_be_written_over_from_an_old_page(as_, ana):
    record = ResourceFactory(depositor=ana)
    stale = Resource.objects.get(pk=record.pk)
    actions.submit(record, ana)

    with pytest.raises(actions.Refused, match="changed by somebody else"):
        actions.save(stale, ana, authors=[{"name": "X"}], tags=[])


def test_a_draft_is_thrown_away_with_its_files(as_, ana, django_capture_on_commit_callbacks):
    record = ResourceFactory(depositor=ana)
    file = FileFactory(resource=record)
    name, storage = file.file.name, file.file.storage

    with django_capture_on_commit_callbacks(execute=True):
        as_(ana).post(reverse("resources:delete", args=[record.short_id]))

    assert not Resource.objects.exists()
    assert not storage.exists(name)


def test_a_member_takes_back_what_no_curator_has_seen(as_, ana):
    record = ResourceFactory(depositor=ana)
    actions.submit(record, ana)

    as_(ana).post(reverse("resources:take_back", args=[record.short_id]))

    assert the_record().state == "draft"


@pytest.mark.parametrize("count", [1, 3])
def test_my_records_cost_the_same_for_one_and_three(as_, ana, count, asks):
    ResourceFactory.create_batch(count, depositor=ana)
    client = as_(ana)
    client.get("/resources/mine/")

    with asks(2, at_most=11):
        page = client.get("/resources/mine/")

    assert page.text.count("Slides number") == count
