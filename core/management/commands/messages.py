import io
import re
import shutil
from pathlib import Path

import django
from babel.messages import mofile, pofile
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from core.ijekavian import to_ijekavian

_LETTERS = (
    "а:a б:b в:v г:g д:d ђ:đ е:e ж:ž з:z и:i ј:j к:k л:l љ:lj м:m н:n њ:nj о:o п:p р:r с:s "
    "т:t ћ:ć у:u ф:f х:h ц:c ч:č џ:dž ш:š"
)
_LATIN = dict(pair.split(":") for pair in _LETTERS.split())
_LATIN |= {cyrillic.upper(): latin.capitalize() for cyrillic, latin in _LATIN.items()}
_SOUTH_SLAVIC = (
    "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : "
    "n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2)"
)
_TWO = "nplurals=2; plural=(n != 1)"
_PLURALS = {
    "sq": _TWO, "bg": _TWO, "el": _TWO, "mk": "nplurals=2; plural=(n%10==1 && n%100!=11 ? 0 : 1)",
    "bs": _SOUTH_SLAVIC, "hr": _SOUTH_SLAVIC, "sr": _SOUTH_SLAVIC, "cnr": _SOUTH_SLAVIC,
}  # fmt: skip
_HEADER = """msgid ""
msgstr ""
"Project-Id-Version: balkanetup\\n"
"Language: {folder}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals};\\n"
"""
_TABLE = str.maketrans(_LATIN)
_DIGRAPH = re.compile(r"(?<=[A-ZČĆŽŠĐ])(?:Lj|Nj|Dž)|(?:Lj|Nj|Dž)(?=[A-ZČĆŽŠĐ])")


def to_latin(text: str) -> str:
    """Serbian in Cyrillic, written in Latin letters: Џепови is Džepovi, ЏУГАЊ is DŽUGANJ."""
    return _DIGRAPH.sub(lambda match: match[0].upper(), text.translate(_TABLE))


class Command(BaseCommand):
    help = "Bring the translation catalogues up to date with the code, and compile them."

    def add_arguments(self, parser):
        parser.add_argument("--compile-only", action="store_true", help="read no code")

    def handle(self, *, compile_only, **options):
        if not compile_only:
            self._collect()
        self._write_serbian_in_latin()
        for code, _name in settings.LANGUAGES:
            if code != settings.LANGUAGE_CODE:
                self._compile(code)

    def _collect(self):
        if not shutil.which("xgettext"):
            raise CommandError("gettext is not installed. On Debian: sudo apt install gettext")
        for code in _PLURALS:
            _begin(code)
        call_command(
            "makemessages", locale=[_folder(code) for code in _PLURALS], no_obsolete=True,
            add_location="file", no_wrap=True, verbosity=0,
            ignore_patterns=[".venv", "var", "tests", "bench"],
        )  # fmt: skip

    def _write_serbian_in_latin(self):
        """Derived, so that the two scripts of one language never say different things."""
        catalogue = _read("sr")
        for message in catalogue:
            strings = message.string
            if not message.id:
                continue
            if isinstance(strings, (tuple, list)):
                message.string = tuple(to_latin(string) for string in strings)
            else:
                message.string = to_latin(strings)
        _begin("sr-latn", _SOUTH_SLAVIC)
        header = _path("sr-latn").read_text().partition("\n\n")[0]
        body = io.BytesIO()
        pofile.write_po(body, catalogue, width=0, omit_header=True)
        _path("sr-latn").write_text(f"{header}\n\n{body.getvalue().decode()}")

    def _compile(self, code):
        catalogue = _read(code)
        done = sum(1 for message in catalogue if message.id and _is_whole(message))
        total = sum(1 for message in catalogue if message.id)
        _take_from_libraries(code, catalogue)
        with _path(code).with_suffix(".mo").open("wb") as file:
            mofile.write_mo(file, catalogue)
        self.stdout.write(f"{code:8} {done} of {total} sentences")


def _take_from_libraries(code, catalogue):
    """What Django and allauth say in Serbian, in ijekavian, where they do not know the language.

    Montenegrin is in none of them, Bosnian in half of Django; the sentence of ours comes first.
    """
    if code not in ("cnr", "bs"):
        return
    for folder in _library_catalogues():
        known = {message.id for message in _read_file(folder / _folder(code)) if message.string}
        for message in _read_file(folder / "sr_Latn"):
            strings = message.string if message.pluralizable else (message.string,)
            ours = catalogue.get(message.id, message.context)
            if not message.id or not all(strings) or message.fuzzy or message.id in known:
                continue
            if ours is None or not any(ours.string):
                taken = tuple(to_ijekavian(string) for string in strings)
                catalogue.add(
                    message.id, taken if message.pluralizable else taken[0],
                    context=message.context,
                )  # fmt: skip


def _library_catalogues() -> list[Path]:
    ours = set(settings.PROJECT_APPS)
    found = [Path(app.path) / "locale" for app in apps.get_app_configs() if app.label not in ours]
    return [Path(django.__file__).parent / "conf" / "locale", *filter(Path.is_dir, found)]


def _read_file(folder: Path):
    path = folder / "LC_MESSAGES" / "django.po"
    if not path.exists():
        return []
    with path.open("rb") as file:
        return pofile.read_po(file)


def _begin(code, plurals=""):
    """An empty catalogue with a right header, where there is none yet."""
    if not _path(code).exists():
        _path(code).parent.mkdir(parents=True, exist_ok=True)
        plurals = plurals or _PLURALS[code]
        _path(code).write_text(_HEADER.format(folder=_folder(code), plurals=plurals) + "\n")


def _is_whole(message) -> bool:
    strings = message.string if isinstance(message.string, (tuple, list)) else [message.string]
    return all(strings) and not message.fuzzy


def _folder(code):
    from django.utils.translation import to_locale

    return to_locale(code)


def _path(code):
    return settings.BASE_DIR / "locale" / _folder(code) / "LC_MESSAGES" / "django.po"


def _read(code):
    with _path(code).open("rb") as file:
        return pofile.read_po(file)
