import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict
from PIL import Image

from core import uploads

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def packed(**parts) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx(**more) -> bytes:
    return packed(
        **{"[Content_Types].xml": "<Types/>", "word/document.xml": "<document/>"}, **more
    )


def picture(kind="JPEG", size=(40, 30), **save) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, kind, **save)
    return out.getvalue()


def upload(name, content):
    return SimpleUploadedFile(name, content, content_type="application/pdf")


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("Syllabus.PDF", PDF, "application/pdf"),
        ("план.docx", docx(), DOCX),
        ("data.csv", "општина;број\n".encode("cp1251"), "text/csv"),
        ("notes.md", "# Учење\n".encode(), "text/markdown"),
        ("notes.txt", "Учење\n".encode("utf-16"), "text/plain"),
        ("photo.jpg", picture(), "image/jpeg"),
        ("pack.zip", packed(**{"a/readme.txt": "Read me."}), "application/zip"),
    ],
)  # fmt: skip
def test_an_honest_file_is_taken_for_what_it_is(name, content, media_type):
    checked = uploads.check(upload(name, content))

    assert checked.media_type == media_type
    assert checked.size == len(content)
    assert len(checked.sha256) == 64


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("page.pdf", b"<!doctype html><script>alert(1)</script>", "not a readable pdf"),
        ("page.txt", b"\xef\xbb\xbf  <html><script>alert(1)</script>", "not a readable txt"),
        ("page.csv", "<svg onload=alert(1)>".encode("utf-16"), "not a readable csv"),
        ("page.html", b"<p>Hello", "cannot be taken"),
        ("drawing.svg", b"<svg/>", "cannot be taken"),
        ("invoice.pdf.exe", PDF, "cannot be taken"),
        ("nothing", PDF, "cannot be taken"),
        ("empty.pdf", b"", "empty"),
        ("text.docx", PDF, "not a readable docx"),
        ("head.docx", b"PK\x03\x04", "not a readable docx"),
        ("plain.docx", packed(**{"a.txt": "a"}), "not a readable docx"),
        ("slides.pptx", docx(), "not a readable pptx"),
        ("macros.docx", docx(**{"word/vbaProject.bin": "x"}), "macros"),
        ("out.zip", packed(**{"../../etc/passwd": "x"}), "outside"),
        ("photo.png", picture("JPEG"), "not a readable png"),
        ("cut.jpg", picture("JPEG", (400, 400), quality=95)[:900], "not a readable jpg"),
        ("binary.txt", b"abc\x00def", "not a readable txt"),
        ("video.mp4", b"MZ\x90\x00", "not a readable mp4"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused(name, content, sentence):
    with pytest.raises(ValidationError, match=sentence):
        uploads.check(upload(name, content))


def test_an_archive_that_unpacks_to_too_much_is_refused(settings):
    settings.ETUP_UPLOAD_UNPACKED_MAX = 1_000_000
    bomb = packed(**{"a.txt": "0" * 2_000_000})

    assert len(bomb) < 5_000
    with pytest.raises(ValidationError, match="Unpacked"):
        uploads.check(upload("bomb.zip", bomb))


def test_an_archive_that_lies_about_its_size_is_refused(settings):
    settings.ETUP_UPLOAD_UNPACKED_MAX = 1_000_000
    bomb = packed(**{"a.txt": "0" * 2_000_000})
    liar = bomb.replace((2_000_000).to_bytes(4, "little"), (200).to_bytes(4, "little"))

    with pytest.raises(ValidationError, match="not a readable"):
        uploads.check(upload("bomb.zip", liar))


def test_a_file_that_is_too_large_is_refused_with_both_sizes(settings):
    settings.ETUP_UPLOAD_MAX = 1024

    with pytest.raises(ValidationError, match="largest that can be taken has"):
        uploads.check(upload("large.pdf", PDF + b" " * 2000))


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\ana\\plan.pdf", "plan.pdf"),
        ("invoice\u202efdp.exe.pdf", "invoicefdp.exe.pdf"),
        ("a\x00b\r\nSet-Cookie: x.pdf", "abSet-Cookie: x.pdf"),
        ("...", "file"),
        ("", "file"),
        ("n" * 400 + ".pdf", "n" * 116 + ".pdf"),
        ("учење план.pdf", "учење план.pdf"),
    ],
)
def test_a_name_is_kept_as_far_as_it_is_harmless(given, kept):
    assert uploads.clean_name(given) == kept


def test_the_name_on_disk_is_ours_alone():
    one, other = uploads.random_name("../../x.pdf"), uploads.random_name("../../x.pdf")

    assert one != other
    assert one.count("/") == 1
    assert ".." not in one
    assert uploads.random_name("shell.php").count(".") == 0


def test_a_picture_drawn_again_forgets_where_it_was_taken():
    exif = Image.Exif()
    exif[0x010F] = "A camera"
    drawn = uploads.drawn_again(ContentFile(picture(exif=exif), name="a.jpg"), longest=20)

    with Image.open(drawn) as image:
        assert image.size == (20, 15)
        assert dict(image.getexif()) == {}


def test_the_private_storage_has_no_addresses():
    name = uploads.private_storage().save("x/y.pdf", ContentFile(PDF))

    with pytest.raises(ValueError, match="no address"):
        uploads.private_storage().url(name)


@pytest.mark.parametrize(("command", "state"), [("true", "clean"), ("false", "infected"),
                                                ("/does/not/exist", None)])  # fmt: skip
def test_the_scanner_says_whether_a_file_is_clean(settings, command, state):
    settings.VIRUS_SCANNER = command
    name = uploads.private_storage().save("x/z.pdf", ContentFile(PDF))

    with uploads.private_storage().open(name) as file:
        file.path = uploads.private_storage().path(name)
        assert uploads.first_state() == "waiting"
        assert uploads.scan(file) == state


def test_a_field_of_several_files_names_the_wrong_ones():
    from django import forms

    class Form(forms.Form):
        files = uploads.DocumentsField(required=False, most=2)

    good, bad = upload("a.pdf", PDF), upload("b.pdf", b"<html>")

    assert Form({}, {}).is_valid()
    fine = Form({}, MultiValueDict({"files": [good]}))
    assert fine.is_valid()
    assert [file.checked.name for file in fine.cleaned_data["files"]] == ["a.pdf"]
    wrong = Form({}, MultiValueDict({"files": [good, bad]}))
    assert "“b.pdf”" in wrong.errors["files"][0]
    many = Form({}, MultiValueDict({"files": [good, good, good]}))
    assert many.errors["files"] == ["At most 2 files."]


def test_the_quota_counts_what_every_app_keeps(ana, settings, monkeypatch):
    settings.ETUP_UPLOAD_QUOTA = 100
    monkeypatch.setattr(uploads, "_usages", [lambda person: 60, lambda person: 30])

    uploads.check_quota(ana, 10)
    with pytest.raises(ValidationError, match="room for 10"):
        uploads.check_quota(ana, 11)
