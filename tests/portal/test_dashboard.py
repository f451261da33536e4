import pytest

from members.models import Application
from notifications.models import Notification
from tests.factories.events import EventFactory, RegistrationFactory
from tests.factories.forum import TopicFactory
from tests.factories.members import ApplicationFactory, InstitutionFactory, PositionFactory

pytestmark = pytest.mark.django_db


def waiting(client):
    return [str(one.sentence) for one in client.get("/my/").context["my"].waiting]


def test_who_is_not_signed_in_signs_in_first(visitor):
    assert visitor.get("/my/").url == "/account/login/?next=/my/"


def test_who_is_not_a_member_is_shown_the_way_in(as_, petra):
    assert waiting(as_(petra)) == ["Become a member of the network"]


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        (Application.State.DRAFT, "Go on with your application"),
        (Application.State.SUBMITTED, "Your application is with the committee"),
        (Application.State.ASKED, "The committee has a question for you"),
        (Application.State.ANSWERED, "Your application is with the committee"),
    ],
)
def test_an_application_says_whose_turn_it_is(as_, petra, state, sentence):
    ApplicationFactory(applicant=petra, state=state)

    assert waiting(as_(petra)) == [sentence]


def test_nothing_waits_for_a_member_who_has_done_everything(as_, ana):
    html = as_(ana).get("/my/").content.decode()

    assert "Nothing waits for you" in html


def test_the_desk_waits_for_those_who_may_work_there(as_, vera, ana):
    EventFactory(state="proposed")

    assert waiting(as_(vera)) == ["1 thing waits at the desk"]
    assert waiting(as_(ana)) == []


def test_unread_notifications_wait_and_read_ones_do_not(as_, ana, boris):
    row = {"kind": "forum.reply", "path": "/forum/"}
    Notification.objects.create(recipient=ana, sentence="Boris answered you", **row)
    Notification.objects.create(recipient=boris, sentence="Ana answered you", **row)

    unread = as_(ana).get("/my/").context["my"].unread

    assert [str(one) for one in unread] == ["Boris answered you"]


def test_who_stands_for_an_institution_finds_the_way_to_it(as_, ana, boris):
    place = InstitutionFactory()
    PositionFactory(person=ana, institution=place)
    PositionFactory(person=boris, role="staff")
    link = f'href="{place.get_absolute_url()}"'

    mine = as_(ana).get("/my/")

    assert [one.institution for one in mine.context["my"].positions] == [place]
    assert link in mine.content.decode()
    assert link not in as_(boris).get("/my/").content.decode()


def test_what_somebody_takes_part_in_stands_apart_from_what_else_comes_up(as_, ana):
    mine, other, given_up = EventFactory(), EventFactory(), EventFactory()
    RegistrationFactory(event=mine, person=ana)
    RegistrationFactory(event=other)
    RegistrationFactory(
        event=given_up, person=ana, state="cancelled", cancelled_at=mine.created_at
    )

    my = as_(ana).get("/my/").context["my"]

    assert my.my_events == [mine]
    assert set(my.events) == {other, given_up}


@pytest.mark.parametrize("count", [1, 3])
def test_the_dashboard_costs_a_member_as_much_for_one_row_as_for_three(
    as_, ana, django_assert_num_queries, count
):
    client = as_(ana)
    for number in range(count):
        EventFactory()
        RegistrationFactory(person=ana)
        TopicFactory(author=ana)
        Notification.objects.create(
            recipient=ana, kind="forum.reply", sentence=f"Answer {number}", path="/forum/"
        )

    with django_assert_num_queries(19):
        client.get("/my/")
