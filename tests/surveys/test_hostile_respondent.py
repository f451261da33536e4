"""Whoever sends what no page of ours would send is told so, and loses nothing."""

import csv
import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from surveys.actions import answering, closing
from surveys.actions.answering import Respondent
from surveys.instrument import dump
from surveys.models import AnswerFile, Draft, Participation, Sheet, Survey, Version
from tests.factories.members import MemberFactory
from tests.factories.surveys import EVERY_KIND, InvitationFactory, OpenFactory
from tests.surveys.answering import FIRST, SECOND, begin, go_on, page_of, short, url_of
from tests.surveys.sixty import sixty

pytestmark = pytest.mark.django_db
MEMBERS = Survey.Audience.MEMBERS
CHOOSE = "Please choose one of the answers offered here."
NUMBER = "Please write a number, such as 12 or 12.5."
DATE = "Please write the date, such as 2027-05-14."
PLACES = "Two of them have the same place. Give each place once."


@pytest.fixture
def named(db):
    return OpenFactory(audience=MEMBERS, is_anonymous=False)


@pytest.fixture
def anonymous(db):
    return OpenFactory(audience=MEMBERS)


@pytest.fixture
def ana_at(as_, ana):
    """`ana_at(survey)` is her client, the address and the first page."""

    def go(survey):
        client = as_(ana)
        return client, url_of(survey), begin(client, survey)

    return go


# --- Values that no field of ours gives --------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("q.one", "forged", CHOOSE),
        ("q.one", ["yes", "[]"], CHOOSE),
        ("q.several", ["a", "forged"], CHOOSE),
        ("q.several", ["a", "b", "x"], "Please choose at most 2."),
        ("q.several", ["a", "n"], "One of your answers cannot stand beside others."),
        ("q.number", "many", NUMBER),
        ("q.number", "NaN", NUMBER),
        ("q.number", "1e400", NUMBER),
        ("q.number", "٣" * 5000, NUMBER),
        ("q.number", "61", "The largest number asked for is 60."),
        ("q.date", "31.12.2024", DATE),
        ("q.date", "0001-01-01", DATE),
        ("q.date", "2024-02-30", DATE),
        ("q.short", "a" * 301, "This is longer than 300 characters."),
    ],
)
def test_a_value_of_the_wrong_kind_is_told_and_the_rest_is_kept(
    ana_at, named, field, value, sentence
):
    client, url, first = ana_at(named)

    page = go_on(client, first, url, {**FIRST, field: value})

    assert page.status_code == 422
    text = page.content.decode()
    assert sentence in text
    kept = Draft.objects.get().answers
    rest = {"one", "several", "short", "number", "date"} - {field.partition(".")[2]}
    assert {key for key in rest if key in kept} == rest
    assert field.partition(".")[2] not in kept


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("q.scale", "6", CHOOSE), ("q.scale", "-1", CHOOSE), ("q.scale", "four", CHOOSE),
        ("q.matrix.a", "forged", CHOOSE), ("q.ranking.a", "0", CHOOSE),
        ("q.ranking.a", "9" * 6000, CHOOSE), ("q.ranking.a", "1", PLACES),
        ("q.level", "forged", CHOOSE),
        ("q.level.words", "a" * 501, "This is longer than 500 characters."),
    ],
)  # fmt: skip
def test_so_is_one_on_the_second_page(ana_at, named, field, value, sentence):
    client, url, first = ana_at(named)
    second = client.get(go_on(client, first, url, FIRST).url)

    page = go_on(client, second, url, {**SECOND, field: value}, go="hand-in")

    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert not Sheet.objects.exists()
    kept = Draft.objects.get().answers
    assert kept["short"] == "Skopje"
    assert kept["long"] == "Nothing else."


@pytest.mark.parametrize("is_anonymous", [True, False])
def test_a_text_of_a_megabyte_is_told_and_stays_in_its_field(ana_at, is_anonymous):
    survey = OpenFactory(audience=MEMBERS, is_anonymous=is_anonymous)
    client, url, first = ana_at(survey)
    answer = go_on(client, first, url, FIRST)
    second = answer if is_anonymous else client.get(answer.url)

    page = go_on(client, second, url, {**SECOND, "q.long": "word " * 200_000}, go="hand-in")

    text = page.content.decode()
    assert page.status_code == 422
    assert "This is longer than 5000 characters." in text
    assert "word " * 100_000 in text
    assert not Sheet.objects.exists()
    shorter = go_on(client, page, url, SECOND, go="hand-in")
    assert shorter.status_code == 302
    assert Sheet.objects.get().answers["short"] == "Skopje"


