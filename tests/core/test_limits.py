import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import RequestFactory

from core import limits


@pytest.fixture(autouse=True)
def on(settings, monkeypatch):
    settings.RATE_LIMITS = True
    # Other tests have read pages in the same minute.
    monkeypatch.setattr(limits, "_counted_here", limits._CountedHere())


@pytest.fixture
def clock(monkeypatch):
    """`clock(70)` moves the limits' clock seventy seconds on from the start of a window."""
    start = 1_800_000_000

    def to(seconds):
        monkeypatch.setattr(limits.time, "time", lambda: start + seconds)

    to(0)
    return to


@limits.limited("write", 2, 60)
def write(request):
    return HttpResponse("written")


def ask(user=None, method="post", ip="192.0.2.1", view=write):
    request = getattr(RequestFactory(), method)("/", REMOTE_ADDR=ip)
    request.user = user or AnonymousUser()
    return view(request)


def test_past_the_limit_one_waits(db, clock, ana):
    clock(10)
    answers = [ask(ana) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[-1]["Retry-After"] == "51"
    assert "try again in 1 minute" in answers[-1].render().text


def test_a_new_window_begins(clock, ana):
    answers = [ask(ana).status_code for _ in range(3)]
    clock(61)

    assert answers[-1] == 429
    assert ask(ana).status_code == 200


def test_one_person_does_not_use_up_anothers(clock, ana, boris):
    for _ in range(3):
        ask(ana)

    assert ask(boris).status_code == 200


def test_visitors_are_counted_by_address(clock):
    answers = [ask().status_code for _ in range(3)]

    assert answers == [200, 200, 429]
    assert ask(ip="192.0.2.2").status_code == 200


def test_a_person_is_counted_wherever_they_are(clock, ana):
    answers = [ask(ana, ip=f"192.0.2.{number}").status_code for number in range(3)]

    assert answers == [200, 200, 429]


def test_reading_is_not_counted(clock, ana):
    assert {ask(ana, "get").status_code for _ in range(5)} == {200}


def test_one_setting_lifts_every_limit(clock, ana, settings):
    settings.RATE_LIMITS = False

    assert {ask(ana).status_code for _ in range(5)} == {200}


@limits.limited_for_visitors
def read(request):
    return HttpResponse("read")


def test_a_visitor_may_read_much_in_a_minute_but_not_without_end(clock, monkeypatch):
    monkeypatch.setattr(limits, "VISITORS_READS", 3)
    clock(40)
    answers = [ask(None, "get", view=read) for _ in range(4)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert answers[-1]["Retry-After"] == "21"
    assert ask(None, "get", ip="192.0.2.2", view=read).status_code == 200
    clock(61)
    assert ask(None, "get", view=read).status_code == 200


def test_who_is_signed_in_reads_as_much_as_they_like(clock, monkeypatch, ana):
    monkeypatch.setattr(limits, "VISITORS_READS", 3)

    assert {ask(ana, "get", view=read).status_code for _ in range(9)} == {200}


@pytest.mark.parametrize(
    "address",
    ["/members/", "/members/map/", "/institutions/", "/centres/", "/resources/", "/events/",
     "/search/?q=a"],
)  # fmt: skip
def test_every_page_that_is_dear_to_make_has_a_limit(db, visitor, clock, monkeypatch, address):
    monkeypatch.setattr(limits, "VISITORS_READS", 60)

    answers = [visitor.get(address).status_code for _ in range(61)]

    assert answers == [200] * 60 + [429]


@pytest.mark.parametrize(
    ("proxies", "forwarded", "believed"),
    [
        (0, "203.0.113.9", "192.0.2.1"),  # nobody of ours wrote it
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "10.0.0.1, 203.0.113.9", "203.0.113.9"),  # the client wrote the first one
        (2, "10.0.0.1, 203.0.113.9, 198.51.100.7", "203.0.113.9"),
        (1, "", "192.0.2.1"),
    ],
)
def test_a_forwarded_address_is_believed_as_far_as_our_proxies_wrote_it(
    settings, proxies, forwarded, believed
):
    settings.TRUSTED_PROXY_COUNT = proxies
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    request = RequestFactory().get("/", headers=headers, REMOTE_ADDR="192.0.2.1")

    assert limits.client_ip(request) == believed
