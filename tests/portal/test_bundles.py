import io
import json
import shutil
import tarfile

import pytest
from django.core.checks import run_checks
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.core.management import CommandError, call_command
from wagtail.models import Page

from core import audit, erasures, seals
from core.models import AuditEntry, Erasure, Letter
from forum.models import Post
from members.actions import account, memberships
from members.models import User
from portal.bundles import MANIFEST, restoring, roots
from tests.factories.forum import PostFactory
from tests.factories.members import MemberFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def place(settings, tmp_path):
    """A place with people, words in two scripts, a sealed log, and files of both kinds."""
    settings.MEDIA_ROOT = tmp_path / "media"
    for root in roots().values():
        shutil.rmtree(root, ignore_errors=True)
    people = [MemberFactory(first_name=name) for name in ("Ђорђе", "Ana", "Čedo")]
    for person in people:
        memberships.refile(person)
        PostFactory(author=person, text='Zdravo 👋\u200f\n, \\ "quoted".')
    audit.record("rename", people[0], before={"a": 1}, after={"a": 2.5})
    seals.seal()
    Letter.objects.create(to="x@example.org", kind="x", language="en", subject="–", text="…")
    default_storage.save("people/a.jpg", ContentFile(b"\xff\xd8 a picture"))
    storages["private"].save("exports/b.zip", ContentFile(b"\0" * 3000))
    yield people
    for root in roots().values():
        shutil.rmtree(root, ignore_errors=True)


def backup(path):
    call_command("backup", str(path), verbosity=0)
    with tarfile.open(path) as tar:
        return json.load(tar.extractfile(MANIFEST))


def held(manifest) -> dict:
    """Checksums of every table and file."""
    return {
        name: about["sha256"]
        for name, about in manifest["members"].items()
        # The backup itself marks that it ran.
        if not name.startswith("rows/core_job")
    }


def lose_everything():
    for root in roots().values():
        shutil.rmtree(root, ignore_errors=True)
    call_command("flush", interactive=False, verbosity=0)


def test_every_row_and_file_comes_back_as_it_was(place, tmp_path):
    erasures.make_file()  # as every place has it since its first migrate
    before = backup(tmp_path / "one.tar.gz")
    lose_everything()

    call_command("restore", str(tmp_path / "one.tar.gz"))

    after = backup(tmp_path / "two.tar.gz")
    assert before["tables"]["members_user"]["rows"] == User.objects.count() >= 3
    assert held(after) == held(before)
    assert {"files/media/people/a.jpg", "files/private/exports/b.zip"} <= set(held(after))
    assert seals.check() == (1, None)
    # Editors find their pages again, too.
    assert [page.slug for page in Page.objects.search("mission")]
    # Keys go on where they were.
    assert MemberFactory().pk > max(person.pk for person in place)


def test_a_backup_overwrites_nothing(place, tmp_path):
    (tmp_path / "one.tar.gz").write_text("mine")

    with pytest.raises(CommandError, match="overwrites nothing"):
        call_command("backup", str(tmp_path / "one.tar.gz"))

    assert (tmp_path / "one.tar.gz").read_text() == "mine"


def test_a_bundle_is_for_its_owner_alone(place, tmp_path):
    backup(tmp_path / "one.tar.gz")

    assert (tmp_path / "one.tar.gz").stat().st_mode & 0o077 == 0
    assert [path.name for path in tmp_path.glob("*one*")] == ["one.tar.gz"]


def test_a_restore_refuses_a_place_with_people_unless_told(place, tmp_path):
    backup(tmp_path / "one.tar.gz")
    late = MemberFactory()

    with pytest.raises(CommandError, match="--replace"):
        call_command("restore", str(tmp_path / "one.tar.gz"))
    still = User.objects.filter(pk=late.pk).exists()
    call_command("restore", str(tmp_path / "one.tar.gz"), "--replace")

    assert still
    assert not User.objects.filter(pk=late.pk).exists()


