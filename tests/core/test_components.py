import re

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from core import markdown, motif
from core.mail import inline
from core.templatetags import components

TEMPLATES = settings.BASE_DIR / "templates"
SPRITE = (settings.BASE_DIR / "static/img/icons.svg").read_text()


def draw(source, **context):
    return Template(source).render(Context(context))


def test_a_misspelt_argument_stops_the_page():
    with pytest.raises(TemplateSyntaxError, match="titel"):
        draw('{% panel titel="News" %}{% endpanel %}')


def test_every_component_stands_on_the_style_guide():
    source = (TEMPLATES / "portal/styleguide.html").read_text() + "".join(
        (TEMPLATES / name).read_text() for name in ("base.html", "_header.html")
    )
    names = set(components.register.tags) | set(components.register.filters)

    missing = {name for name in names if not re.search(rf"({{%\s*(filter )?|\|){name}\b", source)}

    assert missing == set()


def test_the_style_guide_shows_hostile_text_as_text(visitor, db):
    page = visitor.get(reverse("portal:styleguide")).content.decode()

    assert "&lt;script&gt;alert" in page
    assert "<script>alert" not in page


def test_plain_words_are_not_escaped_twice():
    assert markdown.plain("Prilep & Bitola, 3 < 4") == "Prilep & Bitola, 3 < 4"
    assert draw("{{ text|plain }}", text="**a** & b") == "a &amp; b"


def test_every_drawing_that_a_template_names_is_in_the_sprite():
    wanted = {
        name
        for path in TEMPLATES.rglob("*.html")
        for name in re.findall(
            r"""{% icon ["']([\w-]+)["']|\bicon=["']([\w-]+)["']""", path.read_text()
        )
        for name in name
        if name
    }

    assert wanted - set(re.findall(r'symbol id="([\w-]+)"', SPRITE)) == set()


@pytest.mark.parametrize("family", components._KINDS)
def test_every_kind_has_its_drawing_and_its_hue(family):
    tokens = (settings.BASE_DIR / "static/css/tokens.css").read_text()

    for kind in components._KINDS[family]:
        assert f'symbol id="{kind}"' in SPRITE
        assert f'[data-hue="{kind}"]' in tokens
        assert 'data-hue="' + kind in draw(
            "{% kind_badge family=family kind=kind text='x' %}", family=family, kind=kind
        )


def test_a_kind_that_nobody_knows_is_still_a_word():
    drawn = draw("{% kind_badge family='event' kind='séance' text='Séance' %}")

    assert "Séance" in drawn
    assert "data-hue" not in drawn


def test_somebody_who_left_has_no_link():
    drawn = draw("{% person None %}")

    assert "former member" in drawn
    assert "href" not in drawn


def test_a_moment_names_its_zone_and_a_day_does_not():
    now = timezone.now()

    assert "CE" in draw("{% when moment %}", moment=now)
    assert "CE" not in draw("{% when moment %}", moment=now.date())
    assert draw("{% when None %}").strip() == ""


def test_pages_keep_the_rest_of_the_question():
    from django.core.paginator import Paginator

    request = RequestFactory().get("/events/?kind=webinar&page=2")
    page = Paginator(range(100), 10).get_page(2)

    drawn = draw("{% pagination page %}", request=request, page=page)

    assert "?kind=webinar&amp;page=3" in drawn
    assert drawn.count('aria-current="page"') == 1


def test_the_same_seed_weaves_the_same_lozenge():
    assert motif.motif_svg("Patras") == motif.motif_svg("Patras")
    assert len({motif.rings(seed) for seed in ("Patras", "Tirana", "Tetovo", "Beograd")}) > 1


def test_a_lozenge_is_the_same_from_all_four_sides():
    cells = {
        (left + step, top): thread
        for left, top, width, thread in motif.cells(motif.rings("Mitrovica"))
        for step in range(width)
    }
    last = max(left for left, _top in cells)

    assert all(cells[left, top] == thread == cells[last - left, top]
               for (left, top), thread in cells.items())  # fmt: skip
    assert all(cells[top, left] == thread for (left, top), thread in cells.items())


@pytest.mark.parametrize("seed", ["balkanetup", "Patras", "", "Ћ", "a" * 500])
def test_no_lozenge_has_an_open_centre_or_outline(seed):
    for radius in (2, 6, 8):
        rings = motif.rings(seed, radius)

        assert len(rings) == radius + 1
        assert rings[0] != "-" != rings[-1]
        assert "--" not in rings


def test_the_mark_in_the_browsers_tab_is_the_mark_we_weave():
    assert (settings.BASE_DIR / "static/img/mark.svg").read_text() == motif.mark_file()


def test_the_stylesheet_is_one_file(tmp_path):
    with open(finders.find("css/site.css")) as made:
        text = made.read()

    assert "@import" not in text
    for path in (settings.BASE_DIR / "static/css/components").glob("*.css"):
        selector = re.search(r"^(\.[\w-]+)", path.read_text(), re.MULTILINE)
        assert selector[1] in text, path.name


def test_every_stylesheet_is_in_a_table_of_contents_or_named_by_a_screen():
    css = settings.BASE_DIR / "static/css"
    contents = (css / "site.css").read_text() + (css / "admin.css").read_text()
    named = [*TEMPLATES.rglob("*.html"), settings.BASE_DIR / "pages/wagtail_hooks.py"]
    screens = "".join(path.read_text() for path in named)

    missing = {
        name
        for path in css.rglob("*.css")
        for name in [str(path.relative_to(css))]
        if f'url("{name}")' not in contents and f"css/{name}" not in screens
    }

    assert missing == set()


def test_the_lines_of_a_letter_are_short_enough_for_every_server():
    html = inline(
        draw(
            '{% extends "email/base.html" %}{% block body %}<p>Zdravo</p>'
            '{% mail_button "Open" "https://balkanetup.example/" %}{% endblock %}',
            base_url="https://balkanetup.example", site_name="BALKANETUP", language="sq",
        )
    )  # fmt: skip

    assert max(len(line.encode()) for line in html.splitlines()) < 998
    assert 'style="' in html
    assert "prefers-color-scheme: dark" in html
    assert "<img" not in html
