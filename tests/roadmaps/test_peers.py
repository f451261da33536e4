"""Who asks and who offers find each other, write, and stop when they like."""

import pytest
from django.urls import reverse

from core.desk import piles_for
from core.exceptions import Refused
from core.models import Letter
from notifications.models import Notification
from roadmaps import matching
from roadmaps.actions import peers
from roadmaps.models import PeerMessage, PeerPair, PeerRequest
from tests.factories.members import CountryFactory, InstitutionFactory, MemberFactory
from tests.factories.roadmaps import TemplateFactory, headed_centre

pytestmark = pytest.mark.django_db


@pytest.fixture
def template():
    return TemplateFactory()


@pytest.fixture
def mine(ana):
    return headed_centre(ana)


@pytest.fixture
def theirs(boris):
    return headed_centre(boris)


def enter(direction, template, holder, by, *, item="first", languages=("en",), text=""):
    return peers.enter(direction, template, item, holder, by, languages=list(languages), text=text)


def elsewhere(code, name):
    institution = InstitutionFactory(country=CountryFactory(code=code, name=name))
    return headed_centre(MemberFactory(), institution=institution)


def head(centre):
    return centre.positions.get().person


@pytest.fixture
def pair(template, mine, theirs, ana, boris):
    enter("offer", template, theirs, boris)
    enter("ask", template, mine, ana, text="Where do we begin?")
    return PeerPair.objects.get()


def test_an_ask_and_an_offer_on_the_same_step_are_proposed_to_both_with_the_reason(
    as_, ana, boris, pair
):
    text = as_(ana).get(pair.get_absolute_url()).content.decode()

    assert "One asks for help on this step, the other offers it." in text
    assert "You can work in English." in text
    assert "Both of you are in the same country." in text
    for person in (ana, boris):
        assert Notification.objects.filter(recipient=person, kind="roadmaps.peers").count() == 1
        assert Letter.objects.filter(to=person.email).exists()


def test_another_step_or_no_common_language_is_no_match(template, mine, theirs, ana, boris):
    enter("offer", template, theirs, boris, item="second")
    far = elsewhere("GR", "Greece")
    enter("offer", template, far, head(far), languages=["el"])

    enter("ask", template, mine, ana)

    assert not PeerPair.objects.exists()


def test_the_same_country_comes_first_and_only_a_few_are_proposed(template, mine, ana):
    others = [elsewhere("GR", "Greece") for _number in range(3)]
    near = headed_centre(MemberFactory())
    for centre in [*others, near]:
        enter("offer", template, centre, head(centre))

    ask = enter("ask", template, mine, ana)

    assert PeerPair.objects.count() == matching.MOST
    assert ask.pairs.order_by("pk").first().holder == near


def test_the_two_write_only_when_both_have_accepted(as_, ana, boris, pair):
    url = pair.get_absolute_url()
    with pytest.raises(Refused, match="both have to accept"):
        peers.write(pair, ana, "Hello?")
    as_(ana).post(url, {"do": "accept"})
    with pytest.raises(Refused, match="both have to accept"):
        peers.write(pair, ana, "Hello?")
    as_(boris).post(url, {"do": "accept"})

    as_(ana).post(url, {"do": "write", "text": "Hello <b>you</b>"})

    assert PeerMessage.objects.get().author == ana
    assert "Hello &lt;b&gt;you" in as_(boris).get(url).content.decode()
    letters = Letter.objects.filter(to=boris.email, text__contains="has written to you")
    assert letters.count() == 1


def test_no_is_an_answer_and_nobody_is_asked_twice(template, theirs, ana, boris, pair):
    peers.decline(pair, boris)
    with pytest.raises(Refused, match="This is over"):
        peers.accept(pair, ana)
    peers.withdraw(pair.ask, ana)

    peers.propose(PeerRequest.objects.get(direction="offer"))
    peers.propose_for_unanswered()

    assert PeerPair.objects.count() == 1


def test_either_side_closes_the_thread_and_both_can_still_read_it(as_, ana, boris, pair):
    for person in (ana, boris):
        peers.accept(pair, person)
    peers.write(pair, ana, "Thank you for all")

    as_(boris).post(pair.get_absolute_url(), {"do": "close"})

    with pytest.raises(Refused):
        peers.write(pair, ana, "One more thing")
    for person in (ana, boris):
        assert "Thank you for all" in as_(person).get(pair.get_absolute_url()).content.decode()


