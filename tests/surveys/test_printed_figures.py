"""Every figure as the page of results prints it, computed again out of twenty sheets.

By `statistics` and `collections` over the answers themselves, not over counts of ours.
"""

import csv
import html
import io
import re
import statistics
import uuid
from collections import Counter
from decimal import Decimal
from random import Random

import pytest
from django.urls import reverse

from surveys.actions import answering, closing
from surveys.actions.answering import Respondent
from surveys.instrument import Instrument, Option, Question, Section, dump
from surveys.models import Survey, Version
from tests.factories.members import MemberFactory
from tests.factories.surveys import OpenFactory

pytestmark = pytest.mark.django_db
PEOPLE = 20
OUTSIDE = "not applicable"


def named(*labels, **more):
    return tuple(Option(label.lower(), {"en": label}, **more) for label in labels)


def question(kind, **more):
    return Question(kind, kind, {"en": f"The {kind}"}, **more)


NEVER = named("Never", is_outside=True)
ALL = (
    question("one", options=named("Yes", "No", "Perhaps")),
    question("several", options=(*named("Halls", "Labs", "Trips"), *NEVER)),
    question("scale", has_outside=True),
    question("level", options=(*named("Low", "Middle", "High"), *NEVER)),
    question("matrix", rows=named("Winter", "Summer"), options=named("Good", "Bad"),
             has_outside=True),
    question("ranking", options=named("Money", "Time", "People", "Rooms")),
    question("number"),
    question("date"),
    question("short"),
    question("long"),
    question("file"),
)  # fmt: skip
EVERY_KIND = Instrument(("en",), (Section("s", {"en": "S"}, questions=ALL),))
LABELS = {option.key: option.label["en"] for q in ALL for option in (*q.options, *q.rows)}


def sheets(number: int) -> list[dict]:
    """So many, the same in every run; now and then somebody answers nothing."""
    lot = Random(9)
    made = []
    for at in range(number):
        sheet = {
            "one": {"choice": lot.choice(["yes", "yes", "no", "perhaps"])},
            "several": {"choices": lot.sample(["halls", "labs", "trips"], lot.randint(1, 3))},
            "scale": lot.choice([1, 2, 3, 4, 4, 5, "outside"]),
            "level": {"choice": lot.choice(["low", "middle", "high", "never"])},
            "matrix": {"winter": lot.choice(["good", "bad"]),
                       "summer": lot.choice(["good", "bad", "outside"])},
            "ranking": lot.sample(["money", "time", "people", "rooms"], lot.choice([2, 3, 4])),
            "number": str(lot.choice([0, 1.5, 7, 12.25, 1200, 98000])),
            "date": f"2024-0{lot.randint(1, 9)}-01", "short": f"Town {at}", "long": "Much.",
            "file": {"id": str(uuid.UUID(int=7)), "name": "plan.pdf"},
        }  # fmt: skip
        made.append({key: value for key, value in sheet.items() if lot.random() < 0.9})
    return made


SHEETS = sheets(PEOPLE)


def country(at: int) -> str:
    return "BA" if at % 2 else "MK"


def handed_in(some=SHEETS, first=None) -> Survey:
    """A survey with names; from the person after `first` on by a second version."""
    survey = OpenFactory(
        audience=Survey.Audience.MEMBERS, is_anonymous=False, instrument=EVERY_KIND,
        breakdown="country",
    )  # fmt: skip
    for at, sheet in enumerate(some):
        if at == first:
            Version.objects.create(survey=survey, number=2, content=dump(EVERY_KIND))
        who = Respondent(MemberFactory(country_id=country(at)))
        answering.hand_in(survey.current, sheet, who)
    closing.count_all()
    return survey


@pytest.fixture
def page(as_):
    survey = handed_in()
    url = reverse("surveys:results", args=[survey.slug])
    return as_(survey.owner).get(url).content.decode()


# --- Reading the page --------------------------------------------------------------------------


