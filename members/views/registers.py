"""The register as tables for everybody: public facts only, whoever asks, free to use (CC0)."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils.translation import override
from django.views.decorators.http import require_safe

from core import tables
from core.limits import limited
from members.models import Centre, Institution

_LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"
_CHUNK = 500


def _free(answer):
    answer["Link"] = f'<{_LICENCE}>; rel="license"'
    return answer


def _address(thing) -> str:
    with override("en"):
        return f"{settings.BASE_URL}{thing.get_absolute_url()}"


@limited("register", 30, 3600, methods=("GET",))
@require_safe
def institutions_csv(request):
    register = (
        Institution.objects.visible_to(AnonymousUser())
        .select_related("country")
        .prefetch_related("names")
    )
    header = [
        "id", "name", "other_names", "acronym", "kind", "country_code", "country",
        "country_note", "city", "website", "ror", "erasmus_code", "pic", "is_member", "page",
    ]  # fmt: skip
    rows = (
        [
            one.slug, one.name, " | ".join(name.name for name in one.names.all()), one.acronym,
            one.kind, one.country_id, str(one.country), one.country.note, one.city, one.website,
            one.ror, one.erasmus_code.strip(), one.pic, "yes" if one.is_member else "no",
            _address(one),
        ]
        for one in register.iterator(chunk_size=_CHUNK)
    )  # fmt: skip
    return _free(tables.csv_response("institutions", header, rows))


@limited("register", 30, 3600, methods=("GET",))
@require_safe
def centres_csv(request):
    register = Centre.objects.visible_to(AnonymousUser()).select_related("institution__country")
    header = [
        "id", "name", "institution_id", "institution", "country_code", "country", "stage",
        "founded", "website", "page",
    ]  # fmt: skip
    rows = (
        [
            one.slug, one.name, one.institution.slug, one.institution.name,
            one.institution.country_id, str(one.institution.country), one.stage, one.founded,
            one.website, _address(one),
        ]
        for one in register.iterator(chunk_size=_CHUNK)
    )  # fmt: skip
    return _free(tables.csv_response("centres", header, rows))
