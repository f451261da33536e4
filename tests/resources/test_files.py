from urllib.parse import quote

import pytest
from django.urls import reverse

from resources import downloads
from tests.factories.resources import PDF, AcceptedFactory, FileFactory, SubmittedFactory

PERSON = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"}


@pytest.fixture
def file(db):
    return FileFactory(name="План за час.pdf")


def count(file):
    file.resource.refresh_from_db()
    return file.resource.download_count


def test_a_file_is_handed_out_to_be_saved_and_never_to_be_run(visitor, file):
    answer = visitor.get(file.get_absolute_url(), headers=PERSON)

    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Type"] == "application/pdf"
    name = quote("План за час.pdf")
    assert answer["Content-Disposition"] == f"attachment; filename*=utf-8''{name}"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_no_address_under_media_leads_to_a_file(visitor, file, settings):
    assert visitor.get(f"{settings.MEDIA_URL}{file.file.name}").status_code == 404
    assert not str(file.file.path).startswith(str(settings.MEDIA_ROOT))


def test_files_of_members_records_are_for_members(visitor, as_, ana, petra):
    file = FileFactory(resource=AcceptedFactory(audience="members"))

    assert visitor.get(file.get_absolute_url()).status_code == 404
    assert as_(petra).get(file.get_absolute_url()).status_code == 404
    assert as_(ana).get(file.get_absolute_url()).status_code == 200


def test_files_that_wait_are_for_the_depositor_and_the_curator(visitor, as_, ana, boris, mira):
    file = FileFactory(resource=SubmittedFactory(depositor=ana))

    assert visitor.get(file.get_absolute_url()).status_code == 404
    assert as_(boris).get(file.get_absolute_url()).status_code == 404
    assert as_(ana).get(file.get_absolute_url()).status_code == 200
    assert as_(mira).get(file.get_absolute_url(), headers=PERSON).status_code == 200
    assert count(file) == 0


@pytest.mark.parametrize("scan", ["waiting", "infected"])
def test_a_file_in_quarantine_is_handed_to_nobody(visitor, as_, mira, file, scan):
    file.scan = scan
    file.save()

    assert visitor.get(file.get_absolute_url()).status_code == 404
    assert as_(mira).get(file.get_absolute_url()).status_code == 404


def test_a_file_whose_bytes_are_lost_is_not_there(visitor, file):
    file.file.storage.delete(file.file.name)

    assert visitor.get(file.get_absolute_url()).status_code == 404


def test_a_download_counts_once_a_day_and_person(visitor, file):
    url = file.get_absolute_url()
    visitor.get(url, headers=PERSON)
    visitor.get(url, headers=PERSON)
    assert count(file) == 1

    visitor.get(url, headers=PERSON, REMOTE_ADDR="203.0.113.9")
    assert count(file) == 2


@pytest.mark.parametrize(
    "headers",
    [
        {"User-Agent": "Googlebot/2.1"},
        {"User-Agent": "curl/8.1"},
        {"User-Agent": ""},
        PERSON | {"Range": "bytes=1000-"},
        PERSON | {"Sec-Purpose": "prefetch"},
    ],
)
def test_machines_are_not_counted(visitor, file, headers):
    visitor.get(file.get_absolute_url(), headers=headers)

    assert count(file) == 0


def test_looking_at_the_head_or_the_page_counts_nothing(visitor, file):
    visitor.head(file.get_absolute_url(), headers=PERSON)
    visitor.get(file.resource.get_absolute_url(), headers=PERSON)

    assert count(file) == 0


def test_depositors_do_not_count_their_own(as_, ana):
    file = FileFactory(resource=AcceptedFactory(depositor=ana))

    as_(ana).get(file.get_absolute_url(), headers=PERSON)

    assert count(file) == 0


def test_what_remembers_a_download_names_nobody(rf, file):
    request = rf.get("/", headers=PERSON, REMOTE_ADDR="203.0.113.9")

    key = downloads._visitor(request, PERSON["User-Agent"], file.pk)

    assert "203.0.113" not in key
    assert len(key) == 64


@pytest.mark.parametrize("number", ["0", "99", "99999999999999999999"])
def test_a_number_that_is_not_there_is_404(visitor, file, number):
    assert visitor.get(f"/resources/{file.resource.short_id}/files/{number}/").status_code == 404


def test_files_are_only_read(visitor, as_, ana, file):
    for method in ("post", "put", "delete"):
        assert getattr(as_(ana), method)(file.get_absolute_url()).status_code == 405


def test_the_writers_of_citations_cannot_be_broken_by_a_title(db, visitor):
    record = AcceptedFactory(title="50% of {all} & \\more\r\nTY  - JOUR", author="Đorđe Petrović")

    bib = visitor.get(reverse("resources:cite", args=[record.short_id, "bib"])).text
    ris = visitor.get(reverse("resources:cite", args=[record.short_id, "ris"])).text

    assert "author = {Petrović, Đorđe}" in bib
    assert r"50\% of \textbraceleft{}all\textbraceright{} \& \textbackslash{}more TY" in bib
    assert ris.splitlines()[0] == "TY  - SLIDE"
    assert [line for line in ris.splitlines() if line.startswith("TY")] == ["TY  - SLIDE"]
    other = reverse("resources:cite", args=[record.short_id, "doc"])
    assert visitor.get(other).status_code == 404