def damaged(path, how):
    whole = path.read_bytes()
    if how == "cut short":
        path.write_bytes(whole[: len(whole) // 2])
    elif how == "not a bundle":
        path.write_text("Hello")
    else:
        _rewrite(whole, path, how)


def _rewrite(whole, path, how):
    with tarfile.open(fileobj=io.BytesIO(whole)) as old, tarfile.open(path, "w:gz") as new:
        for info in old:
            data = old.extractfile(info).read()
            if how == "changed" and info.name == "rows/members_user.jsonl":
                data = data.replace(b"Ana", b"Eve")
            if how == "taken out" and info.name == "rows/members_user.jsonl":
                continue
            if how == "escaping" and info.name.startswith("files/media"):
                info.name = "files/media/../../../evil"
            info.size = len(data)
            new.addfile(info, io.BytesIO(data))


@pytest.mark.parametrize("how", ["cut short", "not a bundle", "changed", "taken out", "escaping"])
def test_a_damaged_bundle_is_refused_before_anything_is_touched(place, tmp_path, how):
    bundle = tmp_path / "one.tar.gz"
    backup(bundle)
    damaged(bundle, how)

    with pytest.raises(CommandError, match="bundle"):
        call_command("restore", str(bundle), "--replace")

    assert set(place) <= set(User.objects.all())
    assert default_storage.exists("people/a.jpg")
    assert not restoring.marker().exists()


def test_who_left_since_is_erased_again(place, tmp_path):
    backup(tmp_path / "one.tar.gz")
    gone, others = place[0], set(User.objects.exclude(pk=place[0].pk))
    account.close(gone, keep_content=True)

    call_command("restore", str(tmp_path / "one.tar.gz"), "--replace")

    assert set(User.objects.all()) == others
    assert Erasure.objects.filter(person=gone.pk).exists()
    assert AuditEntry.objects.filter(verb="erase", whom=gone.pk).exists()
    # No second goodbye.
    assert not Letter.objects.filter(kind="goodbye").exists()


@pytest.mark.parametrize(("keep", "left"), [(True, 3), (False, 2)], ids=["kept", "gone"])
def test_what_they_wrote_goes_again_as_they_chose(place, tmp_path, keep, left):
    backup(tmp_path / "one.tar.gz")
    account.close(place[0], keep_content=keep)

    call_command("restore", str(tmp_path / "one.tar.gz"), "--replace")

    assert Post.objects.filter(text__startswith="Zdravo").count() == left


def test_the_ledger_of_another_machine_counts(place, tmp_path):
    backup(tmp_path / "one.tar.gz")
    others = set(User.objects.exclude(pk=place[0].pk))
    account.close(place[0], keep_content=False)
    shutil.copy(erasures.path(), tmp_path / "copy.jsonl")
    erasures.path().unlink()
    lose_everything()

    call_command("restore", str(tmp_path / "one.tar.gz"), "--erased", str(tmp_path / "copy.jsonl"))

    assert set(User.objects.all()) == others
    assert [each.person for each in erasures.read(erasures.path())] == [place[0].pk]


def test_the_ledger_travels_in_the_bundle(place, tmp_path):
    account.close(place[0], keep_content=False)
    backup(tmp_path / "one.tar.gz")
    erasures.path().unlink()
    lose_everything()

    call_command("restore", str(tmp_path / "one.tar.gz"))

    assert [each.person for each in erasures.read(erasures.path())] == [place[0].pk]


def test_the_ledger_names_nobody(place):
    person = place[1]
    account.close(person, keep_content=True)

    text = erasures.path().read_text()

    assert not [word for word in (person.email, person.handle, "Ana") if word in text]


def test_somebody_new_with_an_old_key_is_not_erased(place, tmp_path):
    person = place[0]
    erasures.append([Erasure(person=person.pk, mark="0" * 64, keep_content=True)])
    backup(tmp_path / "one.tar.gz")

    call_command("restore", str(tmp_path / "one.tar.gz"), "--replace")

    assert User.objects.filter(pk=person.pk).exists()


def test_what_a_broken_off_restore_leaves_can_be_written_to(place, tmp_path):
    """Rows come back when the transaction ends badly; PostgreSQL's counters do not."""
    backup(tmp_path / "one.tar.gz")
    for number in range(3):
        MemberFactory(handle=f"later-{number}")

    def break_off(part, done, total):
        if (part, done) == ("rows", total):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        restoring.restore(tmp_path / "one.tar.gz", replace=True, erased=[], step=break_off)

    assert MemberFactory(handle="newest").pk > User.objects.get(handle="later-2").pk


def test_an_interrupted_restore_says_so_and_is_run_again(place, tmp_path, monkeypatch):
    backup(tmp_path / "one.tar.gz")

    def die(*args):
        raise KeyboardInterrupt

    monkeypatch.setattr(restoring, "_put_files", die)
    with pytest.raises(KeyboardInterrupt):
        call_command("restore", str(tmp_path / "one.tar.gz"), "--replace")
    monkeypatch.undo()
    said = [error.id for error in run_checks()]
    call_command("restore", str(tmp_path / "one.tar.gz"))

    assert "portal.E001" in said
    assert "portal.E001" not in [error.id for error in run_checks()]
    assert set(place) <= set(User.objects.all())
    assert default_storage.exists("people/a.jpg")
