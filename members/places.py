"""A drawing of the region: towns as circles at their latitude and longitude, and the coast.

The projection is the simplest that keeps shapes at 42 degrees north. Nothing is fetched, and no
border is drawn.
"""

import math
from dataclasses import dataclass
from itertools import pairwise

from core.textfold import fold

# Towns with a university, for institutions whose place nobody entered. Degrees north and east.
TOWNS = {
    "AL": "Tirana 41.33 19.82, Tiranë 41.33 19.82, Durrës 41.32 19.45, Shkodër 42.07 19.51, "
    "Elbasan 41.11 20.08, Korçë 40.62 20.78, Vlorë 40.47 19.49, Gjirokastër 40.08 20.14",
    "BA": "Sarajevo 43.86 18.41, Banja Luka 44.77 17.19, Mostar 43.34 17.81, Tuzla 44.54 18.67, "
    "Zenica 44.20 17.91, Bihać 44.81 15.87, East Sarajevo 43.82 18.36",
    "BG": "Sofia 42.70 23.32, Plovdiv 42.14 24.75, Varna 43.20 27.92, Burgas 42.50 27.47, "
    "Ruse 43.84 25.95, Stara Zagora 42.43 25.63, Veliko Tarnovo 43.08 25.63, "
    "Blagoevgrad 42.02 23.09, Pleven 43.42 24.62, Shumen 43.27 26.93",
    "GR": "Athens 37.98 23.73, Thessaloniki 40.64 22.94, Patras 38.25 21.73, "
    "Ioannina 39.66 20.85, "
    "Komotini 41.12 25.40, Xanthi 41.13 24.89, Alexandroupoli 40.85 25.87, Volos 39.36 22.94, "
    "Larissa 39.64 22.42, Heraklion 35.34 25.13, Rethymno 35.37 24.47, Kozani 40.30 21.79, "
    "Corfu 39.62 19.92, Tripoli 37.51 22.37, Mytilene 39.11 26.55, Kavala 40.94 24.41",
    "HR": "Zagreb 45.81 15.98, Split 43.51 16.44, Rijeka 45.33 14.44, Osijek 45.55 18.69, "
    "Zadar 44.12 15.23, Dubrovnik 42.65 18.09, Pula 44.87 13.85",
    "ME": "Podgorica 42.44 19.26, Nikšić 42.77 18.94, Kotor 42.42 18.77, Bar 42.09 19.10, "
    "Budva 42.29 18.84",
    "MK": "Skopje 42.00 21.43, Tetovo 42.01 20.97, Bitola 41.03 21.33, Ohrid 41.12 20.80, "
    "Štip 41.74 22.19, Gostivar 41.80 20.91, Kumanovo 42.13 21.71, Struga 41.18 20.68",
    "RO": "Bucharest 44.43 26.10, Timișoara 45.75 21.23, Craiova 44.33 23.79, Cluj-Napoca 46.77 "
    "23.59, Constanța 44.17 28.64",
    "RS": "Belgrade 44.79 20.45, Beograd 44.79 20.45, Novi Sad 45.27 19.83, Niš 43.32 21.90, "
    "Kragujevac 44.01 20.92, Subotica 46.10 19.67, Novi Pazar 43.14 20.52, Čačak 43.89 20.35, "
    "Zrenjanin 45.38 20.39, Užice 43.86 19.85",
    "SI": "Ljubljana 46.05 14.51, Maribor 46.56 15.65, Koper 45.55 13.73",
    "TR": "Istanbul 41.01 28.98, Edirne 41.68 26.56",
    "XK": "Prishtina 42.66 21.17, Prishtinë 42.66 21.17, Pristina 42.66 21.17, Mitrovica 42.89 "
    "20.87, Mitrovicë 42.89 20.87, Prizren 42.21 20.74, Peja 42.66 20.29, Gjakova 42.38 20.43, "
    "Gjilan 42.46 21.47, Ferizaj 42.37 21.16",
}
# The coast from the northern Adriatic to the Danube's mouth, drawn by hand through its towns.
_COAST = (
    "46.0,12.6 45.75,13.4 45.65,13.77 45.5,13.5 44.8,13.9 45.1,14.2 45.33,14.45 44.9,14.9 "
    "44.3,15.2 43.9,15.5 43.5,16.0 43.45,16.7 43.0,17.45 42.65,18.1 42.4,18.55 42.05,19.15 "
    "41.75,19.58 41.3,19.45 40.7,19.3 40.3,19.4 39.85,20.0 39.4,20.25 38.95,20.75 38.45,21.1 "
    "38.35,21.8 38.4,22.5 38.1,22.9 37.95,22.95 38.15,22.3 38.3,21.8 38.15,21.4 37.85,21.15 "
    "37.2,21.6 36.8,21.7 36.75,22.1 36.4,22.48 36.75,22.7 36.45,23.2 37.1,22.9 37.55,22.8 "
    "37.3,23.4 37.85,23.05 37.95,23.6 37.65,24.05 38.2,24.1 38.6,23.4 38.85,22.7 39.2,23.1 "
    "39.5,23.1 40.1,22.6 40.6,22.85 40.3,23.2 39.95,23.4 40.2,23.6 39.95,24.0 40.25,23.75 "
    "40.15,24.3 40.7,23.8 40.95,24.4 40.85,25.9 40.6,26.2 40.05,26.2 40.4,26.75 40.95,27.6 "
    "41.0,28.9 41.25,29.1 41.6,28.1 42.2,27.8 42.5,27.5 42.7,27.85 43.2,27.95 43.4,28.6 "
    "44.2,28.65 44.8,29.2 45.3,29.75 46.2,30.6"
)
_CRETE = "35.5,23.6 35.5,24.2 35.35,25.2 35.2,26.3 35.0,25.6 34.95,24.8 35.2,23.6 35.5,23.6"
NORTH, SOUTH, WEST, EAST = 46.8, 35.0, 13.0, 29.4
WIDTH = 400
# A degree of longitude is this part of one of latitude, in the middle of the drawing.
_SQUEEZE = math.cos(math.radians(41))
_SCALE = WIDTH / ((EAST - WEST) * _SQUEEZE)
HEIGHT = round((NORTH - SOUTH) * _SCALE)
_SMALLEST, _LARGEST = 4, 12
# As wide as an average letter of a label, and as high as a line, in units of the drawing.
_LETTER, _LINE = 6.4, 13


