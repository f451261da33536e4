import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from core.identifiers import orcid_is_right
from core.models import SearchEntry
from members.forms.profile import ProfileForm
from members.models import Expertise, User
from tests.factories.members import CountryFactory, InstitutionFactory

URL = reverse("members:edit_profile")


@pytest.fixture
def save(ana, as_):
    """`save(headline="…")` sends ana's profile with these answers."""

    def send(**changes):
        data = {
            "first_name": ana.first_name, "last_name": ana.last_name, "listed_for": "members",
            "written_to_by": "members",
            **{f"shows_{field}": who for field, who in User.AUDIENCES.items()},
        }  # fmt: skip
        answer = as_(ana).post(URL, data | changes)
        ana.refresh_from_db()
        return answer

    return send


def picture(size=(900, 600), kind="JPEG", name="me.jpg", **more):
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, kind, **more)
    return SimpleUploadedFile(name, out.getvalue())


def test_ana_says_who_she_is(save, ana):
    place = InstitutionFactory(country=CountryFactory(code="MK", name="North Macedonia"))

    answer = save(
        headline="Lecturer in microbiology", role="lecturer", bio="I **teach**.",
        languages=["sq", "en"], website="ana.example", place=place.slug,
    )  # fmt: skip

    assert answer.status_code == 302
    assert (ana.headline, ana.role) == ("Lecturer in microbiology", "lecturer")
    assert (ana.languages, ana.website) == (["sq", "en"], "https://ana.example")
    assert (ana.institution, ana.country_id) == (place, "MK")


def test_ana_chooses_who_sees_what(save, ana, boris):
    save(bio="Secret.", shows_bio="nobody", shows_headline="members", listed_for="public")

    assert ana.shows == {"bio": "nobody", "headline": "members"}
    assert ana.listed_for == "public"
    assert "bio" not in ana.shown_to(boris)
    assert "headline" in ana.shown_to(boris)


def test_the_directory_finds_the_new_words(save, ana):
    save(headline="Wonders", listed_for="public")

    entry = SearchEntry.objects.get(kind="member", object_id=str(ana.pk))
    assert "wonders" in entry.folded_text


def test_who_hides_is_no_longer_found(save, ana):
    save(listed_for="public")
    save(listed_for="nobody")

    assert not SearchEntry.objects.filter(kind="member", object_id=str(ana.pk)).exists()


def test_expertise_is_one_thing_in_every_language(save, ana):
    tag = Expertise.objects.create(name="Peer talk", slug="peer-talk", labels={"mk": "Разговор"})

    save(expertise="разговор,  Sea   shells, sea shells")

    assert {field.name for field in ana.expertise.all()} == {"Peer talk", "sea shells"}
    assert tag.people.count() == 1


def test_too_many_fields_are_refused_with_a_sentence(save, ana):
    page = save(expertise=",".join(f"field {number}" for number in range(13))).text

    assert "At most 12, please" in page
    assert ana.expertise.count() == 0


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0000-0002-1825-0097", "0000-0002-1825-0097"),
        ("https://orcid.org/0000-0002-1694-233X", "0000-0002-1694-233X"),
        ("000000021825 0097", "0000-0002-1825-0097"),
        ("", ""),
    ],
)
def test_an_orcid_is_kept_in_its_own_form(save, ana, typed, kept):
    save(orcid=typed)

    assert ana.orcid == kept


@pytest.mark.parametrize("typed", ["0000-0002-1825-0098", "1234", "٠٠٠٠-٠٠٠٢-١٨٢٥-٠٠٩٧"])
def test_a_mistyped_orcid_is_refused(save, ana, typed):
    page = save(orcid=typed, headline="Typed").text

    assert "ORCID iD" in page
    assert 'value="Typed"' in page
    assert ana.orcid == ""


def test_the_check_sum_of_an_orcid():
    assert orcid_is_right("0000000218250097")
    assert not orcid_is_right("0000000218250096")


