"""The document a centre stands on, and who reads it."""

import pytest
from django.urls import reverse

from core import personal_data, uploads
from core.models import AuditEntry
from core.uploads import Scan
from members import tasks
from members.models import CentreMandate
from tests.factories.members import (
    CentreFactory,
)
from tests.factories.resources import PDF
from tests.members.centres import edit, give, pdf

pytestmark = pytest.mark.django_db


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
