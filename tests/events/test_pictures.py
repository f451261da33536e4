import io

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from core.cover_images import PAGE, ROW
from events import actions, personal_data
from events.models import Event
from tests.factories.events import EventFactory

pytestmark = pytest.mark.django_db


def photograph(name="hall.png"):
    file = io.BytesIO()
    Image.new("RGB", (1600, 900), "#1f6677").save(file, "PNG")
    return SimpleUploadedFile(name, file.getvalue(), "image/png")


def typed(form) -> dict:
    """What a browser would send of a form that nobody has touched."""
    values = {bound.name: bound.value() for bound in form if bound.name != "picture"}
    return {name: value for name, value in values.items() if value not in (None, False)}


def change(client, event, **fields):
    url = reverse("events:edit", args=[event.slug])
    data = typed(client.get(url).context["form"])
    return client.post(url, {**data, **fields})


@pytest.fixture
def event(ana):
    return EventFactory(organiser=ana)


@pytest.fixture
def pictured(ana, as_, event):
    answer = change(as_(ana), event, picture=photograph(), picture_alt="A hall")
    assert answer.status_code == 302
    return Event.objects.get(pk=event.pk)


def test_an_event_shows_its_picture_on_its_page_and_small_in_the_list(pictured, visitor):
    assert (pictured.picture_width, pictured.picture_height) == (PAGE, 675)
    with Image.open(pictured.picture_small) as small:
        assert max(small.size) == ROW
    page = visitor.get(pictured.get_absolute_url()).content.decode()
    rows = visitor.get("/events/").content.decode()

    assert f'src="{pictured.picture.url}" alt="A hall" width="1200" height="675"' in page
    assert f'src="{pictured.picture_small.url}" alt="A hall"' in rows
    assert 'loading="lazy"' in rows.partition(pictured.picture_small.url)[2][:120]


def test_a_picture_without_words_for_it_is_not_taken(ana, as_, event):
    answer = change(as_(ana), event, picture=photograph())

    assert answer.status_code == 422
    assert answer.context["form"].errors["picture_alt"] == ["Say what the picture shows."]
    assert Event.objects.get(pk=event.pk).picture == ""


def test_a_file_that_is_no_picture_is_not_taken(ana, as_, event):
    fake = SimpleUploadedFile("hall.png", b"<svg onload=alert(1)>", "image/png")

    answer = change(as_(ana), event, picture=fake, picture_alt="A hall")

    assert answer.status_code == 422
    assert "picture" in answer.context["form"].errors


def test_a_new_picture_takes_the_place_and_the_bytes_of_the_old(
    ana, as_, pictured, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        change(as_(ana), pictured, picture=photograph("other.png"), picture_alt="Another")

    now = Event.objects.get(pk=pictured.pk)
    assert now.picture_alt == "Another"
    assert default_storage.exists(now.picture.name)
    assert default_storage.exists(now.picture_small.name)
    assert not default_storage.exists(pictured.picture.name)
    assert not default_storage.exists(pictured.picture_small.name)


def test_a_change_of_words_leaves_the_picture_where_it_is(
    ana, as_, pictured, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        change(as_(ana), pictured, title="Another title")

    now = Event.objects.get(pk=pictured.pk)
    assert now.title == "Another title"
    assert now.picture.name == pictured.picture.name
    assert default_storage.exists(now.picture_small.name)


def test_a_picture_can_be_taken_away(ana, as_, pictured, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        change(as_(ana), pictured, remove_picture="on")

    now = Event.objects.get(pk=pictured.pk)
    assert (now.picture, now.picture_small, now.picture_alt) == ("", "", "")
    assert (now.picture_width, now.picture_height) == (None, None)
    assert not default_storage.exists(pictured.picture.name)


def test_the_pictures_of_a_draft_go_with_it_and_with_its_organiser(
    ana, pictured, django_capture_on_commit_callbacks
):
    Event.objects.update(state="draft", published_at=None)
    with django_capture_on_commit_callbacks(execute=True):
        actions.forget(ana)

    assert not Event.objects.exists()
    assert not default_storage.exists(pictured.picture.name)
    assert not default_storage.exists(pictured.picture_small.name)


def test_a_picture_is_in_the_copy_of_ones_data(ana, pictured):
    assert personal_data.files(ana) == [pictured.picture]
    assert personal_data.export(ana)["organised"][0]["picture_shows"] == "A hall"
