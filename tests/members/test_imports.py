import csv
import io
import re
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from django.utils.translation import override

from core import retention
from core.exceptions import Refused
from core.models import AuditEntry, Letter
from members import tasks
from members.actions import imports, institutions, invitations
from members.models import Country, Import, ImportRow, Institution, Invitation, User
from tests.factories.members import (
    CountryFactory,
    InstitutionFactory,
    MembershipTypeFactory,
)

PEOPLE = """email,first_name,last_name,language,institution,country,role,type
iskra@example.org,Iskra,Nova,mk,,,,individual
ANA@example.org,Ana,Drugačija,,,,,individual
nobody,No,Body,,,,,
gone@example.org,Gone,Far,,Nowhere University,,,
iskra@Example.org,Iskra,Again,,,,,
"""


@pytest.fixture
def upload(vera):
    MembershipTypeFactory()

    def read(text, kind="members", **choices):
        source = imports.upload(text.encode(), kind=kind, filename="t.csv", by=vera, **choices)
        imports.check(source)
        imports.finish_now(source)
        return source

    return read


def run(source):
    imports.run(source)
    imports.finish_now(source)
    return source


def outcomes(source):
    return list(source.rows.values_list("number", "outcome"))


def sentence(source, number):
    return source.rows.get(number=number).sentence


# --- Members ----------------------------------------------------------------------------------


def test_a_dry_run_changes_nothing_and_says_what_each_row_would_do(upload, ana):
    people = User.objects.count()

    source = upload(PEOPLE)

    assert source.state == "checked"
    assert outcomes(source) == [(2, "new"), (3, "skip"), (4, "error"), (5, "error"), (6, "error")]
    assert "not an e-mail address" in sentence(source, 4)
    assert "no institution “Nowhere University”" in sentence(source, 5)
    assert "the same as row 2" in sentence(source, 6)
    assert (Invitation.objects.count(), Letter.objects.count()) == (0, 0)
    assert User.objects.count() == people


def test_each_row_says_what_is_wrong_in_the_language_of_who_uploaded_it(upload, vera, ana):
    vera.language = "mk"
    vera.save()

    with override("en"):
        source = upload(PEOPLE)

    for number in (4, 5, 6):
        assert re.search("[а-ш]{3}", sentence(source, number)), sentence(source, number)


def test_a_run_invites_and_makes_no_account(upload, ana):
    people = User.objects.count()

    source = run(upload(PEOPLE))

    invitation = Invitation.objects.get()
    assert (invitation.email, invitation.name, invitation.language, invitation.type_id) == (
        "iskra@example.org", "Iskra Nova", "mk", "individual",
    )  # fmt: skip
    assert invitation.source == source
    assert Letter.objects.get().to == "iskra@example.org"
    assert User.objects.count() == people
    ana.refresh_from_db()
    assert ana.last_name != "Drugačija"


def test_who_exists_is_brought_up_to_date_when_asked(upload, ana):
    source = upload(PEOPLE, existing="update")
    row = source.rows.get(number=3)
    assert row.outcome == "update"
    assert row.changes == [["last_name", ana.last_name, "Drugačija"]]

    run(source)

    ana.refresh_from_db()
    assert ana.last_name == "Drugačija"
    entry = AuditEntry.objects.get(verb="import")
    assert entry.whom == ana.pk
    # Nothing more to say: a second time there is nothing to do.
    assert dict(outcomes(run(upload(PEOPLE, existing="update"))))[3] == "skip"


def test_a_table_does_not_rename_who_works_for_the_network(upload, mira):
    source = run(upload("email,last_name\nmira@example.org,Changed\n", existing="update"))

    assert outcomes(source) == [(2, "skip")]
    mira.refresh_from_db()
    assert mira.last_name != "Changed"


def test_a_place_is_found_in_any_spelling_and_offered(upload):
    place = InstitutionFactory(name="Универзитет у Нишу", country=CountryFactory(code="RS"))
    source = run(
        upload("email,institution,country,role\na@b.org,Univerzitet u Nišu,Serbia,editor\n")
    )

    assert outcomes(source) == [(2, "new")], sentence(source, 2)
    invitation = Invitation.objects.get()
    assert (invitation.institution, invitation.role) == (place, "editor")


