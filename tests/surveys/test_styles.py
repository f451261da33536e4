"""What a template calls an element, a stylesheet or a script must know."""

import re

import pytest
from django.conf import settings

TEMPLATES = sorted((settings.BASE_DIR / "templates" / "surveys").glob("*.html"))
KNOWN = "\n".join(
    path.read_text()
    for kind in ("css", "js")
    for path in (settings.BASE_DIR / "static" / kind).rglob(f"*.{kind}")
)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.stem)
def test_every_class_of_the_screens_is_known_to_a_stylesheet_or_a_script(template):
    named = re.findall(r'class="([^"{]*)"', template.read_text())
    classes = {each for names in named for each in names.split()}

    assert {each for each in classes if not re.search(rf"\.{each}(?![\w-])", KNOWN)} == set()
