"""Who closes the account is nowhere any more: not in a table, a file, a cache or a newsletter."""

import html
import json
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from core import audit, limits, mail, retention, seals, search
from core.models import AuditEntry, Letter
from core.textfold import fold
from events import actions as events
from forum.actions import moderating, writing
from members.actions import account, consents, memberships, profile
from members.models import ApplicationMessage, ApplicationStep, User
from newsletters import composing
from newsletters.actions import subscriptions
from notifications.actions import notify
from notifications.sentences import Sentence
from portal.bundles import roots
from resources import actions as resources
from tests.factories.events import EventFactory, RegistrationFactory
from tests.factories.forum import BoardFactory, PostFactory
from tests.factories.members import (
    ApplicationFactory,
    MemberFactory,
    PolicyFactory,
    PositionFactory,
)
from tests.factories.newsletters import DeliveryFactory, IssueFactory, ListFactory
from tests.factories.resources import AcceptedFactory, ResourceFactory
from tests.members.test_own_profile import picture

pytestmark = pytest.mark.django_db(transaction=True)
FIRST, LAST = "Živana", "Zlatokosić"
HANDLE = "zivana-zlatokosic"
EMAIL = "zivana.zlatokosic@kosava.example"
NEEDLES = {
    FIRST.lower(), LAST.lower(), HANDLE, EMAIL, "kosava.example", "0000-0002-1825-0097",
    *fold(f"{FIRST} {LAST}").split(),
    json.dumps(LAST).strip('"').lower(), html.escape(LAST).lower(),
}  # fmt: skip


def speaks_of_her(text: str) -> bool:
    text = text.lower()
    return any(needle in text for needle in NEEDLES)


@pytest.fixture
def zivana():
    person = MemberFactory(
        first_name=FIRST, last_name=LAST, handle=HANDLE, email=EMAIL, orcid="0000-0002-1825-0097",
        bio=f"I am {FIRST}.", listed_for="public", shows={"bio": "public", "orcid": "public"},
    )  # fmt: skip
    person.photo = picture()
    profile.save(person, shows=person.shows, institution=None, expertise=["Rubrics"], links=[])
    EmailAddress.objects.filter(user=person).delete()
    EmailAddress.objects.create(user=person, email=EMAIL, verified=True, primary=True)
    return person


@pytest.fixture
def life(zivana, boris, vera, mira, as_, settings):
    """All that somebody leaves behind in a year."""
    settings.RATE_LIMITS = True
    client = as_(zivana)
    client.get(reverse("members:own_data"))
    zivana.socialaccount_set.create(
        provider="orcid", uid="0000-0002-1825-0097", extra_data={"name": f"{FIRST} {LAST}"}
    )
    position = PositionFactory(person=zivana, role="staff")
    memberships.refile(zivana)
    application = ApplicationFactory(applicant=zivana, state="declined")
    ApplicationStep.objects.create(
        application=application, actor=zivana, before="draft", after="submitted"
    )
    ApplicationMessage.objects.create(application=application, author=zivana, text="In Budva.")
    consents.adhere(zivana, PolicyFactory(), "application")

    board = BoardFactory()
    topic = writing.begin(board, boris, title="Rubrics", text="How?", watch=True).topic
    mine = writing.reply(topic, zivana, "Like this.", watch=True)
    writing.let_through(mine)
    quoted = as_(boris).get(
        reverse("forum:reply", args=[topic.short_id, topic.slug]), {"quote": mine.short_id}
    )
    writing.reply(topic, boris, quoted.context["form"].initial["text"] + "Thank you.")
    writing.begin(board, zivana, title="Mine", text="Alone.")
    PostFactory(author=zivana)
    moderating.report(PostFactory(), zivana, reason="rude", note=f"Says {FIRST}.")

    event = EventFactory(organiser=zivana)
    events.register(EventFactory(), zivana, note="No nuts.", name_shown=True)
    RegistrationFactory(person=zivana, event=EventFactory())

    accepted = AcceptedFactory(depositor=zivana, author=f"{FIRST} {LAST}")
    accepted.authors.update(person=zivana, orcid="0000-0002-1825-0097")
    accepted.byline = f"{FIRST} {LAST}"
    accepted.save()
    draft = ResourceFactory(depositor=zivana)
    resources.save(
        draft, zivana, authors=[{"name": f"{FIRST} {LAST}", "person": zivana}], tags=["rubrics"]
    )
    for thing in (accepted, event, topic, zivana):
        search.index(thing)

    news = ListFactory()
    subscriber = subscriptions.of_member(zivana)
    subscriptions.choose(subscriber, [news], "en", "my account")
    DeliveryFactory(issue=IssueFactory(), subscriber=subscriber)
    subscriptions.ask(EMAIL, [ListFactory()], "en")

    said = Sentence(gettext_lazy("%(name)s wrote"), name=f"{FIRST} {LAST}")
    notify("forum.post", [boris], said, f"/members/{HANDLE}/")
    sent = mail.put(
        boris.email, kind="x", language="en", subject=f"From {FIRST} {LAST}",
        text=f"{FIRST} {LAST} writes.", html=f"<p>{FIRST} {LAST}</p>", headers={"Reply-To": EMAIL},
    )  # fmt: skip
    Letter.objects.filter(pk=sent.pk).update(sent_at=timezone.now())
    Letter.objects.create(
        to=boris.email, kind="x", language="en", subject="Hi", text=f"{FIRST} {LAST} writes."
    )

    as_(vera).get(reverse("admin:members_user_change", args=[zivana.pk]))
    audit.record("change", position, before={"person": f"{FIRST} {LAST}"}, after={"person": None})
    audit.record("note", boris, reason=f"As {LAST} {FIRST} told us.")
    LogEntry.objects.create(
        user=vera, content_type=ContentType.objects.get_for_model(User), object_id=zivana.pk,
        object_repr=f"{FIRST} {LAST}", action_flag=CHANGE, change_message="[]",
    )  # fmt: skip
    Page.objects.filter(depth=2).update(owner=zivana)
    account.make_export(account.ask_for_export(zivana))
    for scope in ("account_exists", "newsletters.ask"):
        limits.hit(scope, EMAIL, 3, 3600)
    seals.seal()
    return {"client": client, "topic": topic, "accepted": accepted, "event": event}


