"""Headers and bodies as they go over the line, read by a decoder of our own (RFC 2047)."""

import base64
import quopri
import random
import re

import pytest

from core import mail, mime
from core.models import Letter
from newsletters.actions import issues, sending
from tests.factories.newsletters import IssueFactory, ListFactory, SubscriberFactory
from tests.smtp_sink import Sink

WORDS = {
    "el": "παράταση φθινοπωρινό Νέα Μάιο πρόσκληση διδασκαλία και μάθηση Ελλάδα",
    "mk": "пролетен повик за предавачи ѓаци ќе учиме јавна настава за сите",
    "sr": "нове радионице о учењу и настави у јесењем семестру ђаци",
    "sq": "thirrje për punëtori në vjeshtë mësimdhënie çdo ditë",
    "tr": "güz dönemi için öğretim atölyesi çağrısı İstanbul ığdır şubat",
    "bs": "poziv na radionicu o učenju žene čitaju đačke šeme",
    "bg": "есенно обучение по висша педагогика среща на преподаватели",
}
_ENCODED = re.compile(rb"=\?[^?]*\?.\?[^?]*\?=")


def subjects(language, number):
    dice = random.Random(f"subjects-{language}")
    words = WORDS[language].split()
    return [" ".join(dice.choices(words, k=dice.randint(2, 14))) for _ in range(number)]


def head_of(raw):
    return raw.split(b"\r\n\r\n", 1)[0] + b"\r\n"


def header_in(raw, name):
    """One header with its folding, as it was sent."""
    found = re.search(rb"(?mi)^%s:[^\r]*(?:\r\n[ \t][^\r]*)*" % name.encode(), head_of(raw))
    return found.group()


def decoded(folded):
    """What a reader sees: unfolded, the space between encoded words dropped, then decoded."""
    line = re.sub(rb"\r\n(?=[ \t])", b"", folded).partition(b":")[2].strip()
    line = re.sub(rb"(\?=)[ \t]+(?==\?)", rb"\1", line)

    def word(match):
        text = match[2].encode("latin-1") if isinstance(match[2], str) else match[2]
        if match[1].lower() == b"b":
            return base64.b64decode(text)
        return quopri.decodestring(text.replace(b"_", b" "))

    return re.sub(rb"=\?utf-8\?([bq])\?([^?]*)\?=", word, line, flags=re.I).decode()


def is_well_formed(folded):
    return (
        b"?==?" not in folded
        and all(len(word) <= 75 for word in _ENCODED.findall(folded))
        and all(len(line) <= 76 for line in folded.split(b"\r\n"))
    )


@pytest.fixture
def sink(settings):
    with Sink() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_TIMEOUT = 1
        yield server


@pytest.mark.parametrize("language", WORDS)
def test_a_subject_arrives_with_every_space(language):
    for subject in subjects(language, 200):
        folded = mime.header("Subject", subject).rstrip(b"\r\n")

        assert decoded(folded) == subject
        assert is_well_formed(folded), folded


@pytest.mark.parametrize("language", WORDS)
def test_the_subjects_of_newsletters_and_letters_arrive_with_every_space(db, sink, language):
    news = ListFactory()
    reader = SubscriberFactory(to=news, language=language)
    for subject in subjects(language, 6):
        issue = IssueFactory(to=news, subject=subject[:150].strip())
        issues.start(issue)
        sending.send_some(issue.pk)
        mail.deliver(Letter.objects.create(
            to=reader.email, kind="test", language=language, subject=issue.subject, text="."
        ))  # fmt: skip
        for sent in sink.taken[-2:]:
            folded = header_in(sent.raw, "Subject")
            assert decoded(folded) == issue.subject
            assert is_well_formed(folded), folded
    assert len(sink.taken) == 12


def test_a_subject_that_looks_like_an_encoded_word_arrives_as_it_was_typed():
    typed = "What =?utf-8?q?this?= means"

    assert decoded(mime.header("Subject", typed).rstrip(b"\r\n")) == typed


def test_the_name_of_a_list_keeps_its_letters_and_its_label_stays_plain():
    name = "Вести, " + "високо образовање " * 6

    folded = mime.list_id(name.strip(), "news.newsletters.example.org").rstrip(b"\r\n")

    assert decoded(folded) == f"{name.strip()} <news.newsletters.example.org>"
    assert is_well_formed(folded), folded


@pytest.mark.parametrize(
    ("sender", "seen"),
    [
        ('"Network, of teachers" <a@example.org>', '"Network, of teachers" <a@example.org>'),
        ("Мрежа за педагогија <a@example.org>", "Мрежа за педагогија <a@example.org>"),
        ("a@example.org", "a@example.org"),
    ],
)
def test_the_sender_is_named_as_it_was_set(sender, seen):
    assert decoded(mime.mailbox("From", sender).rstrip(b"\r\n")) == seen


def test_nothing_that_leaves_needs_more_than_seven_bits(db, sink):
    news = ListFactory(name="Новости")
    reader = SubscriberFactory(to=news)
    issue = IssueFactory(to=news, subject="Пролет", intro="Здраво, колеге. " + "šđčćž " * 200)
    issues.start(issue)
    sending.send_some(issue.pk)
    mail.deliver(Letter.objects.create(
        to=reader.email, kind="test", language="sr", subject="Здраво", text="Здраво.\n",
        html="<p>Здраво.</p>", attachments=[
            {"name": "a.ics", "type": "text/calendar; method=REQUEST", "content": "Ж\r\nЧ\r\n"}
        ],
    ))  # fmt: skip

    assert len(sink.taken) == 2
    assert all(sent.raw.isascii() for sent in sink.taken)
    assert all(len(line) <= 998 for sent in sink.taken for line in sent.raw.split(b"\r\n"))


@pytest.mark.parametrize("words", ["a\nBcc: b@example.org", "a\r\nBcc: b@example.org", "a\rb"])
def test_a_header_cannot_bring_another(words):
    for write in (mime.header, mime.mailbox, mime.list_id):
        arguments = ("Subject", words) if write is mime.header else (words, f"{words}@x.example")
        with pytest.raises(ValueError, match=r"newline|address"):
            write(*arguments)
