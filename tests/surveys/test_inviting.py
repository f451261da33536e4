"""People on a list: read line by line, asked once by letter, and left alone when they want."""

import pytest
from django.test import Client
from django.urls import reverse

from core.exceptions import Refused
from core.models import Letter
from surveys.actions import inviting, publishing
from surveys.models import Survey
from tests.factories.surveys import InvitationFactory, OpenFactory, SurveyFactory

pytestmark = pytest.mark.django_db


def invited_survey(owner, **more):
    usual = {"title": {"en": "Needs", "mk": "Потреби"}, "is_anonymous": False}
    return SurveyFactory(owner=owner, audience="invited", **(usual | more))


def letters(**which):
    return Letter.objects.filter(kind="survey_invitation", **which)


def test_good_lines_are_taken_and_each_other_one_is_told_with_its_number(ana):
    survey = invited_survey(ana)
    InvitationFactory(survey=survey, email="there@example.org")
    InvitationFactory(survey=survey, email="never@example.org", has_declined=True)

    pasted = inviting.invite(survey, ana, "\n".join([
        "one@example.org", "", "Two@Example.ORG , mk", "no address", "one@example.org",
        "there@example.org", "three@example.org, tlh", "never@example.org", "a@b",
        "four@пример.мк, sq",
    ]))  # fmt: skip

    assert pasted.added == 3
    assert [(number, sentence.split(".")[0]) for number, _line, sentence in pasted.refused] == [
        (4, "This is not an e-mail address"),
        (5, "This address is on the list already"),
        (6, "This address is on the list already"),
        (7, "The site does not speak this language"),
        (8, "They asked not to be asked about this survey again"),
        (9, "This is not an e-mail address"),
    ]
    rows = dict(survey.invitations.values_list("email", "language"))
    assert rows["one@example.org"] == "en"
    assert rows["two@example.org"] == "mk"
    assert rows["four@xn--e1afmkfd.xn--j1ad"] == "sq"


def test_what_was_not_taken_stands_in_the_field_again(as_, ana):
    survey = invited_survey(ana)
    address = reverse("surveys:invitations", args=[survey.slug])

    page = as_(ana).post(address, {"addresses": "one@example.org\nnobody"}).content.decode()

    assert "1 address is new on the list" in page
    assert "Line 2: nobody" in page
    assert survey.invitations.count() == 1


def test_nobody_gets_a_letter_before_the_survey_opens_and_everybody_one_then(ana):
    survey = invited_survey(ana)
    inviting.invite(survey, ana, "one@example.org\ntwo@example.org, mk")
    assert inviting.send_waiting() == 0

    publishing.publish(survey, ana, 1)
    inviting.send_waiting()
    assert inviting.send_waiting() == 0

    assert sorted(letters().values_list("to", flat=True)) == ["one@example.org", "two@example.org"]
    assert all(survey.invitations.values_list("is_sent", flat=True))


def test_a_letter_says_who_asks_how_until_when_and_how_to_be_left_alone(ana):
    survey = invited_survey(ana)
    inviting.invite(survey, ana, "one@example.org")
    publishing.publish(survey, ana, 1)
    inviting.send_waiting()
    token = survey.invitations.get().token

    letter = letters().get()

    for words in [
        f"{ana.name} asks you to take part in the survey “Needs”", f"/surveys/answer/{token}/",
        "not anonymous: who asks sees your answers together with your e-mail address",
        "You can answer until", f"/surveys/answer/{token}/never/",
    ]:  # fmt: skip
        assert words in letter.text
    assert f"/surveys/answer/{token}/" in letter.html
    assert f"/surveys/answer/{token}/never/>" in letter.headers["List-Unsubscribe"]


def test_a_letter_comes_in_the_language_of_the_line(ana):
    survey = invited_survey(ana)
    inviting.invite(survey, ana, "one@example.org, mk")
    publishing.publish(survey, ana, 1)
    inviting.send_waiting()

    letter = letters().get()

    assert "Потреби" in letter.subject
    assert "/mk/surveys/answer/" in letter.text


def test_an_anonymous_survey_says_in_its_letter_what_that_means(ana):
    survey = invited_survey(ana, is_anonymous=True)
    inviting.invite(survey, ana, "\n".join(f"p{number}@example.org" for number in range(5)))
    publishing.publish(survey, ana, 1)
    inviting.send_waiting()

    assert all("kept apart from what you answered" in letter.text for letter in letters())


