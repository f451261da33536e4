import io
import random
import threading
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict
from PIL import Image, ImageChops, ImageCms, ImageFile, ImageOps

from core import uploads
from tests import damaged
from tests.damaged import OOXML, office, packed, picture

DOCX = f"{OOXML}wordprocessingml.document"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def upload(name, content):
    return SimpleUploadedFile(name, content, content_type="application/pdf")


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("Syllabus.PDF", PDF, "application/pdf"),
        ("план.docx", office("docx"), DOCX),
        ("data.csv", "општина;број\n".encode("cp1251"), "text/csv"),
        ("notes.md", "# Учење\n".encode(), "text/markdown"),
        ("notes.txt", "Учење\n".encode("utf-16"), "text/plain"),
        ("photo.jpg", picture(), "image/jpeg"),
        ("pack.zip", packed({"a/readme.txt": "Read me."}), "application/zip"),
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
        ("plain.docx", packed({"a.txt": "a"}), "not a readable docx"),
        ("slides.pptx", office("docx"), "not a readable pptx"),
        ("macros.docx", office("docx", more={"word/vbaProject.bin": "x"}), "macros"),
        ("out.zip", packed({"../../etc/passwd": "x"}), "outside"),
        ("photo.png", picture("JPEG"), "not a readable png"),
        ("cut.jpg", picture("JPEG", quality=95)[:900], "not a readable jpg"),
        ("binary.txt", b"abc\x00def", "not a readable txt"),
        ("video.mp4", b"MZ\x90\x00", "not a readable mp4"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused(name, content, sentence):
    with pytest.raises(ValidationError, match=sentence):
        uploads.check(upload(name, content))


def test_an_archive_that_unpacks_to_too_much_is_refused(settings):
    settings.ETUP_UPLOAD_UNPACKED_MAX = 1_000_000
    bomb = packed({"a.txt": "0" * 2_000_000})

    assert len(bomb) < 5_000
    with pytest.raises(ValidationError, match="Unpacked"):
        uploads.check(upload("bomb.zip", bomb))


def test_an_archive_that_lies_about_its_size_is_refused(settings):
    settings.ETUP_UPLOAD_UNPACKED_MAX = 1_000_000
    bomb = packed({"a.txt": "0" * 2_000_000})
    liar = bomb.replace((2_000_000).to_bytes(4, "little"), (200).to_bytes(4, "little"))

    with pytest.raises(ValidationError, match="not a readable"):
        uploads.check(upload("bomb.zip", liar))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("web.docx", office("docx", "word/document2.xml")),
        ("strict.docx", office("docx", relation=damaged.STRICT)),
        ("slides.pptx", office("pptx", "ppt/presentation7.xml")),
        ("sheet.xlsx", office("xlsx", "xl/Workbook2.xml")),
        ("marked.pdf", b"\xef\xbb\xbf" + PDF),
        ("line.pdf", b"\r\n" + PDF),
        ("late.pdf", b"% a printer's words\n" * 40 + PDF),
        ("course.md", b"<!--\nauthor: Ana\nlanguage: sr\n-->\n\n# Course\n"),
        ("licence.md", b"\xef\xbb\xbf<!-- SPDX-License-Identifier: CC-BY-4.0 -->\n# Course\n"),
        ("old.txt", b"Text of an old program.\r\n\x1a"),
        ("long.txt", b"a" * (64 * 1024 - 1) + b"\x1a"),
        ("wide.txt", ("Учење " * 30_000).encode("utf-16")),
        ("checked.mp3", b"\xff\xfa\x90\x64" + b"\0" * 400),
        ("slow.mp3", b"\xff\xf3\x40\xc4" + b"\0" * 400),
        ("old.mp3", b"\xff\xe3\x18\xc4" + b"\0" * 400),
        ("tagged.mp3", b"ID3\x04" + b"\0" * 400),
    ],
)
def test_what_real_programs_write_is_taken(name, content):
    assert uploads.check(upload(name, content)).size == len(content)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("slides.docx", office("pptx")),
        ("sheet.docx", office("xlsx", "word/document.xml")),
        ("page.pdf", b"<html>" + PDF),
        ("far.pdf", b" " * 1024 + PDF),
        ("page.md", b"<!-- a --> <!-- b --><script>alert(1)</script>"),
        ("inside.txt", b"abc\x1adef"),
        ("twice.txt", b"a" * (64 * 1024 - 1) + b"\x1a\nmore"),
        ("sound.mp3", b"\xff\xf1\x50\x80" + b"\0" * 400),  # AAC
        ("text.mp3", "текст".encode("utf-16")),
    ],
)
def test_what_only_looks_alike_is_refused(name, content):
    with pytest.raises(ValidationError, match="not a readable"):
        uploads.check(upload(name, content))


