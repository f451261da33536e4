import pytest
from allauth.mfa.totp.internal import auth as totp
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import Group
from django.urls import reverse

from core import roles
from tests.factories.events import EventFactory
from tests.factories.forum import PostFactory


@pytest.mark.parametrize("path", ["/admin/login/", "/cms/login/"])
def test_the_desks_have_no_door_of_their_own(db, visitor, path):
    answer = visitor.get(f"{path}?next=/admin/")

    assert answer.status_code == 302
    assert answer.url.startswith(reverse("account_login"))


def test_the_desk_changes_passwords_where_everybody_does(vera, as_):
    page = as_(vera).get("/admin/").text
    assert 'href="/admin/password_change/"' in page

    answer = as_(vera).get("/admin/password_change/")

    assert answer["Location"] == reverse("account_change_password")


@pytest.mark.parametrize("path", ["/admin/", "/cms/"])
def test_a_visitor_signs_in_and_comes_back(db, visitor, path):
    answer = visitor.get(path, follow=True)

    assert answer.redirect_chain[-1][0].startswith(reverse("account_login"))
    assert "next=" in answer.redirect_chain[-1][0]


@pytest.mark.parametrize("path", ["/admin/login/", "/cms/"])
def test_a_member_is_refused_at_the_desks(ana, as_, path):
    assert as_(ana).get(path).status_code == 403


@pytest.mark.parametrize("path", ["/admin/", "/cms/"])
def test_staff_without_a_second_factor_are_led_to_set_one_up(emil, as_, settings, path):
    settings.REQUIRE_STAFF_2FA = True
    client = as_(emil)

    answer = client.get(path)

    assert answer.url.startswith(reverse("mfa_index"))
    assert "needs a second factor" in client.get(answer.url).text


def test_a_password_alone_gives_no_power_on_the_pages_of_the_site(mira, vera, as_, settings):
    history = reverse("forum:post_history", args=[PostFactory().short_id])
    proposal = EventFactory(state="proposed").get_absolute_url()
    assert as_(mira).get(history).status_code == 200
    assert as_(vera).get(proposal).status_code == 200

    settings.REQUIRE_STAFF_2FA = True

    assert as_(mira).get(history).status_code == 403
    assert as_(vera).get(proposal).status_code == 404


@pytest.mark.parametrize("path", ["/admin/", "/cms/"])
def test_staff_with_a_second_factor_are_let_in(emil, as_, settings, path):
    settings.REQUIRE_STAFF_2FA = True
    totp.TOTP.activate(emil, "JBSWY3DPEHPK3PXP")

    assert as_(emil).get(path).status_code == 200


def test_recovery_codes_alone_are_no_second_factor(emil, as_, settings):
    from allauth.mfa.models import Authenticator

    settings.REQUIRE_STAFF_2FA = True
    Authenticator.objects.create(user=emil, type="recovery_codes", data={})

    assert as_(emil).get("/admin/").status_code == 302


def test_the_demo_does_without(emil, as_, settings):
    settings.REQUIRE_STAFF_2FA = False

    assert as_(emil).get("/admin/").status_code == 200


@pytest.mark.parametrize("who", ["vera", "admin"])
def test_no_second_desk_changes_powers_addresses_or_passwords(who, ana, as_, request):
    person = request.getfixturevalue(who)
    person.groups.add(Group.objects.get(name=roles.EDITORS))
    client, before = as_(person), (ana.password, ana.email)
    whole = {
        "email": "hers@example.org", "first_name": "Ana", "last_name": "A", "is_active": "on",
        "password1": "balkan-taken-2026", "password2": "balkan-taken-2026", "is_superuser": "on",
    }  # fmt: skip

    answers = [
        client.post(f"/cms/users/edit/{ana.pk}/", whole),
        client.post(f"/cms/bulk/members/user/delete/?next=/cms/&id={ana.pk}"),
        client.post("/cms/groups/new/", {"name": "Everything"}),
    ]

    assert {answer.url for answer in answers} == {reverse("admin:members_user_changelist")}
    ana.refresh_from_db()
    assert (ana.password, ana.email, ana.is_superuser) == (*before, False)


def test_times_are_in_the_readers_zone(ana, as_):
    from django.template import Context, Template
    from django.test import RequestFactory
    from django.utils import timezone

    from members.middleware import own_time_zone

    ana.timezone = "Europe/Athens"
    request = RequestFactory().get("/")
    request.user = ana
    moment = timezone.datetime(2026, 1, 1, 12, 0, tzinfo=timezone.get_fixed_timezone(0))
    template = Template("{{ moment|date:'H:i T' }}")

    written = own_time_zone(lambda request: template.render(Context({"moment": moment})))(request)

    assert written == "14:00 EET"


def test_an_unknown_zone_does_no_harm(ana, as_):
    ana.timezone = "Mars/Olympus"
    ana.save()

    assert as_(ana).get(reverse("account_email")).status_code == 200


def test_who_is_signed_in_is_found_by_name_and_address(admin, ana, as_):
    UserSession.objects.create(user=ana, ip="127.0.0.1", user_agent="x", session_key="x")
    desk = reverse("admin:usersessions_usersession_changelist")

    found = [as_(admin).get(desk, {"q": words}).text for words in (ana.last_name, ana.email, "zz")]

    assert [ana.name in page for page in found] == [True, True, False]


@pytest.mark.parametrize(
    ("model", "name"), [("application", "Applications"), ("import", "Imports")]
)
def test_a_list_at_the_desk_is_called_by_what_stands_on_it(model, name, vera, as_):
    page = as_(vera).get(f"/admin/members/{model}/").text

    assert f"<h1>{name}</h1>" in page
    assert f"<title>{name} · BALKANETUP</title>" in page
