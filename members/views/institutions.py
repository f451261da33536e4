from django.core.paginator import Paginator
from django.db.models import Count
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core import collation, contributions, facets
from core.limits import limited_for_visitors
from members.actions import positions
from members.models import Country, Institution, Membership, Position, User

PAGE = 30
# A page that gathers people shows so many; the directory has them all.
_MOST_PEOPLE = 40
_HEAVY = ["bio", "folded", "folded_for_members", "folded_for_colleagues", "facets"]
_SPEAKERS = (Position.Role.REPRESENTATIVE, Position.Role.DEPUTY)


@require_safe
@limited_for_visitors
def institution_list(request):
    query = request.GET
    words = query.get("q", "")[:100]
    register = Institution.objects.visible_to(request.user).matching(words)
    countries = {country.pk: country for country in Country.objects.all()}
    chosen = {
        "country": query["country"] if query.get("country") in countries else None,
        "kind": query["kind"] if query.get("kind") in Institution.Kind.values else None,
        "member": {"yes": True, "no": False}.get(query.get("member")),
    }
    rows = register.order_by().values_list("country", "kind", "is_member")
    counts, total = facets.crossed(rows.annotate(number=Count("pk")), chosen)
    picks = {"is_member" if key == "member" else key: pick for key, pick in chosen.items()}
    register = register.filter(**{key: pick for key, pick in picks.items() if pick is not None})
    in_order = register.order_by(collation.column(get_language()), "pk")
    page = _page(in_order.defer("description", "folded"), total, query.get("page"))
    for institution in page.object_list:
        institution.country = countries[institution.country_id]
    member = {"yes": counts["member"][True], "no": counts["member"][False]}
    context = {
        "page": page,
        "total": total,
        "words": words,
        "countries": facets.options(query, "country", counts["country"], countries.get),
        "kinds": facets.options(
            query, "kind", counts["kind"], lambda kind: Institution.Kind(kind).label
        ),
        "member": facets.options(query, "member", member, _yes_or_no),
        "active": sum(pick is not None for pick in chosen.values()),
    }
    template = "members/institution_list.html"
    return render(request, f"{template}#results" if request.htmx else template, context)


def _yes_or_no(value):
    return _("Member") if value == "yes" else _("Not a member")


def _page(rows, total, number):
    paginator = Paginator(rows, PAGE)
    paginator.count = total
    page = paginator.get_page(number)
    page.object_list = list(page.object_list)
    return page


@require_safe
def institution_detail(request, slug):
    """One institution: its names, its centres, who stands for it, and its people."""
    viewer = request.user
    register = Institution.objects.visible_to(viewer).select_related("country")
    institution = get_object_or_404(register, slug=slug)
    people = _people(viewer).filter(institution=institution)
    mine = []
    if viewer.is_authenticated and institution.pk in viewer.institutions_held:
        mine = list(positions.standing(institution).filter(person=viewer))
    may_run = any(position.role in _SPEAKERS for position in mine) or viewer.has_perm(
        "members.change_position"
    )
    past = Position.objects.past().filter(institution=institution)
    context = {
        "may_run": may_run,
        "mine": mine,
        "speaks": any(position.role == Position.Role.REPRESENTATIVE for position in mine),
        "to_join": [institution] if not mine and positions.may_join(viewer, institution) else [],
        "contributions": contributions.sections(institution, viewer),
        # What was is for those who belong here, and for the committee.
        "past": past.select_related("person", "centre")[:50] if mine or may_run else [],
        "institution": institution,
        "names": institution.names.all(),
        "centres": institution.centres.all(),
        "membership": Membership.objects.live().filter(institution=institution).first(),
        # Its staff stand among its people.
        "positions": _positions(viewer)
        .filter(institution=institution)
        .exclude(role=Position.Role.STAFF),
        "people": _shown(people, viewer),
    }
    return render(request, "members/institution_detail.html", context)


def _people(viewer):
    """Members who let `viewer` see where they work."""
    return User.objects.visible_to(viewer).members().showing("institution", viewer)


def _positions(viewer):
    """Who holds which office today, of those whom `viewer` may see holding it."""
    return (
        Position.objects.current()
        .filter(person__in=_people(viewer).order_by().values("pk"))
        .select_related("person", "centre")
        .by_weight()
    )


def _shown(people, viewer):
    """People as rows, each with the line and the role that `viewer` may see."""
    rows = []
    in_order = people.order_by(collation.column(get_language()), "pk")
    for person in in_order.defer(*_HEAVY)[:_MOST_PEOPLE]:
        shown = person.shown_to(viewer)
        rows.append(
            {
                "person": person,
                "photo": person.photo if "photo" in shown else None,
                "headline": person.headline if "headline" in shown else "",
                "role": person.get_role_display() if "role" in shown else "",
            }
        )
    return rows
