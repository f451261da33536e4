"""News and translated pages of the demo network; `manage.py demo` finds this module by name.

It is here and not in portal/demo/, because portal and pages do not know each other.
"""

import html
from contextlib import contextmanager
from datetime import timedelta
from io import BytesIO

from django.core.files.base import ContentFile
from django.db.models.signals import post_save
from django.utils import timezone
from modelsearch.index import get_indexed_models, insert_or_update_object
from modelsearch.signal_handlers import post_save_signal_handler
from PIL import Image as Picture
from PIL import ImageDraw
from wagtail.images import get_image_model
from wagtail.models import Locale, Page, ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from core.motif import cells, rings

from .demo_texts import ARTICLES, BLOCKS, HOME, MISSIONS, NEWS, OPENING
from .models import HomePage, NewsIndexPage, NewsPage, StandardPage

_THREADS = {"a": "#1f6677", "b": "#d9a531", "c": "#b4432c"}
_GROUND = "#f4efe6"


def load(world) -> None:
    """Articles, and three pages in the languages of `HOME`; Wagtail's indexes once, at the end."""
    with _indexed_at_the_end(Page, get_image_model()):
        _articles(world)
        for language in HOME:
            _translate(world, language)


@contextmanager
def _indexed_at_the_end(*models):
    """A page is saved four times until it stands; each would be indexed twice."""
    heard = [model for model in get_indexed_models() if issubclass(model, models)]
    saved: dict = {}

    def remember(instance, **kwargs):
        saved[instance._meta.concrete_model, instance.pk] = None

    for model in heard:
        post_save.disconnect(post_save_signal_handler, sender=model)
        post_save.connect(remember, sender=model)
    try:
        with disable_reference_index_auto_update():
            yield
    finally:
        for model in heard:
            post_save.disconnect(remember, sender=model)
            post_save.connect(post_save_signal_handler, sender=model)
    for model, key in saved:
        thing = model._default_manager.get(pk=key)
        ReferenceIndex.create_or_update_for_object(thing)
        insert_or_update_object(thing)


def _articles(world) -> None:
    index = NewsIndexPage.objects.get(locale__language_code="en")
    for slug, days, author, picture, title, summary, paragraphs in ARTICLES:
        if NewsPage.objects.child_of(index).filter(slug=slug).exists():
            continue
        fields = {
            "title": title, "slug": slug, "author": author, "summary": summary,
            "date": timezone.localdate() - timedelta(days=days), "body": body(paragraphs),
        }  # fmt: skip
        if picture:
            seed, shows = picture
            fields |= {"image": _picture(world, seed, shows), "image_alt": shows}
        _publish(world, index.add_child(instance=NewsPage(locale=index.locale, **fields)))


def body(paragraphs: list[str]) -> list[tuple]:
    """Blocks of lines: "# " begins a heading, "> " a quote with who said it after the bar."""
    blocks = []
    for paragraph in paragraphs:
        mark, words = paragraph[:2], paragraph[2:]
        if mark == "# ":
            blocks.append(("heading", {"text": words, "level": "2"}))
        elif mark == "> ":
            said, who = words.split(" | ")
            blocks.append(("quote", {"text": said, "who": who}))
        else:
            blocks.append(("text", f"<p>{html.escape(paragraph, quote=False)}</p>"))
    return blocks


def _translate(world, language: str) -> None:
    home = HomePage.objects.get(locale__language_code="en")
    if home.has_translation(Locale.objects.get(language_code=language)):
        return
    here = _copy(home, language)
    here.lead = HOME[language]
    here.body = [
        (block.block_type, {**block.value, "heading": heading})
        for block, heading in zip(home.body, BLOCKS[language], strict=False)
    ]
    _publish(world, here)

    mission = _copy(StandardPage.objects.get(slug="mission", locale=home.locale), language)
    mission.title, mission.lead, paragraphs = MISSIONS[language]
    mission.body = body(paragraphs)
    _publish(world, mission)

    index = _copy(NewsIndexPage.objects.get(locale=home.locale), language)
    index.title, index.lead = NEWS[language]
    _publish(world, index)

    article = _copy(NewsPage.objects.get(slug=ARTICLES[0][0], locale=home.locale), language)
    article.title, article.summary, paragraphs = OPENING[language]
    article.body = body(paragraphs)
    _publish(world, article)


def _copy(page, language: str):
    return page.copy_for_translation(Locale.objects.get(language_code=language)).specific


def _publish(world, page) -> None:
    page.owner = world.people.get("emil")
    page.save_revision(user=page.owner).publish(user=page.owner)
    world.remember(page)


def _picture(world, seed: str, shows: str):
    model = get_image_model()
    found = model.objects.filter(title=shows).first()
    if found:
        return found
    file = ContentFile(draw(seed), name=f"{seed.replace(' ', '-')}.png")
    picture = model(title=shows, file=file, description=shows)
    picture.save()
    world.remember(picture)
    return picture


def draw(seed: str, columns: int = 3, rows: int = 2) -> bytes:
    """A cloth of the motif's lozenges, as a PNG."""
    threads = rings(seed, 9)
    size = 2 * len(threads) + 1
    stitch = 1440 // (columns * size)
    cloth = Picture.new("RGB", (columns * size * stitch, rows * size * stitch), _GROUND)
    brush = ImageDraw.Draw(cloth)
    for column in range(columns):
        for row in range(rows):
            x, y = (column * size + 1) * stitch, (row * size + 1) * stitch
            for left, top, width, thread in cells(threads):
                corner = (x + left * stitch, y + top * stitch)
                end = (corner[0] + width * stitch - 1, corner[1] + stitch - 1)
                brush.rectangle((*corner, *end), fill=_THREADS[thread])
    file = BytesIO()
    cloth.save(file, "PNG", optimize=True)
    return file.getvalue()