def test_who_is_added_while_it_is_open_gets_a_letter_at_once(
    ana, django_capture_on_commit_callbacks
):
    survey = OpenFactory(owner=ana, audience="invited", is_anonymous=False)

    with django_capture_on_commit_callbacks(execute=True):
        inviting.invite(survey, ana, "late@example.org")

    assert letters(to="late@example.org").count() == 1


def test_a_worker_that_died_leaves_nobody_out_and_asks_nobody_twice(ana):
    survey = OpenFactory(owner=ana, audience="invited")
    InvitationFactory(survey=survey, email="has@example.org", is_sent=True)
    InvitationFactory(survey=survey, email="waits@example.org")
    InvitationFactory(survey=survey, email="never@example.org", has_declined=True)

    inviting.send_waiting()

    assert [letter.to for letter in letters()] == ["waits@example.org"]


def test_whoever_lost_the_letter_asks_for_it_and_nobody_else_learns_of_it(ana):
    survey = OpenFactory(owner=ana, audience="invited")
    InvitationFactory(survey=survey, email="lost@example.org", is_sent=True)
    InvitationFactory(survey=survey, email="never@example.org", is_sent=True, has_declined=True)
    over = OpenFactory(owner=ana, audience="invited", state=Survey.State.CLOSED)
    InvitationFactory(survey=over, email="lost@example.org", is_sent=True)
    address, pages = reverse("surveys:lost_link"), []

    for email in ["Lost@Example.org", "never@example.org", "stranger@example.org"]:
        pages.append(Client().post(address, {"email": email}).content)

    assert len({page.count(b"the e-mail is on its way") for page in pages}) == 1
    assert [letter.to for letter in letters()] == ["lost@example.org"]


def test_whoever_does_not_want_to_be_asked_is_left_alone(ana):
    survey = OpenFactory(owner=ana, audience="invited")
    invitation = InvitationFactory(survey=survey, email="never@example.org")
    address = reverse("surveys:decline", args=[invitation.token])
    Client().get(address)
    invitation.refresh_from_db()
    assert not invitation.has_declined, "A look, as of a scanner of mails, changes nothing."

    Client(enforce_csrf_checks=True).post(address, {"List-Unsubscribe": "One-Click"})

    invitation.refresh_from_db()
    assert invitation.has_declined
    assert inviting.send_waiting() == 0
    assert inviting.invite(survey, ana, "never@example.org").added == 0


def test_the_owner_has_no_way_to_write_to_one_person_again(ana, as_):
    survey = OpenFactory(owner=ana, audience="invited")
    invitation = InvitationFactory(survey=survey, is_sent=True)

    with pytest.raises(Refused, match="Their letter has left"):
        inviting.uninvite(invitation, ana)
    page = as_(ana).get(reverse("surveys:invitations", args=[survey.slug])).content.decode()
    assert "Take off" not in page
    assert invitation.token not in page


def test_only_who_runs_the_survey_puts_people_on_its_list_or_takes_them_off(ana, boris):
    survey = invited_survey(ana)
    invitation = InvitationFactory(survey=survey)

    with pytest.raises(Refused):
        inviting.invite(survey, boris, "one@example.org")
    with pytest.raises(Refused):
        inviting.uninvite(invitation, boris)
    inviting.uninvite(invitation, ana)
    assert survey.invitations.count() == 0


def test_a_list_belongs_to_a_survey_that_asks_by_letter_and_is_not_over(ana):
    with pytest.raises(Refused, match="does not ask people on a list"):
        inviting.invite(SurveyFactory(owner=ana), ana, "one@example.org")
    with pytest.raises(Refused, match="is over"):
        inviting.invite(invited_survey(ana, state="closed"), ana, "one@example.org")


@pytest.mark.parametrize("state", ["ready", "open"])
def test_a_promise_of_anonymity_is_not_taken_back_by_a_shorter_list(ana, state):
    survey = invited_survey(ana, is_anonymous=True, state=state)
    rows = [InvitationFactory(survey=survey) for _turn in range(6)]

    inviting.uninvite(rows[0], ana)
    with pytest.raises(Refused, match="Fewer than five"):
        inviting.uninvite(rows[1], ana)

    assert survey.invitations.count() == 5
    named = invited_survey(ana, state=state)
    inviting.uninvite(InvitationFactory(survey=named), ana)
    assert named.invitations.count() == 0