@pytest.mark.parametrize(
    ("whole", "first", "last"),
    [
        ("Ana Vrabac", "Ana", "Vrabac"),
        ("Ana Marija Vrabac-Primer", "Ana Marija", "Vrabac-Primer"),
        ("Vrabac, Ana Marija", "Ana Marija", "Vrabac"),
        ("ΠΑΠΑΣ Νίκος", "Νίκος", "ΠΑΠΑΣ"),
        ("Jan van der Berg", "Jan", "van der Berg"),
        ("ANA VRABAC", "ANA", "VRABAC"),
        ("Ana M. Vrabac", "Ana M.", "Vrabac"),
        ("Ana", "Ana", ""),
    ],
)
def test_a_whole_name_is_split_by_a_rule_that_the_dry_run_shows(upload, whole, first, last):
    source = upload(f'E-mail;Name\nana.nova@example.org;"{whole}"\n')

    assert f"First name “{first}”, last name “{last}”." in sentence(source, 2)
    run(source)
    invitation = Invitation.objects.get()
    assert (invitation.first_name, invitation.last_name) == (first, last)


def test_a_name_beside_a_surname_is_the_first_name(upload):
    source = run(upload("Email,Name,Surname\na@example.org,Ana Marija,Vrabac\n"))

    invitation = Invitation.objects.get()
    assert (invitation.first_name, invitation.last_name) == ("Ana Marija", "Vrabac")
    assert "last name" not in sentence(source, 2)


def test_a_greek_who_is_invited_from_a_greek_table_is_greeted_by_name(db, vera):
    data = "email;name\nanna@example.org;Άννα Παπά\n".encode("cp1253")
    source = imports.upload(data, kind="members", filename="t.csv", by=vera, language="el")
    imports.check(source)
    imports.finish_now(source)
    run(source)

    assert "Άννα" in Letter.objects.get().text


def test_another_encoding_is_chosen_and_checked_anew(db, vera):
    data = "email;name\na@example.org;Ayşe Şahin\nb@example.org;Işık Doğan\n".encode("cp1254")
    source = imports.upload(data, kind="members", filename="t.csv", by=vera)

    imports.check(source, source.columns, encoding="cp1254")
    imports.finish_now(source)

    assert source.encoding == "Windows-1254"
    assert [row.cells_list[1] for row in source.rows.all()] == ["Ayşe Şahin", "Işık Doğan"]


def test_a_letter_that_the_encoding_does_not_have_is_an_error_of_its_row(db, vera):
    data = "email;name\na@example.org;Ђорђе\nb@example.org;Ana\n".encode("cp1251")
    source = imports.upload(data, kind="members", filename="t.csv", by=vera, encoding="cp1253")
    imports.check(source)
    imports.finish_now(source)

    assert outcomes(source) == [(2, "error"), (3, "new")]
    assert "does not exist in Windows-1253" in sentence(source, 2)


def test_all_that_is_wrong_with_a_row_is_said_at_once(upload):
    source = upload("email,institution,country,role,type\nnobody,Nowhere,Atlantis,king,platinum\n")

    said = sentence(source, 2)
    for typed in ("nobody", "Nowhere", "Atlantis", "king", "platinum"):
        assert f"“{typed}”" in said


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("a@b.org,,,,xx,,", "no e-mails in “xx”"),
        ("a@b.org,,,,,Atlantis,", "no country “Atlantis”"),
        ("a@b.org,,,,,,platinum", "no type of membership “platinum”"),
        ("a@b.org,,,king,,,", "A role needs|no role “king”"),
        ("a@b.org,=HYPERLINK(1),,,,,", "cannot be the first name"),
        ("a@b.org,<b>x</b>,,,,,", "cannot be the first name"),
    ],
)
def test_what_is_wrong_with_a_row_is_said(upload, line, words):
    source = upload(f"email,first_name,last_name,role,language,country,type\n{line}\n")

    assert outcomes(source) == [(2, "error")]
    assert any(word in sentence(source, 2) for word in words.split("|")), sentence(source, 2)