def test_a_form_larger_than_any_is_refused_and_what_was_kept_stays(ana_at, named):
    client, url, first = ana_at(named)
    go_on(client, first, url, FIRST, go="later")

    page = go_on(client, first, url, {**FIRST, "q.short": "a" * (6 * 1024 * 1024)})

    assert page.status_code in (400, 413)
    assert Draft.objects.get().answers["short"] == "Skopje"


def test_signs_that_no_database_takes_are_left_out_wherever_they_stand(ana_at, named):
    client, url, first = ana_at(named)
    hidden = {name: f"{value}\0" for name, value in page_of(first).items() if name == "version"}

    told = client.post(url, {**page_of(first), **hidden, "go": "next\0"})
    assert told.status_code == 409
    stranger = go_on(client, first, url, {**FIRST, "q.short\0": "a", "q.one": "yes\0"})
    assert stranger.status_code == 422
    page = go_on(client, first, url, {**FIRST, "q.short": "a\0b", "q.several.words": "c\0d"})

    assert page.status_code == 302
    assert Draft.objects.get().answers["short"] == "ab"
    assert Draft.objects.get().answers["several"]["words"] == "cd"
    assert client.get(f"{url}?part=%00").status_code == 200


@pytest.mark.parametrize("name", ["section", "version", "carried", "asked", "go"])
@pytest.mark.parametrize("value", ["", "forged", "1.999999999999999999999", "\0"])
def test_hidden_fields_that_were_changed_break_nothing(ana_at, anonymous, name, value):
    client, url, first = ana_at(anonymous)

    page = client.post(url, {**page_of(first), **FIRST, "go": "hand-in", name: value})

    assert page.status_code in (200, 409, 422)
    assert not Sheet.objects.exists()


# --- Files -------------------------------------------------------------------------------------


@pytest.mark.parametrize("is_anonymous", [True, False])
@pytest.mark.parametrize("field", ["q.short", "q.forged", "anything"])
def test_a_file_where_none_was_asked_is_told_and_kept_nowhere(ana_at, is_anonymous, field):
    survey = OpenFactory(audience=MEMBERS, is_anonymous=is_anonymous)
    client, url, first = ana_at(survey)
    upload = SimpleUploadedFile("plan.txt", b"Begin early.")

    page = go_on(client, first, url, {**FIRST, field: upload})

    text = page.content.decode()
    assert page.status_code == 422
    assert "does not belong to this survey" in text
    assert not AnswerFile.objects.exists()
    assert "On the road" in text


def test_a_file_of_a_kind_that_nobody_takes_is_told(ana_at):
    survey = OpenFactory(audience=MEMBERS, is_anonymous=False, instrument=short(kind="file"))
    client, url, first = ana_at(survey)
    upload = SimpleUploadedFile("plan.exe", b"MZ\x90\x00")

    page = go_on(client, first, url, {"q.q": upload}, go="hand-in")

    assert page.status_code == 422
    assert 'class="errorlist"' in page.content.decode()
    assert not AnswerFile.objects.exists()


# --- Too late, and in another's place ----------------------------------------------------------


@pytest.mark.parametrize("is_anonymous", [True, False])
def test_what_was_written_too_late_is_shown_to_be_copied(ana_at, is_anonymous):
    survey = OpenFactory(audience=MEMBERS, is_anonymous=is_anonymous)
    client, url, first = ana_at(survey)
    answer = go_on(client, first, url, FIRST)
    second = answer if is_anonymous else client.get(answer.url)
    Survey.objects.update(closes_at=timezone.now() - timedelta(seconds=1))

    late = go_on(client, second, url, {**SECOND, "q.long": "<i>Much</i>"}, go="hand-in")

    text = late.content.decode()
    assert "This survey is closed." in text
    for written in ("On the road", "Skopje", "Seen in spring", "&lt;i&gt;Much&lt;/i&gt;"):
        assert written in text
    assert not Sheet.objects.exists()
    assert not Participation.objects.exists()
    assert Draft.objects.count() == (0 if is_anonymous else 1)


