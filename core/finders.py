"""One stylesheet for the browser out of many for us: /static/css/site.css with its imports in it.

The same in development, in tests and in `collectstatic`, so that what is looked at is what is
shipped, and a first visit asks for one file of styles and not for thirty.
"""

import re
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import matches_patterns
from django.core.files.storage import FileSystemStorage

_IMPORT = re.compile(r'@import url\("(?P<path>[^"]+)"\) layer\((?P<layer>\w+)\);')
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACE = re.compile(r"\s*\n\s*")
_LINE_END = re.compile(r"(?<=[{};,])\n")


def bundle(source: Path) -> str:
    """The stylesheet `source` with every layered import written out, without its comments."""

    def written_out(match: re.Match) -> str:
        text = (source.parent / match["path"]).read_text()
        return f"@layer {match['layer']} {{\n{text}\n}}"

    text = _IMPORT.sub(written_out, source.read_text())
    return _LINE_END.sub("", _SPACE.sub("\n", _COMMENT.sub("", text)).strip()) + "\n"


class StylesheetFinder(BaseFinder):
    """Serves the bundled stylesheets before the plain finder gets to their tables of contents."""

    names = ("css/site.css", "css/admin.css")

    def __init__(self, *args, **kwargs):
        self.source = settings.BASE_DIR / "static"
        self.storage = FileSystemStorage(location=settings.DATA_DIR / "stylesheets")

    def check(self, **kwargs):
        return []

    def find(self, path, find_all=False, **kwargs):
        if path not in self.names or not (self.source / path).exists():
            return []
        made = self._make(path)
        return [made] if find_all else made

    def list(self, ignore_patterns):
        for name in self.names:
            if (self.source / name).exists() and not matches_patterns(name, ignore_patterns):
                self._make(name)
                yield name, self.storage

    def _make(self, name: str) -> str:
        made = Path(self.storage.path(name))
        text = bundle(self.source / name)
        if not made.exists() or made.read_text() != text:
            made.parent.mkdir(parents=True, exist_ok=True)
            # Another process may be reading it: the new one takes its place in one step.
            fresh = made.with_suffix(".new")
            fresh.write_text(text)
            fresh.replace(made)
        return str(made)