def test_two_institutions_of_one_name_are_not_guessed(upload):
    InstitutionFactory(name="Open University", country=CountryFactory(code="RS"))
    InstitutionFactory(name="Open University", country=CountryFactory(code="AL"))

    source = upload("email,institution\na@b.org,Open University\n")

    assert "Several institutions are called so" in sentence(source, 2)


def test_an_open_invitation_is_not_doubled(upload, vera):
    invitations.invite("a@b.org", by=vera)
    source = run(upload("email\na@b.org\n"))

    assert outcomes(source) == [(2, "skip")]
    assert Letter.objects.count() == 1


def test_cyrillic_headers_are_named_by_hand(vera):
    text = "е-пошта,име\nmila@example.org,Мила\n"
    source = imports.upload(text.encode(), kind="members", filename="t.csv", by=vera)
    with pytest.raises(Refused, match="which column holds this: E-mail address"):
        imports.check(source)

    imports.check(source, {"email": 0, "first_name": 1})
    imports.finish_now(source)
    run(source)

    assert Invitation.objects.get().first_name == "Мила"


# --- Institutions -----------------------------------------------------------------------------

PLACES = """name,country,acronym,city,website,ror,other_names
Univerzitet u Primeru,RS,UPR,Primer,www.example.org,,Универзитет у Примеру|University of Primer
Универзитет у Примеру,Serbia,,Niš,,,
Academy of Nothing,,,,,,
"""


def test_institutions_are_entered_as_confirmed_with_all_their_names(upload):
    source = run(upload(PLACES, kind="institutions"))

    place = Institution.objects.get(name="Univerzitet u Primeru")
    assert (place.is_confirmed, place.acronym, place.website) == (
        True, "UPR", "https://www.example.org",
    )  # fmt: skip
    assert {name.name for name in place.names.all()} == {
        "Универзитет у Примеру", "University of Primer",
    }  # fmt: skip
    assert [outcome for _number, outcome in outcomes(source)] == ["new", "skip", "error"]
    assert "country is missing" in sentence(source, 4)


def test_an_institution_is_recognised_by_ror_or_by_any_name(upload):
    place = InstitutionFactory(
        name="Univerzitet u Nišu", country=CountryFactory(code="RS"), city="",
        ror="https://ror.org/00965bg92",
    )  # fmt: skip
    place.names.create(name="University of Niš")
    institutions.refile(place)
    text = "name,country,city,ror\nUNIVERSITY OF NIS,RS,Niš,\nWholly new name,RS,,https://ror.org/00965bg92\n"

    run(upload(text, kind="institutions", existing="update"))

    place.refresh_from_db()
    assert Institution.objects.count() == 1
    assert (place.city, place.name) == ("Niš", "Wholly new name")


def test_a_bad_website_is_said(upload):
    source = upload("name,country,website\nX Academy,RS,not a site\n", kind="institutions")

    assert outcomes(source) == [(2, "error")]


# --- The way of an import ---------------------------------------------------------------------


def test_an_interrupted_import_goes_on_where_it_was(upload):
    text = "email\n" + "".join(f"p{n}@example.org\n" for n in range(120))
    source = upload(text)
    imports.run(source)

    def interrupt(label, done, total):
        imports.pause(source)

    imports.work(source, step=interrupt)
    source.refresh_from_db()
    assert (source.state, Invitation.objects.count()) == ("paused", 50)
    imports.work(source)
    assert Invitation.objects.count() == 50

    imports.resume(source)
    imports.finish_now(source)

    assert (source.state, Invitation.objects.count()) == ("done", 120)
    assert Letter.objects.count() == 120


def test_an_import_is_run_once(upload):
    source = run(upload("email\na@b.org\n"))

    with pytest.raises(Refused, match="somebody else"):
        imports.run(source)
    tasks.work_on_import(source.pk)
    tasks.work_on_import(0)
    tasks.tend_imports()
    assert Letter.objects.count() == 1


