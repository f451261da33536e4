import re
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.models import Letter
from events.models import Event
from tests.factories.events import EventFactory, RegistrationFactory
from tests.factories.members import InstitutionFactory, MemberFactory
from tests.spaces import spaced

pytestmark = pytest.mark.django_db
SECRET = "https://meet.example.org/secret"


def page(client, event, name="detail"):
    return client.get(reverse(f"events:{name}", args=[event.slug])).content.decode()


def test_the_page_tells_the_time_of_the_place_and_of_the_reader(as_, ana):
    ana.timezone = "Europe/London"
    ana.save()
    event = EventFactory(
        starts_at=datetime(2027, 5, 14, 7, 30, tzinfo=UTC), timezone="Europe/Sarajevo"
    )

    html = page(as_(ana), event)

    assert "Friday, 14 May 2027, 09:30–" in spaced(html)
    assert "CEST</time> (Sarajevo time)" in html
    assert re.search(r"By your clock: Friday, 14 May, 08:30–\d\d:30 \(London time\)", spaced(html))


def test_the_link_to_join_is_shown_to_who_has_a_place_only(visitor, as_, ana, boris, lule, petra):
    event = EventFactory(mode="online", joining_link=SECRET)
    RegistrationFactory(event=event, person=ana)
    RegistrationFactory(event=event, person=boris, state="waiting")
    RegistrationFactory(event=event, person=lule, state="cancelled")

    shown = {
        name: SECRET in page(client, event)
        for name, client in {
            "visitor": visitor,
            "confirmed": as_(ana),
            "waiting": as_(boris),
            "cancelled": as_(lule),
            "account": as_(petra),
            "organiser": as_(event.organiser),
        }.items()
    }

    assert {name for name, is_shown in shown.items() if is_shown} == {"confirmed", "organiser"}


def test_only_people_who_agreed_are_named_and_only_to_people_signed_in(visitor, as_, petra):
    event = EventFactory()
    shy, open_one = MemberFactory(last_name="Shy"), MemberFactory(last_name="Open")
    RegistrationFactory(event=event, person=shy)
    RegistrationFactory(event=event, person=open_one, name_shown=True)
    RegistrationFactory(
        event=event, person=MemberFactory(last_name="Queue"), name_shown=True, state="waiting"
    )

    html = page(as_(petra), event)

    assert "Person Open" in html
    assert "Shy" not in html
    assert "Queue" not in html
    assert "Person Open" not in page(visitor, event)


def test_taking_a_place_and_giving_it_back_on_the_site(as_, ana):
    event = EventFactory(capacity=1)
    client = as_(ana)
    assert "Take a place" in page(client, event, "register")

    booked = client.post(
        reverse("events:register", args=[event.slug]), {"note": "I bring cake"}, follow=True
    )

    assert booked.redirect_chain == [(event.get_absolute_url(), 302)]
    assert "You have a place" in booked.content.decode()
    assert event.registrations.get().note == "I bring cake"

    assert "Give your place back?" in page(client, event, "withdraw")
    client.post(reverse("events:withdraw", args=[event.slug]))

    assert event.registrations.get().state == "cancelled"


def test_pressing_twice_books_once(as_, ana):
    event = EventFactory()
    client = as_(ana)
    url = reverse("events:register", args=[event.slug])

    client.post(url)
    second = client.post(url, follow=True)

    assert "registered already" in second.content.decode()
    assert event.registrations.count() == 1


def test_a_note_that_is_too_long_comes_back_with_a_sentence(as_, ana):
    event = EventFactory()

    answer = as_(ana).post(
        reverse("events:register", args=[event.slug]), {"note": "long " * 300 + "end"}
    )

    assert answer.status_code == 422
    assert "long end" in answer.content.decode()
    assert event.registrations.count() == 0


def test_looking_changes_nothing(as_, ana):
    event = EventFactory()
    RegistrationFactory(event=event, person=ana)

    page(as_(ana), event, "withdraw")

    assert event.registrations.get().is_confirmed


