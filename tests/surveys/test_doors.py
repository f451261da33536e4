"""What stands before a page: the sign-in where it helps, a second question before what stays."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.models import Letter
from surveys.actions import closing, publishing, reporting
from surveys.models import Survey
from tests.factories.members import MemberFactory
from tests.factories.surveys import InvitationFactory, OpenFactory, SurveyFactory
from tests.surveys.answering import FIRST, begin, go_on, url_of
from tests.surveys.test_results import answered

pytestmark = pytest.mark.django_db
MEMBERS = Survey.Audience.MEMBERS


def url(name, survey, *args):
    return reverse(f"surveys:{name}", args=[survey.slug, *args])


def leads_to_sign_in(response, address):
    return response.status_code == 302 and response.url.endswith(f"?next={address}")


# --- Signing in --------------------------------------------------------------------------------


@pytest.mark.parametrize("audience", ["members", "type", "institution", "invited"])
def test_who_is_not_signed_in_is_led_from_the_page_of_a_survey_to_the_sign_in(visitor, audience):
    survey = OpenFactory(audience=audience)

    for name in ("detail", "answer"):
        address = url(name, survey)
        assert leads_to_sign_in(visitor.get(address), address), name


def test_results_for_members_lead_to_the_sign_in_too(visitor, as_, ana):
    survey = answered(OpenFactory(audience=MEMBERS, is_anonymous=False), 6)
    reporting.publish_results(
        survey, survey.owner, results_for="members", summary={}, questions=["scale"]
    )
    Survey.objects.update(state="closed")

    for name in ("detail", "results"):
        address = url(name, survey)
        assert leads_to_sign_in(visitor.get(address), address), name
        assert as_(ana).get(address).status_code == 200


@pytest.mark.parametrize(
    "more",
    [
        {"state": "draft", "audience": "members"},
        {"state": "ready", "audience": "members"},
        {"state": "closed", "audience": "members"},
        {"state": "open", "audience": "link", "is_listed": False},
    ],
)
def test_a_stranger_learns_of_no_other_survey(visitor, more):
    survey = SurveyFactory(**more)

    for name in ("detail", "results"):
        assert visitor.get(url(name, survey)).status_code == 404, name


def test_who_is_signed_in_and_not_asked_finds_no_page(as_, boris):
    survey = OpenFactory(audience="institution", audience_key="0")

    assert as_(boris).get(url("detail", survey)).status_code == 404


# --- While it is being closed ------------------------------------------------------------------


def test_while_it_is_being_closed_its_pages_say_so(as_):
    survey = answered(OpenFactory(audience=MEMBERS), 7)
    closing.close(survey, survey.owner)
    client = as_(survey.owner)

    detail = client.get(url("detail", survey)).content.decode()
    results = client.get(url("results", survey))

    assert "Is being closed" in detail
    assert "Open until" not in detail
    assert "Closed on" in detail
    assert results.status_code == 200
    assert "Results are there in about two minutes." in results.content.decode()
    assert "How well?" not in results.content.decode()


def test_past_its_end_it_does_not_call_itself_open_though_the_clock_has_not_come_round(as_):
    survey = OpenFactory(audience=MEMBERS, closes_at=timezone.now() - timedelta(seconds=20))

    detail = as_(survey.owner).get(url("detail", survey)).content.decode()

    assert "Is being closed" in detail
    assert "Open until" not in detail
    assert "Close it now" not in detail


def test_where_nobody_has_answered_no_number_is_named(as_):
    survey = OpenFactory(audience=MEMBERS, received=4)

    detail = as_(survey.owner).get(url("detail", survey)).content.decode()

    assert "at least" not in detail.partition("<dl")[2].partition("</dl>")[0]


# --- The second question -----------------------------------------------------------------------


def test_closing_is_asked_about_first(as_):
    survey = OpenFactory(audience=MEMBERS)
    client = as_(survey.owner)
    assert f'href="{url("close", survey)}"' in client.get(url("detail", survey)).content.decode()

    asked = client.get(url("close", survey)).content.decode()

    survey.refresh_from_db()
    assert survey.state == "open"
    assert "it cannot be opened again" in asked
    assert "nobody can put them together again" in asked
    client.post(url("close", survey), {"sure": "1"})
    survey.refresh_from_db()
    assert survey.state == "closing"


def test_who_closes_a_named_survey_reads_how_many_have_begun(as_, ana):
    survey = OpenFactory(audience=MEMBERS, is_anonymous=False)
    go_on(as_(ana), begin(as_(ana), survey), url_of(survey), FIRST)

    asked = as_(survey.owner).get(url("close", survey)).content.decode()

    assert "1 person has begun, and can no longer hand in." in asked


def test_publishing_is_asked_about_with_what_people_will_be_told(as_, ana):
    survey = SurveyFactory(owner=ana, audience="invited")
    for _at in range(5):
        InvitationFactory(survey=survey)
    client = as_(ana)
    builder = client.get(url("build", survey)).content.decode()
    assert f'href="{url("publish", survey)}"' in builder

    asked = client.get(url("publish", survey)).content.decode()

    survey.refresh_from_db()
    assert survey.state == "draft"
    assert "cannot be called back" in asked
    assert "Anonymous" in asked
    client.post(url("publish", survey), {"revision": survey.latest.revision, "sure": "1"})
    survey.refresh_from_db()
    assert survey.state == "open"


def test_before_it_is_complete_the_second_question_names_what_is_missing(as_, ana):
    survey = SurveyFactory(owner=ana, closes_at=None)

    asked = as_(ana).get(url("publish", survey)).content.decode()

    assert "Say when it closes" in asked
    assert 'name="sure"' not in asked


def test_a_reminder_leaves_only_after_a_second_question(as_):
    survey = OpenFactory(audience="invited")
    for _at in range(6):
        InvitationFactory(survey=survey, is_sent=True)
    client = as_(survey.owner)

    asked = client.get(url("remind", survey)).content.decode()

    survey.refresh_from_db()
    assert survey.reminded_at is None
    assert not Letter.objects.exists()
    assert "It cannot be called back." in asked
    client.post(url("remind", survey), {"sure": "1"})
    assert Letter.objects.count() == 6


@pytest.mark.parametrize(("verb", "left"), [("use", [False, False]), ("delete", [False])])
def test_a_version_is_put_to_use_or_thrown_away_after_a_second_question(as_, verb, left):
    survey = answered(OpenFactory(audience=MEMBERS, is_anonymous=False), 1)
    publishing.new_version(survey, survey.owner)
    client = as_(survey.owner)

    asked = client.get(f"{url('version', survey)}?verb={verb}").content.decode()

    drafts = survey.versions.order_by("number").values_list("is_draft", flat=True)
    assert list(drafts) == [False, True]
    assert f'name="verb" value="{verb}"' in asked
    client.post(url("version", survey), {"verb": verb, "revision": survey.latest.revision})
    assert list(drafts.all()) == left


def test_there_is_nothing_to_ask_where_the_verb_makes_no_sense(as_, ana):
    draft, over = SurveyFactory(owner=ana), SurveyFactory(owner=ana, state="closed")
    client = as_(ana)

    assert client.get(url("close", draft)).url == url("detail", draft)
    assert client.get(url("remind", over)).url == url("detail", over)
    assert client.get(url("publish", over)).url == url("build", over)
    assert client.get(url("version", draft), {"verb": "use"}).url == url("build", draft)


# --- Going on ----------------------------------------------------------------------------------


def test_what_was_begun_goes_on_at_the_part_where_something_is_left(as_, ana):
    survey = OpenFactory(audience=MEMBERS, is_anonymous=False)
    client = as_(ana)
    assert "Go on at part" not in client.get(url("detail", survey)).content.decode()
    go_on(client, begin(client, survey), url_of(survey), FIRST, go="later")

    assert "Go on at part 2" in client.get(url("detail", survey)).content.decode()
    page = client.get(url_of(survey)).content.decode()
    assert "How well?" in page
    assert "Where?" not in page


def test_somebody_elses_beginning_is_nobodys_business(as_, ana):
    survey = OpenFactory(audience=MEMBERS, is_anonymous=False)
    go_on(as_(ana), begin(as_(ana), survey), url_of(survey), FIRST, go="later")

    detail = as_(MemberFactory()).get(url("detail", survey)).content.decode()

    assert "Go on at part" not in detail
