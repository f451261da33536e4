"""Centres (CTLs): the register, a page for each, and looking after it."""

import json
from dataclasses import dataclass
from functools import lru_cache

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import collation, contributions, facets
from core.exceptions import Refused
from core.facets import Facet
from core.limits import limited, limited_for_visitors
from core.templatetags.components import lang_name
from core.uploads import attachment
from core.views import try_verb
from members.actions import centres as actions
from members.forms.centre import CentreForm, MandateForm, StageForm, spoken
from members.models import (
    Centre,
    CentreMandate,
    Country,
    Institution,
    Service,
    TargetGroup,
    User,
)
from members.permissions import may_edit_centre, may_publish_for, may_run

PAGE = 30
_MOST_PEOPLE = 40


# --- The register ----------------------------------------------------------------------------


@dataclass(frozen=True)
class _Row:
    """What the filters ask of a centre: each a set, for it may have several."""

    pk: int
    country: set
    stage: set
    language: set
    service: set
    group: set


@require_safe
@limited_for_visitors
def centre_list(request):
    query = request.GET
    words = query.get("q", "")[:100]
    countries = Country.objects.in_bulk()
    terms = {"service": Service.objects.all(), "group": TargetGroup.objects.all()}
    terms = {key: {term.slug: term for term in found} for key, found in terms.items()}
    rows = _rows(Centre.objects.visible_to(request.user).matching(words), terms)
    names = {
        "stage": lambda stage: Centre.Stage(stage).label,
        "country": countries.get,
        "service": terms["service"].get,
        "group": terms["group"].get,
        "language": lang_name,
    }
    known = {
        "stage": Centre.Stage.values, "country": countries, **terms,
        "language": [code for code, _name in spoken()],
    }  # fmt: skip
    chosen = {key: query[key] for key in names if query.get(key) in known[key]}
    counts, found = _counted(rows, chosen, list(names))
    page = _page([row.pk for row in found], query.get("page"), countries)
    titles = {
        "stage": _("Stage"), "country": _("Country"), "service": _("What it does"),
        "group": _("For whom"), "language": _("Language"),
    }  # fmt: skip
    context = {
        "page": page,
        "shown_institutions": [centre.institution for centre in page.object_list],
        "total": len(found),
        "words": words,
        "facets": [
            Facet(titles[key], facets.options(query, key, counts[key], names[key]))
            for key in names
        ],
        "active": len(chosen),
    }
    template = "members/centre_list.html"
    return render(request, f"{template}#results" if request.htmx else template, context)


def _rows(centres, terms) -> list[_Row]:
    """Every centre, light. There are a few hundred, and five filters cross: counted here."""
    links = {}
    for key, relation in (("service", Centre.services), ("group", Centre.target_groups)):
        slugs = {term.pk: slug for slug, term in terms[key].items()}
        column = "service_id" if key == "service" else "targetgroup_id"
        links[key] = {}
        for centre, term in relation.through.objects.values_list("centre_id", column):
            links[key].setdefault(centre, set()).add(slugs[term])
    columns = centres.order_by(f"institution__{collation.column(get_language())}", "pk")
    columns = sorted(
        columns.values_list("pk", "institution__country", "stage", "languages", "name"),
        key=lambda row: _sort_key(collation.column(get_language()), row[4]),
    )
    return [
        _Row(pk, {country}, {stage}, set(languages.split()), links["service"].get(pk, set()),
             links["group"].get(pk, set()))
        for pk, country, stage, languages, _name in columns
    ]  # fmt: skip


@lru_cache(maxsize=2_000)
def _sort_key(column, name):
    """Where a name stands for readers of that alphabet. Many centres share one."""
    return collation.key(column.removeprefix("sort_"), name)


def _counted(rows, chosen, keys):
    """For each filter, how many each of its values would leave; and what is left by all."""
    counts, found = {key: {} for key in keys}, []
    for row in rows:
        misses = [key for key, pick in chosen.items() if pick not in getattr(row, key)]
        if not misses:
            found.append(row)
        for key in keys:
            if not misses or misses == [key]:
                for value in getattr(row, key):
                    counts[key][value] = counts[key].get(value, 0) + 1
    return counts, found


def _page(keys, number, countries):
    page = Paginator(keys, PAGE).get_page(number)
    light = Centre.objects.select_related("institution").defer("description", "folded")
    centres = light.in_bulk(list(page.object_list))
    page.object_list = [centres[key] for key in page.object_list if key in centres]
    for centre in page.object_list:
        centre.institution.country = countries[centre.institution.country_id]
    return page


# --- A page ----------------------------------------------------------------------------------


def _find(request, slug) -> Centre:
    centres = Centre.objects.visible_to(request.user).select_related("institution__country")
    return get_object_or_404(centres, slug=slug)


def _find_to_edit(request, slug) -> Centre:
    """The centre, for who looks after it: 404 when it is not theirs to see, 403 to change."""
    centre = _find(request, slug)
    if not may_edit_centre(request.user, centre):
        raise PermissionDenied
    return centre


@require_safe
def centre_detail(request, slug):
    """A centre with what is known of it, its people, and all that it hosts and shares."""
    centre, viewer = _find(request, slug), request.user
    names = list(centre.names.all())
    context = {
        "centre": centre,
        "institution": centre.institution,
        "names": [one for one in names if not one.is_former],
        "former": [one for one in names if one.is_former],
        "services": centre.services.all(),
        "target_groups": centre.target_groups.all(),
        "stages": centre.history(),
        "mandate": CentreMandate.objects.visible_to(viewer).filter(centre=centre).first(),
        "people": _people(centre, viewer),
        "contributions": contributions.sections(centre, viewer),
        "others": Centre.objects.visible_to(viewer)
        .filter(institution=centre.institution)
        .exclude(pk=centre.pk),
        "may_edit": may_edit_centre(viewer, centre),
        "may_publish": may_publish_for(viewer, centre),
        "json_ld": _json_ld(request, centre, names),
    }
    return render(request, "members/centre_detail.html", context)