def test_a_photo_is_drawn_again_as_a_square(save, ana):
    save(photo=picture(exif=b"Exif\x00\x00secret-place"))

    with Image.open(ana.photo) as photo:
        assert photo.size == (600, 600)
    ana.photo.seek(0)
    assert b"secret-place" not in ana.photo.read()


def test_a_new_photo_takes_the_old_one_away(save, ana, django_capture_on_commit_callbacks):
    save(photo=picture())
    storage, old = ana.photo.storage, ana.photo.name

    with django_capture_on_commit_callbacks(execute=True):
        save(photo=picture())

    assert not storage.exists(old)
    assert storage.exists(ana.photo.name)


def test_ana_takes_her_photo_away(save, ana, django_capture_on_commit_callbacks):
    save(photo=picture())
    storage, old = ana.photo.storage, ana.photo.name

    with django_capture_on_commit_callbacks(execute=True):
        save(remove_photo="on")

    assert not ana.photo
    assert not storage.exists(old)


@pytest.mark.parametrize(
    ("upload", "sentence"),
    [
        (SimpleUploadedFile("me.svg", b"<svg/>"), "cannot be taken"),
        (SimpleUploadedFile("me.jpg", b"GIF89a not a picture"), "is not a readable"),
        (SimpleUploadedFile("me.jpg", b""), "empty"),
    ],
)
def test_what_is_no_photo_is_refused_with_a_sentence(save, ana, upload, sentence):
    page = save(photo=upload, headline="Typed").text

    assert sentence in page
    assert 'value="Typed"' in page
    assert not ana.photo


def test_a_photo_for_members_is_not_on_every_byline(ana):
    ana.photo = "people/ana.jpg"
    assert ana.open_photo
    ana.shows = {"photo": "members"}
    assert ana.open_photo is None


def test_power_does_not_come_from_a_form(save, ana):
    save(is_staff="on", is_superuser="on", is_member="", email="x@example.org", handle="x")

    assert (ana.is_staff, ana.is_superuser, ana.is_member) == (False, False, True)
    assert (ana.email, ana.handle) == ("ana@example.org", "ana")


@pytest.mark.parametrize("field", ["headline", "bio", "expertise", "website", "orcid", "place_q"])
@pytest.mark.parametrize("text", ["a\x00b", "x" * 1_000_000, "\u202eabc", "🙂" * 50])
def test_odd_answers_do_no_harm(save, field, text):
    assert save(**{field: text}).status_code in (200, 302)


def test_searching_for_an_institution_saves_nothing(save, ana):
    InstitutionFactory(name="University of Lakes")

    page = save(place_q="lakes", find="1", headline="Typed").text

    assert "University of Lakes" in page
    assert 'value="Typed"' in page
    assert ana.headline == ""


def test_an_institution_that_is_missing_is_to_be_asked_for(save, ana):
    assert reverse("members:institution_request") in save(place="missing").text
    assert ana.institution is None


def test_the_form_asks_few_tables(ana, as_, django_assert_max_num_queries):
    client = as_(ana)
    client.get(URL)

    with django_assert_max_num_queries(12):
        client.get(URL)


def test_links_are_labelled_and_begin_with_https(save, ana):
    save(link_label_0="Blog", link_url_0="https://ana.example.org/", link_url_3="x.example.org")

    assert ana.links == [
        {"label": "Blog", "url": "https://ana.example.org/"},
        {"label": "x.example.org", "url": "https://x.example.org"},
    ]


@pytest.mark.parametrize("url", ["http://ana.example.org", "javascript:alert(1)", "ftp://x.org"])
def test_other_addresses_are_refused(save, ana, url):
    page = save(link_label_0="Blog", link_url_0=url).text

    assert 'value="Blog"' in page
    assert ana.links == []


def test_a_label_without_an_address_is_asked_about(save, ana):
    assert "Where does this link lead?" in save(link_label_7="Blog").text


def test_disciplines_and_offers_are_kept(save, ana):
    save(disciplines=["091", "05"], mentor="on", shows_mentor="colleagues")

    assert ana.disciplines == ["091", "05"]
    assert (ana.mentor, ana.review) == (True, False)
    assert "discipline" not in save(disciplines=["999"]).headers.get("Location", "")