@pytest.mark.parametrize(("name", "content"), damaged.damaged(), ids=lambda value: str(value)[:24])
def test_a_damaged_file_of_any_kind_is_refused_with_a_sentence(name, content):
    with pytest.raises(ValidationError) as refusal:
        uploads.check(upload(name, content))

    assert len(refusal.value.messages[0]) > 30


@pytest.mark.parametrize("kind", list(damaged.whole()))
def test_a_file_of_which_some_bytes_were_changed_never_breaks_the_reader(kind):
    """Two hundred of each kind, always the same ones."""
    content, dice = damaged.whole()[kind], random.Random(kind)
    uploads.check(upload(f"whole.{kind}", content))
    refused = 0
    for _turn in range(200):
        spoilt = damaged.spoilt(content, dice.random(), dice.choice([1, 4, 40]))
        try:
            uploads.check(upload(f"a.{kind}", spoilt))
            if kind in uploads.PHOTOS:
                uploads.drawn_again(upload(f"a.{kind}", spoilt))
        except ValidationError:
            refused += 1

    assert refused > 20


def test_an_archive_that_is_nearly_nothing_but_noughts_is_refused():
    bomb = packed({"a.bin": b"\0" * 30_000_000})

    with pytest.raises(ValidationError, match="more than 100 times"):
        uploads.check(upload("bomb.zip", bomb))


def test_a_sheet_that_packs_well_is_taken():
    rows = "".join(f"<row r='{n}'><c><v>{n % 7}</v></c></row>" for n in range(200_000))

    assert len(rows) > 5_000_000
    assert uploads.check(upload("a.zip", packed({"sheet.xml": rows}))).is_read_through


def nested(depth: int) -> bytes:
    content = packed({"a.txt": "a"})
    for level in range(depth - 1):
        content = packed({f"{level}.zip": content})
    return content


def test_archives_in_archives_are_taken_as_far_as_people_pack_them():
    uploads.check(upload("slides.zip", packed({"a.pptx": office("pptx", more={
        "ppt/embeddings/sheet.xlsx": office("xlsx"),
    })})))  # fmt: skip
    uploads.check(upload("three.zip", nested(3)))
    with pytest.raises(ValidationError, match="one in the other"):
        uploads.check(upload("four.zip", nested(4)))


def test_what_lies_in_inner_archives_counts_too(settings):
    settings.ETUP_UPLOAD_UNPACKED_MAX = 1_000_000
    noise = random.Random(1).randbytes(400_000)
    inner = packed({"noise": noise})

    uploads.check(upload("one.zip", packed({"a": inner})))
    with pytest.raises(ValidationError, match="Unpacked"):
        uploads.check(upload("two.zip", packed({"a": inner, "b": inner})))


def test_an_archive_of_too_many_files_is_refused_before_they_are_listed():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(5_001):
            archive.writestr(f"{number}", b"")

    with pytest.raises(ValidationError, match="more than 5000 files"):
        uploads.check(upload("many.zip", out.getvalue()))


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_an_archive_packed_in_a_rare_way_is_refused_with_advice(method):
    with pytest.raises(ValidationError, match="as plain ZIP"):
        uploads.check(upload("rare.zip", packed({"a.txt": "a" * 900}, method)))


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


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_stands_as_the_camera_was_held(orientation):
    exif = Image.Exif()
    exif[0x0112] = orientation
    content = picture(size=(80, 40), exif=exif)

    with Image.open(uploads.drawn_again(upload("a.jpg", content))) as image:
        there = ImageOps.exif_transpose(Image.open(io.BytesIO(content)))
        assert image.size == there.size
        assert ImageChops.difference(image, there).getextrema()[0][1] < 40


@pytest.mark.filterwarnings("ignore:Tag data:UserWarning")
def test_a_picture_whose_camera_wrote_nonsense_is_taken_all_the_same():
    with Image.open(
        uploads.drawn_again(upload("a.jpg", damaged.upside_down_with_a_wrong_type()))
    ) as image:
        assert image.size == (300, 400)


def test_grey_of_sixteen_bits_stays_grey():
    rows = (b"\0" + b"\x80\x80" * 50 + b"\x20\x20" * 50) * 100
    content = damaged.bare_png(100, 100, 0, 16, rows)

    with Image.open(uploads.drawn_again(upload("a.png", content))) as image:
        assert [image.getpixel(at)[0] for at in ((10, 50), (90, 50))] == pytest.approx(
            [0x80, 0x20], abs=3
        )


