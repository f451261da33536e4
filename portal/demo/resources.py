"""The demo's repository: records of every kind with real small files, and a curator's desk."""

import hashlib
import io
from datetime import timedelta

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.text import slugify
from PIL import Image, ImageDraw

from core import markdown, search, uploads
from resources import actions, tallies
from resources.models import Author, Resource, ResourceFile, ReviewStep, Tag

from . import _papers, _pictures, _records
from ._people import HEADS

REAL_DOI = "10.26220/aca.5261"
State = Resource.State


def load(world) -> None:
    """Records in the catalogue, four for the curator, one returned to ana, one draft of hers."""
    accepted = [_record(world, fields, State.ACCEPTED) for fields in _read(_records.RECORDS)]
    search.index_many("resource", filter(None, accepted))
    for fields in _read(_records.WAITING):
        _record(world, fields, State.SUBMITTED)
    for fields in _read(_records.RETURNED):
        _record(world, fields, State.RETURNED)
    for fields in _read(_records.DRAFTS):
        _record(world, fields, State.DRAFT)


def _read(text: str):
    names = ("kind", "language", "licence", "discipline", "year", "days", "downloads", "authors",
             "tags", "files", "title")  # fmt: skip
    for part in text.split("\n===\n"):
        head, _line, abstract = part.strip().partition("\n")
        if head:
            yield {**dict(zip(names, head.split("|"), strict=True)), "abstract": abstract.strip()}


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


@transaction.atomic
def _record(world, fields: dict, state: str) -> Resource | None:
    """Make a record with all that belongs to it; None where it is there already."""
    handles = _words(fields["authors"])
    depositor = world.people[handles[0]] if handles else world.people["emil"]
    curator = world.people["mira"]
    moment = world.days(-float(fields["days"]))
    is_real = fields["files"] == "doi"
    led = {handle: world.centres.get(slug) for slug, handle in HEADS.items()}
    title = fields["title"]
    record, made = world.make(
        Resource,
        {
            "kind": fields["kind"], "abstract": fields["abstract"],
            "language": fields["language"], "licence": fields["licence"],
            "discipline": fields["discipline"], "year": fields["year"] or None,
            "published_in": "ACADEMIA" if is_real else "",
            "doi": REAL_DOI if is_real else "",
            "link": _link(title) if fields["files"] == "link" else "",
            "audience": "members" if title.startswith(_records.MEMBERS_ONLY) else "public",
            "institution": depositor.institution if handles else None,
            "centre": led.get(handles[0]) if handles else None,
            "state": state, "download_count": int(fields["downloads"]),
            "created_at": moment - timedelta(days=2),
            "rights_confirmed_at": None if state == State.DRAFT else moment - timedelta(days=1),
            "submitted_at": None if state == State.DRAFT else moment - timedelta(days=1),
            "published_at": moment if state == State.ACCEPTED else None,
            "byline": ", ".join(world.people[handle].name for handle in handles),
        },
        title=title, depositor=depositor,
    )  # fmt: skip
    if not made:
        return None
    if _pictures.has_one(title, of_ten=6):
        _pictures.give(record, title, "cover")
        record.save()
    for position, handle in enumerate(handles):
        person = world.people[handle]
        Author.objects.create(
            resource=record, position=position, name=person.name, person=person,
            affiliation=person.institution.name if person.institution else "",
        )  # fmt: skip
    _tag(world, record, _words(fields["tags"]))
    for kind in fields["files"].split():
        _attach(world, record, kind, depositor)
    _history(record, depositor, curator, moment)
    if state == State.ACCEPTED:
        tallies.change(record, +1)
    return record


def _link(title: str) -> str:
    return f"https://example.org/{slugify(title, allow_unicode=True)[:60]}"


def _tag(world, record, names) -> None:
    known = set(Tag.objects.values_list("slug", flat=True))
    actions.set_tags(record, names)
    for tag in Tag.objects.filter(taggings__content_object=record).exclude(slug__in=known):
        world.remember(tag)


def _history(record, depositor, curator, moment) -> None:
    steps = []
    if record.state != State.DRAFT:
        steps.append((depositor, State.DRAFT, State.SUBMITTED, "", moment - timedelta(days=1)))
    if record.state == State.ACCEPTED:
        steps.append((curator, State.SUBMITTED, State.ACCEPTED, "", moment))
    if record.state == State.RETURNED:
        reason = _records.RETURN_REASON
        steps.append((curator, State.SUBMITTED, State.RETURNED, reason, moment))
    for actor, before, after, reason, at in steps:
        ReviewStep.objects.create(
            resource=record, actor=actor, before=before, after=after, reason=reason, at=at
        )


def _attach(world, record, kind: str, depositor) -> None:
    if kind in ("link", "doi"):
        return
    content = _content(record, kind)
    stem = slugify(record.title, allow_unicode=True)[:50].rstrip("-")
    name = uploads.clean_name(f"{stem}.{kind}")
    checked = uploads.check(ContentFile(content, name=name))
    record.last_file_number += 1
    record.save(update_fields=["last_file_number"])
    row = ResourceFile(
        resource=record, number=record.last_file_number, name=checked.name, size=checked.size,
        sha256=hashlib.sha256(content).hexdigest(), media_type=checked.media_type,
        scan=uploads.Scan.CLEAN, uploader=depositor,
    )  # fmt: skip
    row.file.save(name, ContentFile(content), save=False)
    row.save()
    world.remember(row)


def _content(record, kind: str) -> bytes:
    paragraphs = [markdown.plain(text) for text in record.abstract.split("\n\n")]
    if kind == "pdf":
        return _papers.pdf(record.title, [record.byline, *paragraphs])
    if kind == "docx":
        return _papers.docx(record.title, [record.byline, *paragraphs])
    if kind == "pptx":
        return _papers.pptx(record.title, paragraphs)
    if kind == "png":
        return _poster()
    return _papers.csv(_table(record))


def _table(record) -> list[list]:
    if record.kind == "rubric":
        return [["row", "not yet", "there", "beyond"],
                ["claim", "I look for it", "I find it", "I want to argue with it"],
                ["evidence", "missing", "fits", "weighed against its opposite"],
                ["reader", "forgotten", "guided", "surprised"],
                ["language", "in the way", "clear", "a pleasure"]]  # fmt: skip
    head = ["number", "group", "first", "second", "note"]
    rows = [[n, "ABC"[n % 3], 40 + n * 7 % 31, 45 + n * 11 % 29, ""] for n in range(1, 41)]
    rows[6][4] = "entered twice?"
    return [head, *rows]


def _poster() -> bytes:
    """Seven stepped lozenges in a column: a poster's worth of checks."""
    picture = Image.new("RGB", (900, 1273), (247, 244, 236))
    draw = ImageDraw.Draw(picture)
    for at in range(7):
        middle, size = 150 + at * 160, 52
        for step in range(4):
            reach = size - step * 14
            colour = (11, 107, 115) if step % 2 == 0 else (247, 244, 236)
            draw.polygon([(170 - reach, middle), (170, middle - reach), (170 + reach, middle),
                          (170, middle + reach)], fill=colour)  # fmt: skip
        draw.rectangle([270, middle - 12, 780 - at * 30, middle + 12], fill=(60, 60, 60))
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()
