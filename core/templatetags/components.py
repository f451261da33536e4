"""The components: each names what it takes, so a misspelt argument fails when the page compiles.

Every one of them stands on /styleguide/ with its edge cases. Most draw a template of their own;
the small ones, which a list shows in each of its rows, are a `format_html` here: a quarter of the
time.
"""

from datetime import date, datetime
from functools import lru_cache

from django import template
from django.core.paginator import Page
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core import cldr, email_addresses
from core import markdown as member_text
from core.motif import motif_cells, motif_svg

register = template.Library()


def _draw(component: str, /, **context) -> SafeString:
    return render_to_string(f"components/{component}.html", context)


# --- Words -----------------------------------------------------------------------------------


@register.filter
def markdown(text: str) -> SafeString:
    """A member's Markdown as safe HTML."""
    return member_text.render(text or "")


@register.filter
def plain(text: str) -> str:
    """A member's Markdown as bare words, for excerpts."""
    return member_text.plain(text or "")


@register.filter
def mailto(address: str) -> str:
    """An e-mail address as a link."""
    return email_addresses.mailto(address)


@register.filter
def shown_address(address: str) -> str:
    """An e-mail address as its owner writes it, the domain in its own letters."""
    return email_addresses.shown(str(address))


@register.simple_tag
def icon(name: str, *, label: str = "") -> SafeString:
    """A drawing from static/img/icons.svg. Without a label it is decoration."""
    return _icon(name, str(label))


@lru_cache(maxsize=512)
def _icon(name: str, label: str) -> SafeString:
    return _draw("icon", name=name, label=label)


@register.simple_tag
def badge(text, *, tone: str = "neutral", icon: str = "") -> SafeString:
    """A word about a state. Tones: neutral, accent, good, warn, bad, gold."""
    drawing = _icon(icon, "") if icon else ""
    return format_html('<span class="badge" data-tone="{}">{}{}</span>\n', tone, drawing, text)


# The kinds that have a drawing and a hue of their own: an icon's name is its kind's.
_KINDS = {
    "event": {
        "conference", "seminar", "webinar", "workshop", "counselling", "annual_meeting",
        "staff_week",
    },
    "record": {"material", "practice", "research", "media"},
}  # fmt: skip


def kind_hue(family: str, kind: str) -> str:
    """The name by which the stylesheet and the sprite know a kind; empty when they do not."""
    name = kind.replace("-", "_")
    return name if name in _KINDS.get(family, ()) else ""


@register.simple_tag
def kind_badge(*, family: str, kind: str, text) -> SafeString:
    """What kind of event or family of records: drawing, word and hue. Families: event, record."""
    return _kind_badge(kind_hue(family, kind), str(text))


@lru_cache(maxsize=512)
def _kind_badge(hue: str, text: str) -> SafeString:
    return _draw("kind_badge", hue=hue, text=text)


@register.simple_tag
def when(moment: datetime | date | None, *, relative: bool = False) -> SafeString:
    """A date with its weekday, a time with its zone; beside it, if asked, how long ago."""
    if not moment:
        return SafeString("")
    moment = _here(moment)
    iso, words = _iso(moment), _in_words(moment)
    ago = _ago(moment) if relative else ""
    return format_html('<time class="when" datetime="{}">{}</time>{}\n', iso, words, ago)


def _ago(moment: datetime | date) -> SafeString:
    return format_html(' <span class="when__ago">· {}</span>', cldr.format_age(moment))


def _iso(moment: datetime | date) -> str:
    # HTML takes at most three digits of a second.
    return moment.isoformat(timespec="seconds") if isinstance(moment, datetime) else str(moment)


def _here(moment: datetime | date) -> datetime | date:
    """A moment in the reader's zone."""
    if isinstance(moment, datetime) and timezone.is_aware(moment):
        return timezone.localtime(moment)
    return moment


def _in_words(moment: datetime | date) -> str:
    if isinstance(moment, datetime):
        return cldr.format_datetime(moment, "yMMMEd", zone=True)
    return cldr.format_date(moment, "yMMMEd")


@register.simple_tag
def date_block(moment: datetime | date, *, kind: str = "") -> SafeString:
    """Day, month and weekday as a block at the head of an event's row, in its kind's hue."""
    moment = _here(moment)
    return format_html(
        '<time class="date-block"{} datetime="{}"><span class="date-block__day">{}</span> '
        '<span class="date-block__month">{}</span> '
        '<span class="date-block__weekday">{}</span></time>\n',
        data_attr("hue", kind_hue("event", kind)), _iso(moment), moment.day,
        cldr.month_name(moment, "abbreviated"), cldr.weekday_name(moment, "abbreviated"),
    )  # fmt: skip


# In pixels, as person.css has them.
_AVATAR = {"s": 28, "m": 44, "l": 112}


