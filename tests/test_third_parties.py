"""No page asks anybody else for anything, and a first visit is light."""

import re

import pytest
from wagtail.users.utils import get_gravatar_url

from tests.factories.events import EventFactory
from tests.factories.forum import PostFactory
from tests.factories.members import CentreFactory, InstitutionFactory, MemberFactory
from tests.members.test_own_profile import picture

# What a visitor comes to first. `browse` fails at a request to another host, and
# portal/test_accessibility.py has it look at each of these.
PAGES = [
    "/", "/news/", "/members/", "/members/join/", "/institutions/", "/events/", "/resources/",
    "/forum/", "/newsletters/", "/search/?q=teaching", "/account/login/", "/account/signup/",
    "/styleguide/", "/nowhere/",
]  # fmt: skip
# What staff come to; "/my/" and its neighbours are for every member, too.
INSIDE = [
    "/my/", "/my/profile/", "/my/data/", "/my/notifications/",
]  # fmt: skip
DESKS = [
    "/admin/", "/admin/members/user/", "/admin/health/", "/cms/", "/cms/pages/", "/cms/images/",
]  # fmt: skip
# What a policy may name; `form-action` may lead on to ORCID, where it is set up.
OURS = re.compile(r"'(self|none|unsafe-inline|nonce-[^']+)'|data:")
MOST_REQUESTS = 12
MOST_BYTES = 150 * 1024


@pytest.fixture
def things():
    """A map with somebody on it, a profile with photo and links, an institution, a centre."""
    institution = InstitutionFactory(
        website="https://www.example.org", logo=picture(), latitude=43.85, longitude=18.41
    )
    person = MemberFactory(
        institution=institution, photo=picture(), listed_for="public", country_id="BA",
        bio="![me](https://elsewhere.example.org/me.png) [there](https://example.org)",
        orcid="0000-0002-1825-0097", shows={"bio": "public", "orcid": "public"},
        links=["https://example.org/ana"],
    )  # fmt: skip
    centre = CentreFactory(institution=institution)
    pages = [thing.get_absolute_url() for thing in (person, institution, centre)]
    return ["/members/map/", "/centres/", *pages]


@pytest.mark.browser
@pytest.mark.looks
@pytest.mark.django_db(transaction=True)
def test_neither_photos_nor_desks_ask_another_host(browse, things, admin):
    page = browse(admin)

    # That nobody else is asked is what `browse` sees to, on every page of every journey.
    for path in [*DESKS, *things]:
        page.goto(path, wait_until="networkidle")


@pytest.mark.django_db
def test_every_kind_of_page_forbids_other_hosts(visitor, as_, admin, things):
    client = as_(admin)
    answers = {path: visitor.get(path) for path in [*PAGES, *things]}
    answers |= {f"{path} inside": client.get(path) for path in [*INSIDE, *DESKS, *things]}
    expected = {path: 404 if path == "/nowhere/" else 200 for path in answers}

    assert {path: answer.status_code for path, answer in answers.items()} == expected
    for path, answer in answers.items():
        rules = [rule.split() for rule in answer["Content-Security-Policy"].split(";")]
        policy = {name: set(sources) for name, *sources in rules}
        assert policy["default-src"] == {"'none'"}, path
        named = set().union(*policy.values())
        assert {one for one in named if not OURS.fullmatch(one)} <= {"https://orcid.org"}, path
        leads_to_orcid = {
            name for name, sources in policy.items() if "https://orcid.org" in sources
        }
        assert leads_to_orcid <= {"form-action"}, path


def test_no_editor_is_looked_up_at_gravatar():
    assert get_gravatar_url("emil@example.org") is None


@pytest.mark.browser
@pytest.mark.looks
@pytest.mark.django_db(transaction=True)
def test_a_first_visit_is_light_without_its_pictures(browse, things):
    topic, event = PostFactory().topic, EventFactory()
    pages = [topic.get_absolute_url(), event.get_absolute_url(), *things]
    for path in ("/", "/events/", "/forum/", "/resources/", "/members/", *pages):
        page = browse(width=390)
        answers = []
        page.on(
            "response",
            lambda answer, answers=answers: (
                answer.request.resource_type != "image" and answers.append(answer)
            ),
        )

        page.goto(path, wait_until="networkidle")

        weight = sum(len(answer.body()) for answer in answers if answer.ok)
        assert len(answers) <= MOST_REQUESTS, [answer.url for answer in answers]
        assert weight <= MOST_BYTES, [(answer.url, len(answer.body())) for answer in answers]