def test_a_visitor_signs_in_first_and_comes_back(visitor):
    event = EventFactory()

    answer = visitor.get(reverse("events:register", args=[event.slug]))

    assert answer.status_code == 302
    assert f"next=/events/{event.slug}/register/" in answer["Location"]


def test_the_link_in_the_letter_gives_the_place_back_without_signing_in(visitor):
    registration = RegistrationFactory(event=EventFactory(members_only=True))
    url = reverse("events:withdraw_by_link", args=[registration.token])

    looked = visitor.get(url)
    answer = visitor.post(url, follow=True)

    assert "Give your place back?" in looked.content.decode()
    assert "You have cancelled" in answer.content.decode()
    registration.refresh_from_db()
    assert registration.state == "cancelled"
    assert visitor.get(reverse("events:withdraw_by_link", args=["no"])).status_code == 404


def test_text_of_members_is_cleaned(visitor):
    event = EventFactory(
        title="<b>T</b>", summary="<i>S</i>", description="<script>alert(1)</script> **bold**"
    )

    html = page(visitor, event)

    assert "<strong>bold</strong>" in html
    assert "<script>alert" not in html
    assert "<b>T</b>" not in html


def filled(**changes):
    return {
        "language": "en", "title": "A new thing", "kind": "workshop", "summary": "Short.",
        "description": "Long.", "languages": ["en", "sq"], "timezone": "Europe/Belgrade",
        "starts_at": "2031-05-14T09:30", "ends_at": "2031-05-14T12:00", "mode": "in-person",
        "city": "Tirana", "has_waiting_list": "on", **changes,
    }  # fmt: skip


def test_a_member_announces_an_event_that_the_committee_publishes(as_, ana, vera):
    client = as_(ana)
    made = client.post(reverse("events:add"), filled())
    event = Event.objects.get()
    assert made["Location"] == event.get_absolute_url()
    assert (event.state, event.organiser, event.languages) == ("draft", ana, " en sq ")
    assert event.starts_at == datetime(2031, 5, 14, 7, 30, tzinfo=UTC)

    client.post(reverse("events:propose", args=[event.slug]))
    desk = as_(vera)
    assert "A new thing" in desk.get("/admin/events/event/?state__exact=proposed").content.decode()
    assert "Send back" in desk.get(f"/admin/events/event/{event.pk}/change/").content.decode()
    desk.post(f"/admin/events/event/{event.pk}/publish/")

    event.refresh_from_db()
    assert event.state == "published"
    assert Letter.objects.get(to=ana.email).kind == "event_published"


def test_the_committee_sends_back_with_a_reason_from_the_desk(as_, ana, vera, mira):
    event = EventFactory(organiser=ana, state="proposed")
    url = f"/admin/events/event/{event.pk}/send_back/"

    as_(mira).post(url, {"reason": "No."})
    for nothing in ("", " ", "a\x00b"):
        as_(vera).post(url, {"reason": nothing})
    event.refresh_from_db()
    assert event.state == "proposed"
    assert as_(vera).get(url).status_code == 405

    as_(vera).post(url, {"reason": "Which room?"})

    event.refresh_from_db()
    assert event.state == "draft"
    assert "Which room?" in page(as_(ana), event)


