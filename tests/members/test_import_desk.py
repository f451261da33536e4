import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from members.actions import imports, invitations
from members.models import Import, Invitation
from tests.factories.members import InstitutionFactory, MembershipTypeFactory
from tests.members.test_imports import PEOPLE

ADD = reverse("admin:members_import_add")
CHOICES = {"existing": "skip", "language": "en", "type": ""}


def file(text, name="people.csv"):
    data = text if isinstance(text, bytes) else text.encode()
    return SimpleUploadedFile(name, data, content_type="text/csv")


@pytest.fixture
def desk(as_, vera, django_capture_on_commit_callbacks):
    """Vera at the desk; what is queued is done at once."""
    MembershipTypeFactory()
    client = as_(vera)

    def post(url, data=None):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(url, data or {}, follow=True)

    client.send = post
    return client


def do(source, verb):
    return reverse("admin:members_import_do", args=[source.pk, verb])


def test_vera_sees_what_a_table_would_do_and_then_does_it(desk, ana):
    desk.send(f"{ADD}?kind=members", {**CHOICES, "file": file(PEOPLE)})
    source = Import.objects.get()
    page = desk.get(source.get_absolute_url()).text
    assert source.state == "checked"
    for words in ("Do it: 1 e-mail", "Says the same as row 2.", "not an e-mail address"):
        assert words in page
    assert Invitation.objects.count() == 0

    desk.send(do(source, "run"))
    page = desk.get(source.get_absolute_url()).text

    assert Invitation.objects.get().email == "iskra@example.org"
    assert "What happened" in page
    recap = desk.get(reverse("admin:members_import_recap", args=[source.pk]))
    lines = recap.getvalue().decode("utf-8-sig").splitlines()
    assert lines[1].startswith("2,iskra@example.org,Iskra,Nova")
    assert lines[1].endswith("new,Gets an invitation.")
    assert len(lines) == 6


def test_only_rows_of_one_kind_are_shown_when_asked(desk):
    desk.send(f"{ADD}?kind=members", {**CHOICES, "file": file(PEOPLE)})
    url = Import.objects.get().get_absolute_url()

    page = desk.get(f"{url}?outcome=new").text

    assert "iskra@example.org" in page.partition("What each row would do")[2]
    assert "Nowhere University" not in page.partition("What each row would do")[2]