def test_colours_are_those_that_the_profile_means():
    # A profile in which red and blue have changed their places shows whether it is looked at.
    swapped = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, blue = swapped.index(b"rXYZ"), swapped.index(b"bXYZ")
    swapped[red : red + 4], swapped[blue : blue + 4] = b"bXYZ", b"rXYZ"
    out = io.BytesIO()
    Image.new("RGB", (60, 60), (250, 10, 10)).save(out, "PNG", icc_profile=bytes(swapped))

    with Image.open(uploads.drawn_again(upload("a.png", out.getvalue()))) as image:
        red, _green, blue = image.getpixel((30, 30))
        assert (red < 40, blue > 220) == (True, True)
        assert "icc_profile" not in image.info


def test_a_broken_profile_does_not_lose_the_picture():
    content = picture("PNG", icc_profile=b"no profile at all")

    with Image.open(uploads.drawn_again(upload("a.png", content))) as image:
        assert image.size == (400, 300)


@pytest.mark.parametrize(
    ("mode", "kind"), [("L", "PNG"), ("1", "PNG"), ("P", "PNG"), ("CMYK", "JPEG"), ("P", "GIF")]
)
def test_a_picture_of_any_colours_is_drawn(mode, kind):
    content = picture("PNG" if kind == "GIF" else kind, "L" if mode == "1" else "RGB")
    out = io.BytesIO()
    Image.open(io.BytesIO(content)).convert(mode).save(out, kind)

    with Image.open(uploads.drawn_again(upload("a", out.getvalue()), longest=100)) as image:
        assert (image.mode, image.size) == ("RGB", (100, 75))
        assert image.getpixel((30, 22))[0] > 200
        assert image.getpixel((90, 70))[0] < 60


def test_a_head_of_an_office_document_is_not_read_without_end():
    content = office("docx", more={"_rels/.rels": "<a>" * 900_000})

    with pytest.raises(ValidationError, match="not a readable docx"):
        uploads.check(upload("long.docx", content))


@pytest.mark.parametrize(("kind", "size"), [("JPEG", (9000, 1)), ("PNG", (1, 9000))])
def test_a_picture_that_is_a_line_is_drawn(kind, size):
    with Image.open(uploads.drawn_again(upload("a", picture(kind, size=size)))) as image:
        assert max(image.size) == 1600
        assert min(image.size) == 1


def test_what_is_transparent_stays_so_at_any_size():
    out = io.BytesIO()
    image = Image.new("RGBA", (1000, 500), (200, 0, 0, 0))
    image.paste((0, 0, 200, 255), (0, 0, 500, 500))
    image.save(out, "PNG")

    with Image.open(uploads.drawn_again(upload("a.png", out.getvalue()), longest=90)) as small:
        assert (small.mode, small.size) == ("RGBA", (90, 45))
        assert small.getpixel((10, 20)) == (0, 0, 200, 255)
        assert small.getpixel((80, 20))[3] == 0


@pytest.mark.parametrize(
    ("content", "most"),
    [
        (damaged.bare_png(7000, 7000, 6, 8), 40),
        (damaged.bare_png(40_000, 40_000, 0, 1), 60),
        (picture("JPEG", size=(6000, 6000), progressive=True), 33),
        (picture("WEBP", size=(4200, 4200), lossless=True), 10),
    ],
    ids=["png", "bomb", "in passes", "webp"],
)
def test_a_picture_of_too_many_dots_is_refused_by_its_head(content, most):
    with pytest.raises(ValidationError, match=f"more than {most} million dots"):
        uploads.drawn_again(upload("a", content))


def test_pictures_wait_for_each_other(monkeypatch):
    at_once, most = [], []
    load = ImageFile.ImageFile.load

    def slowly(image, *args):
        at_once.append(image)
        most.append(len(at_once))
        answer = load(image, *args)
        at_once.remove(image)
        return answer

    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", slowly)
    crowd = [
        threading.Thread(target=uploads.drawn_again, args=[upload("a.png", picture("PNG"))])
        for _ in range(8)
    ]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()

    assert len(most) >= 8
    assert max(most) == 1


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
    monkeypatch.setattr(uploads.quota, "_usages", [lambda person: 60, lambda person: 30])

    uploads.check_quota(ana, 10)
    with pytest.raises(ValidationError, match="room for 10"):
        uploads.check_quota(ana, 11)
