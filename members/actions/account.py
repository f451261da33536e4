"""What a person may ask about themselves: everything we know, and to be forgotten."""

import json
import logging
import zipfile
from datetime import timedelta
from pathlib import PurePosixPath
from tempfile import TemporaryFile

from django.core.files import File
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from core import audit, erasures, mail, personal_data, search
from core.exceptions import Refused
from core.jobs import enqueue
from members.models import DataExport, User

from . import positions

log = logging.getLogger(__name__)
_LEASE = timedelta(minutes=10)


def ask_for_export(person: User) -> DataExport:
    """Begin a bundle of everything about `person`; it is made in the background."""
    from members.tasks import make_export

    try:
        with transaction.atomic():
            export = DataExport.objects.create(person=person, total=len(personal_data.parts()))
            enqueue(make_export, export.pk)
    except IntegrityError:
        raise Refused(_("Your data is being prepared already.")) from None
    return export


def make_export(export: DataExport) -> bool:
    """Gather, pack and tell; False when somebody else has taken it or it is done."""
    waiting = DataExport.objects.filter(pk=export.pk, ready_at=None)
    if not waiting.claim(_LEASE, done=0):
        return False
    with TemporaryFile() as bundle:
        _pack(export, bundle)
        bundle.seek(0)
        export.file.save(f"{export.token}.zip", File(bundle), save=False)
    with transaction.atomic():
        mine = DataExport.objects.filter(pk=export.pk, ready_at=None)
        if not mine.release(file=export.file.name, ready_at=timezone.now()):
            # The account was closed meanwhile: nobody is left to fetch it.
            export.file.storage.delete(export.file.name)
            return False
        person = export.person
        mail.post(
            "export_ready", person.email, {"person": person, "export": export},
            language=person.language,
        )  # fmt: skip
    return True


def _pack(export: DataExport, bundle) -> None:
    person = export.person
    with zipfile.ZipFile(bundle, "w", zipfile.ZIP_DEFLATED) as archive, override(person.language):
        archive.writestr("README.txt", render_to_string("members/account/bundle.txt", {}))
        for done, (name, part) in enumerate(personal_data.parts().items(), start=1):
            known = json.dumps(
                part.export(person), cls=DjangoJSONEncoder, ensure_ascii=False, indent=2
            )
            archive.writestr(f"{name}.json", known)
            for number, file in enumerate(part.files(person) if part.files else [], start=1):
                _add_file(archive, f"files/{name}/{number}-{PurePosixPath(file.name).name}", file)
            DataExport.objects.filter(pk=export.pk).update(done=done)


def _add_file(archive, name, file):
    try:
        with file.open("rb") as source, archive.open(name, "w") as target:
            for block in iter(lambda: source.read(1 << 16), b""):
                target.write(block)
    except FileNotFoundError:
        log.warning("A file of a bundle is gone: %s", file.name)


def tend_exports() -> None:
    """Take up bundles that nobody is making. What was kept enough goes with the nightly run."""
    for export in DataExport.objects.filter(ready_at=None).kept():
        make_export(export)


@transaction.atomic
def close(person: User, *, keep_content: bool) -> None:
    """Forget `person`, and say goodbye. What they wrote stays or goes, as asked."""
    person = User.objects.select_for_update().get(pk=person.pk)
    if person.is_superuser and not _another_administrator(person):
        raise Refused(_("You are the only administrator. Name another one first."))
    forget(person, keep_content=keep_content)
    # After the erasing: it takes the letters to this address away.
    mail.post(
        "goodbye", person.email, {"name": person.first_name, "kept": keep_content},
        language=person.language,
    )  # fmt: skip


@transaction.atomic
def forget(person: User, *, keep_content: bool) -> None:
    """Take `person` out of every app, the highest first, the row last, without a word."""
    positions.forget(person)
    for part in reversed(personal_data.parts().values()):
        if part.erase:
            part.erase(person, keep_content)
    audit.record("erase", person, after={"content": "kept" if keep_content else "gone"})
    erasures.remember(person, keep_content)
    person.delete()
    search.scrub()


def _another_administrator(person):
    administrators = User.objects.filter(is_superuser=True, is_active=True)
    return administrators.exclude(pk=person.pk).exists()