@dataclass(frozen=True)
class Town:
    slug: str
    name: str
    latitude: float | None = None
    longitude: float | None = None


def _known() -> dict[tuple[str, str], tuple[float, float]]:
    found = {}
    for country, line in TOWNS.items():
        for town in line.split(", "):
            name, north, east = town.rsplit(" ", 2)
            found[country, fold(name)] = (float(north), float(east))
    return found


_KNOWN = _known()


def town_of(institution) -> Town | None:
    """Where an institution is: by its own coordinates, else by the name of its town."""
    if not institution.city:
        return None
    name = fold(institution.city)
    slug = f"{institution.country_id.lower()}-{name.replace(' ', '-')}"
    where = institution.latitude, institution.longitude
    if where[0] is None:
        where = _KNOWN.get((institution.country_id, name), (None, None))
    return Town(slug, institution.city, *where)


def place(latitude: float, longitude: float) -> tuple[float, float]:
    """Where a point stands on the drawing."""
    x = (longitude - WEST) * _SQUEEZE * _SCALE
    return round(x, 1), round((NORTH - latitude) * _SCALE, 1)


def coast() -> list[str]:
    """The coasts as paths, softened: they say where the sea is, not where to land."""
    return [_softened(_COAST), _softened(_CRETE)]


def _softened(line: str) -> str:
    """A curve through the middles of the stretches, the corners as its handles."""
    points = [place(*map(float, pair.split(","))) for pair in line.split()]
    path = f"M{points[0][0]} {points[0][1]}"
    for (x, y), (next_x, next_y) in pairwise(points[1:]):
        path += f"Q{x} {y} {(x + next_x) / 2:.1f} {(y + next_y) / 2:.1f}"
    return f"{path}L{points[-1][0]} {points[-1][1]}"


def drawn(rows: list[dict]) -> list[dict]:
    """Rows of town, count and href as circles; the fullest gets its label first.

    Small circles come last, so that a large one never hides them.
    """
    inside = [row for row in rows if _is_inside(row["town"])]
    most = max((row["count"] for row in inside), default=1)
    circles = []
    for row in sorted(inside, key=lambda row: -row["count"]):
        x, y = place(row["town"].latitude, row["town"].longitude)
        radius = _SMALLEST + (_LARGEST - _SMALLEST) * math.sqrt(row["count"] / most)
        circles.append({**row, "x": x, "y": y, "r": round(radius, 1)})
    taken = [_box(circle) for circle in circles]
    for circle in circles:
        circle["label"] = _label(circle, taken)
    return circles


def _box(circle: dict) -> tuple[float, float, float, float]:
    x, y, r = circle["x"], circle["y"], circle["r"] * 0.8
    return x - r, y - r, x + r, y + r


def _is_inside(town: Town) -> bool:
    if town.latitude is None:
        return False
    return SOUTH < town.latitude < NORTH and WEST < town.longitude < EAST


def _label(circle: dict, taken: list[tuple]) -> dict | None:
    """Beside the circle, above or below, or not at all: the list has every name."""
    width = len(circle["town"].name) * _LETTER
    x, y, far = circle["x"], circle["y"], circle["r"] + 3
    for at, anchor, start, middle in (
        (x + far, "start", x + far, y),
        (x - far, "end", x - far - width, y),
        (x, "middle", x - width / 2, y - far - _LINE / 2),
        (x, "middle", x - width / 2, y + far + _LINE / 2),
    ):
        box = (start, middle - _LINE / 2, start + width, middle + _LINE / 2)
        if start < 0 or box[2] > WIDTH or any(_overlap(box, other) for other in taken):
            continue
        taken.append(box)
        return {"x": round(at, 1), "y": round(middle + 4, 1), "anchor": anchor}
    return None


def _overlap(one: tuple, other: tuple) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
