"""Take the pictures of the README from a running demo: `python docs/pictures/take.py [address]`.

Begin with `make run` on an empty DATA_DIR. Each picture is written beside this file, 1280 pixels
wide, light, in a palette of 256 colours.
"""

import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent.parent))

from tests.browser_check import find_browser  # noqa: E402

PASSWORD = "balkan-demo-2026"
# What is shown, to whom, where, how high, and the link that leads on from there.
PICTURES = [
    ("home", "", "/", 960, ""),
    ("directory", "maja", "/members/", 960, ""),
    ("topic", "maja", "/forum/assessment/", 960, "Peer assessment with more than 150 people"),
    ("desk", "vera", "/admin/", 900, ""),
]


def sign_in(page: Page, who: str) -> None:
    page.goto("/account/login/")
    page.get_by_label("E-mail address").fill(f"{who}@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/my/")


def take(address: str) -> None:
    """Write every picture anew. Raises what Playwright raises where the demo does not answer."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_browser(), args=["--no-sandbox", "--hide-scrollbars"]
        )
        for name, who, path, height, link in PICTURES:
            page = browser.new_context(
                base_url=address,
                color_scheme="light",
                locale="en-GB",
                viewport={"width": 1280, "height": height},
            ).new_page()
            if who:
                sign_in(page, who)
            page.goto(path, wait_until="networkidle")
            if link:
                page.get_by_role("link", name=link).first.click()
                page.wait_for_load_state("networkidle")
            keep(name, page.screenshot())
        browser.close()


def keep(name: str, png: bytes) -> None:
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    few = picture.quantize(256, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(HERE / f"{name}.png", optimize=True)


if __name__ == "__main__":
    take(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000")
