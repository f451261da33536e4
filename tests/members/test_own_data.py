import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.users.models import UserProfile

from core import audit, personal_data, retention
from core.exceptions import Refused
from core.models import Letter, SearchEntry
from members.actions import account, memberships
from members.models import Application, Consent, DataExport, Membership, User
from members.tasks import make_export, tend_exports
from tests.factories.members import ApplicationFactory
from tests.members.test_own_profile import picture

URL = reverse("members:own_data")


@pytest.fixture
def bundle(ana):
    """`bundle()` makes ana's bundle and opens it."""

    def make():
        export = DataExport.objects.create(person=ana, total=1)
        account.make_export(export)
        export.refresh_from_db()
        return zipfile.ZipFile(io.BytesIO(export.file.read()))

    return make


def test_ana_asks_and_gets_a_bundle(ana, as_, django_capture_on_commit_callbacks):
    client = as_(ana)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("members:export_ask"))

    export = DataExport.objects.get()
    assert export.ready_at is not None
    assert export.done == export.total == len(personal_data.parts())
    assert Letter.objects.get(to=ana.email).kind == "export_ready"
    assert export.token in client.get(URL).text
    answer = client.get(reverse("members:export_fetch", args=[export.token]))
    assert answer["Content-Disposition"].startswith('attachment; filename="balkanetup-ana-')
    archive = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    assert {f"{name}.json" for name in personal_data.parts()} <= set(archive.namelist())


def test_the_bundle_holds_what_the_account_knows(ana, bundle):
    ApplicationFactory(applicant=ana, qualifications="Ten years of labs.")
    Consent.objects.create(person=ana, purpose="newsletter", wording="Yes, please.", source="/")
    Letter.objects.create(to=ana.email, kind="x", language="en", subject="Hi", text="…")
    ana.photo = picture()
    ana.save()

    archive = bundle()

    known = json.loads(archive.read("account.json"))
    assert known["profile"]["email"] == "ana@example.org"
    assert known["applications"][0]["qualifications"] == "Ten years of labs."
    said = [row["wording"] for each in known["consents"] for row in each["rows"]]
    assert "Yes, please." in said
    assert [row["subject"] for row in known["letters"]] == ["Hi"]
    assert known["memberships"][0]["number"] == ana.memberships.get().number
    assert any(name.startswith("files/account/1-") for name in archive.namelist())


def test_the_bundle_holds_the_connected_accounts(ana, bundle):
    ana.socialaccount_set.create(
        provider="orcid", uid="0000-0002-1825-0097", extra_data={"person": {"path": "/person"}}
    )

    (account,) = json.loads(bundle().read("account.json"))["connected accounts"]

    assert (account["provider"], account["uid"]) == ("orcid", "0000-0002-1825-0097")
    assert account["extra_data"] == {"person": {"path": "/person"}}


def test_a_file_that_is_gone_does_not_stop_the_bundle(ana, bundle):
    ana.photo = "people/gone.jpg"
    ana.save()

    assert "account.json" in bundle().namelist()


def test_nobody_else_fetches_it(ana, boris, as_, visitor, bundle):
    bundle()
    url = reverse("members:export_fetch", args=[DataExport.objects.get().token])

    assert as_(boris).get(url).status_code == 404
    assert visitor.get(url).status_code == 302


def test_the_link_expires(ana, as_, bundle, django_capture_on_commit_callbacks):
    bundle()
    export = DataExport.objects.get()
    storage, name = export.file.storage, export.file.name
    DataExport.objects.update(asked_at=timezone.now() - timedelta(days=3, minutes=1))

    gone = as_(ana).get(reverse("members:export_fetch", args=[export.token])).status_code
    with django_capture_on_commit_callbacks(execute=True):
        retention.run(only="exports")

    assert gone == 404
    assert DataExport.objects.count() == 0
    assert not storage.exists(name)


def test_asking_twice_makes_one(ana):
    account.ask_for_export(ana)

    with pytest.raises(Refused, match="being prepared already"):
        account.ask_for_export(ana)


def test_making_it_twice_sends_one_letter(ana):
    export = DataExport.objects.create(person=ana)

    assert account.make_export(export)
    assert not account.make_export(export)
    assert Letter.objects.count() == 1


def test_a_maker_that_died_is_followed_by_another(ana):
    export = DataExport.objects.create(
        person=ana, claimed_until=timezone.now() + timedelta(minutes=5)
    )

    tend_exports()
    export.refresh_from_db()
    during = export.ready_at
    DataExport.objects.update(claimed_until=timezone.now() - timedelta(seconds=1))
    tend_exports()

    export.refresh_from_db()
    assert during is None
    assert export.ready_at is not None


def test_a_bundle_that_is_gone_is_no_trouble(db):
    make_export(0)


def test_the_page_shows_how_far_it_is(ana, as_):
    DataExport.objects.create(person=ana, done=2, total=5)
    client = as_(ana)

    page = client.get(URL).text
    part = client.get(URL, headers={"HX-Request": "true"}).text

    assert 'value="2" max="5"' in page
    assert "<html" in page
    assert "<html" not in part
    assert 'value="2" max="5"' in part


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_same_for_one_consent_and_three(
    ana, as_, count, django_assert_num_queries
):
    for number in range(count):
        Consent.objects.create(person=ana, purpose=str(number), wording="Yes.", source="/")
        audit.record("look", ana, after={"as": ["Auditors"]})
    client = as_(ana)
    client.get(URL)

    with django_assert_num_queries(10):
        client.get(URL)


