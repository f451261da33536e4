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


def test_no_number_promises_more_than_a_visitor_finds(ana, visitor):
    for members_only in (False, True):
        EventFactory(organiser=ana, members_only=members_only)
    for audience in ("public", "members", "members"):
        AcceptedFactory(depositor=ana, audience=audience)

    found = {
        "event": visitor.get("/events/").context["page"].paginator.count,
        "resource": visitor.get("/resources/").context["total"],
    }

    assert {name: numbers()[name] for name in found} == {"event": 1, "resource": 1}


def test_an_event_that_closes_to_visitors_is_not_counted_any_more(ana):
    event = EventFactory(organiser=ana)
    before = numbers()["event"]
    event.members_only = True

    events.change(event, ana)

    assert before == 1
    assert "event" not in numbers()


def test_the_directory_says_that_members_may_hide_from_visitors(visitor, as_, ana):
    MemberFactory(listed_for="public")
    more = "Those who have an account may see more after signing in."

    assert more in visitor.get("/members/").content.decode()
    assert more not in as_(ana).get("/members/").content.decode()


def test_numbers_are_counted_once_and_kept(ana, django_assert_num_queries):
    AcceptedFactory(depositor=MemberFactory())
    figures.numbers.forget()
    with django_assert_num_queries(5):
        figures.shown()

    with django_assert_num_queries(0):
        figures.shown()
