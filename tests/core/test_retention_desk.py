import pytest
from django.urls import reverse

from core import retention
from core.models import RetentionTerm

pytestmark = pytest.mark.django_db
LIST = reverse("admin:core_retentionterm_changelist")


def page(name):
    return reverse("admin:core_retentionterm_change", args=[name])


def days(name) -> int:
    return {kind.name: number for kind, number in retention.terms()}[name]


def test_an_administrator_chooses_a_term_between_its_bounds(as_, admin):
    client = as_(admin)

    client.post(page("letters"), {"days": 60})
    refused = client.post(page("letters"), {"days": 900})

    assert days("letters") == 60
    assert "Between 10 and 90 days." in refused.text


def test_a_fixed_term_stays(as_, admin):
    as_(admin).post(page("exports"), {"days": 30})

    assert days("exports") == 3


def test_the_committee_reads_and_does_not_change(as_, vera):
    client = as_(vera)

    assert client.get(LIST).status_code == 200
    assert client.post(page("letters"), {"days": 60}).status_code == 403
    assert RetentionTerm.objects.get(name="letters").days == 30


def test_the_list_asks_once_for_what_went_last_night(as_, admin, django_assert_num_queries):
    client = as_(admin)
    retention.run()
    client.get(LIST)

    with django_assert_num_queries(5):
        answer = client.get(LIST)

    assert "E-mails, after they arrived" in answer.text
