import json
import random
import re

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from django.urls import reverse
from django.utils import timezone

from core import personal_data
from core.models import SearchEntry
from newsletters.models import Delivery, Issue, IssueItem, Subscriber, Suppression
from portal.demo import World
from portal.demo.newsletters import load
from portal.management.commands.populate import Plan
from portal.populate import newsletters as populate
from tests.factories.newsletters import (
    DeliveryFactory,
    IssueFactory,
    ListFactory,
    SentIssueFactory,
    SubscriberFactory,
)


def test_a_member_takes_their_newsletters_along(ana):
    reader = SubscriberFactory(email=ana.email, person=ana, to=ListFactory(name="News"))
    DeliveryFactory(subscriber=reader, issue__subject="Spring")
    SubscriberFactory(to=ListFactory(name="Somebody else's"))

    text = json.dumps(personal_data.parts()["newsletters"].export(ana), cls=DjangoJSONEncoder)

    assert "News" in text
    assert "Spring" in text
    assert "Send me this." in text
    assert "Somebody else" not in text


def test_closing_an_account_ends_all_newsletters_and_keeps_the_counts(ana):
    news = ListFactory()
    reader = SubscriberFactory(email=ana.email, person=ana, to=news)
    issue = SentIssueFactory(to=news)
    DeliveryFactory(subscriber=reader, issue=issue)
    Suppression.objects.create(email=ana.email, reason="550")
    other = SubscriberFactory(to=news)

    personal_data.parts()["newsletters"].erase(ana, keep_content=True)

    assert list(Subscriber.objects.all()) == [other]
    assert not Suppression.objects.exists()
    assert issue.progress()["total"] == 1


def test_the_demo_can_be_loaded_twice(ana, emil):
    world = World(people={"ana": ana, "emil": emil})

    load(world)
    counts = [model.objects.count() for model in (Subscriber, Issue, IssueItem, Delivery)]
    load(world)

    assert counts == [model.objects.count() for model in (Subscriber, Issue, IssueItem, Delivery)]
    assert Subscriber.objects.filter(email="nikos@example.org", state="active").exists()
    assert sorted(Issue.objects.values_list("state", flat=True)) == ["draft", "sent", "sent"]


def test_populate_makes_readers_and_can_go_on(db):
    plan = Plan(subscribers=12)

    for _ in range(2):
        populate.run(plan, random.Random(1), lambda *args: None)

    assert Subscriber.objects.count() == 24
    assert SearchEntry.objects.filter(kind="newsletter").count() == Issue.objects.count() == 24


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_an_editor_sends_an_issue_and_sees_it_leave(browse, emil, live_server, settings):
    from newsletters import tasks
    from newsletters.actions import sending
    from tests.browsing import assert_accessible

    news = ListFactory()
    SubscriberFactory.create_batch(3, to=news)
    issue = IssueFactory(to=news, subject="Before the winter break")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tasks.send_some, "delay", lambda issue_id: None)
        page = browse(emil, width=390)
        page.goto(reverse("admin:newsletters_issue_desk", args=[issue.pk]))
        page.get_by_role("link", name="Send to 3 readers …").click()
        assert_accessible(page)
        page.get_by_role("button", name="Yes, send it to 3 readers").click()
        page.locator("count-down", has_text=re.compile(r"^4:\d\d$")).wait_for()
        assert_accessible(page)
        # The minutes in which it can be taken back are over.
        Issue.objects.update(scheduled_for=timezone.now())
        sending.sweep()
        page.reload()
        page.get_by_text("3 wait").wait_for()

        sending.sweep()
        sending.send_some(issue.pk)

        page.get_by_text("3 e-mails have left").wait_for()
    page.get_by_role("link", name="In the archive").click()
    page.get_by_role("heading", name="Before the winter break").wait_for()
    assert_accessible(page)
