"""What an institution is called, how others know it, and what its people may change."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from PIL import Image

from core.models import AuditEntry
from members import identifiers
from members.forms.application import options_for
from members.models import Country, Institution
from tests.factories.members import (
    InstitutionFactory,
    PolicyFactory,
    PositionFactory,
    UserFactory,
)

SEARCH = "members:institution_search"


@pytest.fixture
def institution(lule):
    return lule.positions.get().institution


def edit(institution):
    return reverse("members:institution_edit", args=[institution.slug])


def picture(place="Exif stays out"):
    out = io.BytesIO()
    image, exif = Image.new("RGB", (900, 300), "navy"), Image.Exif()
    exif[0x010E] = place
    image.save(out, "JPEG", exif=exif)
    return SimpleUploadedFile("logo.jpg", out.getvalue(), content_type="image/jpeg")


def names(number=0, **fields):
    rows = {"names-TOTAL_FORMS": number, "names-INITIAL_FORMS": 0}
    return {**rows, **{f"names-0-{key}": value for key, value in fields.items()}}


def test_staff_do_not_stand_for_the_institution(as_, lule, ana, institution):
    PositionFactory(person=ana, institution=institution, role="staff")

    shown = as_(lule).get(institution.get_absolute_url()).context["positions"]

    assert {position.role for position in shown} == {
        position.role for position in lule.positions.all()
    }


# --- Identifiers -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed", ["017wvtq80", "https://ror.org/017wvtq80", "ror.org/017WVTQ80/", " 017WVTQ80 "]
)
def test_a_ror_is_kept_as_its_address_however_it_is_typed(db, typed):
    institution = InstitutionFactory.build(country=Country.objects.get(code="GR"), ror=typed)

    institution.full_clean()

    assert institution.ror == "https://ror.org/017wvtq80"


@pytest.mark.parametrize("typed", ["017wvtq81", "17wvtq80", "017wvtu80", "https://orcid.org/0"])
def test_a_mistyped_ror_is_refused(typed):
    with pytest.raises(ValidationError):
        identifiers.check_ror(identifiers.ror_of(typed))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("g patra01", "G  PATRA01"), ("G  PATRA01", "G  PATRA01"), ("bg  sofia06", "BG SOFIA06"),
     ("IRLDUBLIN01", "IRLDUBLIN01"), ("LUXLUX-VIL01", "LUXLUX-VIL01")],
)  # fmt: skip
def test_an_erasmus_code_is_kept_as_the_commission_writes_it(typed, kept):
    assert identifiers.erasmus_code_of(typed) == kept
    identifiers.check_erasmus_code(kept)


@pytest.mark.parametrize("typed", ["PATRA", "G PATRA", "1 PATRA01", "G PATRA0001", "\x00"])
def test_what_is_no_erasmus_code_is_refused(typed):
    with pytest.raises(ValidationError):
        identifiers.check_erasmus_code(identifiers.erasmus_code_of(typed))


@pytest.mark.parametrize("typed", ["999 999 99", "9999999990", "99999999a"])
def test_a_pic_has_nine_digits(typed):
    assert identifiers.pic_of("999 999-999") == "999999999"
    with pytest.raises(ValidationError):
        identifiers.check_pic(identifiers.pic_of(typed))


@pytest.mark.parametrize(
    ("field", "value"),
    [("ror", "https://ror.org/017wvtq80"), ("pic", "999999999"), ("erasmus_code", "G  PATRA01")],
)
def test_an_identifier_belongs_to_one_institution(db, field, value):
    InstitutionFactory(**{field: value})
    InstitutionFactory.create_batch(2)

    with pytest.raises(IntegrityError), transaction.atomic():
        InstitutionFactory(**{field: value})


@pytest.mark.parametrize("place", [(91, 20), (41, 181), (41, None), (None, 20)])
def test_a_place_is_whole_and_on_the_earth(db, place):
    InstitutionFactory(latitude=41.33, longitude=19.82)

    with pytest.raises(IntegrityError), transaction.atomic():
        InstitutionFactory(latitude=place[0], longitude=place[1])


def test_the_committee_enters_a_ror_in_any_form(as_, vera, institution):
    as_(vera).post(
        reverse("admin:members_institution_change", args=[institution.pk]),
        {"name": institution.name, "slug": institution.slug, "kind": "hei", "staff_cap": 50,
         "country": institution.country_id, "is_confirmed": "on", "ror": "017WVTQ80",
         "pic": "999 999 999", "erasmus_code": "g patra01", **names(),
         "domains-TOTAL_FORMS": 0, "domains-INITIAL_FORMS": 0,
         "centres-TOTAL_FORMS": 0, "centres-INITIAL_FORMS": 0},
    )  # fmt: skip

    institution.refresh_from_db()
    assert institution.ror == "https://ror.org/017wvtq80"
    assert (institution.pic, institution.erasmus_code) == ("999999999", "G  PATRA01")
    shown = as_(vera).get(institution.get_absolute_url()).text
    assert "999999999" in shown
    assert "PATRA01" in shown


# --- Found by any of its names -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("UNSA", "University of Sarajevo"),
        ("unsa", "University of Sarajevo"),
        ("УНСА", "University of Sarajevo"),
        ("Сарајево", "University of Sarajevo"),
        ("сарајевски", "University of Sarajevo"),
        ("Sveučilište u Sarajevu", "University of Sarajevo"),
        ("SVEUCILISTE", "University of Sarajevo"),
        ("Durres", "“Aleksandër Moisiu” University of Durrës"),
        ("Durrës", "“Aleksandër Moisiu” University of Durrës"),
        ("aleksander moisiu", "“Aleksandër Moisiu” University of Durrës"),
        ("moisiu durres", "“Aleksandër Moisiu” University of Durrës"),
        ("Đ", "Đurđevac College"),
        ("Djurdjevac", "Đurđevac College"),
        ("Durdevac", "Đurđevac College"),
        ("Ђурђевац", "Đurđevac College"),
        ("Πατρων", "University of Patras"),
        ("ΠΑΤΡΏΝ", "University of Patras"),
        ("  patras ", "University of Patras"),
    ],
)
def test_the_typeahead_finds_it_however_it_is_spelt(db, typed, found):
    known = {
        "University of Sarajevo": ("UNSA", ["Sveučilište u Sarajevu", "Сарајевски универзитет"]),
        "“Aleksandër Moisiu” University of Durrës": ("UAMD", ["Universiteti i Durrësit"]),
        "University of Patras": ("", ["Πανεπιστήμιο Πατρών"]),
        "Đurđevac College": ("", []),
        "Another place": ("AP", []),
    }
    for name, (acronym, others) in known.items():
        city = "Sarajevo" if acronym == "UNSA" else ""
        institution = InstitutionFactory(name=name, acronym=acronym, city=city)
        for other in others:
            institution.names.create(name=other)
        institution.save()

    assert options_for(typed)[0].name == found


def test_the_typeahead_finds_it_by_a_name_it_had(db):
    school, _other = InstitutionFactory.create_batch(2)
    school.names.create(name="Виша школа Зрењанин", is_former=True)
    school.save()

    assert options_for("visa skola zrenjanin") == [school]


def test_the_exact_acronym_stands_first_then_beginnings_then_the_rest(db):
    for name, acronym in [
        ("A house of fine arts", ""),
        ("The house of arts", ""),
        ("Artshow", ""),
        ("Arts and letters", ""),
        ("Unart school", ""),
        ("Zagreb school", "ARTS"),
    ]:
        InstitutionFactory(name=name, acronym=acronym, city="")
    InstitutionFactory(name="Zemun arts", city="", is_member=True)

    assert [one.name for one in options_for("arts")] == [
        "Zagreb school", "Arts and letters", "Artshow", "Zemun arts", "A house of fine arts",
        "The house of arts",
    ]  # fmt: skip


@pytest.mark.parametrize("count", [1, 3])
def test_the_typeahead_costs_the_same_for_one_and_for_three(
    as_, petra, count, django_assert_num_queries
):
    InstitutionFactory.create_batch(count)
    client = as_(petra)

    with django_assert_num_queries(3):
        client.get(reverse(SEARCH), {"place_q": "univ"})


@pytest.mark.parametrize("typed", ["\x00", "%", "_", "|", "9" * 5000, "😀\u202e", "' OR 1"])
def test_hostile_words_find_nothing_and_break_nothing(as_, petra, typed):
    InstitutionFactory()

    answer = as_(petra).get(reverse(SEARCH), {"place_q": typed})

    assert answer.status_code == 200
    assert "University" not in answer.text


# --- The page and its editing ------------------------------------------------------------------


def test_names_are_shown_with_their_language_and_former_ones_are_said_to_be(visitor, institution):
    institution.names.create(name="Универзитет у Сарајеву", language="sr")
    institution.names.create(name="The old school", is_former=True)

    shown = visitor.get(institution.get_absolute_url()).text

    assert 'lang="sr">Универзитет у Сарајеву' in shown
    assert "српски" in shown
    assert "former" in shown


def test_the_representative_edits_the_page(as_, lule, institution):
    name, country = institution.name, institution.country_id

    as_(lule).post(
        edit(institution),
        {"acronym": "UNX", "website": "unx.example", "description": "A **small** place.",
         "name": "Stolen", "country": "XK", "ror": "x", "is_member": "on", "kind": "associate",
         **names(1, name="Sveučilište", language="hr", is_former="on")},
    )  # fmt: skip

    institution.refresh_from_db()
    assert (institution.acronym, institution.website) == ("UNX", "https://unx.example")
    assert (institution.name, institution.country_id, institution.ror) == (name, country, "")
    assert (institution.is_member, institution.kind) == (False, "hei")
    other = institution.names.get()
    assert (other.name, other.language, other.is_former) == ("Sveučilište", "hr", True)
    assert options_for("unx") == [institution]
    entry = AuditEntry.objects.get(verb="edit")
    assert entry.who == lule.pk
    assert "Sveučilište" in entry.details


def test_a_name_is_taken_out_again(as_, lule, institution):
    old = institution.names.create(name="Sveučilište")

    as_(lule).post(
        edit(institution),
        {**names(1, name=old.name, id=old.pk, DELETE="on"), "names-INITIAL_FORMS": 1},
    )

    assert not institution.names.exists()


def test_a_logo_is_drawn_anew_and_the_old_file_goes(
    as_, lule, institution, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        as_(lule).post(edit(institution), {"logo": picture(), **names()})
    institution.refresh_from_db()
    first, storage = institution.logo.name, institution.logo.storage
    assert "logo.jpg" not in first
    with Image.open(institution.logo) as drawn:
        assert not drawn.getexif()
        assert max(drawn.size) <= 800

    with django_capture_on_commit_callbacks(execute=True):
        as_(lule).post(edit(institution), {"logo": picture(), **names()})
    institution.refresh_from_db()
    assert not storage.exists(first)
    second = institution.logo.name
    assert storage.exists(second)

    with django_capture_on_commit_callbacks(execute=True):
        as_(lule).post(edit(institution), {"remove_logo": "on", **names()})
    institution.refresh_from_db()
    assert institution.logo.name == ""
    assert not storage.exists(second)


def test_the_committees_picture_is_drawn_anew_too(
    as_, vera, institution, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        as_(vera).post(
            reverse("admin:members_institution_change", args=[institution.pk]),
            {"name": institution.name, "slug": institution.slug, "kind": "hei", "staff_cap": 50,
             "country": institution.country_id, "is_confirmed": "on", "logo": picture(),
             **names(), "domains-TOTAL_FORMS": 0, "domains-INITIAL_FORMS": 0,
             "centres-TOTAL_FORMS": 0, "centres-INITIAL_FORMS": 0},
        )  # fmt: skip

    institution.refresh_from_db()
    with Image.open(institution.logo) as drawn:
        assert not drawn.getexif()


def test_what_is_no_picture_is_refused_and_nothing_typed_is_lost(as_, lule, institution):
    forged = SimpleUploadedFile("logo.png", b"<script>", content_type="image/png")

    answer = as_(lule).post(
        edit(institution), {"acronym": "KEPT", "logo": forged, **names(1, name="Kept too")}
    )

    assert answer.status_code == 200
    assert 'value="KEPT"' in answer.text
    assert 'value="Kept too"' in answer.text
    institution.refresh_from_db()
    assert institution.acronym == ""


@pytest.mark.parametrize("typed", ["\x00", "x" * 1_000_000, "javascript:alert(1)", "\u202e😀"])
@pytest.mark.parametrize("field", ["acronym", "website", "description", "names-0-name"])
def test_hostile_input_is_no_error_of_ours(as_, lule, institution, field, typed):
    data = {**names(1, name="Other"), field: typed}

    answer = as_(lule).post(edit(institution), data)

    assert answer.status_code in (200, 302)
    assert "javascript:alert" not in Institution.objects.get(pk=institution.pk).website


def test_no_more_names_are_drawn_than_an_institution_may_have(as_, lule, institution):
    answer = as_(lule).post(edit(institution), names(100_000))

    assert answer.status_code == 200
    assert answer.text.count('name="names-') < 500


def test_a_name_with_a_footnote_has_it_on_every_page_of_an_institution(as_, lule, institution):
    institution.country = Country.objects.get(code="XK")
    institution.save()
    UserFactory(), PolicyFactory()

    for name in ("institution",):
        page = as_(lule).get(reverse(f"members:{name}", args=[institution.slug])).text
        assert "Kosovo*" in page
        assert "without taking any position" in page
