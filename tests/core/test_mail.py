from django.core import mail as django_mail

from core import mail
from core.models import Letter


def test_a_letter_is_sent_once(db):
    letter = mail.put("ana@example.org", kind="test", language="en", subject="Hi", text="Hello")

    first = mail.deliver(letter)
    second = mail.deliver(letter)

    assert (first, second) == (True, False)
    assert [message.to for message in django_mail.outbox] == [["ana@example.org"]]
    assert django_mail.outbox[0].extra_headers["Message-ID"] == letter.message_id
    assert Letter.objects.get().sent_at is not None


def test_the_cast_has_its_powers(ana, vera, mira):
    assert not ana.has_perm("members.change_application")
    assert vera.has_perm("members.change_application")
    assert not mira.has_perm("members.change_application")
