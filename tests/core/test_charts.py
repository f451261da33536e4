import re
from xml.etree import ElementTree

import pytest

from core import charts

LABELS = ["Leadership", "Support for those who teach", "Digital <teaching>"]
NOW = charts.Series("now", [1, 2.5, 4])
NS = "{http://www.w3.org/2000/svg}"


def drawn(draw, *series, **more):
    """The drawing, parsed: it has to be well-formed, whatever the labels hold."""
    svg = draw(
        "one", title="A result", text="Three numbers", labels=LABELS, series=series or [NOW],
        lowest=1, highest=4, **more,
    )  # fmt: skip
    return ElementTree.fromstring(str(svg))


def of_class(svg, name):
    return [each for each in svg.iter() if each.get("class") == name]


@pytest.mark.parametrize("draw", [charts.radar, charts.bars])
def test_a_drawing_says_what_it_is_to_who_does_not_see_it(draw):
    svg = drawn(draw)

    named = {each.get("id"): each.text for each in svg if each.get("id")}
    assert svg.get("role") == "img"
    assert [named[name] for name in svg.get("aria-labelledby").split()] == [
        "A result", "Three numbers",
    ]  # fmt: skip


@pytest.mark.parametrize("draw", [charts.radar, charts.bars])
def test_colours_and_sizes_are_left_to_the_stylesheet(draw):
    text = ElementTree.tostring(drawn(draw, NOW, charts.Series("target", [2, 3, 4]))).decode()

    assert not re.search(r"style=|fill=|stroke=|font-size=|#[0-9a-f]{3}", text)
    assert 'data-series="2"' in text


@pytest.mark.parametrize("draw", [charts.radar, charts.bars])
def test_it_is_as_wide_as_a_phone_so_that_its_text_is_read_there(draw):
    _x, _y, width, _high = map(float, drawn(draw).get("viewBox").split())

    assert width <= 390


def test_a_higher_value_stands_further_out_on_its_axis():
    (area,) = of_class(drawn(charts.radar), "chart__area")

    points = [tuple(map(float, pair.split(","))) for pair in area.get("points").split()]
    far = [((x - 180) ** 2 + (y - 180) ** 2) ** 0.5 for x, y in points]
    assert far == sorted(far)
    assert far[0] > 10
    assert far[2] == pytest.approx(132, abs=0.2)


def test_a_missing_value_is_no_zero():
    svg = drawn(charts.radar, charts.Series("now", [1, None, 4]))

    assert of_class(svg, "chart__area") == []
    assert len(of_class(svg, "chart__dot")) == 2


def test_bars_are_as_long_as_their_share_and_what_is_missing_has_none():
    svg = drawn(charts.bars, charts.Series("now", [1, 2.5, None]))

    track = float(of_class(svg, "chart__track")[0].get("width"))
    assert [float(each.get("width")) for each in of_class(svg, "chart__bar")] == [
        0, pytest.approx(track / 2, abs=0.1), 0,
    ]  # fmt: skip
    assert [each.text for each in of_class(svg, "chart__value")][2] == "–"


def test_bars_write_values_as_they_are_told():
    svg = drawn(charts.bars, NOW, shown=[["1,0", "2,5", "4,0"]])

    assert [each.text for each in of_class(svg, "chart__value")] == ["1,0", "2,5", "4,0"]


def test_a_long_name_is_set_in_two_lines_and_then_cut():
    rows = charts.lines("one " * 40, 20)

    assert len(rows) == 2
    assert rows[1].endswith("…")
    assert all(len(row) <= 20 for row in rows)
    assert charts.lines("Donaudampfschifffahrtsgesellschaft", 20) == ["Donaudampfschifffah…"]


def test_one_series_needs_no_legend():
    assert "now" not in [each.text for each in of_class(drawn(charts.bars), "chart__label")]
    several = drawn(charts.bars, NOW, charts.Series("target", [4, 4, 4]))
    assert {"now", "target"} <= {each.text for each in of_class(several, "chart__label")}
