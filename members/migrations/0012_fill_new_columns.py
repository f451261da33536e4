"""Old rows in the new forms: ROR iDs as addresses, names with bars, positions held today."""

import re
import unicodedata
from collections import defaultdict
from datetime import date

from django.db import migrations, models

# As core.textfold stood on the day of this migration.
_LETTERS = (
    "а:a б:b в:v г:g д:d ѓ:gj е:e ж:z з:z ѕ:dz и:i ј:j й:j к:k л:l љ:lj м:m н:n њ:nj о:o "
    "п:p р:r с:s т:t ќ:kj ћ:c у:u ф:f х:h ц:c ч:c џ:dz ш:s ђ:dj щ:st ъ:a ь: ю:ju я:ja"
)
_LATIN = {"đ": "dj", "ł": "l", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ς": "σ"}
_TABLE = str.maketrans(dict(pair.split(":") for pair in _LETTERS.split()) | _LATIN)
_PLAIN = str.maketrans("ĐđЂђ", "DdDd")


def _fold(text):
    lowered = unicodedata.normalize("NFC", text.lower()).translate(_TABLE)
    bare = "".join(
        char for char in unicodedata.normalize("NFD", lowered) if not unicodedata.combining(char)
    )
    return " ".join(re.findall(r"\w+", bare.replace("_", " ")))


def fill(apps, schema_editor):
    Institution = apps.get_model("members", "Institution")
    using = schema_editor.connection.alias
    taken = set()
    for row in Institution.objects.using(using).order_by("pk").prefetch_related("names"):
        names = [row.name, *(other.name for other in row.names.all())]
        folded = [_fold(form) for name in names for form in (name, name.translate(_PLAIN))]
        parts = [_fold(row.acronym), *dict.fromkeys(folded), _fold(row.city)]
        row.folded = f"|{'|'.join(parts)}|"
        bare = re.sub(r"^(https?:)?(//)?(www\.)?ror\.org/", "", row.ror.strip(), flags=re.I)
        bare = bare.strip("/ ").lower()
        # Two entries with one identifier: the older one keeps it.
        row.ror = f"https://ror.org/{bare}" if bare and bare not in taken else ""
        taken.add(bare)
        row.save(update_fields=["folded", "ror"])

    Position = apps.get_model("members", "Position")
    today, held = date.today(), defaultdict(set)  # noqa: DTZ011
    standing = models.Q(ended_on=None) | models.Q(ended_on__gt=today)
    rows = Position.objects.using(using).filter(standing, started_on__lte=today)
    for person, institution in rows.values_list("person", "institution"):
        held[person].add(institution)
    people = apps.get_model("members", "User").objects.using(using)
    for person, institutions in held.items():
        people.filter(pk=person).update(institutions_held=sorted(institutions))


def empty(apps, schema_editor):
    """The column goes with the schema; folded text and addresses serve the old code as well."""


class Migration(migrations.Migration):
    dependencies = [("members", "0011_add_identifiers_and_domains")]

    operations = [
        migrations.RunPython(fill, empty),
        migrations.AddConstraint(
            model_name='institution',
            constraint=models.UniqueConstraint(condition=models.Q(('ror', ''), _negated=True), fields=('ror',), name='one_institution_per_ror', violation_error_message='Another institution has this identifier.'),
        ),
    ]
