"""Without an account: a private link, gone after ninety days."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments import retention
from assessments.models import Assessment
from core import retention as terms
from core.models import RetentionTerm
from tests.factories.assessments import AssessmentFactory, FinishedFactory, GuideFactory, posted

pytestmark = pytest.mark.django_db


def guest(**more):
    return AssessmentFactory(person=None, guest_key="k" * 43, **more)


def test_the_whole_way_by_the_link_alone(visitor, client):
    guide = GuideFactory(subject="school")

    begun = visitor.post(reverse("assessments:guest_start", args=[guide.slug]))
    one = Assessment.objects.get()
    link = begun.url
    # Another browser, with nothing but the address.
    client.post(f"{link}answer/a/", posted(a1=2))
    client.post(f"{link}hand-in/")
    page = client.get(link)

    assert link == reverse("assessments:guest", args=[one.guest_key])
    assert len(one.guest_key) >= 40
    assert "Where to begin" in page.content.decode()
    assert client.get(f"{link}paper.pdf")["Content-Type"] == "application/pdf"


def test_the_page_says_that_the_link_is_all_and_when_it_ends(visitor):
    one = guest()

    page = visitor.get(one.get_absolute_url())

    text = page.content.decode()
    assert "whoever has it sees all" in text
    assert str((one.started_at + timedelta(days=90)).year) in text
    assert page["Cache-Control"] == "private, no-store"
    assert page["Referrer-Policy"] == "same-origin"


def test_the_guide_says_it_before(visitor):
    page = visitor.get(GuideFactory(subject="school").get_absolute_url()).content.decode()

    assert "After 90 days everything is deleted." in page


def test_who_is_signed_in_leaves_no_name_at_a_guests(ana, as_):
    one = guest()

    as_(ana).post(f"{one.get_absolute_url()}answer/a/", posted(a1=2))

    assert one.sheets.get().person is None


def test_its_id_opens_nothing(ana, admin, as_):
    one = guest()

    address = reverse("assessments:detail", args=[one.short_id])

    assert {as_(who).get(address).status_code for who in (ana, admin)} == {404}


def test_after_ninety_days_it_is_gone_and_others_stay(ana, visitor):
    old = guest(started_at=timezone.now() - timedelta(days=91))
    kept = FinishedFactory(person=ana, started_at=timezone.now() - timedelta(days=900))

    terms.run(only=retention.GUESTS)

    assert list(Assessment.objects.all()) == [kept]
    assert visitor.get(old.get_absolute_url()).status_code == 404


def test_the_term_can_be_made_shorter_and_never_longer(visitor):
    RetentionTerm.objects.update_or_create(name=retention.GUESTS, defaults={"days": 400})
    longer = {kind.name: days for kind, days in terms.terms()}[retention.GUESTS]
    said = retention.guest_days()
    RetentionTerm.objects.filter(name=retention.GUESTS).update(days=40)

    assert (longer, said) == (90, 90)
    assert retention.guest_days() == 40


def test_what_was_begun_and_left_goes_after_two_years(ana):
    AssessmentFactory(person=ana, started_at=timezone.now() - timedelta(days=731))
    AssessmentFactory(person=ana, started_at=timezone.now() - timedelta(days=700))

    terms.run(only="assessments-open")

    assert Assessment.objects.count() == 1
