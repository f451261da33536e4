from types import SimpleNamespace

from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.db.models import Case, Count, F, Value, When
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from members import facets
from members.models import Country, Expertise, ExpertiseOfUser, Institution, Position, User

PAGE = 24
# What a row needs; the rest of a person stays in the database.
_COLUMNS = [
    "handle", "first_name", "last_name", "headline", "role", "photo", "shows", "listed_for",
    "country_id", "institution__name", "institution__slug",
]  # fmt: skip


@require_safe
def member_list(request):
    """The directory: everybody one may see, by what one may see of them."""
    query, viewer = request.GET, request.user
    words = query.get("q", "")[:100]
    everybody = User.objects.visible_to(viewer).members().matching(words, viewer)
    institution = _institution(query.get("institution", ""))
    if institution:
        everybody = everybody.filter(institution=institution).showing("institution", viewer)
    tags = {tag.slug: tag for tag in Expertise.objects.all()}
    tag = tags.get(query.get("expertise", ""))
    with_tag = everybody
    if tag:
        with_tag = everybody.filter(expertise_items__tag=tag).showing("expertise", viewer)
    countries = {country.pk: country for country in Country.objects.all()}
    chosen = {
        "country": query["country"] if query.get("country") in countries else None,
        "role": query["role"] if query.get("role") in User.Role.values else None,
    }
    counts, total = facets.crossed(_by_country_and_role(with_tag, viewer), chosen)
    people = _chosen(with_tag, viewer, chosen)
    page = _page(people, total, query.get("page"))
    context = {
        "page": page,
        "cards": _cards(page.object_list, viewer, countries, tags),
        "total": total,
        "words": words,
        "institution": institution,
        "without_institution": facets.href(query, institution=None),
        "countries": facets.options(query, "country", counts["country"], countries.get),
        "roles": facets.options(query, "role", counts["role"], lambda role: User.Role(role).label),
        "fields": _fields(query, everybody, viewer, tags, chosen),
        "active": sum(bool(pick) for pick in (*chosen.values(), tag)),
        "noted": [countries[key] for key in counts["country"] if key],
    }
    template = "members/member_list.html"
    return render(request, f"{template}#results" if request.htmx else template, context)


def _institution(slug):
    if not slug or "\x00" in slug:
        return None
    return Institution.objects.filter(slug=slug, is_confirmed=True).first()


def _by_country_and_role(people, viewer):
    """How many of each country and role, where `viewer` may see them, as one query."""

    def seen(field):
        return Case(When(User.objects.shows_to(field, viewer), then=F(field)), default=Value(None))

    return (
        people.order_by().values_list(seen("country"), seen("role")).annotate(people=Count("pk"))
    )


def _chosen(people, viewer, chosen):
    for field, value in chosen.items():
        if value is not None:
            people = people.filter(**{field: value}).showing(field, viewer)
    return people


def _page(people, total, number):
    paginator = Paginator(people.select_related("institution").only(*_COLUMNS), PAGE)
    paginator.count = total
    return paginator.get_page(number)


def _fields(query, everybody, viewer, tags, chosen):
    """The facet of expertise: how many of those who show theirs."""
    by_key = {tag.pk: tag for tag in tags.values()}
    if set(query) <= {"page", "expertise"} and not viewer.has_perm("members.view_user"):
        # Of everybody the rows of the tags know by themselves.
        found = ExpertiseOfUser.objects.counted_for(viewer)
    else:
        people = _chosen(everybody, viewer, chosen).showing("expertise", viewer)
        found = ExpertiseOfUser.objects.filter(content_object__in=people.order_by().values("pk"))
    rows = found.values_list("tag").annotate(people=Count("tag"))
    counts = {by_key[key].slug: count for key, count in rows if key in by_key}
    return facets.options(query, "expertise", counts, lambda slug: str(tags[slug]))


def _cards(people, viewer, countries, tags):
    """One card a person, with what `viewer` may see and nothing else."""
    by_key = {tag.pk: tag for tag in tags.values()}
    people = list(people)
    fields = {person.pk: [] for person in people}
    items = ExpertiseOfUser.objects.filter(content_object__in=people)
    for owner, key in items.values_list("content_object_id", "tag_id"):
        fields[owner].append(by_key[key])
    return [_card(person, viewer, countries, fields[person.pk]) for person in people]


def _card(person, viewer, countries, fields):
    shown = person.shown_to(viewer)
    return {
        "person": person,
        "photo": person.photo if "photo" in shown else None,
        "headline": person.headline if "headline" in shown else "",
        "role": person.get_role_display() if "role" in shown else "",
        "institution": person.institution if "institution" in shown else None,
        "country": countries.get(person.country_id) if "country" in shown else None,
        "expertise": fields if "expertise" in shown else [],
        "unlisted": person.listed_for == User.Audience.NOBODY,
    }


@require_safe
def member_detail(request, handle):
    """A business card. One's own can be looked at with the eyes of others."""
    people = User.objects.visible_to(request.user).select_related("institution", "country")
    person = get_object_or_404(people, handle=handle)
    is_mine = person == request.user
    viewer, seen_as = request.user, ""
    if is_mine and request.GET.get("as") in ("visitor", "member"):
        seen_as = request.GET["as"]
        viewer = _stand_in(seen_as)
    shown = person.shown_to(viewer)
    card = _card(person, viewer, {person.country_id: person.country}, person.expertise.all())
    context = {
        **card,
        "shown": shown,
        "is_mine": is_mine,
        "seen_as": seen_as,
        "is_found": person.is_member and person.listed_for in _audiences(viewer),
        "positions": _positions(person) if "institution" in shown else [],
    }
    return render(request, "members/member_detail.html", context)


def _stand_in(kind):
    """Somebody like anybody: a visitor, or a member without a name."""
    if kind == "visitor":
        return AnonymousUser()
    return SimpleNamespace(is_authenticated=True, is_member=True, pk=None)


def _audiences(viewer):
    inside = viewer.is_authenticated and viewer.is_member
    return {User.Audience.PUBLIC, User.Audience.MEMBERS} if inside else {User.Audience.PUBLIC}


def _positions(person):
    return (
        Position.objects.current()
        .filter(person=person, institution__is_confirmed=True)
        .select_related("institution", "centre")
    )
