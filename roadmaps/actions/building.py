"""Writing templates. Every verb says which revision its writer saw, so that no window undoes
what another one wrote."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit, search
from core.exceptions import Refused
from core.jobs import enqueue
from core.slugs import slug_of
from core.uploads import Scan
from members.models import User
from roadmaps import holders, texts
from roadmaps.models import Chapter, ChecklistTemplate, Item, ItemDocument, TemplateVersion
from roadmaps.permissions import can_build

# Words that stand for screens under /roadmaps/.
_RESERVED = {"build", "centre", "institution", "lists", "peers"}


def _check_may_build(by: User) -> None:
    if not can_build(by):
        raise Refused(_("Only the committee writes templates of checklists."))


def _lock(version: TemplateVersion, by: User, revision: int | None) -> TemplateVersion:
    """The version as it is now, counted on, held until the transaction ends."""
    _check_may_build(by)
    rows = TemplateVersion.objects.select_for_update(of=("self",)).select_related("template")
    version = rows.get(pk=version.pk)
    if not version.is_editable:
        raise Refused(
            _(
                "Somebody works with this version already, so it stays as it is. "
                "Begin the next version to change it."
            )
        )
    if revision is not None and revision != version.revision:
        raise Refused(
            _(
                "Somebody has changed this template meanwhile. What you wrote is still here: "
                "look at what stands there now, and save again."
            )
        )
    version.revision += 1
    version.save(update_fields=["revision"])
    return version


def _needs_own_words(version: TemplateVersion, words: dict) -> dict:
    words = texts.cleaned(words)
    if version.template.language not in words:
        raise Refused(_("Write it in the template's own language first; others can follow."))
    return words


# --- Templates and versions -------------------------------------------------------------------


@transaction.atomic
def create(
    by: User, *, language: str, holder_kinds: list[str], title: dict, summary: dict
) -> TemplateVersion:
    """Begin a template: its first version is written, nobody sees it yet."""
    _check_may_build(by)
    template = ChecklistTemplate(language=language, created_by=by)
    template.holder_kinds = [kind for kind in holders.kinds() if kind in holder_kinds]
    version = TemplateVersion(template=template, summary=texts.cleaned(summary))
    version.title = _needs_own_words(version, title)
    template.slug = _free_slug(version.title[language])
    template.save()
    version.template = template
    version.save()
    audit.record("create", template, after={"title": version.title[language]})
    return version


def _free_slug(title: str) -> str:
    stem = slug_of(title, "checklist")[:50]
    there = set(
        ChecklistTemplate.objects.filter(slug__startswith=stem).values_list("slug", flat=True)
    )
    slug, number = stem, 2
    while slug in there | _RESERVED:
        slug, number = f"{stem}-{number}", number + 1
    return slug


@transaction.atomic
def save_head(
    version: TemplateVersion,
    by: User,
    revision: int | None,
    *,
    holder_kinds: list[str],
    title: dict,
    summary: dict,
) -> TemplateVersion:
    """Keep what the whole is called, what it is for, and for whom."""
    version = _lock(version, by, revision)
    version.title = _needs_own_words(version, title)
    version.summary = texts.cleaned(summary)
    version.save(update_fields=["title", "summary"])
    template = version.template
    before = {"for": template.holder_kinds}
    template.holder_kinds = [kind for kind in holders.kinds() if kind in holder_kinds]
    template.save(update_fields=["holder_kinds"])
    audit.record("change", template, before=before, after={"for": template.holder_kinds})
    search.index(template)
    return version


@transaction.atomic
def publish(version: TemplateVersion, by: User) -> TemplateVersion:
    """Let it be taken. Those who work with an earlier version are offered what changed."""
    version = _lock(version, by, None)
    if version.published_at is not None:
        raise Refused(_("This version is published already."))
    if not version.items.exists():
        raise Refused(_("There is nothing to do in it yet. Add an item first."))
    if not version.template.holder_kinds:
        raise Refused(_("Say first for whom it is."))
    version.published_at = timezone.now()
    version.save(update_fields=["published_at"])
    audit.record("publish", version.template, after={"version": version.number})
    search.index(version.template)
    return version


@transaction.atomic
def next_version(template: ChecklistTemplate, by: User) -> TemplateVersion:
    """The version that is being written; where there is none, one like the newest is begun."""
    _check_may_build(by)
    template = ChecklistTemplate.objects.select_for_update().get(pk=template.pk)
    newest = template.versions.order_by("-number").select_related("template").first()
    if newest.is_editable:
        return newest
    version = TemplateVersion.objects.create(
        template=template, number=newest.number + 1, title=newest.title, summary=newest.summary
    )
    _copy(newest, version)
    audit.record("begin version", template, after={"version": version.number})
    return version


def _copy(old: TemplateVersion, new: TemplateVersion) -> None:
    """Chapters and items with their keys; documents point to the same stored file."""
    made: dict[str, Item] = {}
    outline = old.outline()
    for chapter in outline:
        own = Chapter.objects.create(
            version=new,
            key=chapter.key,
            position=chapter.position,
            title=chapter.title,
            stage=chapter.stage,
        )
        for item in chapter.list_of_items:
            made[item.key] = Item.objects.create(
                version=new,
                chapter=own,
                key=item.key,
                position=item.position,
                title=item.title,
                explanation=item.explanation,
                evidence=item.evidence,
            )
            for document in item.documents.all():
                document.pk, document._state.adding = None, True
                document.item = made[item.key]
                document.save()
    for chapter in outline:
        for item in chapter.list_of_items:
            made[item.key].depends_on.set(made[other.key] for other in item.depends_on.all())


@transaction.atomic
def withdraw(template: ChecklistTemplate, by: User) -> None:
    """Nobody takes it any more; whoever works with it goes on."""
    _check_may_build(by)
    template = ChecklistTemplate.objects.select_for_update().get(pk=template.pk)
    if template.withdrawn_at is None:
        template.withdrawn_at = timezone.now()
        template.save(update_fields=["withdrawn_at"])
        audit.record("withdraw", template, before={"open": True}, after={"open": False})
        search.index(template)


@transaction.atomic
def restore(template: ChecklistTemplate, by: User) -> None:
    """Let it be taken again."""
    _check_may_build(by)
    template = ChecklistTemplate.objects.select_for_update().get(pk=template.pk)
    if template.withdrawn_at is not None:
        template.withdrawn_at = None
        template.save(update_fields=["withdrawn_at"])
        audit.record("restore", template, before={"open": False}, after={"open": True})
        search.index(template)


# --- Chapters and items -----------------------------------------------------------------------


@transaction.atomic
def save_chapter(
    version: TemplateVersion,
    by: User,
    revision: int | None,
    *,
    key: str = "",
    title: dict,
    stage: str = "",
) -> Chapter:
    """Keep a chapter; without a key a new one at the end."""
    version = _lock(version, by, revision)
    words = _needs_own_words(version, title)
    if not key:
        last = version.chapters.order_by("-position").first()
        at = last.position + 1 if last else 0
        return Chapter.objects.create(version=version, position=at, title=words, stage=stage)
    chapter = _of(version.chapters, key)
    chapter.title, chapter.stage = words, stage
    chapter.save(update_fields=["title", "stage"])
    return chapter


@transaction.atomic
def remove_chapter(version: TemplateVersion, by: User, revision: int | None, key: str) -> None:
    """Take away an empty chapter."""
    version = _lock(version, by, revision)
    chapter = _of(version.chapters, key)
    if chapter.items.exists():
        raise Refused(_("There are items in this chapter. Move or remove them first."))
    chapter.delete()


@transaction.atomic
def save_item(
    version: TemplateVersion,
    by: User,
    revision: int | None,
    *,
    key: str = "",
    chapter: str,
    title: dict,
    explanation: dict,
    evidence: str,
    depends_on: list[str],
    documents: list[dict] = (),
    remove: list[int] = (),
) -> Item:
    """Keep an item; without a key a new one at the end of its chapter.

    `documents` are dicts of label and url or upload; `remove` are keys of rows that go.
    """
    version = _lock(version, by, revision)
    home = _of(version.chapters, chapter)
    item = _of(version.items, key) if key else Item(version=version)
    moved = bool(key) and item.chapter_id != home.pk
    item.chapter = home
    item.title, item.explanation = _needs_own_words(version, title), texts.cleaned(explanation)
    item.evidence = evidence
    item.save()
    if not key or moved:
        _put_at_the_end(version, item)
    _set_needs(version, item, depends_on)
    item.documents.filter(pk__in=list(remove)).delete()
    for document in documents:
        _add_document(item, by, **document)
    return item


def _put_at_the_end(version: TemplateVersion, item: Item) -> None:
    """Number all items anew, `item` as the last of its chapter."""
    order = {pk: at for at, pk in enumerate(version.chapters.values_list("pk", flat=True))}
    items = sorted(
        version.items.all(),
        key=lambda one: (order[one.chapter_id], one.pk == item.pk, one.position, one.pk),
    )
    for at, one in enumerate(items):
        one.position = at
    Item.objects.bulk_update(items, ["position"])
    item.position = next(one.position for one in items if one.pk == item.pk)


def _set_needs(version: TemplateVersion, item: Item, keys: list[str]) -> None:
    """What must be settled before. Only what stands above, so that nothing waits in a circle."""
    others = {other.key: other for other in version.items.filter(key__in=keys)}
    for key in keys:
        if key not in others:
            raise Refused(_("One of the items that it is to wait for is not in this template."))
    for other in others.values():
        if other.pk == item.pk:
            raise Refused(_("An item cannot wait for itself."))
        if other.position >= item.position:
            raise Refused(
                _("“%(item)s” stands below. An item can only wait for what stands above it.")
                % {"item": version.said(other.title)}
            )
    item.depends_on.set(others.values())
    _check_order(version)


def _check_order(version: TemplateVersion) -> None:
    """Nothing waits for what stands below it, whatever was moved."""
    needs = Item.depends_on.through.objects.filter(from_item__version=version)
    for need in needs.select_related("from_item", "to_item"):
        if need.to_item.position >= need.from_item.position:
            raise Refused(
                _("“%(later)s” waits for “%(earlier)s”, so it has to stand below it.")
                % {
                    "later": version.said(need.from_item.title),
                    "earlier": version.said(need.to_item.title),
                }
            )


def _add_document(item: Item, by: User, *, label: str, url: str = "", upload=None) -> None:
    row = ItemDocument(item=item, label=label, url=url)
    if upload is not None:
        row.take_in(upload)
    row.save()
    if row.scan == Scan.WAITING:
        from roadmaps.tasks import scan_document

        enqueue(scan_document, row.pk)


@transaction.atomic
def remove_item(version: TemplateVersion, by: User, revision: int | None, key: str) -> None:
    """Take an item out of what is being written. Nothing may wait for it."""
    version = _lock(version, by, revision)
    item = _of(version.items, key)
    if waiting := item.needed_by.first():
        raise Refused(
            _("“%(item)s” waits for this one. Change that first.")
            % {"item": version.said(waiting.title)}
        )
    item.delete()


@transaction.atomic
def reorder(version: TemplateVersion, by: User, revision: int | None, rows: list[str]) -> None:
    """Put all rows into an order: "c:key" a chapter, "i:key" an item of the one above.

    Whatever does not name each of them once is refused.
    """
    version = _lock(version, by, revision)
    chapters = {f"c:{one.key}": one for one in version.chapters.all()}
    items = {f"i:{one.key}": one for one in version.items.all()}
    if sorted(rows) != sorted([*chapters, *items]):
        raise Refused(_("The list has other rows than the template. Look at it again."))
    if items and rows[0] not in chapters:
        raise Refused(_("A chapter has to stand first."))
    home, number = None, 0
    for at, row in enumerate(rows):
        if row in chapters:
            home = chapters[row]
            home.position = at
        else:
            items[row].chapter, items[row].position = home, number
            number += 1
    Chapter.objects.bulk_update(chapters.values(), ["position"])
    Item.objects.bulk_update(items.values(), ["chapter", "position"])
    _check_order(version)


def _of(rows, key: str):
    row = rows.filter(key=key).first()
    if row is None:
        raise Refused(_("This is not in the template any more."))
    row.version = rows.instance
    return row
