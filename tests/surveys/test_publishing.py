"""From a draft to people and back; and every way to break what they were promised."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.exceptions import Refused
from notifications.models import Notification
from surveys import answers
from surveys.actions import building, heads, publishing
from surveys.actions.answering import Respondent, hand_in, save_draft
from surveys.actions.heads import Head
from surveys.actions.locking import Frozen, NotReady, Outdated
from surveys.instrument import Condition, Instrument, Section
from surveys.models import Participation, Survey
from tests.factories.members import (
    CentreFactory,
    InstitutionFactory,
    MembershipFactory,
    PositionFactory,
)
from tests.factories.surveys import (
    EVERY_KIND,
    SHORT,
    InvitationFactory,
    OpenFactory,
    SurveyFactory,
    question,
)

pytestmark = pytest.mark.django_db


def days(number):
    return timezone.now() + timedelta(days=number)


def head_of(survey, **changes):
    """The head as it stands, with some of it changed."""
    names = Head.__dataclass_fields__
    return Head(**({name: getattr(survey, name) for name in names} | changes))


def change(survey, by, **changes):
    return heads.change_head(survey, by, survey.latest.revision, head_of(survey, **changes))


def answer(survey, person, sheet=None):
    hand_in(survey.current, sheet or {"one": {"choice": "yes"}}, Respondent(person=person))
    survey.refresh_from_db()


# --- Publishing --------------------------------------------------------------------------------


def test_all_that_is_missing_is_said_at_once(ana):
    broken = Instrument(sections=(Section("s1", {}, questions=(
        question("q1", "one", "Which?"),
        question("q2", "short", condition=Condition("q3", ("yes",))),
        question("q3", "scale", "How?", highest=40),
    )),))  # fmt: skip
    survey = SurveyFactory(
        owner=ana, instrument=broken, audience="invited", closes_at=None, is_anonymous=True
    )

    with pytest.raises(NotReady) as refusal:
        publishing.publish(survey, ana, 1)

    said = " ".join(refusal.value.sentences)
    assert len(refusal.value.sentences) == 5
    for words in ["Nobody is on the list", "when it closes", "fewer than two answers",
                  "does not come before it", "from 2 to 11 steps"]:  # fmt: skip
        assert words in said
    survey.refresh_from_db()
    assert survey.state == "draft"


def test_every_sentence_of_what_is_missing_stands_on_the_page(as_, ana):
    survey = SurveyFactory(owner=ana, instrument=Instrument(), closes_at=days(-1))

    page = as_(ana).post(
        reverse("surveys:publish", args=[survey.slug]), {"revision": 1}, follow=True
    )

    for words in ["There is no question yet.", "It would close before it opens."]:
        assert page.content.decode().count(words) == 2, "As a message and in the list above."


def test_a_complete_survey_opens_at_once(ana):
    survey = publishing.publish(SurveyFactory(owner=ana), ana, 1)

    assert survey.is_open


def test_a_survey_with_an_hour_opens_by_itself_when_it_has_come(ana):
    survey = SurveyFactory(owner=ana, opens_at=days(1))
    assert publishing.publish(survey, ana, 1).state == "ready"

    assert publishing.open_due() == 0
    Survey.objects.update(opens_at=days(-1))
    assert (publishing.open_due(), publishing.open_due()) == (1, 0)

    survey.refresh_from_db()
    assert survey.is_open


def test_what_has_a_hole_when_its_hour_comes_is_a_draft_again_and_its_owner_hears_of_it(ana):
    survey = SurveyFactory(owner=ana, opens_at=days(1), audience="type", audience_key="individual")
    Survey.objects.update(state="ready", opens_at=days(-1), audience_key="a-type-that-is-gone")

    assert publishing.open_due() == 0

    survey.refresh_from_db()
    assert survey.state == "draft"
    assert "could not open" in Notification.objects.get(recipient=ana).sentence


def test_an_older_page_publishes_nothing(ana):
    survey = SurveyFactory(owner=ana)
    building.remove(survey, ana, 1, "date")

    with pytest.raises(Outdated):
        publishing.publish(survey, ana, 1)


def test_an_anonymous_list_of_fewer_than_five_is_no_anonymity(ana):
    survey = SurveyFactory(owner=ana, audience="invited")
    InvitationFactory.create_batch(4, survey=survey)
    with pytest.raises(NotReady, match="Fewer than five"):
        publishing.publish(survey, ana, 1)

    InvitationFactory(survey=survey)
    assert publishing.publish(survey, ana, 1).is_open


def people_of(number, **where):
    return [PositionFactory(role="staff", **where) for _turn in range(number)]


@pytest.mark.parametrize("kind", ["institution", "centre", "type", "other"])
def test_an_audience_of_fewer_than_five_is_no_anonymity(vera, kind):
    institution, centre = InstitutionFactory(), CentreFactory()
    held = MembershipFactory.create_batch(4)
    key = {"institution": institution.pk, "centre": centre.pk, "type": held[0].type_id,
           "other": "couple:1"}[kind]  # fmt: skip
    people_of(4, institution=institution)
    people_of(4, institution=centre.institution, centre=centre)
    survey = SurveyFactory(owner=vera, audience=kind, audience_key=str(key))

    with pytest.raises(NotReady, match="Fewer than five people are asked"):
        publishing.publish(survey, vera, 1)

    survey.is_anonymous = False
    survey.save()
    assert publishing.publish(survey, vera, 1).state == "open"


def test_who_asks_few_is_told_before_they_are_asked(as_, vera):
    institution = InstitutionFactory()
    people_of(7, institution=institution)
    asks = {"audience": "institution", "audience_key": str(institution.pk)}
    plain = SurveyFactory(owner=vera, **asks)
    split = SurveyFactory(owner=vera, breakdown="role", **asks)
    few, none = "Few people are asked", "the results cannot be broken down"

    def page(survey):
        return as_(vera).get(reverse("surveys:build", args=[survey.slug])).content.decode()

    assert few in page(plain)
    assert none in page(split)
    people_of(13, institution=institution)
    assert few not in page(plain)
    assert none not in page(split)


@pytest.mark.parametrize(
    "verb",
    [
        lambda survey, by: publishing.publish(survey, by, 1),
        lambda survey, by: publishing.take_back(survey, by),
        lambda survey, by: publishing.change_end(survey, by, days(3)),
        lambda survey, by: publishing.delete_draft(survey, by),
        lambda survey, by: publishing.new_version(survey, by),
        lambda survey, by: publishing.use_version(survey, by, 1),
        lambda survey, by: publishing.delete_version(survey, by),
        lambda survey, by: change(survey, by, is_listed=False),
    ],
)
def test_the_survey_of_somebody_else_is_nobodys_to_run(verb, ana, boris):
    survey = SurveyFactory(owner=ana)

    with pytest.raises(Refused, match="may not do that"):
        verb(survey, boris)


# --- Whom one may ask --------------------------------------------------------------------------


def test_everybody_asks_whom_they_speak_for(boris, lule, vera):
    own = CentreFactory()
    PositionFactory(person=boris, institution=own.institution, centre=own, role="editor")
    home = lule.positions.get().institution
    foreign = InstitutionFactory()
    asked = {
        "link": {"audience": "link"},
        "members": {"audience": "members"},
        "own centre": {"audience": "centre", "audience_key": str(own.pk)},
        "own institution": {"audience": "institution", "audience_key": str(home.pk)},
        "foreign": {"audience": "institution", "audience_key": str(foreign.pk)},
        "forged": {"audience": "centre", "audience_key": "1 or 1"},
        "other": {"audience": "everybody"},
    }

    allowed = {}
    for person in (boris, lule, vera):
        allowed[person.handle] = set()
        for name, audience in asked.items():
            survey = SurveyFactory(owner=person, audience="invited")
            try:
                change(survey, person, **audience)
            except Refused:
                continue
            allowed[person.handle].add(name)

    assert allowed == {
        "boris": {"link", "members", "own centre"},
        "lule": {"link", "own institution"},
        "vera": {"link", "members", "own centre", "own institution", "foreign"},
    }


def test_nobody_asks_in_the_name_of_a_house_that_is_not_theirs(lule):
    survey = SurveyFactory(owner=lule)

    with pytest.raises(Refused, match="do not speak for this institution"):
        change(survey, lule, institution=InstitutionFactory())
    with pytest.raises(Refused, match="do not speak for this CTL"):
        change(survey, lule, centre=CentreFactory())
    assert change(survey, lule, institution=lule.positions.get().institution).institution


# --- The promise -------------------------------------------------------------------------------


@pytest.mark.parametrize("is_anonymous", [True, False])
def test_after_the_first_answer_anonymous_and_named_stay_what_they_are(ana, boris, is_anonymous):
    survey = OpenFactory(owner=ana, is_anonymous=is_anonymous)
    answer(survey, boris)
    # However it may have come to be called a draft again.
    for state in ("draft", "ready", "open", "closing", "closed"):
        Survey.objects.update(state=state)
        survey.refresh_from_db()
        with pytest.raises(Refused):
            change(survey, ana, is_anonymous=not is_anonymous)

    survey.refresh_from_db()
    assert survey.is_anonymous == is_anonymous


def test_a_counter_that_was_set_back_does_not_free_an_anonymous_survey(ana, boris):
    survey = OpenFactory(owner=ana, is_anonymous=True)
    answer(survey, boris)
    Survey.objects.update(state="draft", received=0)
    survey.versions.update(is_frozen=False)
    survey.refresh_from_db()

    with pytest.raises(Refused, match="stays anonymous"):
        change(survey, ana, is_anonymous=False)


def test_a_copy_of_an_anonymous_survey_can_be_named_and_the_first_one_is_not_touched(lule, boris):
    survey = OpenFactory(owner=lule, is_anonymous=True)
    answer(survey, boris)

    copy = building.create(lule, "Copy", "en", source=survey)
    change(copy, lule, is_anonymous=False)

    survey.refresh_from_db()
    assert (survey.is_anonymous, survey.received) == (True, 1)
    assert not Participation.objects.filter(survey=copy).exists()


@pytest.mark.parametrize("state", ["ready", "open"])
@pytest.mark.parametrize(
    "changes",
    [
        {"is_anonymous": False},
        {"audience": "members"},
        {"audience_key": "individual"},
        {"breakdown": "country"},
        {"closes_at": None},
        {"opens_at": None},
    ],
)
def test_what_people_were_told_stays_once_it_is_published(vera, state, changes):
    survey = OpenFactory(owner=vera, state=state)

    with pytest.raises(Refused, match="has been published"):
        change(survey, vera, **changes)


def test_words_and_the_place_in_the_list_change_while_it_is_open(ana):
    survey = OpenFactory(owner=ana)

    change(survey, ana, title={"en": "Better words"}, is_listed=False)

    survey.refresh_from_db()
    assert (survey.title, survey.is_listed) == ({"en": "Better words"}, False)


@pytest.mark.parametrize(
    ("is_anonymous", "state", "before", "after", "may"),
    [
        (True, "open", "owner", "members", False),
        (True, "open", "owner", "public", False),
        (True, "open", "members", "public", False),
        (True, "closing", "owner", "public", False),
        (True, "open", "public", "owner", True),
        (True, "closed", "owner", "public", True),
        (False, "open", "owner", "members", True),
        (True, "draft", "owner", "public", True),
    ],
)
def test_anonymous_results_are_shown_to_no_more_people_than_was_said(
    ana, is_anonymous, state, before, after, may
):
    survey = SurveyFactory(owner=ana, is_anonymous=is_anonymous, state=state, results_for=before)

    if may:
        assert change(survey, ana, results_for=after).results_for == after
    else:
        with pytest.raises(Refused, match="cannot be shown to more"):
            change(survey, ana, results_for=after)


def test_a_forged_form_cannot_unlock_what_was_promised(as_, ana):
    survey = OpenFactory(owner=ana, is_anonymous=True, instrument=SHORT)

    answered = as_(ana).post(reverse("surveys:head", args=[survey.slug]), {
        "revision": "1", "title_en": "Another title", "is_anonymous": "no", "audience": "members",
        "results_for": "owner", "closes_at_0": "2040-01-01", "closes_at_1": "10:00",
        "breakdown": "country",
    })  # fmt: skip

    before = survey.closes_at
    survey.refresh_from_db()
    assert answered.status_code == 302
    assert survey.title == {"en": "Another title"}
    assert (survey.is_anonymous, survey.audience, survey.breakdown) == (True, "link", "")
    assert survey.closes_at == before


def test_the_desk_is_no_second_way(as_, admin):
    survey = OpenFactory(is_anonymous=True)
    client = as_(admin)
    address = reverse("admin:surveys_survey_change", args=[survey.pk])
    assert client.get(address).status_code == 200

    for url in (address, reverse("admin:surveys_version_change", args=[survey.latest.pk])):
        assert client.post(url, {"is_anonymous": "", "is_frozen": ""}).status_code == 403
    assert client.post(reverse("admin:surveys_survey_delete", args=[survey.pk])).status_code == 403

    survey.refresh_from_db()
    assert survey.is_anonymous


def test_the_desk_shows_no_link_of_an_invitation(as_, admin):
    invitation = InvitationFactory()
    client = as_(admin)

    for url in (
        reverse("admin:surveys_invitation_changelist"),
        reverse("admin:surveys_invitation_change", args=[invitation.pk]),
    ):
        page = client.get(url).content.decode()
        assert invitation.email in page
        assert invitation.token not in page


# --- Back, longer, away ------------------------------------------------------------------------


def test_it_is_taken_back_while_nobody_has_answered_and_not_after(ana, boris):
    survey = OpenFactory(owner=ana)
    with pytest.raises(Refused, match="Take it back first"):
        building.remove(survey, ana, 1, "date")
    assert publishing.take_back(survey, ana).state == "draft"
    building.remove(survey, ana, 1, "date")
    publishing.publish(survey, ana, 2)
    survey.refresh_from_db()

    answer(survey, boris)

    with pytest.raises(Frozen, match="begun to answer"):
        publishing.take_back(survey, ana)


def test_somebody_who_has_begun_a_named_survey_is_not_left_with_a_draft_of_another(ana, boris):
    survey = OpenFactory(owner=ana, is_anonymous=False)
    save_draft(survey.current, {"short": "Ohrid"}, Respondent(person=boris))

    with pytest.raises(Frozen):
        publishing.take_back(survey, ana)


def test_the_end_comes_later_or_sooner_but_is_ahead_of_us(ana):
    survey = OpenFactory(owner=ana)

    for moment in (days(30), days(1)):
        assert publishing.change_end(survey, ana, moment).closes_at == moment
    with pytest.raises(Refused, match="ahead of us"):
        publishing.change_end(survey, ana, days(-1))
    with pytest.raises(Refused, match="two years"):
        publishing.change_end(survey, ana, days(3000))
    with pytest.raises(Refused, match="when it closes"):
        publishing.change_end(survey, ana, None)


def test_what_is_over_is_not_opened_again_by_a_later_end(ana):
    for state in ("closing", "closed", "draft"):
        survey = SurveyFactory(owner=ana, state=state)
        with pytest.raises(Refused):
            publishing.change_end(survey, ana, days(30))
    late = OpenFactory(owner=ana, closes_at=timezone.now() - timedelta(minutes=1))
    with pytest.raises(Refused, match="It is over"):
        publishing.change_end(late, ana, days(30))


def test_a_draft_is_deleted_and_an_answered_survey_is_not(ana, boris):
    survey = OpenFactory(owner=ana)
    answer(survey, boris)
    Survey.objects.update(state="draft")
    with pytest.raises(Refused, match="Only a draft"):
        publishing.delete_draft(survey, ana)

    publishing.delete_draft(SurveyFactory(owner=ana), ana)
    assert list(Survey.objects.all()) == [survey]


def test_the_sample_of_every_kind_is_a_survey_without_a_problem(ana):
    assert publishing.missing(SurveyFactory(owner=ana, instrument=EVERY_KIND)) == []
    assert answers.gaps(EVERY_KIND, {"one": {"choice": "no"}}) == []
    assert replace(EVERY_KIND, languages=("en",)) != EVERY_KIND
