from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from core import collation, contributions, isced
from core.limits import limited_for_visitors
from members import census, directory, languages, permissions, places
from members.models import ExpertiseOfUser, Position, User

PAGE = 24
# What a row needs; the rest of a person stays in the database.
_COLUMNS = [
    "handle", "first_name", "last_name", "headline", "role", "photo", "shows", "listed_for",
    "withheld_at", "country_id", "institution__name", "institution__slug",
]  # fmt: skip


@require_safe
@limited_for_visitors
def member_list(request):
    """The directory: everybody one may see, by what one may see of them."""
    query, viewer = request.GET, request.user
    numbers = census.taken()
    words = query.get("q", "")[:100]
    picks = directory.picks(query, numbers)
    chosen = census.Sight(numbers, viewer).chosen(picks, words)
    page = Paginator(_People(chosen), PAGE).get_page(query.get("page"))
    cards = _cards(page.object_list, viewer, numbers)
    context = {
        "page": page,
        "cards": cards,
        "total": chosen.total,
        "words": words,
        "is_meant": chosen.is_meant and chosen.total,
        "facets": [] if request.htmx else directory.groups(query, chosen),
        "chosen": directory.taken_off(query, chosen),
        "views": directory.views(query, "directory"),
        "noted": [numbers.countries[key] for key in chosen.counts("country")],
    }
    template = "members/member_list.html"
    return render(request, f"{template}#results" if request.htmx else template, context)


@require_safe
@limited_for_visitors
def member_map(request):
    """The same people by town: a drawing, and the list that it draws."""
    query = request.GET
    numbers = census.taken()
    words = query.get("q", "")[:100]
    chosen = census.Sight(numbers, request.user).chosen(directory.picks(query, numbers), words)
    towns = directory.towns(query, chosen)
    context = {
        "words": words,
        "is_meant": chosen.is_meant and chosen.total,
        "total": chosen.total,
        "towns": towns,
        "circles": places.drawn(towns),
        "width": places.WIDTH,
        "height": places.HEIGHT,
        "coast": places.coast(),
        "placed": sum(row["count"] for row in towns),
        "chosen": directory.taken_off(query, chosen),
        "views": directory.views(query, "map"),
    }
    return render(request, "members/member_map.html", context)


@dataclass(frozen=True)
class _People(Sequence):
    """Who was chosen, in the order of the reader's language, fetched a page at a time."""

    chosen: census.Chosen

    def __len__(self):
        return self.chosen.total

    def __getitem__(self, part):
        keys = self.chosen.keys(collation.column(get_language()), part.start, part.stop)
        # The rule is asked again: the numbers in memory may be a moment old.
        people = User.objects.visible_to(self.chosen.sight.viewer).members()
        rows = people.select_related("institution").only(*_COLUMNS).in_bulk(keys)
        return [rows[key] for key in keys if key in rows]


def _cards(people, viewer, numbers):
    """One card a person, with what `viewer` may see and nothing else."""
    by_key = {tag.pk: tag for tag in numbers.tags.values()}
    fields = {person.pk: [] for person in people}
    items = ExpertiseOfUser.objects.filter(content_object__in=fields)
    for owner, key in items.values_list("content_object_id", "tag_id"):
        if key in by_key:
            fields[owner].append(by_key[key])
    # Asked of each row by itself, the words of the roles cost more than the row.
    roles = {role: str(role.label) for role in User.Role}
    return [
        _card(person, viewer, numbers.countries, fields[person.pk], roles) for person in people
    ]


def _card(person, viewer, countries, fields, roles):
    shown = person.shown_to(viewer)
    return {
        "person": person,
        "photo": person.photo if "photo" in shown else None,
        "headline": person.headline if "headline" in shown else "",
        "role": roles.get(person.role, "") if "role" in shown else "",
        "institution": person.institution if "institution" in shown else None,
        "country": countries.get(person.country_id) if "country" in shown else None,
        "expertise": fields if "expertise" in shown else [],
        "unlisted": person.listed_for == User.Audience.NOBODY or person.withheld_at is not None,
    }


@require_safe
def member_detail(request, handle):
    """A business card. One's own can be looked at with the eyes of others."""
    people = User.objects.visible_to(request.user).select_related("institution", "country")
    person = get_object_or_404(people, handle=handle)
    is_mine = person == request.user
    viewer, seen_as = request.user, ""
    if is_mine and request.GET.get("as") in ("visitor", "member", "colleague"):
        seen_as = request.GET["as"]
        viewer = _stand_in(seen_as, person)
    shown = person.shown_to(viewer)
    countries, roles = (
        {person.country_id: person.country},
        {person.role: person.get_role_display()},
    )
    card = _card(person, viewer, countries, person.expertise.all(), roles)
    context = {
        **card,
        "shown": shown,
        "orcid_is_confirmed": "orcid" in shown and person.has_connected_orcid,
        "is_mine": is_mine,
        "seen_as": seen_as,
        "is_found": person.is_found_by(viewer),
        "positions": _positions(person) if "institution" in shown else [],
        "disciplines": _disciplines(person) if "disciplines" in shown else [],
        "languages": [languages.label(code) for code in person.languages]
        if "languages" in shown
        else [],
        "willing": [
            words
            for field, words in directory.WILLING.items()
            if field in shown and getattr(person, field)
        ],
        "links": person.links if "links" in shown else [],
        "may_write": permissions.can_write(viewer, person),
        "may_report": permissions.can_report(viewer, person),
        "contributions": contributions.sections(person, viewer),
    }
    return render(request, "members/member_detail.html", context)


def _stand_in(kind, person):
    """Somebody like anybody: a visitor, a member without a name, a colleague of `person`."""
    if kind == "visitor":
        return AnonymousUser()
    held = [person.institution_id] if kind == "colleague" and person.institution_id else []
    return User(pk=0, is_member=True, listed_for=User.Audience.MEMBERS, institutions_held=held)


def _disciplines(person):
    return [
        {"code": code, "label": isced.DISCIPLINES[code]}
        for code in person.disciplines
        if code in isced.DISCIPLINES
    ]


def _positions(person):
    return (
        Position.objects.current()
        .filter(person=person, institution__is_confirmed=True)
        .select_related("institution", "centre")
    )