def plain(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def part(page: str, key: str) -> str:
    """The article of one question."""
    return re.search(rf'<article[^>]* id="result-{key}">(.*?)</article>', page, re.S)[1]


def rows_of(table: str) -> list[list[str]]:
    rows = re.findall(r"<tr>(.*?)</tr>", table, re.S)
    return [[plain(cell) for cell in re.findall(r"<t[hd].*?>(.*?)</t[hd]>", row, re.S)]
            for row in rows]  # fmt: skip


def tables_of(markup: str) -> list[tuple[str, list[list[str]]]]:
    """(caption, rows without their head) of all tables."""
    found = []
    for table in re.findall(r"<table.*?>(.*?)</table>", markup, re.S):
        caption = re.search(r"<caption>(.*?)</caption>", table, re.S)
        found.append((plain(caption[1]) if caption else "", rows_of(table)[1:]))
    return found


def bars_of(markup: str) -> tuple[list[str], list[str], list[float]]:
    """Of the charts the labels, the values and the lengths of the bars, from 0 to 1."""
    labels = re.findall(r'<text class="chart__label"[^>]*>(.*?)</text>', markup)
    values = re.findall(r'<text class="chart__value"[^>]*>(.*?)</text>', markup)
    widths = re.findall(r'<rect class="chart__bar"[^>]* width="([\d.]+)"', markup)
    tracks = re.findall(r'<rect class="chart__track"[^>]* width="([\d.]+)"', markup)
    shares = [float(a) / float(b) for a, b in zip(widths, tracks, strict=True)]
    return [plain(label) for label in labels], [plain(value) for value in values], shares


# --- Computing it again ------------------------------------------------------------------------


def values(key: str, some=SHEETS) -> list:
    return [sheet[key] for sheet in some if key in sheet]


def shown(number, places: int) -> str:
    return f"{Decimal(str(number)).quantize(Decimal(1).scaleb(-places)):,}"


def percent(number: int, n: int) -> str:
    return f"{number / n:.0%}"


def choices(key: str, some=SHEETS) -> list[str]:
    """What was chosen, as labels, one for each choice."""
    found = []
    for value in values(key, some):
        if key == "scale":
            found.append(OUTSIDE if value == "outside" else str(value))
        else:
            found += [LABELS[each] for each in value.get("choices", [value.get("choice")])]
    return found


OFFERED = {
    "one": ["Yes", "No", "Perhaps"],
    "several": ["Halls", "Labs", "Trips", "Never"],
    "scale": ["1", "2", "3", "4", "5", OUTSIDE],
    "level": ["Low", "Middle", "High", "Never"],
}
STEPS = {"Low": 1, "Middle": 2, "High": 3, **{str(step): step for step in range(1, 6)}}


def numbers(key: str) -> list[float]:
    if key == "number":
        return [float(value) for value in values(key)]
    return [STEPS[label] for label in choices(key) if label in STEPS]


def cells(row: str, some=SHEETS) -> list[str]:
    """What was said in one row of the table."""
    found = [value[row] for value in values("matrix", some) if row in value]
    return [LABELS.get(value, OUTSIDE) for value in found]


def ranks(some=SHEETS) -> list[dict[str, float]]:
    """Places: those that somebody did not give share the mean of what is left."""
    found = []
    for order in values("ranking", some):
        left = statistics.mean(range(len(order) + 1, 5)) if len(order) < 4 else 0
        found.append({k: order.index(k) + 1 if k in order else left
                      for k in ("money", "time", "people", "rooms")})  # fmt: skip
    return found


# --- The tests ---------------------------------------------------------------------------------


def test_the_page_says_how_many_have_answered_each_question(page):
    assert f"{PEOPLE} people have answered." in plain(page)
    for each in ALL:
        said = plain(re.search(r"<p.*?</p>", part(page, each.key), re.S)[0])
        assert said.startswith(f"{len(values(each.key))} answers"), each.key
    assert min(len(values(each.key)) for each in ALL) < PEOPLE


@pytest.mark.parametrize("key", OFFERED)
def test_numbers_and_shares_of_choices(page, key):
    chosen, n = Counter(choices(key)), len(values(key))
    expected = [[label, str(chosen[label]), percent(chosen[label], n)] for label in OFFERED[key]]
    article = part(page, key)

    assert tables_of(article)[0] == ("", expected)
    labels, said, shares = bars_of(article)
    assert labels == [label for label, _number, _share in expected]
    assert said == [share for _label, _number, share in expected]
    assert shares == pytest.approx([chosen[label] / n for label in OFFERED[key]], abs=0.001)


@pytest.mark.parametrize("key", ["scale", "level", "number"])
def test_means_and_medians(page, key):
    mean, median = statistics.mean(numbers(key)), statistics.median(numbers(key))

    said = plain(part(page, key))
    assert f"mean {shown(mean, 2)}, median {shown(median, 1)}" in said


def test_no_mean_where_there_is_none(page):
    for each in ALL:
        has = each.key in ("scale", "level", "number")
        assert ("median" in plain(part(page, each.key))) == has, each.key


def test_numbers_and_shares_of_each_row_of_a_table(page):
    article, expected, widths = part(page, "matrix"), [], []
    for row in ("winter", "summer"):
        said = Counter(cells(row))
        n = sum(said.values())
        answers = ["Good", "Bad", OUTSIDE]
        expected.append((LABELS[row], [[a, str(said[a]), percent(said[a], n)] for a in answers]))
        widths += [said[a] / n for a in answers]

    assert tables_of(article)[:2] == expected
    _labels, said, shares = bars_of(article)
    assert said == [share for _row, lines in expected for _answer, _number, share in lines]
    assert shares == pytest.approx(widths, abs=0.001)


def test_places_points_and_their_order(page):
    given, article = ranks(), part(page, "ranking")
    means = {key: statistics.mean(rank[key] for rank in given) for key in given[0]}
    # Borda, by pairs: a point for each that stands behind, half a one for each beside.
    points = {
        key: sum((rank[other] > rank[key]) + (rank[other] == rank[key]) / 2
                 for rank in given for other in rank if other != key)
        for key in means
    }  # fmt: skip
    order = sorted(means, key=means.get)
    assert len(set(means.values())) == 4

    expected = [[LABELS[key], shown(means[key], 2), shown(points[key], 1)] for key in order]
    assert tables_of(article)[0] == ("", expected)
    labels, said, shares = bars_of(article)
    assert labels == [LABELS[key] for key in order]
    assert said == [shown(means[key], 2) for key in order]
    most = max(points.values())
    assert shares == pytest.approx([points[key] / most for key in order], abs=0.001)


def test_agreement(page):
    given = [list(rank.values()) for rank in ranks()]
    sums = [sum(rank[at] for rank in given) for at in range(4)]
    ties = sum(n**3 - n for rank in given for n in Counter(rank).values())
    spread = statistics.pvariance(sums) * 4
    expected = 12 * spread / (len(given) ** 2 * (4**3 - 4) - len(given) * ties)

    assert f"agreement {shown(expected, 2)} (from 0 to 1)" in plain(part(page, "ranking"))


def test_every_cell_of_every_breakdown(as_):
    """Which cells are shown is the threshold's; each that is shown is right."""
    many, seen = sheets(80), Counter()
    survey = handed_in(many)
    url = reverse("surveys:results", args=[survey.slug])
    page = as_(survey.owner).get(url).content.decode()
    for each in ALL:
        article = part(page, each.key)
        for table in re.findall(r"<table[^>]*>\s*<caption>By .*?</table>", article, re.S):
            head, *lines = rows_of(table)
            about = plain(re.search(r"<caption>(.*?)</caption>", table, re.S)[1]).partition(": ")[
                2
            ]
            for line in lines:
                code = {"Bosnia and Herzegovina": "BA", "North Macedonia": "MK"}[line[0]]
                some = [sheet for at, sheet in enumerate(many) if country(at) == code]
                assert line[1:] == _cells_again(each.key, about, head[2:], some)
                seen[each.key] += 1
    assert seen == {"one": 2, "several": 6, "scale": 2, "level": 2, "matrix": 4, "ranking": 2}


def _cells_again(key: str, about: str, columns: list[str], some: list[dict]) -> list[str]:
    if key == "ranking":
        mine = ranks(some)
        means = {LABELS[k]: statistics.mean(rank[k] for rank in mine) for k in mine[0]}
        return [str(len(mine)), *(shown(means[column], 2) for column in columns)]
    if key == "several":
        n = len(values(key, some))
        chosen = choices(key, some).count(about)
        numbers = {"chosen": chosen, "not chosen": n - chosen}
        return [str(n), *(percent(numbers[column], n) for column in columns)]
    row = next((k for k, label in LABELS.items() if label == about), "")
    said = cells(row, some) if key == "matrix" else choices(key, some)
    counted = [sum(said.count(label) for label in column.split(" / ")) for column in columns]
    return [str(len(said)), *(percent(number, len(said)) for number in counted)]


def test_figures_of_versions_stand_apart_and_add_up(as_):
    survey = handed_in(first=12)
    url = reverse("surveys:results", args=[survey.slug])
    page = as_(survey.owner).get(url).content.decode()

    for key in OFFERED:
        whole, first, second = tables_of(part(page, key))[:3]
        for (_caption, lines), some in (
            (whole, SHEETS), (first, SHEETS[:12]), (second, SHEETS[12:]),
        ):  # fmt: skip
            chosen, n = Counter(choices(key, some)), len(values(key, some))
            assert lines == [[a, str(chosen[a]), percent(chosen[a], n)] for a in OFFERED[key]]


def test_the_table_of_counts_says_the_same(as_):
    survey = handed_in()
    url = reverse("surveys:export", args=[survey.slug, "counts", "csv"])
    text = b"".join(as_(survey.owner).get(url).streaming_content).decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text)))[1:]
    found = {(line[0], line[1], line[2]): line[3:] for line in lines}

    for key, labels in OFFERED.items():
        chosen, n = Counter(choices(key)), len(values(key))
        for label in labels:
            share = f"{chosen[label] / n:.4f}"
            number, written, of = found[f"The {key}", "", label]
            assert (int(number), float(written), int(of)) == (chosen[label], float(share), n)
    for key in ("scale", "level", "number"):
        mean, median = statistics.mean(numbers(key)), statistics.median(numbers(key))
        assert float(found[f"The {key}", "mean", ""][0]) == pytest.approx(mean, abs=0.0001)
        assert float(found[f"The {key}", "median", ""][0]) == median
    for key in ("money", "time", "people", "rooms"):
        mean = statistics.mean(rank[key] for rank in ranks())
        place = found["The ranking", "mean place", LABELS[key]]
        assert float(place[0]) == pytest.approx(mean, abs=0.0001)
    for key in ("date", "short", "long", "file"):
        assert int(found[f"The {key}", "", "answered"][0]) == len(values(key))