def test_another_persons_link_is_told_and_shows_nothing_of_them(as_, visitor, ana, boris):
    survey = OpenFactory(
        audience=Survey.Audience.INVITED, is_anonymous=False, instrument=EVERY_KIND
    )
    his = InvitationFactory(survey=survey, email=boris.email.upper())
    url = reverse("surveys:answer_by_link", args=[his.token])
    client = as_(boris)
    first = begin(client, survey, url)
    go_on(client, first, url, FIRST, go="later")

    stranger = as_(ana)
    for told in (stranger.get(url), go_on(stranger, first, url, FIRST, go="hand-in")):
        assert told.status_code == 403
        assert "This link was sent to somebody else." in told.content.decode()
        assert "Skopje" not in told.content.decode()

    assert not Sheet.objects.exists()
    assert Draft.objects.get().answers["short"] == "Skopje"
    assert "Skopje" in visitor.get(f"{url}?part=s1").content.decode()


def test_a_link_to_an_address_without_an_account_works_for_whoever_is_signed_in(as_, ana):
    survey = OpenFactory(audience=Survey.Audience.INVITED, instrument=short())
    url = reverse("surveys:answer_by_link", args=[InvitationFactory(survey=survey).token])

    assert as_(ana).get(url).status_code == 200


def test_a_page_of_one_link_says_nothing_through_another(visitor):
    """The sheet that travels with the page of one survey does not count in another."""
    one, other = OpenFactory.create_batch(2, instrument=short(), audience=Survey.Audience.LINK)
    carried = page_of(begin(visitor, one))["carried"]
    page = page_of(begin(visitor, other))

    told = visitor.post(url_of(other), {**page, "carried": carried, "go": "hand-in"})

    assert told.status_code == 409
    assert not Sheet.objects.exists()


# --- Labels with markup, and cells with formulas -----------------------------------------------

MARKUP = '<img src=x onerror="alert(1)">'
ESCAPED = "&lt;img src=x onerror="


def hostile_survey(**more):
    """Everything that its author may write is markup."""
    content = dump(sixty())
    for section in content["sections"]:
        section["title"] = section["intro"] = {"en": MARKUP}
        for each in section["questions"]:
            each["label"] = each["help"] = each["low_end"] = each["high_end"] = {"en": MARKUP}
            for option in (*each.get("options", []), *each.get("rows", [])):
                option["label"] = option["description"] = {"en": MARKUP}
    survey = OpenFactory(
        title={"en": MARKUP}, intro={"en": MARKUP}, audience=MEMBERS, breakdown="country", **more
    )
    Version.objects.update(content=content)
    return survey


def test_markup_in_labels_is_shown_as_it_was_typed(as_, ana):
    survey = hostile_survey(is_anonymous=False)
    client = as_(survey.owner)
    for at in range(6):
        sheet = {f"p{part}q1": {"choice": "yes"} for part in range(1, 9)} | {
            "p1q2": {"choices": ["o1", "other"], "words": MARKUP}, "p1q3": 4,
            "p1q6": ["o1", "o2"], "p1q8": MARKUP,
        }  # fmt: skip
        who = Respondent(MemberFactory(first_name=MARKUP, country_id="BA"))
        answering.hand_in(survey.current, sheet | {"p1q5": {"o1": "yes"}} if at else sheet, who)
    closing.count_all()

    addresses = [
        url_of(survey), survey.get_absolute_url(),
        *(reverse(f"surveys:{name}", args=[survey.slug])
          for name in ("results", "publish_results", "build", "preview")),
        reverse("surveys:texts", args=[survey.slug, "p1q8"]),
    ]  # fmt: skip
    for address in addresses:
        text = client.get(address).content.decode()
        assert ESCAPED in text, address
        assert "<img src=x" not in text, address


def test_formulas_of_author_and_respondent_stay_texts_in_every_table(as_):
    survey = OpenFactory(
        audience=MEMBERS, is_anonymous=False, title={"en": "=1+1"}, instrument=short(kind="short")
    )
    content = survey.current.content
    content["sections"][0]["questions"][0]["label"] = {"en": "@SUM(A1)"}
    Version.objects.update(content=content)
    for text in ("=1+1", "+1", "-1", "@A1", "\t=1", " =1"):
        who = Respondent(MemberFactory(first_name="=HYPERLINK()"))
        answering.hand_in(survey.current, {"q": text}, who)
    closing.count_all()

    for what in ("counts", "answers", "texts", "codebook"):
        url = reverse("surveys:export", args=[survey.slug, what, "csv"])
        answer = as_(survey.owner).get(url)
        text = b"".join(answer.streaming_content).decode("utf-8-sig")
        cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
        assert any("@SUM" in cell for cell in cells), what
        assert not [cell for cell in cells if cell.lstrip()[:1] in tuple("=+-@")], what
