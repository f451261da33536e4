"""ISCED-F 2013 (UNESCO): broad fields of two digits, narrow fields of three.

It does not change between its revisions, so it is code and not a table: no join, and gettext
translates it.
"""

from django.utils.translation import gettext_lazy as _

BROAD_FIELDS = {
    "00": _("Generic programmes and skills"),
    "01": _("Education"),
    "02": _("Arts and humanities"),
    "03": _("Social sciences, journalism and information"),
    "04": _("Business, administration and law"),
    "05": _("Natural sciences, mathematics and statistics"),
    "06": _("Information and communication technologies"),
    "07": _("Engineering, manufacturing and construction"),
    "08": _("Agriculture, forestry, fisheries and veterinary"),
    "09": _("Health and welfare"),
    "10": _("Services"),
}
NARROW_FIELDS = {
    "001": _("Basic programmes and qualifications"),
    "002": _("Literacy and numeracy"),
    "003": _("Personal skills and development"),
    "011": _("Education: teaching, pedagogy, training of teachers"),
    "021": _("Arts"),
    "022": _("Humanities (except languages)"),
    "023": _("Languages"),
    "031": _("Social and behavioural sciences"),
    "032": _("Journalism and information"),
    "041": _("Business and administration"),
    "042": _("Law"),
    "051": _("Biological and related sciences"),
    "052": _("Environment"),
    "053": _("Physical sciences"),
    "054": _("Mathematics and statistics"),
    "061": _("Computing and communication technologies"),
    "071": _("Engineering and engineering trades"),
    "072": _("Manufacturing and processing"),
    "073": _("Architecture and construction"),
    "081": _("Agriculture"),
    "082": _("Forestry"),
    "083": _("Fisheries"),
    "084": _("Veterinary"),
    "091": _("Health"),
    "092": _("Welfare"),
    "101": _("Personal services"),
    "102": _("Hygiene and occupational health services"),
    "103": _("Security services"),
    "104": _("Transport services"),
}
DISCIPLINES = BROAD_FIELDS | NARROW_FIELDS
DISCIPLINE_CHOICES = [
    (
        label,
        [(code, _("All of it, or several of its parts")), *(
            (narrow, name) for narrow, name in NARROW_FIELDS.items() if narrow.startswith(code)
        )],
    )
    for code, label in BROAD_FIELDS.items()
]  # fmt: skip


def broad(code: str) -> str:
    """The broad field that a code belongs to; its own, when it is one."""
    return code[:2]