def test_what_two_write_is_read_by_nobody_else(as_, vera, pair, ana, boris):
    for person in (ana, boris):
        peers.accept(pair, person)
    peers.write(pair, ana, "Between us")

    for person in (vera, MemberFactory()):
        assert as_(person).get(pair.get_absolute_url()).status_code == 404
        with pytest.raises(Refused, match="others to answer"):
            peers.write(pair, person, "Let me in")


def test_an_ask_is_taken_back_at_any_time(as_, ana, boris, pair):
    as_(ana).post(pair.ask.get_absolute_url(), {"do": "withdraw"})

    pair.refresh_from_db()
    assert pair.closed_at is not None
    assert pair.ask.pk not in PeerRequest.objects.open().values_list("pk", flat=True)
    with pytest.raises(Refused, match="This is over"):
        peers.accept(pair, boris)


def test_the_same_is_asked_once_at_a_time_by_who_acts_for_a_centre(template, mine, ana, boris):
    enter("ask", template, mine, ana)

    with pytest.raises(Refused, match="entered this already"):
        enter("ask", template, mine, ana)
    with pytest.raises(Refused, match="Only who acts"):
        enter("ask", template, mine, boris)
    with pytest.raises(Refused, match="no such step"):
        enter("ask", template, mine, ana, item="forged")
    with pytest.raises(Refused, match="Only who acts"):
        enter("ask", template, ana, ana)


def test_help_is_asked_on_the_site(as_, ana, mine, template):
    url = f"{reverse('roadmaps:peer_add')}?template={template.slug}&item=first"
    form = {"direction": "ask", "holder": f"centre:{mine.pk}", "languages": ["en", "sq"]}

    answer = as_(ana).post(url, form)

    ask = PeerRequest.objects.get()
    assert answer.url == ask.get_absolute_url()
    assert ask.language_codes == ["en", "sq"]
    assert as_(ana).post(url, form | {"holder": "centre:999999"}).status_code == 422


def test_the_committee_sees_who_waits_and_proposes_by_hand(
    as_, ana, boris, vera, mine, theirs, template
):
    ask = enter("ask", template, mine, ana)

    def waits():
        return next(pile["count"] for pile in piles_for(vera)
                    if str(pile["label"]).startswith("Asks for help"))  # fmt: skip

    assert waits() == 1
    desk = reverse("admin:roadmaps_peerrequest_change", args=[ask.pk])
    assert "Propose somebody" in as_(vera).get(desk).content.decode()

    as_(vera).post(desk, {"helper": f"centre:{theirs.pk}", "note": "They began last year."})

    pair = PeerPair.objects.get()
    assert (pair.proposed_by, pair.offer, pair.holder) == (vera, None, theirs)
    assert waits() == 0
    assert "They began last year." in as_(boris).get(pair.get_absolute_url()).content.decode()


def test_only_the_committee_proposes_others_and_never_somebody_to_themselves(
    ana, boris, vera, mine, theirs, template
):
    ask = enter("ask", template, mine, ana)

    with pytest.raises(Refused, match="Only the committee"):
        peers.propose_by_hand(ask, theirs, boris, "")
    with pytest.raises(Refused, match="They are the same"):
        peers.propose_by_hand(ask, mine, vera, "")
    peers.propose_by_hand(ask, theirs, vera, "")
    with pytest.raises(Refused, match="already"):
        peers.propose_by_hand(ask, theirs, vera, "")


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_peers_costs_as_many_queries_for_one_as_for_three(
    as_, ana, template, mine, django_assert_num_queries, count
):
    for _number in range(count):
        centre = headed_centre(MemberFactory())
        enter("offer", template, centre, head(centre))
    client = as_(ana)
    client.get("/roadmaps/peers/")

    with django_assert_num_queries(QUERIES_OF_PEERS):
        client.get("/roadmaps/peers/")


QUERIES_OF_PEERS = 8


def test_the_step_is_named_to_each_side_in_its_own_language(template, mine, theirs, ana, boris):
    template.published().items.filter(key="first").update(
        title={"en": "Item first", "mk": "Прв чекор"}
    )
    boris.language = "mk"
    boris.save(update_fields=["language"])
    enter("offer", template, theirs, boris)
    enter("ask", template, mine, ana)

    told = {row.recipient: str(row.values) for row in Notification.objects.all()}
    assert "Прв чекор" in told[boris]
    assert "Item first" in told[ana]


def test_only_who_acts_for_somebody_is_led_to_ask_and_offer(as_, ana, mira, lule, template, mine):
    ask = enter("ask", template, mine, ana)

    seen = {
        who: "Offer help with this step" in as_(who).get(ask.get_absolute_url()).text
        for who in (ana, mira, lule)
    }

    assert seen == {ana: False, mira: False, lule: True}
