import pytest
from playwright.sync_api import expect

from resources.models import Resource
from tests.browsing import assert_accessible, assert_open_to_everybody
from tests.factories.resources import PDF, AcceptedFactory, FileFactory, SubmittedFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def plan(tmp_path):
    path = tmp_path / "plan.pdf"
    path.write_bytes(PDF)
    return path


def describe(page):
    page.get_by_label("Kind", exact=True).select_option("lesson-plan")
    page.get_by_label("Title", exact=True).fill("Ninety minutes on the median")
    page.get_by_label("Abstract", exact=True).fill("A plan for a class of first-years.")
    page.get_by_label("Language", exact=True).select_option("en")
    page.get_by_label("Discipline", exact=True).select_option("054")
    page.get_by_label("Licence", exact=True).select_option("cc-by-4.0")
    page.get_by_label("I made this").check()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_member_shares_a_file_with_two_co_authors(browse, ana, plan, scripts):
    page = browse(ana, width=390, scripts=scripts)
    page.goto("/resources/add/")
    describe(page)
    page.get_by_label("Files", exact=True).set_input_files(plan)
    page.locator("#id_authors-1-name").fill("Boris Ilievski")
    page.get_by_role("button", name="Add another author").click()
    page.locator("#id_authors-2-name").fill("Lule Krasniqi")
    if scripts:
        expect(page.get_by_text("Author 3")).to_be_visible()
        assert_accessible(page)

    page.get_by_role("button", name="Hand it in").click()

    page.get_by_text("A curator looks at it next").wait_for()
    record = Resource.objects.get()
    assert record.state == "submitted"
    assert record.byline == f"{ana.name}, Boris Ilievski, Lule Krasniqi"
    assert record.files.get().name == "plan.pdf"


def test_what_is_missing_is_told_on_top_and_at_its_place(browse, ana):
    page = browse(ana)
    page.goto("/resources/add/")

    page.get_by_role("button", name="Hand it in").click()

    page.get_by_role("link", name="Title: Give it a title.").click()
    expect(page.locator("#id_title")).to_be_focused()
    assert_accessible(page)


@pytest.mark.looks
def test_catalogue_and_record_are_open_to_everybody(browse, ana):
    record = AcceptedFactory(
        depositor=ana, tagged=["rubrics", "large classes"], language="sr", doi="10.1234/long.one",
        title="Преиспитивање оцењивања у веома великим групама студената прве године",
    )  # fmt: skip
    FileFactory(resource=record, name="a-very-long-name-of-a-file-that-has-no-end-" * 2 + ".pdf")

    assert_open_to_everybody(
        browse(), "/resources/", "/resources/?q=nothing", record.get_absolute_url()
    )


def test_a_curator_decides_at_the_desk(browse, ana, mira):
    record = SubmittedFactory(depositor=ana)
    page = browse(mira)
    page.goto(f"/admin/resources/resource/{record.pk}/change/")
    page.get_by_label("A word to the depositor").fill("Thank you.")

    page.get_by_role("button", name="Accept it").click()

    page.get_by_text("is in the catalogue").wait_for()
    record.refresh_from_db()
    assert record.is_accepted
