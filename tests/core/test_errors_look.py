from django.test import Client


def test_a_form_from_yesterday_gets_an_answer_in_our_design(db):
    answer = Client(enforce_csrf_checks=True).post("/account/login/", {"login": "ana"})

    assert answer.status_code == 403
    assert "This form has expired" in answer.text
    assert "css/site.css" in answer.text