@register.simple_tag
def avatar(name: str, *, photo=None, size: str = "m") -> SafeString:
    """A person's photo, or their initials on the network's motif. Sizes: s, m, l."""
    if photo:
        return format_html(
            '<img class="avatar" data-size="{}" src="{}" alt="" width="{}" height="{}" '
            'loading="lazy">\n',
            size, photo.url, _AVATAR[size], _AVATAR[size],
        )  # fmt: skip
    initials = "".join(word[0] for word in name.split()[:2]).upper()
    return format_html(
        '<span class="avatar" data-size="{}" aria-hidden="true">{}</span>\n', size, initials
    )


@register.simple_tag
def row_picture(src: str, alt: str) -> SafeString:
    """A small picture beside the words of a row; it comes when it is scrolled to."""
    return format_html(
        '<img class="row__picture" src="{}" alt="{}" width="160" height="90" loading="lazy" '
        'decoding="async">\n',
        src,
        alt,
    )


@register.simple_tag
def picture(thing, *, form: str = "row") -> SafeString:
    """The picture of something `Pictured`, or nothing. Forms: row (small, late), page (all)."""
    if not thing.picture:
        return SafeString("")
    if form == "row":
        return row_picture(thing.picture_small.url, thing.picture_alt)
    return format_html(
        '<img class="picture" src="{}" alt="{}" width="{}" height="{}" decoding="async">\n',
        thing.picture.url, thing.picture_alt, thing.picture_width, thing.picture_height,
    )  # fmt: skip


@register.simple_tag
def person(member, *, note: str = "") -> SafeString:
    """A byline: avatar, name, link. `member` has `name`, `photo` and `get_absolute_url`.

    None stands for somebody who has left.
    """
    return _draw("person", member=member, note=note)


@register.simple_tag
def motif(
    *, seed: str = "balkanetup", size: int = 64, kind: str = "mark", place: str = ""
) -> SafeString:
    """The network's stepped lozenge, drawn from a few numbers. Kinds: mark, band, field, edge.

    The same seed always gives the same drawing; a second band on a page names its `place`.
    """
    return motif_svg(seed, size=size, kind=kind, place=place)


# --- Things to press -------------------------------------------------------------------------


@register.simple_tag
def button(
    text, *, href: str = "", kind: str = "primary", icon: str = "", name: str = "",
    value: str = "", form: str = "", disabled: bool = False,
) -> SafeString:  # fmt: skip
    """A link that looks like a button when it has `href`, else a submit button.

    Kinds: primary (one a screen), secondary, quiet, danger.
    """
    inside = format_html("{}<span>{}</span>", _icon(icon, "") if icon else "", text)
    if href:
        return format_html(
            '<a class="button" data-kind="{}" href="{}">{}</a>\n', kind, href, inside
        )
    return format_html(
        '<button class="button" data-kind="{}" type="submit"{}{}{}>{}</button>\n',
        kind,
        format_html(' name="{}" value="{}"', name, value) if name else "",
        format_html(' form="{}"', form) if form else "",
        " disabled" if disabled else "",
        inside,
    )


@register.simple_tag(takes_context=True)
def post_button(
    context, text, *, action: str, kind: str = "secondary", icon: str = "", name: str = "",
    value: str = "",
) -> SafeString:  # fmt: skip
    """A one-click verb: a form of its own with its CSRF token and one button."""
    return _draw(
        "post_button", text=text, action=action, kind=kind, icon=icon, name=name, value=value,
        csrf_token=context.get("csrf_token", ""),
    )  # fmt: skip


# --- Frames ----------------------------------------------------------------------------------


@register.simple_block_tag
def page_header(content, *, title, lead="", kicker="", kicker_href="", seed="") -> SafeString:
    """The head of a screen: what it is, one line about it, and its actions as the body.

    With a `seed`, such as the name of a centre, its own lozenge stands beside it.
    """
    return _draw(
        "page_header", content=content, title=title, lead=lead, kicker=kicker,
        kicker_href=kicker_href, seed=seed,
    )  # fmt: skip


@register.simple_block_tag
def panel(content, *, title="", href="", level: int = 2) -> SafeString:
    """A titled group of things on a page; with `href` the title leads there."""
    return _draw("panel", content=content, title=title, href=href, level=level)


@register.simple_block_tag
def notice(content, *, tone: str = "info", title="") -> SafeString:
    """A word to the reader beside the text. Tones: info, good, warn, bad."""
    return _draw("notice", content=content, tone=tone, title=title)


@register.simple_block_tag
def disclosure(content, *, title, open: bool = False) -> SafeString:
    """Something that can be opened, without JavaScript."""
    return _draw("disclosure", content=content, title=title, open=open)


@register.simple_block_tag
def empty(content, *, title, action_text="", action_href="") -> SafeString:
    """An empty list: what is not here, what to do next, one way on."""
    return _draw(
        "empty", content=content, title=title, action_text=action_text, action_href=action_href
    )


