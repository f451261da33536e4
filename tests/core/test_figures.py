from core import figures
from events import actions as events
from members.actions import memberships
from tests.factories.events import EventFactory
from tests.factories.members import InstitutionFactory, MemberFactory, MembershipFactory
from tests.factories.resources import AcceptedFactory


def numbers() -> dict[str, int]:
    return {str(row["label"]): row["number"] for row in figures.shown()}


def test_the_front_page_says_how_many_there_are(ana, visitor):
    html = visitor.get("/").content.decode()

    assert "<b>1</b> member</a>" in html
    assert "institutions</a></li>" not in html.partition("</ul>")[0]


def test_a_new_membership_is_counted_at_once(ana):
    before = numbers()["member"]
    somebody = MembershipFactory().person

    memberships.refresh(person=somebody)

    assert before == 1
    assert numbers()["members"] == 2


def test_an_institution_that_joins_is_counted_with_its_country(db):
    institution = InstitutionFactory()
    assert "country" not in numbers()
    MembershipFactory(institution=institution, person=None)

    memberships.refresh(institution=institution)

    assert numbers() == {"member institution": 1, "country": 1}


def test_an_event_counts_from_the_day_it_is_announced(ana, vera):
    event = EventFactory(organiser=ana, state="proposed")
    assert "event" not in numbers()

    events.publish(event, vera)

    assert numbers()["event"] == 1


def test_numbers_are_counted_once_and_kept(ana, django_assert_num_queries):
    AcceptedFactory(depositor=MemberFactory())
    figures.numbers.forget()
    with django_assert_num_queries(5):
        figures.shown()

    with django_assert_num_queries(0):
        figures.shown()
