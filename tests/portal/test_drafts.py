import pytest
from playwright.sync_api import expect

from tests.factories.forum import BoardFactory, TopicFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_what_was_posted_does_not_come_back_as_a_draft(browse, ana):
    topic = TopicFactory(author=ana)
    page = browse(ana)
    page.goto(topic.get_absolute_url())
    field = page.locator("main form[method=post] textarea").first
    field.fill("I ask them to write first.")
    field.locator("xpath=ancestor::form").get_by_role("button").first.click()
    page.get_by_text("I ask them to write first.").first.wait_for()

    page.goto(topic.get_absolute_url())

    expect(page.locator("main form[method=post] textarea").first).to_have_value("")
    assert topic.posts.filter(text="I ask them to write first.").count() == 1


def test_what_the_server_did_not_take_is_there_again(browse, ana):
    topic = TopicFactory(author=ana)
    page = browse(ana)
    page.goto(topic.get_absolute_url())
    field = page.locator("main form[method=post] textarea").first
    field.fill("Two hours of careful writing")
    page.evaluate(
        "document.querySelectorAll('[name=csrfmiddlewaretoken]').forEach(i => i.value = '')"
    )
    field.locator("xpath=ancestor::form").get_by_role("button").first.click()
    page.get_by_text("This form has expired").wait_for()

    page.goto("/")
    page.goto(topic.get_absolute_url())

    field = page.locator("main form[method=post] textarea").first
    expect(field).to_have_value("Two hours of careful writing")


def test_what_is_written_before_the_script_came_is_not_replaced_by_an_older_draft(browse, ana):
    address = f"{BoardFactory().get_absolute_url()}new/"
    page, held = browse(ana), []
    page.goto(address)
    page.locator("main textarea[name=text]").fill("An older wording")
    page.goto("/")
    page.route("**/js/drafts*.js", lambda route: held.append(route))
    with page.expect_request("**/js/drafts*.js"):
        page.goto(address, wait_until="commit")

    text = page.locator("main textarea[name=text]")
    text.fill("What I want to say now")
    held[0].continue_()
    page.wait_for_load_state()

    expect(text).to_have_value("What I want to say now")
    page.unroute("**/js/drafts*.js")
    page.goto("/")
    page.goto(address)
    expect(text).to_have_value("What I want to say now")


def test_the_title_of_a_topic_is_kept_with_its_text(browse, ana):
    board = BoardFactory()
    page = browse(ana)
    page.goto(f"{board.get_absolute_url()}new/")
    page.locator("[name=title]").fill("Who reads the first draft?")
    page.locator("main textarea[name=text]").fill("Two hours of careful writing")

    page.goto("/")
    page.goto(f"{board.get_absolute_url()}new/")

    title, text = page.locator("[name=title]"), page.locator("main textarea[name=text]")
    expect(title).to_have_value("Who reads the first draft?")
    expect(text).to_have_value("Two hours of careful writing")
    expect(page.get_by_text("We kept what you had typed here.")).to_have_count(1)

    page.get_by_role("button", name="Delete it").click()

    expect(title).to_have_value("")
    expect(text).to_have_value("")