def test_a_form_cannot_set_what_is_not_the_organisers_to_say(as_, ana, boris):
    as_(ana).post(
        reverse("events:add"),
        filled(state="published", organiser=boris.pk, places_taken=7, sequence=3, slug="mine"),
    )

    event = Event.objects.get()
    assert (event.state, event.organiser, event.places_taken, event.sequence) == (
        "draft", ana, 0, 0,
    )  # fmt: skip
    assert event.slug == "a-new-thing"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": ""}, "This field is required"),
        ({"title": "a\x00b"}, "Null characters"),
        ({"title": "x" * 200}, "at most 150"),
        ({"description": "x" * 1_000_000}, "at most 20000"),
        ({"ends_at": "2031-05-14T09:00"}, "end before it begins"),
        ({"starts_at": "tomorrow"}, "Write the date and the time"),
        ({"starts_at": "2031-13-14T09:30"}, "Write the date and the time"),
        ({"starts_at": "2031-03-30T02:30"}, "skip 02:30"),
        ({"timezone": "Mars/Olympus"}, "Select a valid choice"),
        ({"city": ""}, "in which city"),
        ({"capacity": "0"}, "at least one place"),
        ({"capacity": "many"}, "Enter a whole number"),
        ({"capacity": "99999999999999999999"}, "more than any hall"),
        ({"country": "ZZ"}, "Select a valid choice"),
        ({"institution": "x"}, "Select a valid choice"),
        ({"languages": []}, "This field is required"),
        ({"joining_link": "javascript:alert(1)", "mode": "online"}, "Enter a valid URL"),
        ({"registration_closes_at": "2031-06-14T09:30"}, "at the latest when it begins"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field_and_nothing_is_lost(as_, ana, changes, sentence):
    answer = as_(ana).post(reverse("events:add"), filled(**changes, venue="Кабинет 5"))

    html = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in html
    assert "to put right" in html
    assert "Кабинет 5" in html
    assert not Event.objects.exists()


def test_the_hour_that_comes_twice_is_the_first_of_the_two(as_, ana):
    as_(ana).post(
        reverse("events:add"), filled(starts_at="2031-10-26T02:30", ends_at="2031-10-26T05:00")
    )

    assert Event.objects.get().starts_at == datetime(2031, 10, 26, 0, 30, tzinfo=UTC)


def test_whole_days_go_from_midnight_to_midnight_and_come_back_as_typed(as_, ana):
    client = as_(ana)
    client.post(
        reverse("events:add"),
        filled(whole_days="on", starts_at="2031-05-14T09:30", ends_at="2031-05-16T12:00"),
    )
    event = Event.objects.get()
    form = client.get(reverse("events:edit", args=[event.slug])).context["form"]

    assert event.local_start.isoformat() == "2031-05-14T00:00:00+02:00"
    assert event.local_end.isoformat() == "2031-05-17T00:00:00+02:00"
    assert form["ends_at"].value() == datetime(2031, 5, 16)  # noqa: DTZ001
    assert "Wednesday, 14 May 2031 –" in spaced(page(client, event))
    assert "Friday, 16 May 2031" in spaced(page(client, event))


def test_titles_of_any_script_get_an_address_of_their_own(as_, ana):
    client = as_(ana)
    for title in ("Добра грешка", "Добра грешка", "Feed", "🎓", "Mësimdhënie"):
        client.post(reverse("events:add"), filled(title=title))

    assert set(Event.objects.values_list("slug", flat=True)) == {
        "dobra-greska", "dobra-greska-2", "feed-2", "event", "mesimdhenie",
    }  # fmt: skip


def test_an_edit_shows_the_times_of_the_event_and_keeps_them(as_, ana):
    event = EventFactory(
        organiser=ana, state="draft", timezone="America/New_York",
        starts_at=datetime(2031, 1, 5, 15, 0, tzinfo=UTC),
    )  # fmt: skip
    client = as_(ana)
    url = reverse("events:edit", args=[event.slug])

    assert 'value="2031-01-05T10:00"' in client.get(url).content.decode()
    client.post(
        url,
        filled(timezone="America/New_York", starts_at="2031-01-05T10:00",
               ends_at="2031-01-05T11:00"),
    )  # fmt: skip

    event.refresh_from_db()
    assert event.starts_at == datetime(2031, 1, 5, 15, 0, tzinfo=UTC)


def test_the_organiser_raises_the_number_of_places(as_, ana):
    event = EventFactory(organiser=ana, capacity=1)
    RegistrationFactory(event=event)
    RegistrationFactory.create_batch(2, event=event, state="waiting")

    answer = as_(ana).post(
        reverse("events:capacity", args=[event.slug]), {"capacity": "2"}, follow=True
    )

    assert "1 person moved up" in answer.content.decode()
    event.refresh_from_db()
    assert (event.places_taken, event.people_waiting) == (2, 1)


def test_the_table_of_registrations_is_harmless_in_a_spreadsheet(as_, ana):
    event = EventFactory(organiser=ana)
    RegistrationFactory(event=event, person=MemberFactory(first_name="Iva", last_name="Lis"))
    guest = MemberFactory(
        first_name="=cmd", last_name="Ђорђевић", email="guest@example.org",
        institution=InstitutionFactory(name="+University"),
    )  # fmt: skip
    RegistrationFactory(event=event, person=guest, note="@SUM(A1)\n-2")

    answer = as_(ana).get(reverse("events:registrations_csv", args=[event.slug]))

    text = answer.getvalue().decode("utf-8-sig")
    assert "'=cmd Ђорђевић,'+University,has a place" in text
    assert "\"'@SUM(A1)" in text
    # What is empty stays empty.
    assert re.search(r"^Iva Lis,[^',]*,has a place,[^,]+,\r$", text, re.MULTILINE)
    assert "guest@example.org" not in text
    assert answer["Content-Disposition"] == f'attachment; filename="{event.slug}.csv"'


def test_notes_are_read_by_who_runs_the_event(as_, ana, boris):
    event = EventFactory(organiser=ana)
    RegistrationFactory(event=event, note="I need a lift", name_shown=True)

    assert "I need a lift" in page(as_(ana), event, "registrations")
    assert "I need a lift" not in page(as_(boris), event)


def test_cancelling_an_event_asks_why_and_shows_it(as_, ana, visitor):
    event = EventFactory(organiser=ana)
    url = reverse("events:call_off", args=[event.slug])

    assert as_(ana).post(url, {"reason": " "}).status_code == 422
    as_(ana).post(url, {"reason": "Snow."})

    html = page(visitor, event)
    assert "This event is cancelled" in html
    assert "Snow." in html
    assert "/register/" not in html


def test_my_events_hold_what_i_go_to_run_and_went_to(as_, ana):
    going = RegistrationFactory(person=ana, event=EventFactory(title="Going")).event
    RegistrationFactory(
        person=ana, event=EventFactory(title="Went", starts_at=timezone.now() - timedelta(days=3))
    )
    EventFactory(title="Mine", organiser=ana, state="draft")

    context = as_(ana).get(reverse("events:mine")).context

    assert context["coming"] == [going]
    assert [event.title for event in context["past"]] == ["Went"]
    assert [event.title for event in context["run"]] == ["Mine"]


@pytest.mark.parametrize("path", ["places/a%00b/", "calendar/a%00b.ics", "a%00b/", "a%00b.ics"])
def test_an_address_that_nobody_made_is_not_found(visitor, path):
    assert visitor.get(f"/events/{path}").status_code == 404


def test_the_panel_about_taking_part_has_the_button_to_do_it(visitor, ana, as_):
    event = EventFactory(state="published")
    button = f'<a class="button" data-kind="primary" href="/events/{event.slug}/register/"'

    for client in (visitor, as_(ana)):
        aside = client.get(event.get_absolute_url()).text.partition("<aside")[2]
        assert button in aside


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_on_a_phone_the_ways_out_and_the_calendar_stand_before_the_words(browse, ana):
    event = EventFactory(state="published", description="\n\n".join(["Much to read."] * 40))
    RegistrationFactory(event=event, person=ana)
    page = browse(ana, width=390)

    page.goto(event.get_absolute_url())

    for name in ("I cannot come", "Into my calendar (.ics)"):
        box = page.get_by_role("link", name=name).bounding_box()
        assert box["y"] + box["height"] < 844
        assert box["height"] >= 24


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_notes_are_read_on_a_phone_without_pushing_the_table_aside(browse, ana):
    event = EventFactory(organiser=ana)
    guest = MemberFactory(institution=InstitutionFactory(name="University of Donja Gorica"))
    RegistrationFactory(event=event, person=guest, note="Please no nuts: they make me ill.")
    phone = browse(ana, width=390)

    phone.goto(reverse("events:registrations", args=[event.slug]))

    note = phone.get_by_text("Please no nuts").bounding_box()
    assert note["x"] + note["width"] <= 390
    table = phone.locator(".table-scroll").first
    assert table.evaluate("each => each.scrollWidth <= each.clientWidth")
