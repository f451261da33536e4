"""The desk is worked down: a pile opens what it counts, and a decision leads to the next one."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core import desk
from events.models import Event
from members.actions import moderating as profiles
from members.actions import votes
from members.models import Application, InstitutionRequest
from resources.models import Resource
from tests.factories.events import EventFactory
from tests.factories.forum import HeldPostFactory, ReportFactory
from tests.factories.members import (
    ApplicationFactory,
    CountryFactory,
    InstitutionFactory,
    MemberFactory,
    PositionFactory,
    UserFactory,
)
from tests.factories.resources import SubmittedFactory

APPLICATIONS = reverse("admin:members_application_changelist")
FILTERS = "_changelist_filters=my_vote%3Dmissing"


def page_of(model, thing):
    return reverse(f"admin:{model}_change", args=[thing.pk])


@pytest.fixture
def line(db):
    """Three applications, the oldest first."""
    now = timezone.now()
    return [
        ApplicationFactory(
            applicant=UserFactory(first_name=name), submitted_at=now - timedelta(days=9 - day)
        )
        for day, name in enumerate(["Ajla", "Bujar", "Cveta"])
    ]


@pytest.fixture
def full_desk(line, ana, boris, vera, mira):
    """Something of everything that can wait, and as much that is done."""
    votes.vote(line[0], vera, "for")
    ApplicationFactory(applicant=vera)
    ApplicationFactory(state="approved")
    InstitutionRequest.objects.create(
        name="Missing Academy", kind="hei", country=CountryFactory(), asked_by=ana
    )
    InstitutionFactory(is_confirmed=False)
    profiles.report(boris, ana, reason="spam")
    EventFactory(state="proposed")
    EventFactory(state="published")
    SubmittedFactory(depositor=ana)
    HeldPostFactory()
    ReportFactory()


@pytest.mark.parametrize("who", ["vera", "mira", "admin"])
def test_a_pile_opens_exactly_what_it_counts(full_desk, as_, who, request):
    person = request.getfixturevalue(who)
    counted = {str(pile["label"]): pile["count"] for pile in desk.piles_for(person)}

    opened = {}
    for pile in desk.piles_for(person):
        # Some piles are a page of their own (health, newsletters); the others are a list.
        if listed := as_(person).get(pile["url"]).context.get("cl"):
            opened[str(pile["label"])] = listed.result_count

    assert opened == {label: counted[label] for label in opened}
    assert sum(opened.values()) >= 3


def test_applications_wait_for_the_vote_of_each(line, vera, as_):
    votes.vote(line[0], vera, "for")
    ApplicationFactory(applicant=vera)

    (pile,) = [one for one in desk.piles_for(vera) if "application" in one["url"]]

    assert pile["count"] == 2
    listed = as_(vera).get(pile["url"]).text
    assert "Ajla" not in listed
    assert "Bujar" in listed


def test_a_vote_leads_to_the_next_and_the_last_one_to_the_front_of_the_desk(line, vera, as_):
    client, landed = as_(vera), []
    address = f"{page_of('members_application', line[0])}?{FILTERS}"

    while "/application/" in address:
        answer = client.post(address, {"vote": "for"})
        address = answer.url
        landed.append(address)

    pages = [page_of("members_application", one) for one in line]
    assert landed == [f"{pages[1]}?{FILTERS}", f"{pages[2]}?{FILTERS}", reverse("admin:index")]
    assert "Nothing else waits on this list." in client.get(address).text


def test_who_passes_one_over_goes_on_behind_it(line, vera, as_):
    first, second, third = (page_of("members_application", one) for one in line)

    page = as_(vera).get(f"{first}?{FILTERS}")

    assert f"{second}?{FILTERS}" in page.text
    assert as_(vera).post(f"{second}?{FILTERS}", {"vote": "for"}).url == f"{third}?{FILTERS}"
    # What was passed over comes again at the end.
    assert as_(vera).post(f"{third}?{FILTERS}", {"vote": "for"}).url == f"{first}?{FILTERS}"


def test_the_filter_of_the_list_is_kept_on_the_way(line, vera, as_):
    found = "_changelist_filters=my_vote%3Dmissing%26q%3DCveta"
    listed = as_(vera).get(f"{APPLICATIONS}?my_vote=missing&q=Cveta").text
    (link,) = set(re.findall(r'href="(/admin/members/application/[^"]+/change/[^"]*)"', listed))

    page = as_(vera).get(link.replace("&amp;", "&"))

    assert found in link
    assert f"{APPLICATIONS}?my_vote=missing&amp;q=Cveta" in page.text
    answer = as_(vera).post(link.replace("&amp;", "&"), {"vote": "for"})
    assert answer.url == reverse("admin:index")


def test_a_filter_that_leads_nowhere_is_no_error(line, vera, as_):
    address = f"{page_of('members_application', line[0])}?_changelist_filters=type__id%3Dx"

    assert as_(vera).get(address).status_code == 200
    assert as_(vera).post(address, {"vote": "for"}).status_code == 302


def test_every_decision_leads_to_the_next_one_that_waits(ana, boris, admin, as_):
    reported = [
        profiles.report(MemberFactory(first_name=name), ana, reason="spam") for name in "AB"
    ]
    asked = [
        InstitutionRequest.objects.create(
            name=name, kind="hei", country=CountryFactory(), asked_by=ana
        )
        for name in ("First Academy", "Second Academy")
    ]
    events = [EventFactory(state="proposed", organiser=ana) for _ in range(2)]
    records = [SubmittedFactory(depositor=ana) for _ in range(2)]
    held = [HeldPostFactory() for _ in range(2)]
    posts = [ReportFactory() for _ in range(2)]
    cases = [
        ("members_profilereport", reported, {"verb": "keep"}, ""),
        ("members_institutionrequest", asked, {"decline": "1", "reason": "It is closed."}, ""),
        ("events_event", events, {}, "publish"),
        ("resources_resource", records, {"decision": "accept"}, ""),
        ("forum_post", held, {"verb": "release"}, ""),
        ("forum_report", posts, {"verb": "dismiss"}, ""),
    ]
    client = as_(admin)

    for model, (one, other), data, verb in cases:
        address = page_of(model, one)
        answer = client.post(address.replace("change/", f"{verb}/") if verb else address, data)

        assert answer.url.partition("?")[0] == page_of(model, other), model
        assert client.get(answer.url).status_code == 200, model
    assert Event.objects.proposed().count() == Resource.objects.waiting().count() == 1


def test_a_row_of_a_list_names_its_columns_and_leaves_out_what_is_empty(line, vera, as_):
    Application.objects.filter(pk=line[0].pk).update(institution=None, missing_institution={})

    listed = as_(vera).get(APPLICATIONS).text
    rows = listed[listed.index("<tbody>") :]

    assert re.search(r'<th data-label="Applicant" class="[^"]*"><a [^>]+>Ajla', rows)
    assert re.search(r'<td data-label="State" class="[^"]*">handed in', rows)
    assert re.search(r'<td data-label="Institution" data-empty class="[^"]*">–', rows)


def test_an_event_to_publish_stands_as_readers_will_see_it(ana, vera, as_, visitor):
    event = EventFactory(
        state="proposed", organiser=ana, title="Peer observation", description="Bring **notes**."
    )
    address = page_of("events_event", event)

    page = as_(vera).get(address).text

    body = re.search(r'<div class="event-head">.*?<strong>notes</strong>', page, re.DOTALL)[0]
    assert "Send back with this reason" in page
    as_(vera).post(address.replace("change/", "publish/"))
    assert body in as_(vera).get(event.get_absolute_url()).text


def test_the_columns_of_a_list_have_names_in_the_language_of_the_account(as_, admin):
    admin.language = "mk"
    admin.save(update_fields=["language"])
    PositionFactory()

    html = as_(admin).get("/admin/members/position/").content.decode()

    heads = re.findall(r'<div class="text">(?:<a[^>]*>|<span>)(.*?)</', html, re.DOTALL)
    assert {"Лице", "Институција"} <= set(heads)
    assert 'id="action-toggle"' in html
    assert 'data-label="Институција"' in html
