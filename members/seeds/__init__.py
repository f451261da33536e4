"""What an empty network starts with. The committee edits all of it; nothing is ever put back.

Planted after every migrate (and so after a flush, too), each kind only into an empty table.
"""

from django.conf import settings
from django.utils.translation import gettext_noop as _

from core import cldr
from core.migrating import stops_half_way
from core.textfold import fold

from .centres import SERVICES, TARGET_GROUPS
from .expertise import EXPERTISE
from .notices import NOTICES
from .policy import POLICY, POLICY_VERSION

# Where the network lives, then the rest of Europe.
COUNTRIES = (
    "AL BA BG GR HR ME MK RS SI XK "
    "AD AM AT AZ BE BY CH CY CZ DE DK EE ES FI FR GB GE HU IE IS IT LI LT LU LV MC MD MT NL NO "
    "PL PT RO RU SE SK SM TR UA VA"
)
NAMES = {"BA": "Bosnia and Herzegovina", "TR": "Türkiye"}
FOOTNOTES = {"XK": _("This name is used without taking any position on questions of status.")}

TYPES = [
    {
        "slug": "individual",
        "name": _("Individual"),
        "summary": _(
            "For scholars, researchers and members of higher education institutions with a strong "
            "interest in University Pedagogy. You represent yourself."
        ),
        "for_institutions": False,
        "order": 1,
    },
    {
        "slug": "institutional",
        "name": _("Institutional"),
        "summary": _(
            "For higher education institutions, and for organisations and foundations that "
            "support active learning in the region. One authorised academic represents the "
            "institution; a university may also join through its Centre for Teaching and Learning."
        ),
        "for_institutions": True,
        "kinds": ["hei", "organisation"],
        "order": 2,
    },
    {
        "slug": "associated",
        "name": _("Associated"),
        "summary": _(
            "For educational organisations that work in the field, or mean to, without an "
            "official tie to a university or its centre. An authorised representative speaks "
            "for the organisation."
        ),
        "for_institutions": True,
        "kinds": ["associate"],
        "order": 3,
    },
]


def plant(using: str = "default", **kwargs) -> None:
    """Fill what is still empty: countries, types of membership, policy, words people choose."""
    from members.models import (
        Country,
        Expertise,
        MembershipType,
        Notice,
        NoticeText,
        Policy,
        Service,
        TargetGroup,
    )

    if stops_half_way(using=using, **kwargs):
        return

    def into(model, rows):
        table = model._default_manager.using(using)
        if not table.exists():
            table.bulk_create(rows())

    into(Country, lambda: [Country(**fields) for fields in countries()])
    into(MembershipType, lambda: [MembershipType(**fields) for fields in TYPES])
    into(Policy, lambda: [Policy(version=POLICY_VERSION, text=POLICY)])
    if not Notice.objects.using(using).exists():
        for fields in NOTICES:
            words = {key: fields[key] for key in ("subject", "text")}
            when = {key: value for key, value in fields.items() if key not in words}
            notice = Notice.objects.using(using).create(**when)
            NoticeText.objects.using(using).create(notice=notice, language="en", **words)
    into(Expertise, lambda: [Expertise(**fields) for fields in expertise()])
    into(Service, lambda: [Service(**fields) for fields in SERVICES])
    into(TargetGroup, lambda: [TargetGroup(**fields) for fields in TARGET_GROUPS])


def countries() -> list[dict]:
    """The columns of each country, its labels as Unicode's locale data has them."""
    languages = [code for code, _name in settings.LANGUAGES if code != "en"]
    return [
        {
            "code": code,
            "name": NAMES.get(code, cldr.country_name(code, "en")),
            "labels": {language: cldr.country_name(code, language) for language in languages},
            "footnote": FOOTNOTES.get(code, ""),
        }
        for code in COUNTRIES.split()
    ]


def expertise() -> list[dict]:
    """The columns of each field of expertise."""
    return [
        {"name": name, "slug": fold(name).replace(" ", "-"), "labels": labels}
        for name, labels in EXPERTISE.items()
    ]