def test_a_worker_that_died_is_followed_by_another(upload, django_capture_on_commit_callbacks):
    source = upload("email\na@b.org\nc@d.org\n")
    imports.run(source)
    imports._claim(source)
    assert imports.work(source) is False
    assert Invitation.objects.count() == 0

    ImportRow.objects.update(claimed_until="2020-01-01T00:00:00Z")
    with django_capture_on_commit_callbacks(execute=True):
        tasks.tend_imports()

    assert Invitation.objects.count() == 2


def test_the_recap_says_what_happened_to_each_row(upload, ana):
    header, rows = imports.recap(run(upload(PEOPLE, existing="update")))

    rows = list(rows)
    assert header[:3] == ["Row", "email", "first_name"]
    assert [row[-2] for row in rows] == [
        "new", "brought up to date", "not possible", "not possible", "not possible",
    ]  # fmt: skip
    assert f"last_name: {ana.last_name} → Drugačija" in rows[1][-1]


@pytest.mark.parametrize("kind", ["members", "institutions"])
def test_the_template_is_a_table_that_can_be_imported(upload, kind):
    Country.objects.get_or_create(code="MK", defaults={"name": "North Macedonia"})
    Country.objects.get_or_create(code="RS", defaults={"name": "Serbia"})

    source = upload(imports.template(kind), kind=kind)

    assert outcomes(source) == [(2, "new")], sentence(source, 2)
    assert len(next(csv.reader(io.StringIO(imports.template(kind))))) == len(source.columns)


def test_erasing_an_account_takes_its_lines_out_of_the_tables(upload, ana):
    from members.actions import account

    source = upload(PEOPLE)

    account.close(ana, keep_content=True)

    assert set(source.rows.values_list("number", flat=True)) == {2, 4, 5, 6}


def test_a_table_is_thrown_away_after_thirty_days_and_what_it_did_stays(upload):
    run(upload("email\na@b.org\n"))
    Import.objects.update(created_at=timezone.now() - timedelta(days=31))

    retention.run(only="imports")

    assert (Import.objects.count(), ImportRow.objects.count()) == (0, 0)
    assert Invitation.objects.count() == 1


def test_declining_takes_the_line_out_of_the_table(upload):
    source = run(upload("email\na@b.org\nc@d.org\n"))

    invitations.decline(Invitation.objects.get(email="a@b.org"))

    assert [row.number for row in source.rows.all()] == [3]


# --- Commands ---------------------------------------------------------------------------------


@pytest.fixture
def file(tmp_path, ana):
    path = tmp_path / "people.csv"
    path.write_text(PEOPLE)
    MembershipTypeFactory()
    return path


def test_the_command_tells_and_changes_nothing_in_a_dry_run(file, capsys):
    call_command("import_members", file, dry_run=True)

    said = capsys.readouterr().out
    assert "Row 4: “nobody” is not an e-mail address." in said
    assert "1 new, 0 brought up to date, 1 left as they are, 3 not possible." in said
    assert (Import.objects.count(), Invitation.objects.count()) == (0, 0)


def test_the_command_invites(file, capsys):
    call_command("import_members", file, language="sq")

    assert Invitation.objects.get().invited_by is None


def test_the_command_refuses_what_is_no_table(tmp_path, db):
    with pytest.raises(CommandError):
        call_command("import_institutions", tmp_path / "missing.csv")
    with pytest.raises(CommandError, match="no type of membership"):
        call_command("import_members", tmp_path / "missing.csv", type="x")


def test_a_row_that_breaks_is_in_the_log_without_its_words(upload, monkeypatch, caplog):
    def broken(**wish):
        raise ValueError(f"cannot take {wish['email']}")

    source = upload("email\na@b.org\n")
    monkeypatch.setattr(invitations, "invite", broken)

    run(source)

    assert outcomes(source) == [(2, "error")]
    assert f"Row 2 of import {source.pk}: ValueError" in caplog.text
    assert "in broken" in caplog.text
    assert "a@b.org" not in caplog.text
