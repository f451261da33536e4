"""What an issue says, and what an editor does with it."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from core import search
from core.exceptions import Refused
from core.jobs import enqueue
from core.mail import put
from core.slugs import slug_of
from members.models import User
from newsletters import composing, mime, permissions, sources, tasks
from newsletters.models import Delivery, Issue, IssueItem, List, Subscriber

_RESERVED = {"subscribe", "feed", "confirm", "u", "p"}
# How many tasks begin at once; each takes batches until nothing waits.
BEGINNERS = 2
# How long an editor who pressed Send can take it back.
GRACE = timedelta(minutes=5)
State = Issue.State


def name(issue: Issue) -> None:
    """Give a new issue its address, from its subject, once and for all."""
    if issue.slug:
        return
    stem = slug_of(issue.subject, "issue", length=60)
    slug, number = stem, 2
    while slug in _RESERVED or Issue.objects.filter(slug=slug).exists():
        slug, number = f"{stem}-{number}", number + 1
    issue.slug = slug


@transaction.atomic
def pick(issue: Issue, kind: str, ids: Iterable[str]) -> int:
    """Copy things of a source into an issue, behind what stands there. Returns how many."""
    _must_be_open(issue)
    source = sources.get(kind)
    there = set(issue.items.filter(kind=kind).values_list("source_id", flat=True))
    last = issue.items.aggregate(last=Max("order"))["last"] or 0
    things = source.choices().filter(pk__in=[each for each in ids if each not in there])
    for place, thing in enumerate(things, last + 1):
        with override(issue.language):  # dates and addresses as its readers want them
            piece = source.describe(thing)
        IssueItem.objects.create(
            issue=issue, order=place, kind=kind, source_id=str(thing.pk),
            heading=piece.heading[:200], note=piece.note[:200], text=piece.text[:10_000],
            path=piece.path,
        )  # fmt: skip
    return len(things)


@transaction.atomic
def put_new_pieces_last(issue: Issue) -> None:
    """Number the pieces from one, those without a place at the end."""
    rows = sorted(issue.items.all(), key=lambda row: (row.order == 0, row.order, row.pk))
    _number(rows)


def _number(rows):
    for place, row in enumerate(rows, 1):
        if row.order != place:
            IssueItem.objects.filter(pk=row.pk).update(order=place)


@transaction.atomic
def arrange(issue: Issue, keys: list[int]) -> None:
    """Put the pieces in the order of `keys`; those that it does not name come last."""
    _must_be_open(issue)
    place = {key: at for at, key in enumerate(keys)}
    rows = sorted(issue.items.all(), key=lambda row: place.get(row.pk, len(place)))
    _number(rows)


@transaction.atomic
def move(item: IssueItem, up: bool) -> None:
    """Let a piece change places with its neighbour."""
    _must_be_open(item.issue)
    rows = list(item.issue.items.all())
    here = rows.index(item)
    there = here - 1 if up else here + 1
    if 0 <= there < len(rows):
        rows[here], rows[there] = rows[there], rows[here]
    _number(rows)


def _must_be_open(issue):
    if not issue.is_open:
        raise Refused(_("This issue has left; its words stay as they are."))


def _refuse_who_may_not(by: User) -> None:
    if not permissions.can_edit(by):
        raise Refused(_("Only editors can do that."))


def send_test(issue: Issue, person: User) -> None:
    """Send the issue as it is now to its editor alone. Its links to leave are stand-ins."""
    _refuse_who_may_not(person)
    content = composing.write(issue, person.language, in_archive=False)
    content = mime.for_readers_of(issue.lists.all(), content)
    put(
        person.email, kind="newsletter_test", language=person.language,
        subject=_("Test: %(subject)s") % {"subject": content["subject"]},
        text=content["text"], html=content["html"],
    )  # fmt: skip
    Issue.objects.filter(pk=issue.pk).update(tested_at=timezone.now(), tested_words=issue.words)


def audience(issue: Issue) -> dict:
    """To whom it would go: readers in all, of each list, and of each language."""
    known, readers = dict(settings.LANGUAGES), issue.recipients()
    languages: dict[str, int] = {}
    for code, number in readers.values_list("language").annotate(number=Count("pk")):
        code = code if code in known else issue.language
        languages[code] = languages.get(code, 0) + number
    lists = [(each, Subscriber.objects.receiving([each]).count()) for each in issue.lists.all()]
    return {"count": readers.count(), "lists": lists, "languages": sorted(languages.items())}


@transaction.atomic
def send(issue: Issue, by: User) -> None:
    """Let an issue leave once the minutes have passed in which it can be taken back.

    The state is the lock: of twenty presses at once one finds a draft.
    """
    _refuse_who_may_not(by)
    _must_go_somewhere(issue)
    moment = timezone.now() + GRACE
    may = Q(state=State.DRAFT) | Q(state=State.SCHEDULED, scheduled_for__gt=moment)
    waiting = Issue.objects.filter(may, pk=issue.pk)
    if not waiting.update(state=State.SCHEDULED, scheduled_for=moment, trouble=""):
        issue.refresh_from_db()
        if issue.state == State.SCHEDULED:
            raise Refused(_("This issue is about to leave already."))
        raise Refused(_("This issue is being sent already."))


@transaction.atomic
def schedule(issue: Issue, by: User, moment: datetime) -> None:
    """Let the issue leave at `moment` by itself."""
    _refuse_who_may_not(by)
    if moment <= timezone.now():
        raise Refused(_("That moment has passed. Choose a later one, or send it now."))
    _must_go_somewhere(issue)
    changed = Issue.objects.filter(pk=issue.pk, state__in=[State.DRAFT, State.SCHEDULED])
    if not changed.update(state=State.SCHEDULED, scheduled_for=moment):
        raise Refused(_("This issue has left already."))


def unschedule(issue: Issue, by: User) -> None:
    """Make a scheduled issue a draft again."""
    _refuse_who_may_not(by)
    waiting = Issue.objects.filter(pk=issue.pk, state=State.SCHEDULED)
    if not waiting.update(state=State.DRAFT, scheduled_for=None):
        raise Refused(_("This issue is not waiting for its hour."))


def _must_go_somewhere(issue):
    if not issue.recipients().exists():
        raise Refused(_("Nobody would get it: choose a list that has subscribers."))
    if not (issue.intro.strip() or issue.items.exists()):
        raise Refused(_("It is empty: write some opening words or choose something."))


@transaction.atomic
def start(issue: Issue) -> int:
    """Freeze an issue and begin to send it. Returns to how many; refuses all but the first.

    The state is the lock: of twenty presses at once one finds a draft.
    """
    _must_go_somewhere(issue)
    now = timezone.now()
    drafts = Issue.objects.filter(pk=issue.pk, state__in=[State.DRAFT, State.SCHEDULED])
    if not drafts.update(state=State.SENDING, started_at=now):
        raise Refused(_("This issue is being sent already."))
    issue.refresh_from_db()
    known = dict(settings.LANGUAGES)
    rows = [
        (pk, language if language in known else issue.language)
        for pk, language in issue.recipients().values_list("pk", "language")
    ]
    issue.in_archive = issue.lists.filter(is_public=True).exists()
    issue.frozen = {
        language: composing.write(issue, language, in_archive=issue.in_archive)
        for language in sorted({language for _pk, language in rows})
    }
    issue.save(update_fields=["in_archive", "frozen"])
    Delivery.objects.bulk_create(
        [Delivery(issue=issue, subscriber_id=pk, language=lang) for pk, lang in rows],
        batch_size=500,
    )
    search.index(issue)
    begin_sending(issue.pk, BEGINNERS)
    return len(rows)


def begin_sending(issue_id: int, times: int = 1) -> None:
    """Queue senders once the transaction stands."""
    for _number in range(times):
        enqueue(tasks.send_some, issue_id)


def pause(issue: Issue, by: User) -> None:
    """Hold what has not left yet; the letter in hand is the last."""
    _refuse_who_may_not(by)
    if not Issue.objects.filter(pk=issue.pk, state=State.SENDING).update(state=State.PAUSED):
        raise Refused(_("Only an issue that is being sent can be paused."))


@transaction.atomic
def resume(issue: Issue, by: User) -> None:
    """Go on where it was paused."""
    _refuse_who_may_not(by)
    paused = Issue.objects.filter(pk=issue.pk, state=State.PAUSED)
    if not paused.update(state=State.SENDING, trouble=""):
        raise Refused(_("Only a paused issue can go on."))
    begin_sending(issue.pk, BEGINNERS)


@transaction.atomic
def cancel(issue: Issue, by: User) -> None:
    """Send no more of it, and take it out of the archive."""
    _refuse_who_may_not(by)
    under_way = Issue.objects.filter(pk=issue.pk, state__in=[State.SENDING, State.PAUSED])
    if not under_way.update(state=State.CANCELLED, finished_at=timezone.now()):
        raise Refused(_("It is not on its way, so there is nothing to cancel."))
    search.forget(issue)


def start_due() -> None:
    """Start what is scheduled for now."""
    due = Issue.objects.filter(state=State.SCHEDULED, scheduled_for__lte=timezone.now())
    for issue in due:
        try:
            start(issue)
        except Refused as refusal:
            # A rival started it, or nobody is left to get it: the editor sees why.
            Issue.objects.filter(pk=issue.pk, state=State.SCHEDULED).update(
                state=State.DRAFT, scheduled_for=None, trouble=str(refusal)[:500]
            )


@transaction.atomic
def finish(issue_id: int) -> bool:
    """Close an issue when nothing of it waits any more."""
    issue = Issue.objects.filter(pk=issue_id)
    if Delivery.objects.pending().filter(issue_id=issue_id).exists():
        return False
    return bool(
        issue.filter(state=State.SENDING).update(state=State.SENT, finished_at=timezone.now())
    )


def template_of(issue: Issue, language: str, lists: Iterable[List]) -> mime.Template:
    """What leaves for the readers of `language` who are on these of its lists."""
    return mime.Template(issue.frozen[language], lists)
