"""Answering on the site: named surveys keep a draft, anonymous ones nothing before the end."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from core.addresses import in_language
from core.exceptions import Refused
from surveys import pages
from surveys.actions import closing
from surveys.actions.answering import Respondent, hand_in
from surveys.instrument import Condition, Instrument, Question, Section
from surveys.models import AnswerFile, Draft, Participation, Sheet, Survey, Version
from tests.factories.surveys import EVERY_KIND, YES_NO, InvitationFactory, OpenFactory
from tests.surveys.answering import FIRST, SECOND, begin, go_on, page_of, short, url_of

pytestmark = pytest.mark.django_db
MEMBERS = Survey.Audience.MEMBERS


@pytest.fixture
def named(db):
    return OpenFactory(audience=MEMBERS, is_anonymous=False)


@pytest.fixture
def anonymous(db):
    return OpenFactory(audience=MEMBERS)


def test_a_whole_survey_is_answered_page_by_page(as_, ana, named):
    client, url = as_(ana), url_of(named)

    first = begin(client, named)
    second = client.get(go_on(client, first, url, FIRST).url)
    thanks = go_on(client, second, url, SECOND, go="hand-in")

    assert thanks.url == reverse("surveys:thanks", args=[named.key])
    sheet = Sheet.objects.get()
    assert sheet.person == ana
    assert sheet.answers == {
        "one": {"choice": "yes"}, "several": {"choices": ["a", "x"], "words": "On the road"},
        "short": "Skopje", "number": "12.5", "date": "2024-10-01", "scale": 4,
        "matrix": {"a": "yes", "b": "no"}, "ranking": ["b", "a"],
        "level": {"choice": "l2", "words": "Seen in spring"}, "long": "Nothing else.",
    }  # fmt: skip
    assert not Draft.objects.exists()
    assert Survey.objects.get().received == 1


def test_an_anonymous_one_keeps_nothing_until_it_is_handed_in(as_, ana, anonymous):
    client, url = as_(ana), url_of(anonymous)

    second = go_on(client, begin(client, anonymous), url, FIRST)

    assert (Draft.objects.count(), Sheet.objects.count()) == (0, 0)
    go_on(client, second, url, SECOND, go="hand-in")
    sheet = Sheet.objects.get()
    assert sheet.answers["short"] == "Skopje"
    assert (sheet.person, sheet.invitation, sheet.handed_in_at) == (None, None, None)
    assert Participation.objects.get().person == ana


def test_a_named_one_goes_on_at_another_device(as_, ana, named):
    go_on(as_(ana), begin(as_(ana), named), url_of(named), FIRST, go="later")

    assert b"Skopje" in as_(ana).get(f"{url_of(named)}?part=s1").content


def test_nobody_answers_twice(as_, ana, anonymous):
    client, url = as_(ana), url_of(anonymous)
    page = go_on(client, begin(client, anonymous), url, FIRST)
    go_on(client, page, url, SECOND, go="hand-in")

    again = go_on(client, page, url, SECOND, go="hand-in")

    assert b"You have answered this survey" in again.content
    assert Sheet.objects.count() == 1


def test_what_is_missing_is_told_at_its_place_and_nothing_typed_is_lost(as_, ana, named):
    client, url = as_(ana), url_of(named)
    answers = {**FIRST, "q.one": "", "q.number": "many"}

    page = go_on(client, begin(client, named), url, answers)
    text = page.content.decode()

    assert page.status_code == 422
    assert "Please answer this question." in text
    assert "Please write a number" in text
    assert 'value="many"' in text
    assert "Skopje" in text


def test_a_question_that_an_answer_brings_up_is_shown_before_it_goes_on(as_, ana, named):
    client, url = as_(ana), url_of(named)
    first = begin(client, named)
    assert "several" not in page_of(first)["asked"]

    page = go_on(client, first, url, {"q.one": "yes"})

    assert "Your answer brings up one more question." in page.content.decode()
    assert "several" in page_of(page)["asked"]


def test_what_is_hidden_again_does_not_count_and_is_not_forgotten(as_, ana, named):
    client, url = as_(ana), url_of(named)
    go_on(client, begin(client, named), url, {"q.one": "yes"})
    shown = client.get(url)
    go_on(client, shown, url, {"q.one": "no", "q.several": ["a"]}, go="later")

    assert Draft.objects.get().answers["several"] == {"choices": ["a"]}
    second = client.get(go_on(client, client.get(url), url, {"q.one": "no"}).url)
    go_on(client, second, url, {}, go="hand-in")
    assert set(Sheet.objects.get().answers) == {"one"}


def test_a_required_question_that_is_hidden_never_blocks(as_, ana):
    survey = OpenFactory(audience=MEMBERS, is_anonymous=False)
    instrument = EVERY_KIND
    several = next(q for q in instrument.questions if q.key == "several")
    content = survey.current.content
    for raw in content["sections"][0]["questions"]:
        raw["is_required"] = raw["key"] in ("one", several.key)
    Version.objects.update(content=content)
    client, url = as_(ana), url_of(survey)

    second = client.get(go_on(client, begin(client, survey), url, {"q.one": "no"}).url)
    go_on(client, second, url, {}, go="hand-in")

    assert Sheet.objects.get().answers == {"one": {"choice": "no"}}


def branching():
    """A second section that only an answer in the first one brings up."""
    first = Question("first", "one", {"en": "Do you use it?"}, is_required=True, options=YES_NO)
    more = Question("more", "short", {"en": "For what?"}, condition=Condition("first", ("yes",)))
    instrument = Instrument(sections=(
        Section("s1", {"en": "First"}, questions=(first,)),
        Section("s2", {"en": "More"}, questions=(more,)),
    ))  # fmt: skip
    return OpenFactory(audience=MEMBERS, instrument=instrument)


def test_a_section_that_an_answer_brings_up_is_asked_whatever_the_button_said(as_, ana):
    survey = branching()
    client, url = as_(ana), url_of(survey)
    first = begin(client, survey)
    assert b'value="hand-in"' in first.content

    second = go_on(client, first, url, {"q.first": "yes"}, go="hand-in")

    assert "For what?" in second.content.decode()
    assert not Sheet.objects.exists()
    go_on(client, second, url, {"q.more": "Feedback"}, go="hand-in")
    assert Sheet.objects.get().answers["more"] == "Feedback"


def test_a_page_from_before_a_change_is_looked_through_again(as_, ana):
    """It was taken back, changed under the same keys and published again."""
    survey = branching()
    client, url = as_(ana), url_of(survey)
    second = go_on(client, begin(client, survey), url, {"q.first": "yes"})
    version = survey.current
    content = version.content
    content["sections"][0]["questions"][0]["options"] = [
        {"key": "perhaps", "label": {"en": "Perhaps"}}, {"key": "no", "label": {"en": "No"}},
    ]  # fmt: skip
    Version.objects.update(content=content, revision=version.revision + 1)

    page = go_on(client, second, url, {"q.more": "Feedback"}, go="hand-in")

    assert page.status_code == 409
    assert "The questions have changed meanwhile." in page.content.decode()
    assert not Sheet.objects.exists()
    with pytest.raises(Refused):
        hand_in(survey.current, {"first": {"choice": "yes"}}, Respondent(ana))


def test_an_old_personal_link_does_not_answer_beside_another_audience(visitor):
    survey = OpenFactory(audience=Survey.Audience.INVITED, instrument=short())
    invitation = InvitationFactory(survey=survey)
    Survey.objects.update(audience=MEMBERS)

    with pytest.raises(Refused):
        hand_in(survey.current, {"q": {"choice": "yes"}}, Respondent(invitation=invitation))


def test_forged_questions_and_options_are_told_and_left_out(as_, ana, named):
    client, url = as_(ana), url_of(named)
    first = begin(client, named)

    stranger = go_on(client, first, url, {**FIRST, "q.forged": "1"})
    option = go_on(client, first, url, {**FIRST, "q.one": "forged"})

    assert stranger.status_code == 422
    assert "does not belong to this survey" in stranger.content.decode()
    assert option.status_code == 422
    assert "Please choose one of the answers offered here." in option.content.decode()
    assert Draft.objects.get().answers["short"] == "Skopje"


def test_what_travels_with_the_page_cannot_be_forged(as_, ana, anonymous):
    client, url = as_(ana), url_of(anonymous)
    second = go_on(client, begin(client, anonymous), url, FIRST)
    page = page_of(second)

    forged = client.post(
        url, {**page, **SECOND, "carried": page["carried"][:-3] + "abc", "go": "hand-in"}
    )

    # Without the first page a question that must be answered is not.
    assert forged.status_code == 422
    assert not Sheet.objects.exists()


def test_after_the_end_it_is_told_and_nothing_is_kept(as_, ana, anonymous):
    client, url = as_(ana), url_of(anonymous)
    page = go_on(client, begin(client, anonymous), url, FIRST)
    Survey.objects.update(closes_at=timezone.now() - timedelta(seconds=1))

    late = go_on(client, page, url, SECOND, go="hand-in")

    assert "This survey is closed" in late.content.decode()
    assert not Sheet.objects.exists()
    assert not Participation.objects.exists()


def test_strangers_do_not_see_whom_else_it_asks(as_, visitor, petra, anonymous):
    assert as_(petra).get(url_of(anonymous)).status_code == 404
    assert visitor.get(url_of(anonymous)).status_code == 302


def test_an_invited_person_answers_by_their_link_and_by_no_other(visitor):
    survey = OpenFactory(audience=Survey.Audience.INVITED, is_anonymous=False, instrument=short())
    mine, other = InvitationFactory.create_batch(2, survey=survey)
    url = reverse("surveys:answer_by_link", args=[mine.token])

    go_on(visitor, begin(visitor, survey, url), url, {"q.q": "yes"}, go="hand-in")

    assert Sheet.objects.get().invitation == mine
    assert b"You have answered" in visitor.get(url).content
    theirs = reverse("surveys:answer_by_link", args=[other.token])
    assert b"You have answered" not in visitor.get(theirs).content
    assert visitor.get(reverse("surveys:answer_by_link", args=["x" * 43])).status_code == 404


def test_an_open_survey_remembers_the_browser(visitor, client):
    survey = OpenFactory(audience=Survey.Audience.LINK, instrument=short())
    url = url_of(survey)
    go_on(visitor, begin(visitor, survey), url, {"q.q": "yes"}, go="hand-in")

    assert b"You have answered" in visitor.get(url).content
    assert b"You have answered" not in client.get(url).content


def file_survey():
    question = Question("f", "file", {"en": "Your plan"})
    instrument = Instrument(sections=(Section("s", {"en": "S"}, questions=(question,)),))
    return OpenFactory(audience=MEMBERS, is_anonymous=False, instrument=instrument)


def test_a_file_is_kept_privately_for_who_runs_the_survey(as_, ana, boris):
    survey = file_survey()
    client, url = as_(ana), url_of(survey)
    upload = SimpleUploadedFile("plan.txt", b"Begin early.")

    go_on(client, begin(client, survey), url, {"q.f": upload}, go="hand-in")

    file = AnswerFile.objects.get()
    assert Sheet.objects.get().answers["f"] == {"id": str(file.pk), "name": "plan.txt"}
    where = reverse("surveys:file", args=[survey.slug, file.pk])
    assert b"".join(as_(survey.owner).get(where).streaming_content) == b"Begin early."
    assert as_(boris).get(where).status_code == 403
    listed = as_(survey.owner).get(reverse("surveys:files", args=[survey.slug, "f"]))
    assert where in listed.content.decode()
    assert str(ana) in listed.content.decode()


def test_a_file_that_is_not_handed_in_yet_is_nobodys_to_read(as_, ana):
    survey = file_survey()
    client, url = as_(ana), url_of(survey)
    upload = SimpleUploadedFile("plan.txt", b"Begin early.")

    go_on(client, begin(client, survey), url, {"q.f": upload}, go="save")

    file = AnswerFile.objects.get()
    where = reverse("surveys:file", args=[survey.slug, file.pk])
    assert as_(survey.owner).get(where).status_code == 404
    listed = as_(survey.owner).get(reverse("surveys:files", args=[survey.slug, "f"]))
    assert "plan.txt" not in listed.content.decode()


def test_a_file_where_none_was_asked_is_told(as_, ana, named):
    client, url = as_(ana), url_of(named)
    upload = SimpleUploadedFile("plan.txt", b"Begin early.")

    page = go_on(client, begin(client, named), url, {**FIRST, "q.short": upload})

    assert page.status_code == 422
    assert not AnswerFile.objects.exists()


def test_answers_merge_across_languages(as_, ana, boris, anonymous):
    for person, language in ((ana, "en"), (boris, "mk")):
        client, url = as_(person), in_language(url_of(anonymous), language)
        page = go_on(client, begin(client, anonymous, url), url, FIRST)
        go_on(client, page, url, SECOND, go="hand-in")

    first, second = Sheet.objects.all()
    assert first.answers == second.answers


def test_a_switch_of_language_keeps_what_was_answered(as_, ana, anonymous):
    client, url = as_(ana), url_of(anonymous)
    page = begin(client, anonymous)

    there = go_on(client, page, in_language(url, "mk"), FIRST, go="stay")

    text = there.content.decode()
    assert "Вие" in text
    assert "Skopje" in text


def test_while_the_questions_change_answers_are_kept_where_they_belong(as_, ana, named):
    client, url = as_(ana), url_of(named)
    first = begin(client, named)
    go_on(client, first, url, FIRST, go="later")
    content = named.current.content
    content["sections"][0]["questions"][3]["highest"] = 10
    Version.objects.create(survey=named, number=2, content=content)

    page = go_on(client, first, url, FIRST)

    text = page.content.decode()
    assert page.status_code == 409
    assert "The questions have changed" in text
    assert "Skopje" in text
    assert "12.5" not in text


def test_the_clock_opens_closes_and_takes_apart(anonymous):
    from surveys.tasks import sweep_surveys

    Survey.objects.update(closes_at=timezone.now() - timedelta(minutes=5))
    sweep_surveys()
    assert Survey.objects.get().state == Survey.State.CLOSING
    Survey.objects.update(closed_at=timezone.now() - closing.SETTLING)
    sweep_surveys()

    assert Survey.objects.get().state == Survey.State.CLOSED


def test_hostile_numbers_and_signs_are_told_or_left_out(as_, ana, named):
    client, url = as_(ana), url_of(named)
    second = client.get(go_on(client, begin(client, named), url, FIRST | {"q.short": "a\0b"}).url)

    page = go_on(client, second, url, SECOND | {"q.ranking.a": "9" * 6000})

    assert page.status_code == 422
    assert "Please choose one of the answers offered here." in page.content.decode()
    assert Draft.objects.get().answers["short"] == "ab"


# --- Going on ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sheet", "key"),
    [
        ({}, "s1"),
        # In the middle of the first part.
        ({"one": {"choice": "no"}}, "s1"),
        ({"one": {"choice": "no"}, "short": "x", "number": "1", "date": "2024-01-01"}, "s2"),
        # What was passed over before the last answer stays passed over.
        ({"one": {"choice": "no"}, "scale": 3}, "s2"),
        # What has to be answered does not.
        ({"scale": 3}, "s1"),
    ],
)
def test_one_goes_on_where_something_is_left_to_answer(sheet, key):
    assert pages.where_left(EVERY_KIND, sheet).key == key


def test_who_has_answered_everything_goes_on_at_the_last_part():
    shape = short(is_required=True)

    assert pages.where_left(shape, {"q": {"choice": "yes"}}).key == "s"
