import pytest
from django.core.mail import EmailMultiAlternatives, get_connection

pytestmark = pytest.mark.django_db
HTML = "<html><head></head><body><p>Dear <b>Ana</b></p><script>alert(1)</script></body></html>"


@pytest.fixture
def kept(settings, tmp_path):
    """The name of a letter that the file backend kept, while DEBUG is on."""
    settings.DEBUG = True
    settings.EMAIL_FILE_PATH = str(tmp_path)
    connection = get_connection(
        "django.core.mail.backends.filebased.EmailBackend", file_path=str(tmp_path)
    )
    for subject in ("Добре дојде", "Second"):
        letter = EmailMultiAlternatives(subject, "Dear Ana", to=["ana@example.org"])
        letter.attach_alternative(HTML, "text/html")
        letter.attach("event.ics", "BEGIN:VCALENDAR", "text/calendar")
        connection.send_messages([letter])
    return f"{next(tmp_path.glob('*.log')).stem}-0"


def test_the_mailbox_shows_the_newest_letter_first(visitor, kept):
    letters = visitor.get("/mailbox/").context["letters"]

    assert [letter.message["subject"] for letter in letters] == ["Second", "Добре дојде"]


def test_a_letter_shows_its_text_its_source_and_what_is_attached(visitor, kept):
    html = visitor.get(f"/mailbox/{kept}/").content.decode()

    assert "Добре дојде" in html
    assert "Dear Ana" in html
    assert "event.ics" in html
    assert "Content-Type: multipart" in html


def test_a_letter_is_drawn_in_a_sealed_frame(visitor, kept):
    page = visitor.get(f"/mailbox/{kept}/").content.decode()
    letter = visitor.get(f"/mailbox/{kept}/html/")

    assert f'src="/mailbox/{kept}/html/" sandbox=' in page
    policy = letter["Content-Security-Policy"]
    assert policy.startswith("sandbox ")
    assert "allow-scripts" not in policy


@pytest.mark.parametrize("name", ["nothing", "..", "20260101-000000-1-0"])
def test_a_letter_that_is_not_there_is_404(visitor, kept, name):
    assert visitor.get(f"/mailbox/{name}/").status_code == 404


def test_there_is_no_mailbox_without_debug(visitor, kept, settings):
    settings.DEBUG = False

    for path in ("/mailbox/", f"/mailbox/{kept}/", f"/mailbox/{kept}/html/"):
        assert visitor.get(path).status_code == 404
