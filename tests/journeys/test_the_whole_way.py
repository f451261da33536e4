import re

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from events.models import Event, Registration
from forum.models import Post
from members.models import Application, User
from newsletters.models import Delivery, Issue, Subscription
from newsletters.tasks import sweep
from resources.models import Resource
from tests.browsing import assert_accessible, follow
from tests.factories.events import EventFactory
from tests.factories.forum import BoardFactory
from tests.factories.members import InstitutionFactory
from tests.factories.newsletters import ListFactory
from tests.journeys import people
from tests.journeys.people import Mail
from tests.smtp_sink import Sink

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ISKRA = "iskra@example.org"


@pytest.fixture
def mail(settings):
    """Every letter of the site goes to a real SMTP server, and is read from there."""
    with Sink() as sink:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", sink.port
        yield Mail(sink)


@pytest.fixture
def network(db):
    """What stands before the newcomer comes: a university, a board, a workshop, a list."""
    InstitutionFactory(name="University of Sarajevo", acronym="UNSA", city="Sarajevo")
    BoardFactory(slug="assessment", name="Assessment")
    ListFactory(slug="letter", name="The network's letter")
    return EventFactory(title="One place left", capacity=1, has_waiting_list=True)


def test_a_newcomer_goes_the_whole_way(browse, mail, network, boris, vera, mira, emil):
    event = network
    page = browse(width=390)

    people.sign_up(page, mail, first="Iskra", last="Probna", email=ISKRA)
    people.apply_as_individual(page, search="unsa", institution="University of Sarajevo")
    expect(page.locator("main")).to_contain_text("handed in")
    assert_accessible(page)

    committee = browse(vera)
    people.open_desk(committee, "Applications", "Iskra")
    assert_accessible(committee)
    follow(committee.get_by_role("button", name="For", exact=True))
    iskra = User.objects.get(email=ISKRA)
    assert iskra.is_member
    assert Application.objects.get().state == "approved"
    assert iskra.memberships.get().number in mail.text(ISKRA)
    page.goto("/members/")
    expect(page.locator("main")).to_contain_text("Iskra Probna")
    assert_accessible(page)

    people.write_topic(
        page, "assessment", title="How do you mark essays?", text="I need **four** rows."
    )
    assert_accessible(page)
    moderator = browse(mira)
    moderator.goto(page.url)
    people.press(moderator, "Approve")
    assert [post.author for post in Post.objects.exclude(position=None)] == [iskra]
    visitor = browse()
    visitor.goto(page.url)
    expect(visitor.locator("article strong").first).to_have_text("four")
    assert_accessible(visitor)

    people.add_resource(page, title="Four rows for two hundred essays")
    assert_accessible(page)
    people.open_desk(moderator, "Resources for a curator", "Four rows")
    follow(moderator.get_by_role("button", name="Accept it"))
    record = Resource.objects.get()
    assert record.state == Resource.State.ACCEPTED
    visitor.goto(record.get_absolute_url())
    expect(visitor.locator("h1")).to_contain_text("Four rows")
    assert_accessible(visitor)

    people.take_a_place(page, event)
    other = browse(boris)
    people.take_a_place(other, event)
    assert places(event) == {iskra: "confirmed", boris: "waiting"}
    page.goto(f"{event.get_absolute_url()}withdraw/")
    assert_accessible(page)
    follow(page.locator("main form").get_by_role("button").first)
    assert places(event) == {iskra: "cancelled", boris: "confirmed"}
    assert any("place" in subject for subject in mail.subjects(boris.email)[-1:])
    assert mail.to(boris.email)[-1].get_payload()[-1].get_filename().endswith(".ics")

    people.subscribe(page, mail, ISKRA)
    assert_accessible(page)
    editor = browse(emil)
    people.send_newsletter(
        editor, subject="What began in November", picks=["Four rows", "One place left"]
    )
    # It can be taken back for some minutes. They pass, and the sweep comes by.
    assert Delivery.objects.count() == 0
    Issue.objects.filter(state=Issue.State.SCHEDULED).update(scheduled_for=timezone.now())
    sweep()
    issue_letter = mail.to(ISKRA)[-1]
    assert issue_letter["Subject"] == "What began in November"
    assert "Four rows for two hundred essays" in mail.text(ISKRA)
    assert Delivery.objects.get().sent_at is not None

    link = re.search(r"<https?://[^/]+(/[^>]+)>", issue_letter["List-Unsubscribe"])[1]
    assert issue_letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    answer = Client(enforce_csrf_checks=True).post(
        link, {"List-Unsubscribe": "One-Click"}, follow=False
    )
    assert answer.status_code == 200
    assert Subscription.objects.live().count() == 0


def places(event: Event) -> dict:
    return {one.person: one.state for one in Registration.objects.filter(event=event)}


def test_applying_and_posting_need_no_javascript(browse, mail, network, vera, mira):
    page = browse(width=390, scripts=False)

    people.sign_up(page, mail, first="Iskra", last="Probna", email=ISKRA)
    people.apply_as_individual(page, search="sarajevo", institution="University of Sarajevo")
    expect(page.locator("main")).to_contain_text("handed in")
    committee = browse(vera, scripts=False)
    people.open_desk(committee, "Applications", "Iskra")
    follow(committee.get_by_role("button", name="For", exact=True))
    people.write_topic(page, "assessment", title="Без скрипти", text="It works **without**.")
    moderator = browse(mira, scripts=False)
    moderator.goto(page.url)
    people.press(moderator, "Approve")

    visitor = browse(scripts=False)
    visitor.goto("/forum/assessment/")
    people.press(visitor, "Без скрипти")
    expect(visitor.locator("article strong").first).to_have_text("without")
    assert [post.author.email for post in Post.objects.exclude(position=None)] == [ISKRA]