def _people(centre, viewer) -> list[dict]:
    """Who holds an office there today, of those who let `viewer` see where they work."""
    seen = User.objects.visible_to(viewer).showing("institution", viewer)
    positions = (
        centre.positions.current().filter(person__in=seen.order_by().values("pk"))
        .select_related("person").by_weight()[:_MOST_PEOPLE]
    )  # fmt: skip
    cards = []
    for position in positions:
        shown = position.person.shown_to(viewer)
        cards.append({
            "person": position.person,
            "photo": position.person.photo if "photo" in shown else None,
            "headline": position.person.headline if "headline" in shown else "",
            "role": position.get_role_display(),
        })  # fmt: skip
    return cards


def _json_ld(request, centre, names):
    """The centre for machines that read schema.org, safe to stand in a script element."""
    institution = centre.institution
    said = {
        "@context": "https://schema.org",
        "@type": "EducationalOrganization",
        "name": centre.name,
        "alternateName": [one.name for one in names] + [centre.acronym],
        "url": request.build_absolute_uri(centre.get_absolute_url()),
        "sameAs": centre.website,
        "email": centre.email,
        "telephone": centre.phone,
        "address": centre.postal_address,
        "foundingDate": str(centre.founded or ""),
        "parentOrganization": {
            "@type": "Organization",
            "name": institution.name,
            "url": request.build_absolute_uri(institution.get_absolute_url()),
        },
    }
    said["alternateName"] = [name for name in said["alternateName"] if name]
    text = json.dumps({key: value for key, value in said.items() if value}, ensure_ascii=False)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return mark_safe(text)


@require_safe
def centre_mandate(request, slug):
    """The document itself, as something to save."""
    centre = _find(request, slug)
    mandate = CentreMandate.objects.visible_to(request.user).filter(centre=centre).first()
    if mandate is None and may_edit_centre(request.user, centre):
        mandate = CentreMandate.objects.filter(centre=centre, scan="clean").first()
    if mandate is None:
        raise Http404
    try:
        return attachment(mandate.file, name=mandate.name, media_type=mandate.media_type)
    except FileNotFoundError:
        raise Http404 from None


# --- Looking after it ------------------------------------------------------------------------


def _posted(request):
    return request.POST if request.method == "POST" else None


def _draw(request, template, context):
    status = 422 if request.method == "POST" else 200
    return render(request, template, context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
@limited("centre-add", 20, 3600)
def centre_add(request, slug):
    institution = get_object_or_404(Institution.objects.visible_to(request.user), slug=slug)
    if not may_run(request.user, institution):
        raise PermissionDenied
    form, stage = CentreForm(_posted(request)), StageForm(_posted(request))
    if request.method == "POST" and form.is_valid() & stage.is_valid():
        try:
            centre = actions.found(
                form.save(commit=False), institution, request.user, **form.words(),
                stage=stage.entry(),
            )  # fmt: skip
        except Refused as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, _("The centre has its page."))
            return redirect(centre)
    context = {"form": form, "stage_form": stage, "institution": institution}
    return _draw(request, "members/centre_form.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def centre_edit(request, slug):
    centre = _find_to_edit(request, slug)
    form = CentreForm(_posted(request), instance=centre)
    if request.method == "POST" and form.is_valid():
        actions.change(form.save(commit=False), request.user, **form.words())
        messages.success(request, _("Saved."))
        return redirect(centre)
    there = _find(request, slug)
    context = {"form": form, "centre": there, "institution": there.institution}
    return _draw(request, "members/centre_form.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def centre_stage(request, slug):
    """Say in which stage it is, and since when; look at what was said before."""
    centre = _find_to_edit(request, slug)
    form = StageForm(_posted(request), initial={"stage": centre.stage})
    if request.method == "POST" and form.is_valid():
        try:
            actions.enter_stage(centre, request.user, **form.entry())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("It is added."))
            return redirect("members:centre_stage", slug)
    context = {"centre": centre, "form": form, "stages": centre.history()}
    return _draw(request, "members/centre_stage.html", context)


@login_required
@require_POST
def centre_stage_strike(request, slug, pk):
    centre = _find_to_edit(request, slug)
    entry = get_object_or_404(centre.stages, pk=pk)
    try_verb(request, _("It is taken back."), actions.strike_stage, entry, request.user)
    return redirect("members:centre_stage", slug)


@login_required
@require_http_methods(["GET", "POST"])
@limited("centre-mandate", 30, 3600)
def centre_mandate_edit(request, slug):
    centre = _find_to_edit(request, slug)
    there = CentreMandate.objects.filter(centre=centre).first()
    form = MandateForm(
        _posted(request), request.FILES or None, member=request.user, has_one=there is not None,
        initial={"audience": there.audience if there else CentreMandate.Audience.PUBLIC},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        document, audience = form.cleaned_data["document"], form.cleaned_data["audience"]
        if document:
            actions.keep_mandate(centre, request.user, document, audience)
        else:
            actions.open_mandate(centre, request.user, audience)
        messages.success(request, _("Saved."))
        return redirect(centre)
    context = {"centre": centre, "form": form, "mandate": there}
    return _draw(request, "members/centre_mandate.html", context)


@login_required
@require_POST
def centre_mandate_drop(request, slug):
    centre = _find_to_edit(request, slug)
    actions.drop_mandate(centre, request.user)
    messages.success(request, _("The document is removed."))
    return redirect(centre)