def test_too_many_disciplines_are_refused(save, ana):
    page = save(disciplines=["001", "002", "003", "011", "021", "022"]).text

    assert "At most 5, please" in page
    assert ana.disciplines == []


@pytest.mark.parametrize(("part", "colour"), [("start", 255), ("end", 0)])
def test_ana_chooses_which_part_of_a_photo_stays(save, ana, part, colour):
    out = io.BytesIO()
    tall = Image.new("RGB", (300, 900), "black")
    tall.paste((255, 255, 255), (0, 0, 300, 300))
    tall.save(out, "PNG")

    save(photo=SimpleUploadedFile("me.png", out.getvalue()), photo_part=part)

    with Image.open(ana.photo) as photo:
        assert photo.size == (300, 300)
        assert abs(photo.getpixel((150, 150))[0] - colour) < 10


def test_who_sees_what_is_said_in_plain_sentences_and_changed_there(as_, ana):
    client = as_(ana)
    url = reverse("members:privacy")
    User.objects.filter(pk=ana.pk).update(headline="H", bio="B", listed_for="public")
    page = client.get(url).text
    assert "Everybody finds you in the directory." in page
    assert "Members of the network also see: About me." in page

    choices = dict.fromkeys((f"shows_{field}" for field in User.AUDIENCES), "nobody")
    client.post(url, choices | {"listed_for": "members", "written_to_by": "nobody"})

    ana.refresh_from_db()
    assert ana.shown_to(User()) == set()
    page = client.get(url).text
    assert "Members find you in the directory; visitors do not." in page
    assert "Only you see: In one line and About me." in page
    assert "Nobody may write to you" in page


def test_each_section_is_saved_by_itself_and_touches_no_other(save, as_, ana):
    save(
        headline="Lecturer", bio="I teach.", shows_bio="nobody", languages=["sq"],
        expertise="Assessment", link_url_0="https://example.org/me",
    )  # fmt: skip

    answer = as_(ana).post(
        URL, {"part": "know", "languages": ["en"], "expertise": "Feedback",
              "shows_languages": "nobody", "shows_expertise": "members",
              "shows_disciplines": "members"},
    )  # fmt: skip

    assert answer.url == f"{URL}?part=know"
    ana.refresh_from_db()
    assert (ana.languages, ana.audience_of("languages")) == (["en"], "nobody")
    assert [tag.name for tag in ana.expertise.all()] == ["Feedback"]
    assert (ana.headline, ana.bio, ana.audience_of("bio")) == ("Lecturer", "I teach.", "nobody")
    assert ana.links[0]["url"] == "https://example.org/me"


def test_every_question_stands_in_one_section():
    form = ProfileForm(instance=User())
    asked = [name for part in form.PARTS for name in form.fields_of(part)]

    assert sorted(asked) == sorted({*asked})
    assert set(form.fields) <= set(asked)


def test_a_mistake_opens_its_section_with_what_was_typed(as_, ana):
    page = as_(ana).post(URL, {"part": "web", "orcid": "1234", "shows_orcid": "members"})

    section = page.text.partition('id="part-web"')[2].partition("</form>")[0]
    assert section.startswith(" open")
    assert "sixteen characters" in section
    assert 'value="1234"' in section
    assert f'value="{ana.first_name}"' in page.text


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_on_a_phone_the_profile_is_a_few_screens_and_saved_by_section(browse, ana):
    page = browse(ana, width=390)
    page.goto(URL)
    main = page.locator("main").bounding_box()

    page.get_by_text("My work", exact=True).click()
    page.get_by_role("textbox", name="In one line").fill("Lecturer in microbiology")
    page.locator("#part-work").get_by_role("button", name="Save this section").click()
    page.wait_for_url("**/?part=work")

    assert main["height"] < 4 * 844
    ana.refresh_from_db()
    assert ana.headline == "Lecturer in microbiology"
