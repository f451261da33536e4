"""Options as lines of a textarea: what is quickest to write, without losing their identity.

A line may say more behind a bar: "Beginning | We talk about it now and then."
"""

from collections.abc import Iterable
from dataclasses import replace

from .instrument import Option, new_key

# Stands where a language lacks a text: an empty line would let the next one slip into its place.
MISSING = "–"
_BAR = " | "


def lines_of(text: str) -> list[str]:
    """The lines that say something, each without its spaces at the ends."""
    return [words for line in text.splitlines() if (words := " ".join(line.split()))]


def to_lines(options: Iterable[Option], language: str) -> str:
    """Options in one language, a line each."""
    return "\n".join(_line(option, language) for option in options)


def _line(option: Option, language: str) -> str:
    label = option.label.get(language, "").strip() or MISSING
    description = " ".join(option.description.get(language, "").split())
    return f"{label}{_BAR}{description}" if description else label


def _parts(line: str) -> tuple[str, str]:
    label, _bar, description = line.partition(_BAR)
    label = label.strip()
    return "" if label == MISSING else label, description.strip()


def from_lines(
    lines: list[str], language: str, there: Iterable[Option] = ()
) -> tuple[Option, ...]:
    """The options that lines come to; `there` are those that stood in the field before.

    A line whose words are unchanged keeps its option, wherever it stands now. Where there are as
    many lines as before, one with new words keeps the option that stood in its place. Every other
    line is a new option: what was answered to another one never counts for it.
    """
    there = list(there)
    left = {option.key: option for option in there}
    found: list[Option | None] = []
    for line in lines:
        label, _description = _parts(line)
        same = next((o for o in left.values() if o.label.get(language, "").strip() == label), None)
        found.append(left.pop(same.key) if same else None)
    if len(lines) == len(there):
        for at, option in enumerate(there):
            if found[at] is None and option.key in left:
                found[at] = left.pop(option.key)
    keys = {option.key for option in there}
    options = []
    for line, option in zip(lines, found, strict=True):
        option = option or Option(new_key(keys), {})
        keys.add(option.key)
        options.append(_said(option, language, line))
    return tuple(options)


def in_language(options: Iterable[Option], language: str, lines: list[str]) -> tuple[Option, ...]:
    """The same options with their words in another language, line by line."""
    rest = iter(lines)
    return tuple(_said(option, language, next(rest, "")) for option in options)


def _said(option: Option, language: str, line: str) -> Option:
    label, description = _parts(line)
    described = {**option.description, language: description}
    return replace(
        option,
        label={**option.label, language: label},
        description={code: words for code, words in described.items() if words},
    )