def test_columns_with_foreign_names_are_named_on_the_page(desk):
    page = desk.send(f"{ADD}?kind=members", {**CHOICES, "file": file("имејл;име\nm@b.mk;Мила\n")})
    source = Import.objects.get()
    assert "Say which column holds this: E-mail address." in page.text
    assert source.state == "read"
    assert "Say which column holds this." in desk.send(source.get_absolute_url(), CHOICES).text

    desk.send(
        source.get_absolute_url(), {**CHOICES, "column_email": "0", "column_first_name": "1"}
    )

    source.refresh_from_db()
    assert (source.state, source.rows.get().outcome) == ("checked", "new")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"PK\x03\x04", "This is a workbook"),
        (b"email\na\0b\n", "a character (NUL)"),
        (b"email\n" + b"x" * 1_000_000, "a cell that is too long"),
        (b"email\n" + b"x@y.org\n" * 100_000, "more than 10000 rows"),
        (b"x" * 6_000_000, "larger than 5 MB"),
        (b"", "empty"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_table_is_refused_on_the_page(desk, data, sentence):
    page = desk.send(f"{ADD}?kind=members", {**CHOICES, "file": file(data)})

    assert page.status_code == 200
    assert sentence in page.text
    assert Import.objects.count() == 0


def test_institutions_are_imported_by_the_same_way(desk):
    text = "name,country\nUniversity of Somewhere,AL\n"

    desk.send(f"{ADD}?kind=institutions", {"existing": "skip", "file": file(text)})
    source = Import.objects.get()
    desk.send(do(source, "run"))

    assert source.rows.get().outcome == "new"


def test_the_page_counts_while_it_runs_and_then_shows_the_rows(desk, vera):
    source = imports.upload(b"email\na@b.org\n", kind="members", filename="t.csv", by=vera)
    imports.check(source)
    part = reverse("admin:members_import_progress", args=[source.pk])

    running = desk.get(part, headers={"HX-Request": "true"})
    assert "<html" not in running.text
    assert 'data-hx-trigger="every 2s"' in running.text
    assert "HX-Refresh" not in running
    whole = desk.get(source.get_absolute_url()).text
    assert '<noscript><meta http-equiv="refresh"' in whole
    imports.finish_now(source)

    done = desk.get(part, headers={"HX-Request": "true"})
    assert done["HX-Refresh"] == "true"
    assert "data-hx-trigger" not in done.text


def test_an_import_is_interrupted_resumed_and_thrown_away_from_the_page(desk, vera, as_):
    source = imports.upload(b"email\na@b.org\n", kind="members", filename="t.csv", by=vera)
    imports.check(source)
    desk.send(do(source, "pause"))
    assert "Go on" in desk.get(source.get_absolute_url()).text

    desk.send(do(source, "resume"))
    source.refresh_from_db()
    assert source.state == "checked"
    desk.send(do(source, "discard"))

    assert not Import.objects.exists()


def test_verbs_are_posts_and_of_the_committee(as_, vera, ana, emil, admin):
    source = imports.upload(b"email\na@b.org\n", kind="members", filename="t.csv", by=vera)
    recap = reverse("admin:members_import_recap", args=[source.pk])

    assert as_(vera).get(do(source, "run")).status_code == 405
    assert as_(vera).post(do(source, "fly")).status_code == 404
    for somebody, status in [(ana, 302), (emil, 403)]:
        client = as_(somebody)
        for url in (recap, source.get_absolute_url(), ADD):
            assert client.get(url).status_code == status
        assert client.post(do(source, "discard")).status_code == status
    assert Import.objects.count() == 1


def test_a_template_comes_with_the_page(desk):
    answer = desk.get(reverse("admin:members_import_template", args=["institutions"]))

    assert answer.content.decode("utf-8-sig").startswith("name,country,acronym")
    assert desk.get(reverse("admin:members_import_template", args=["x"])).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_and_a_page_cost_the_same_for_one_and_for_three(
    desk, vera, count, django_assert_num_queries
):
    for _ in range(count):
        text = b"email\n" + b"".join(b"p%d@b.org\n" % n for n in range(count))
        source = imports.upload(text, kind="members", filename="t.csv", by=vera)
        imports.check(source)
        imports.finish_now(source)
    desk.get(ADD)

    with django_assert_num_queries(LIST):
        desk.get(reverse("admin:members_import_changelist"))
    with django_assert_num_queries(PAGE):
        desk.get(source.get_absolute_url())


LIST, PAGE = 7, 11


# --- Invitations at the desk ------------------------------------------------------------------


def test_the_committee_invites_from_the_desk(desk):
    url = reverse("admin:members_invitation_add")
    words = {"email": "iskra@example.org", "language": "mk", "type": "individual"}

    desk.send(url, words)
    again = desk.send(url, words).text

    assert Invitation.objects.get().language == "mk"
    assert "open already" in again
    assert "not an e-mail address" in desk.send(url, {"email": "", "language": "en"}).text


def test_letters_are_sent_again_and_taken_back_from_the_list(desk, vera):
    invitation = invitations.invite("a@b.org", by=vera, institution=InstitutionFactory())
    url = reverse("admin:members_invitation_changelist")
    chosen = {"_selected_action": [invitation.pk]}
    Invitation.objects.update(sent_at=None)

    desk.send(url, {**chosen, "action": "send_again"})
    page = desk.send(url, {**chosen, "action": "send_again"}).text
    assert "not a day old" in page
    desk.send(url, {**chosen, "action": "take_back"})

    invitation.refresh_from_db()
    assert (invitation.sent_count, invitation.state) == (2, "cancelled")


def test_nobody_at_the_desk_reads_the_secret_of_a_link(desk, vera):
    invitation = invitations.invite("a@b.org", by=vera)

    for url in (
        reverse("admin:members_invitation_changelist"),
        reverse("admin:members_invitation_change", args=[invitation.pk]),
    ):
        assert invitation.token not in desk.get(url).text
    probe = reverse("admin:members_invitation_changelist") + "?token__startswith=a"
    assert desk.get(probe).status_code in {302, 400}


def test_letters_that_are_wrong_in_the_sample_are_read_in_another_encoding(desk):
    data = "email;name\na@example.org;Ayşe Şahin\nb@example.org;Işık Doğan\n".encode("cp1254")
    desk.send(f"{ADD}?kind=members", {**CHOICES, "file": file(data)})
    source = Import.objects.get()
    page = desk.get(source.get_absolute_url()).text
    assert 'name="encoding"' in page
    assert "Ayşe Şahin" not in page

    desk.send(
        source.get_absolute_url(),
        {**CHOICES, "encoding": "cp1254", "column_email": "0", "column_name": "1"},
    )

    page = desk.get(source.get_absolute_url()).text
    assert "Ayşe Şahin" in page
    assert "First name “Işık”, last name “Doğan”." in page


def test_a_file_that_says_its_encoding_itself_has_none_to_choose(desk):
    desk.send(f"{ADD}?kind=members", {**CHOICES, "file": file("email\na@example.org\n")})

    page = desk.get(Import.objects.get().get_absolute_url()).text
    assert 'name="column_email"' in page
    assert 'name="encoding"' not in page
