import csv
import io

import openpyxl
import pytest
from django.urls import reverse

from core.models import AuditEntry
from members.models import Country, User
from tests.factories.members import (
    ApplicationFactory,
    CentreFactory,
    InstitutionFactory,
    MemberFactory,
    PositionFactory,
    UserFactory,
)

LISTS = ["user", "membership", "institution", "centre", "position", "application"]


def export(model, kind="csv"):
    return reverse(f"admin:members_{model}_export", args=[kind])


def table(answer):
    text = answer.getvalue().decode("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


@pytest.mark.parametrize("model", LISTS)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_each_list_is_taken_along(as_, vera, model, kind):
    ApplicationFactory(institution=InstitutionFactory()), CentreFactory(), PositionFactory()
    client = as_(vera)

    answer = client.get(export(model, kind))

    assert answer.status_code == 200
    rows = (
        table(answer)
        if kind == "csv"
        else list(openpyxl.load_workbook(io.BytesIO(answer.getvalue())).active.values)[1:]
    )
    assert len(rows) == client.get(
        reverse(f"admin:members_{model}_changelist")
    ).context["cl"].queryset.count()  # fmt: skip
    assert AuditEntry.objects.filter(verb="export", thing_type=f"members.{model}").count() == 1


def test_filters_and_search_of_the_list_hold_for_the_table(as_, vera):
    MemberFactory(first_name="Mila", email="mila@example.org")
    UserFactory(first_name="Mila", email="other@example.org")
    client = as_(vera)

    rows = table(client.get(export("user"), {"q": "mila", "is_member__exact": "1"}))

    assert [row["E-mail address"] for row in rows] == ["mila@example.org"]
    listed = client.get(reverse("admin:members_user_changelist"), {"q": "mila"}).text
    assert 'href="export.csv?q=mila"' in listed


def test_only_the_chosen_rows_are_taken_along(as_, vera, ana, boris):
    answer = as_(vera).post(
        reverse("admin:members_user_changelist"),
        {"action": "export_csv", "_selected_action": [boris.pk]},
    )

    assert [row["E-mail address"] for row in table(answer)] == [boris.email]


def test_no_cell_runs_as_a_formula_and_a_country_has_its_mark(as_, vera, ana):
    country = Country.objects.get(code="XK")
    assert country.footnote
    User.objects.filter(pk=ana.pk).update(first_name="=1+1", last_name="", country=country)

    row = next(row for row in table(as_(vera).get(export("user"))) if row["Handle"] == "ana")

    assert row["Name"] == "'=1+1"
    assert row["Country"] == str(country)
    assert row["Country"].endswith("*")


def test_columns_that_no_desk_shows_are_in_no_table(as_, vera, ana):
    text = as_(vera).get(export("user")).getvalue().decode()

    assert ana.password not in text or not ana.password
    assert "password" not in text.lower()


def test_who_may_not_see_a_list_takes_nothing_along(as_, visitor, ana, emil, mira, vera):
    for somebody, status in [(ana, 302), (emil, 403), (mira, 403)]:
        assert as_(somebody).get(export("user")).status_code == status
    assert as_(vera).get(export("user", "exe")).status_code == 403
    assert as_(vera).post(export("user")).status_code == 405
    assert as_(vera).get(export("user"), {"password__startswith": "a"}).status_code == 400
    assert as_(vera).get(export("user"), {"country__code__exact": ["x", "\0"]}).status_code < 500
    assert AuditEntry.objects.filter(verb="export").count() <= 1


@pytest.mark.parametrize("model", LISTS)
@pytest.mark.parametrize("count", [1, 3])
def test_a_table_costs_the_same_for_one_and_for_three(
    as_, vera, model, count, django_assert_max_num_queries
):
    for _ in range(count):
        place = InstitutionFactory()
        ApplicationFactory(institution=place)
        PositionFactory(institution=place, person=MemberFactory(institution=place))
        CentreFactory(institution=place)
    client = as_(vera)
    client.get(export(model)).getvalue()

    with django_assert_max_num_queries(14):
        client.get(export(model)).getvalue()
