import pytest
from playwright.sync_api import expect

from members.models import Application
from tests.browsing import assert_accessible
from tests.factories.members import InstitutionFactory
from tests.journeys import people
from tests.journeys.people import Mail
from tests.smtp_sink import Sink

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def mail(settings):
    """Every letter of the site goes to a real SMTP server, and is read from there."""
    with Sink() as sink:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", sink.port
        yield Mail(sink)


def test_a_newcomer_goes_the_whole_way(browse, mail, vera, mira, emil):
    InstitutionFactory(name="University of Sarajevo", acronym="UNSA", city="Sarajevo")
    page = browse(width=390)
    people.sign_up(page, mail, first="Iskra", last="Probna", email="iskra@example.org")

    people.apply_as_individual(page, search="unsa", institution="University of Sarajevo")
    assert_accessible(page)
    expect(page.locator("main")).to_contain_text("handed in")
    assert Application.objects.get().state == "submitted"
