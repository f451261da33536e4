"""/styleguide/: every component with its edge cases."""

from datetime import timedelta
from types import SimpleNamespace
from xml.etree import ElementTree

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.facets import Option

LONG_MK = (
    "Оценување што го поддржува учењето: како колегите од Битола, Тетово и Скопје заедно ги "
    "преработија упатствата за студентите од прва година"
)
LONG_SQ = (
    "Vlerësimi që e ndihmon të nxënit: si i rishkruan bashkë kolegët nga Durrësi, Prishtina dhe "
    "Tetova udhëzimet për studentët e vitit të parë"
)
LONG_WORD = "Überprüfungszuständigkeitsverordnungs" * 3
HOSTILE = '<script>alert("x")</script> & \u202egnorw eht morf\u202c'
# Something that has a picture, without a file behind it.
_DRAWN = SimpleNamespace(
    picture=SimpleNamespace(url=f"{settings.STATIC_URL}img/mark.svg"),
    picture_alt="The network's mark", picture_width=120, picture_height=120,
)  # fmt: skip
EVENT_KINDS = [
    ("conference", "Conference"), ("seminar", "Seminar"), ("webinar", "Webinar"),
    ("workshop", "Workshop"), ("counselling", "Counselling"),
    ("annual_meeting", "Annual meeting"), ("staff_week", "Staff week"),
]  # fmt: skip
FAMILIES = [
    ("material", "Teaching material"), ("practice", "Good practice"),
    ("research", "Research"), ("media", "Media"),
]  # fmt: skip
COLOURS = ["surface", "raised", "sunk", "accent", "accent-surface", "alert", "honour", "good"]
ICONS = [
    symbol.get("id")
    for symbol in ElementTree.parse(settings.BASE_DIR / "static/img/icons.svg").getroot()
]


class Specimen(forms.Form):
    """Every kind of widget that the network's forms use."""

    name = forms.CharField(label="Name of the centre", help_text="As its statute has it.")
    email = forms.EmailField(label="E-mail address", required=False)
    about = forms.CharField(label="About it", widget=forms.Textarea, required=False)
    country = forms.ChoiceField(label="Country", choices=[("", "—"), ("al", "Albania")])
    role = forms.ChoiceField(
        label="I am", widget=forms.RadioSelect,
        choices=[("professor", "a professor"), ("assistant", LONG_SQ)],
    )  # fmt: skip
    languages = forms.MultipleChoiceField(
        label="I speak", widget=forms.CheckboxSelectMultiple, required=False,
        choices=[("sq", "shqip"), ("mk", "македонски"), ("el", "Ελληνικά")],
    )  # fmt: skip
    starts = forms.DateField(
        label="Starts on", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    file = forms.FileField(label="File", required=False, help_text="PDF, at most 50 MB.")
    agree = forms.BooleanField(label="I agree to the network's guidelines. " + LONG_MK)


@require_safe
def styleguide(request):
    now = timezone.now()
    someone = SimpleNamespace(name="Lule Demaku", photo=None, get_absolute_url="#person")
    context = {
        "drawn": _DRAWN, "long_mk": LONG_MK, "long_sq": LONG_SQ, "long_word": LONG_WORD,
        "hostile": HOSTILE,
        "event_kinds": EVENT_KINDS, "families": FAMILIES, "icons": ICONS,
        "tones": ["neutral", "accent", "good", "warn", "bad", "gold"],
        "colours": COLOURS,
        "notices": ["info", "good", "warn", "bad"],
        "seeds": ["Tirana", "Patras", "Mitrovica", "Tetovo", "Beograd", "Sarajevo", "Durrës"],
        "now": now, "day": now.date(), "earlier": now - timedelta(hours=3), "someone": someone,
        "long_person": SimpleNamespace(name=LONG_WORD, photo=None, get_absolute_url="#person"),
        "empty_form": Specimen(auto_id="id_%s"),
        "wrong_form": Specimen(
            {"wrong-email": "no at sign", "wrong-about": HOSTILE},
            auto_id="wrong_%s",
            prefix="wrong",
        ),
        "tabs": [
            {"text": _("All"), "href": "#tabs", "current": True, "count": 41},
            {"text": _("Coming"), "href": "#tabs-2", "current": False, "count": 0},
            {"text": _("Past"), "href": "#tabs-3", "current": False},
        ],
        "options": [
            Option("Albania", 12, "#facet"),
            Option(LONG_MK, 1204, "#facet", active=True),
        ],
        "page": Paginator(range(400), 20).get_page(request.GET.get("page", 7)),
    }  # fmt: skip
    return render(request, "portal/styleguide.html", context)