def raw_tables() -> dict[str, str]:
    """Every row of every table, Django's or not, as text."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            cells = [cell for row in cursor.fetchall() for cell in row]
            found[table] = " ".join(map(_words, cells))
    for session in Session.objects.all():
        found["django_session"] += str(session.get_decoded())
    return found


def _words(cell) -> str:
    if isinstance(cell, bytes | memoryview):
        return bytes(cell).decode("utf-8", "replace")
    return str(cell)


def files() -> list[str]:
    return [
        str(path)
        for root in roots().values()
        for path in root.rglob("*")
        if path.is_file()
        and speaks_of_her(path.name + path.read_bytes().decode("utf-8", "replace"))
    ]


def cached() -> list[str]:
    if hasattr(cache._cache, "get_client"):  # Redis
        keys = map(bytes.decode, cache._cache.get_client().scan_iter())
    else:
        keys = list(cache._cache)
    return [key for key in keys if speaks_of_her(f"{key} {cache.get(key.split(':', 2)[-1])}")]


def tables_that_know_her() -> set[str]:
    return {table for table, text in raw_tables().items() if speaks_of_her(text)}


@pytest.mark.parametrize("keep", [True, False], ids=["kept", "gone"])
def test_nobody_finds_her_any_more(life, zivana, boris, keep):
    before = tables_that_know_her()

    account.close(zivana, keep_content=keep)

    assert {"members_user", "core_letter", "core_auditentry", "core_searchentry"} <= before
    assert "socialaccount_socialaccount" in before
    # The goodbye has to arrive; it goes with the letters, a month after it has.
    goodbye = Letter.objects.get(kind="goodbye")
    assert goodbye.to == EMAIL
    Letter.objects.filter(pk=goodbye.pk).update(sent_at=timezone.now() - timedelta(days=31))
    retention.run(only="letters")
    assert tables_that_know_her() == set()
    assert files() == []
    assert cached() == []
    assert seals.check()[1] is None


def test_what_she_wrote_stays_under_former_member(life, zivana, boris, as_):
    account.close(zivana, keep_content=True)

    topic = as_(boris).get(life["topic"].get_absolute_url()).text
    record = as_(boris).get(life["accepted"].get_absolute_url()).text
    assert "Like this." in topic
    assert "former member" in topic.lower()
    assert "former member" in record.lower()
    assert not speaks_of_her(topic + record)


def test_what_she_wrote_goes_when_she_wants_it(life, zivana, boris, as_):
    account.close(zivana, keep_content=False)

    topic = as_(boris).get(life["topic"].get_absolute_url()).text
    assert "Thank you." in topic
    assert not speaks_of_her(topic)


def test_a_letter_that_still_waits_leaves_without_the_name(life, zivana, boris):
    account.close(zivana, keep_content=True)

    waiting = Letter.objects.get(to=boris.email, subject="Hi")
    assert waiting.text.strip() == "A former member writes."


def test_the_next_newsletter_does_not_name_her(life, zivana, emil):
    account.close(zivana, keep_content=True)
    issue = IssueFactory()
    for thing in (life["accepted"], life["event"]):
        thing.refresh_from_db()
    words = composing.write(issue, "en", in_archive=False)

    assert not speaks_of_her(" ".join(words.values()))


def test_the_search_finds_nothing_of_her(life, zivana, visitor, boris, as_):
    account.close(zivana, keep_content=True)

    for client in (visitor, as_(boris)):
        for words in (LAST, HANDLE, EMAIL, "0000-0002-1825-0097"):
            page = client.get(reverse("portal:search"), {"q": words}).text
            assert life["accepted"].get_absolute_url() not in page
    assert AuditEntry.objects.filter(verb="erase", whom=zivana.pk).exists()


def test_her_sessions_end(life, zivana):
    account.close(zivana, keep_content=True)

    assert life["client"].get(reverse("members:own_data")).status_code == 302
