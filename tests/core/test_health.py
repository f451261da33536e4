import pytest
from django.db import OperationalError, connection


def test_live_answers_without_the_database(client, django_db_blocker):
    answer = client.get("/health/live")

    assert (answer.status_code, answer.content) == (200, b"ok")


def test_ready_asks_the_database(client, db):
    with pytest.MonkeyPatch.context() as patch:
        assert client.get("/health/ready").status_code == 200

        def away(*args, **kwargs):
            raise OperationalError("the server is away")

        patch.setattr(connection, "ensure_connection", away)
        answer = client.get("/health/ready")

    assert answer.status_code == 503
    assert answer["Retry-After"] == "15"


def test_a_database_that_is_away_is_a_clean_503(client, db):
    def away(*args, **kwargs):
        raise OperationalError("the server is away")

    with connection.execute_wrapper(away):
        answer = client.get("/no-such-page/")

    assert answer.status_code == 503
    assert answer["Retry-After"] == "15"
    assert "server is away" not in answer.text


def test_a_database_that_goes_away_between_view_and_answer_is_a_clean_503_too(ana, as_):
    member = as_(ana)
    member.raise_request_exception = False

    def away(*args, **kwargs):
        raise OperationalError("the server is away")

    with connection.execute_wrapper(away):
        answer = member.get("/styleguide/")

    assert answer.status_code == 503
    assert "server is away" not in answer.text


def test_a_page_that_is_not_there_says_so_in_the_site_s_design(client, db):
    answer = client.get("/nothing-of-this-name/")

    assert answer.status_code == 404
    assert "css/site.css" in answer.text
