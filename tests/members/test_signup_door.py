import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import translation

from core import roles
from core.models import AuditEntry
from members.models import SignupDoor, User
from tests.factories.members import UserFactory
from tests.members.test_sign_up import DETAILS

SIGN_UP = reverse("account_signup")
DESK = reverse("admin:members_signupdoor_change", args=[1])


def set_door(client, state, **fields):
    client.get(reverse("admin:members_signupdoor_changelist"))
    return client.post(DESK, {"state": state, "sentence": "", **fields})


def test_the_door_is_open_until_somebody_closes_it(db, visitor):
    assert "Make my account" in visitor.get(SIGN_UP).text
    assert SignupDoor.objects.count() == 0


@pytest.mark.parametrize("who", ["vera", "mira", "admin"])
def test_a_wave_is_stopped_at_once(who, as_, visitor, request):
    person = request.getfixturevalue(who)

    set_door(as_(person), "closed")

    page = visitor.get(SIGN_UP).text
    assert "No new accounts just now" in page
    assert "Make my account" not in page
    before = User.objects.count()
    assert visitor.post(SIGN_UP, DETAILS).status_code == 200
    assert User.objects.count() == before


def test_who_did_it_is_written_down(as_, vera):
    set_door(as_(vera), "invited", sentence="A wave of machines.")

    entry = AuditEntry.objects.filter(thing_type="members.signupdoor").first()
    assert entry.who == vera.pk
    assert "invited" in entry.details


def test_the_door_opens_again(as_, vera, visitor):
    set_door(as_(vera), "closed")
    set_door(as_(vera), "open")

    assert "Make my account" in visitor.get(SIGN_UP).text


def test_visitors_read_why_in_their_language(as_, vera, visitor):
    set_door(as_(vera), "invited", sentence="Back on Monday.", sentences_sq="Kthehemi të hënën.")

    assert "Back on Monday." in visitor.get(SIGN_UP).text
    assert "Kthehemi të hënën." in visitor.get(f"/sq{SIGN_UP}").text
    with translation.override("mk"):
        assert "Back on Monday." in visitor.get(f"/mk{SIGN_UP}").text


def test_without_a_sentence_there_is_one_of_ours(as_, vera, visitor):
    set_door(as_(vera), "invited")

    assert "by invitation only" in visitor.get(SIGN_UP).text


@pytest.mark.parametrize("who", ["ana", "emil"])
def test_others_do_not_touch_the_door(who, as_, request):
    client = as_(request.getfixturevalue(who))
    SignupDoor.objects.create(pk=1)

    client.post(DESK, {"state": "closed", "sentence": ""})

    assert SignupDoor.current().state == "open"


def test_an_auditor_looks_and_changes_nothing(as_, db):
    auditor = UserFactory(is_staff=True)
    auditor.groups.add(Group.objects.get(name=roles.AUDITORS))
    client = as_(auditor)

    assert client.get(reverse("admin:members_signupdoor_changelist")).status_code == 200
    assert client.get(DESK).status_code == 200
    assert client.post(DESK, {"state": "closed", "sentence": ""}).status_code == 403


@pytest.mark.parametrize(("state", "lets_in"), [("invited", True), ("closed", False)])
def test_an_invitation_works_by_invitation_only(state, lets_in, visitor, vera):
    from members.actions import invitations

    invitation = invitations.invite("zana@example.org", by=vera)
    SignupDoor.objects.create(pk=1, state=state)

    page = visitor.get(f"{invitation.get_absolute_url()}join/", follow=True).text

    assert ("Make my account" in page) == lets_in