def test_the_page_says_who_looked_and_for_how_long_things_are_kept(ana, vera, as_):
    as_(vera).get(reverse("admin:members_user_change", args=[ana.pk]))

    page = as_(ana).get(URL).text

    assert "Steering Committee" in page
    assert "Vera" not in page
    assert "E-mails, after they arrived" in page


# --- Closing the account -----------------------------------------------------------------------


@pytest.fixture
def confirmed(ana):
    """A client with which ana has just given her password."""
    from django.test import Client

    ana.set_password("a-quiet-river-2026")
    ana.save()
    client = Client()
    login = {"login": ana.email, "password": "a-quiet-river-2026"}
    client.post(reverse("account_login"), login)
    client.post(reverse("account_reauthenticate"), {"password": "a-quiet-river-2026"})
    return client


def test_ana_closes_her_account(ana, confirmed, as_):
    other = as_(ana)
    other.get(URL)
    memberships.refile(ana)

    answer = confirmed.post(reverse("members:account_close"), {"contributions": "keep"})

    assert answer.url == reverse("members:account_closed")
    assert not User.objects.filter(handle="ana").exists()
    assert not Membership.objects.filter(person_id=ana.pk).exists()
    assert not SearchEntry.objects.filter(kind="member", object_id=str(ana.pk)).exists()
    assert confirmed.get(URL).status_code == 302
    assert other.get(URL).status_code == 302
    assert list(Letter.objects.values_list("to", "kind")) == [("ana@example.org", "goodbye")]


def test_nothing_is_closed_without_the_password(ana, as_):
    from django.test import Client

    ana.set_password("a-quiet-river-2026")
    ana.save()
    client = Client()
    login = {"login": ana.email, "password": "a-quiet-river-2026"}
    client.post(reverse("account_login"), login)

    question = client.post(reverse("members:account_close"), {"contributions": "remove"})
    before = User.objects.filter(handle="ana").exists()
    client.post(question.url, {"password": "wrong", "next": reverse("members:account_close")})
    still = User.objects.filter(handle="ana").exists()
    client.post(
        question.url,
        {"password": "a-quiet-river-2026", "next": reverse("members:account_close")},
    )

    assert question.url.startswith(reverse("account_reauthenticate"))
    assert (before, still) == (True, True)
    assert not User.objects.filter(handle="ana").exists()


def test_a_choice_must_be_made(ana, confirmed):
    confirmed.post(reverse("members:account_close"), {})

    assert User.objects.filter(handle="ana").exists()


def test_every_app_hears_of_it_highest_first(ana, monkeypatch):
    heard = []

    def part(name):
        return personal_data.Part(
            export=dict, erase=lambda person, keep: heard.append((name, keep)), files=None
        )

    monkeypatch.setattr(personal_data, "_parts", {"low": part("low"), "high": part("high")})
    account.close(ana, keep_content=True)

    assert heard == [("high", True), ("low", True)]


def test_when_one_app_fails_nothing_is_lost(ana, monkeypatch):
    def fail(person, keep):
        raise RuntimeError("no")

    parts = {**personal_data.parts(), "broken": personal_data.Part(dict, fail, None)}
    monkeypatch.setattr(personal_data, "_parts", parts)

    with pytest.raises(RuntimeError):
        account.close(ana, keep_content=False)

    assert User.objects.filter(handle="ana").exists()
    assert Letter.objects.count() == 0


def test_files_go_with_the_account(ana, bundle, django_capture_on_commit_callbacks):
    ana.photo = picture()
    ana.save()
    photo, export = ana.photo, bundle() and DataExport.objects.get().file
    face = UserProfile.objects.create(user=ana, avatar=picture()).avatar

    with django_capture_on_commit_callbacks(execute=True):
        account.close(ana, keep_content=True)

    assert not photo.storage.exists(photo.name)
    assert not export.storage.exists(export.name)
    assert not face.storage.exists(face.name)


def test_letters_and_applications_go_with_the_account(ana):
    ApplicationFactory(applicant=ana)
    Letter.objects.create(to=ana.email, kind="x", language="en", subject="Hi", text="…")

    account.close(ana, keep_content=True)

    assert Application.objects.count() == 0
    assert list(Letter.objects.values_list("kind", flat=True)) == ["goodbye"]


def test_the_goodbye_is_in_anas_language(ana):
    ana.language = "mk"
    ana.save()

    account.close(ana, keep_content=False)

    assert Letter.objects.get().language == "mk"


def test_the_only_administrator_stays(admin):
    with pytest.raises(Refused, match="only administrator"):
        account.close(admin, keep_content=True)


@pytest.mark.parametrize("keep", [True, False])
@pytest.mark.parametrize("who", ["lule", "vera", "mira", "petra"])
def test_anybody_can_leave(who, keep, request):
    person = request.getfixturevalue(who)

    account.close(person, keep_content=keep)

    assert not User.objects.filter(pk=person.pk).exists()
