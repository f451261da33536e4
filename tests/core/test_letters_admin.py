import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from core import mail, roles
from core.models import Letter


def test_the_desk_never_shows_the_words_of_a_letter(as_, vera):
    letter = mail.put(
        "ana@example.org", kind="test", language="en", subject="Code 123-456", text="123-456"
    )

    pages = [
        as_(vera).get(reverse("admin:core_letter_changelist")).text,
        as_(vera).get(reverse("admin:core_letter_change", args=[letter.pk])).text,
    ]

    assert ["ana@example.org" in page for page in pages] == [True, True]
    assert ["123-456" in page for page in pages] == [False, False]


@pytest.mark.parametrize("column", ["text", "html", "subject", "attachments"])
def test_the_desk_cannot_be_asked_for_the_words(as_, vera, column):
    mail.put("ana@example.org", kind="test", language="en", subject="Code 1", text="123-456")

    desk = reverse("admin:core_letter_changelist")

    assert as_(vera).get(desk, {f"{column}__contains": "1"}).status_code == 400
    assert as_(vera).get(desk, {"kind__exact": "test"}).status_code == 200
    assert as_(vera).get(desk, {"state": "waiting"}).status_code == 200


def test_what_was_given_up_can_be_tried_again(as_, vera):
    letter = mail.put("ana@example.org", kind="test", language="en", subject="Hi", text="Hello")
    Letter.objects.update(failed_at=timezone.now(), failure="550 no such person", attempts=8)

    as_(vera).post(
        reverse("admin:core_letter_changelist"),
        {"action": "try_again", "_selected_action": [letter.pk]},
    )

    assert Letter.objects.waiting().get().attempts == 0


def test_who_may_only_read_here_sends_nothing(as_, vera):
    vera.groups.set([Group.objects.get(name=roles.AUDITORS)])
    letter = mail.put("ana@example.org", kind="test", language="en", subject="Hi", text="Hello")
    Letter.objects.update(failed_at=timezone.now(), failure="550 no such person", attempts=8)
    desk = reverse("admin:core_letter_changelist")

    as_(vera).post(desk, {"action": "try_again", "_selected_action": [letter.pk]})

    assert as_(vera).get(desk).status_code == 200
    assert not Letter.objects.waiting().exists()
