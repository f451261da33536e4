"""What people do on the way, in their browser and in their mail."""

import re
from email import message_from_bytes, policy
from email.message import EmailMessage

from playwright.sync_api import Page, expect

from tests.browsing import follow

PASSWORD = "a-long-way-to-patras-26"


class Mail:
    """The letters that a real SMTP sink took, read as their reader would."""

    def __init__(self, sink):
        self.sink = sink

    def to(self, address: str) -> list[EmailMessage]:
        """The letters to one address, oldest first."""
        return [
            message_from_bytes(taken.raw, policy=policy.default)
            for taken in self.sink.taken
            if taken.to == address
        ]

    def subjects(self, address: str) -> list[str]:
        return [letter["Subject"] for letter in self.to(address)]

    def text(self, address: str) -> str:
        """The plain part of the newest letter."""
        return self.to(address)[-1].get_body(("plain",)).get_content()

    def code(self, address: str) -> str:
        """The code in the newest letter: a line of its own."""
        return re.search(r"(?m)^\s*([A-Z0-9]{3,8}(-[A-Z0-9]{3,8})?)\s*$", self.text(address))[1]

    def path(self, address: str, part: str) -> str:
        """The path of the first link in the newest letter that holds `part`."""
        return re.search(rf"https?://[^/\s]+(/\S*{part}\S*)", self.text(address))[1]


def press(page: Page, name: str, *, stays: bool = False) -> None:
    """Press the one button or link of this name on the page's main part.

    It waits for the page that follows, unless the page `stays` where there are scripts.
    """
    main = page.locator("main")
    button = main.get_by_role("button", name=name, exact=True)
    link = main.get_by_role("link", name=name, exact=True)
    button.or_(link).first.wait_for()
    target = (button if button.count() else link).first
    if stays:
        target.click()
    else:
        follow(target)


def find_place(page: Page, name: str) -> None:
    """Choose an institution among those that were found, with or without scripts."""
    choice = page.get_by_label(re.compile(name)).first
    if page.evaluate("'htmx' in window"):
        # The list comes while one types.
        choice.wait_for()
    else:
        press(page, "Find")
    choice.check()


def sign_up(page: Page, mail: Mail, *, first: str, last: str, email: str) -> None:
    """Make an account and confirm its address with the code from the letter."""
    page.goto("/account/signup/")
    page.get_by_label("First name").fill(first)
    page.get_by_label("Last name").fill(last)
    page.locator("[name=email]").fill(email)
    page.locator("[name=password1]").fill(PASSWORD)
    press(page, "Make my account")
    expect(page.locator("[name=code]")).to_be_visible()
    page.locator("[name=code]").fill(mail.code(email))
    press(page, "Go on")
    expect(page).not_to_have_url(re.compile("confirm-email"))


def apply_as_individual(page: Page, *, search: str, institution: str) -> None:
    """Fill in the application, keep it as a draft, come back, hand it in."""
    page.goto("/members/join/individual/")
    page.locator("[name=place_q]").fill(search)
    find_place(page, institution)
    page.locator("[name=qualifications]").fill("Twelve years of teaching, a course in assessment.")
    press(page, "Save and go on later")
    page.goto("/members/join/individual/")
    expect(page.locator("[name=qualifications]")).to_have_value(re.compile("Twelve years"))
    page.locator("[name=role]").select_option("lecturer")
    page.locator("[name=commitment]").fill("I will share what I make and run a workshop a year.")
    page.locator("[name=adheres]").check()
    press(page, "Hand in")


def write_topic(page: Page, board: str, *, title: str, text: str) -> None:
    """Begin a topic: look at the preview, then post."""
    page.goto(f"/forum/{board}/new/")
    page.locator("[name=title]").fill(title)
    page.locator("[name=text]").fill(text)
    press(page, "Preview", stays=True)
    expect(page.locator("main strong").first).to_be_visible()
    press(page, "Post")
    expect(page.locator("h1")).to_contain_text(title)


def open_desk(page: Page, pile: str, thing: str) -> None:
    """From the front of the desk to one thing of a pile."""
    page.goto("/admin/")
    follow(page.get_by_role("link", name=pile).first)
    follow(page.get_by_role("link", name=re.compile(thing)).first)


def add_resource(page: Page, *, title: str) -> None:
    """Describe a record with a link, and hand it in."""
    page.goto("/resources/add/")
    page.locator("[name=kind]").select_option("rubric")
    page.locator("[name=title]").fill(title)
    page.locator("[name=abstract]").fill("Four rows that a tired reader can hold in mind.")
    page.locator("[name=language]").select_option("en")
    page.locator("[name=discipline]").select_option(index=1)
    page.locator("[name=authors-0-name]").fill("Iskra Probna")
    page.locator("[name=link]").fill("https://rubrics.example.org/four-rows")
    page.locator("[name=licence]").select_option(index=1)
    page.locator("[name=rights]").check()
    press(page, "Hand it in")


def take_a_place(page: Page, event) -> None:
    """Register for an event, or join its waiting list."""
    page.goto(event.get_absolute_url())
    page.goto(f"{event.get_absolute_url()}register/")
    follow(page.locator("main form").get_by_role("button").first)


def subscribe(page: Page, mail: Mail, email: str) -> None:
    """Ask for the first list, and confirm from the letter."""
    page.goto("/newsletters/subscribe/")
    page.locator("[name=email]").fill(email)
    page.locator("[name=lists]").first.check()
    press(page, "Subscribe")
    page.goto(mail.path(email, "confirm"))
    follow(page.locator("main form").get_by_role("button").first)


def send_newsletter(page: Page, *, subject: str, picks: list[str]) -> None:
    """Compose an issue from chosen things, look at it, send it."""
    page.goto("/admin/newsletters/issue/add/")
    page.locator("[name=subject]").fill(subject)
    page.locator("[name=lists]").first.check()
    page.locator("[name=intro]").fill("Dear colleagues, **much** has happened.")
    for details in page.locator("details.piece-choice").all():
        details.evaluate("element => element.open = true")
    for pick in picks:
        page.get_by_label(re.compile(re.escape(pick))).check()
    follow(page.get_by_role("button", name="Save, then preview and send"))
    follow(page.get_by_role("link", name="Send to 1 reader"))
    follow(page.get_by_role("button", name="Yes, send it to 1 reader"))
    expect(page).to_have_url(re.compile("/desk/$"))
