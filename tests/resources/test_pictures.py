"""A record's picture, from the form to the day on which it goes."""

import pytest
from django.core.files.storage import default_storage

from resources import actions, personal_data
from resources.models import Resource
from tests.events.test_pictures import photograph
from tests.factories.resources import AcceptedFactory, ResourceFactory

pytestmark = pytest.mark.django_db


def with_picture(record) -> Resource:
    record.set_picture(photograph())
    record.picture_alt = "A blackboard"
    record.save()
    return record


def files_of(record) -> list[bool]:
    return [
        default_storage.exists(name) for name in (record.picture.name, record.picture_small.name)
    ]


def test_a_record_shows_its_picture_on_its_page_and_small_in_the_list(ana, visitor):
    record = with_picture(AcceptedFactory(depositor=ana))

    assert (
        f'src="{record.picture.url}" alt="A blackboard"'
        in visitor.get(record.get_absolute_url()).content.decode()
    )
    assert f'src="{record.picture_small.url}"' in visitor.get("/resources/").content.decode()


def test_a_withdrawn_record_keeps_its_page_and_loses_its_picture(
    ana, mira, django_capture_on_commit_callbacks
):
    record = with_picture(AcceptedFactory(depositor=ana))
    with django_capture_on_commit_callbacks(execute=True):
        actions.withdraw(record, mira, "It was somebody else's.")

    now = Resource.objects.get(pk=record.pk)
    assert (now.picture, now.picture_small, now.picture_alt) == ("", "", "")
    assert files_of(record) == [False, False]


def test_a_deleted_draft_takes_its_picture_along(ana, django_capture_on_commit_callbacks):
    record = with_picture(ResourceFactory(depositor=ana))
    with django_capture_on_commit_callbacks(execute=True):
        actions.delete(record, ana)

    assert files_of(record) == [False, False]


def test_a_picture_is_in_the_copy_of_ones_data(ana):
    record = with_picture(AcceptedFactory(depositor=ana))

    assert record.picture in personal_data.files(ana)
    assert personal_data.export(ana)["records"][0]["picture_shows"] == "A blackboard"