@register.simple_block_tag
def list_row(
    content, *, title, href: str = "", kicker="", meta="", lead="", fresh: bool = False,
    muted: bool = False, level: int = 3, picture="",
) -> SafeString:  # fmt: skip
    """One line of a well-set list: kicker above, title that links, body, meta at the far edge.

    `lead` stands before it (a date block, an avatar); `fresh` marks what the reader has not
    seen, `muted` what is over; `picture` stands at the far edge of its words.
    """
    state = (" data-fresh" if fresh else "") + (" data-muted" if muted else "")
    return format_html(
        '<article class="row"{}>{}<div class="row__main">{}{}<h{level} class="row__title">{}{}'
        '</h{level}><div class="row__body">{}</div></div>{}</article>\n',
        SafeString(state),
        format_html('<div class="row__lead">{}</div>', lead) if lead else "",
        picture,
        format_html('<p class="row__kicker">{}</p>', kicker) if kicker else "",
        format_html('<a href="{}">{}</a>', href, title) if href else title,
        format_html('<span class="visually-hidden"> ({})</span>', _("new")) if fresh else "",
        content,
        format_html('<div class="row__meta">{}</div>', meta) if meta else "",
        level=level,
    )  # fmt: skip


# --- Finding one's way -----------------------------------------------------------------------


@register.simple_tag
def breadcrumbs(*steps) -> SafeString:
    """Where this page stands: text, href, text, href … The last text needs no href."""
    pairs = [
        {"text": steps[at], "href": steps[at + 1] if at + 1 < len(steps) else ""}
        for at in range(0, len(steps), 2)
    ]
    return _draw("breadcrumbs", steps=pairs)


@register.simple_tag
def tabs(items, *, label) -> SafeString:
    """Links between the faces of one thing. `items` are dicts of text, href, current, count."""
    return _draw("tabs", items=items, label=label)


_CURRENT = SafeString(' aria-current="true"')


@register.simple_tag
def facet(options, *, title, most: int = 12) -> SafeString:
    """A filter as plain links. `options` are those of `core.facets`.

    Those past `most` are folded away.
    """
    rest = SafeString("")
    if len(options) > most:
        rest = format_html(
            '<details class="facet__more"><summary>{}</summary><ul>{}</ul></details>',
            _("More"), _facet_rows(options[most:]),
        )  # fmt: skip
    return format_html(
        '<section class="facet"><h2 class="facet__title">{}</h2><ul>{}</ul>{}</section>\n',
        title, _facet_rows(options[:most]), rest,
    )  # fmt: skip


def _facet_rows(options) -> SafeString:
    return format_html_join(
        "",
        '<li><a href="{}"{}>{}</a> <span class="facet__count">{}</span></li>',
        (
            (option.href, _CURRENT if option.active else "", option.label,
             cldr.format_number(option.count) if option.count > 999 else option.count)
            for option in options
        ),
    )  # fmt: skip


@register.simple_block_tag
def facets(content, *, title="", active: int = 0) -> SafeString:
    """The filters of a list: folded away on a phone, standing open where there is room.

    `active` is how many are chosen. Place it first in a `.sidebar` with data-side="start".
    """
    return _draw("facets", content=content, title=title, active=active)


@register.simple_tag(takes_context=True)
def pagination(context, page: Page) -> SafeString:
    """Previous, next and the pages around; the rest of the query string stays."""
    request = context["request"]

    def link(number):
        query = request.GET.copy()
        query["page"] = number
        return f"?{query.urlencode()}"

    steps = [
        {"number": number, "href": link(number) if isinstance(number, int) else ""}
        for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    ]
    return _draw(
        "pagination",
        page=page,
        steps=steps,
        previous=link(page.number - 1) if page.has_previous() else "",
        next=link(page.number + 1) if page.has_next() else "",
    )


@register.simple_tag(takes_context=True)
def with_query(context, **changes) -> str:
    """This page's query string with `changes`; None takes a key out; `page` starts again."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    for key, value in changes.items():
        if value is None:
            query.pop(key, None)
        else:
            query[key] = value
    return f"?{query.urlencode()}"


# --- Forms -----------------------------------------------------------------------------------


@register.simple_tag
def form_errors(form) -> SafeString:
    """What is wrong with a form, counted, each error a link to its field."""
    return _draw("form_errors", form=form)


@register.simple_tag
def progress(value: int, *, max: int, label) -> SafeString:
    """How far a long work has come, as a bar and in words."""
    # A bar has a length, also when there is nothing to do.
    length = max or 1
    return _draw("progress", value=value, max=max, bar=min(value, length), length=length,
                 label=label)  # fmt: skip


@register.simple_tag
def lang_name(code: str) -> str:
    """The name of a language in the language itself: sq → shqip."""
    return cldr.language_name(code)


@register.simple_tag
def data_attr(name: str, value) -> SafeString:
    """`data-name="value"`, or nothing when the value is empty."""
    return format_html(' data-{}="{}"', name, value) if value else SafeString("")


# --- Letters ---------------------------------------------------------------------------------


@register.simple_tag
def mail_button(text, href: str) -> SafeString:
    """A button that every mail program draws: a cell of a table with a link in it."""
    return _draw("mail_button", text=text, href=href)


@register.simple_tag
def mail_mark() -> SafeString:
    """The network's mark out of the cells of a table: no picture has to be fetched."""
    return motif_cells()
