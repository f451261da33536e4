"""Both locks hold all that is needed, so that every pip reads them alike.

A lock that pins `coverage` where somebody asks for `coverage[toml]` installs with pip 24, and
stops with pip 23 on the day when coverage has a newer release.
"""

import re
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

pytestmark = pytest.mark.own_place

ROOT = Path(__file__).resolve().parent.parent
RUNTIME, DEVELOPERS = ROOT / "requirements.txt", ROOT / "requirements-dev.txt"
INSTALLER = ROOT / "deploy/installer.txt"


def pins(lock: Path) -> dict[str, Requirement]:
    """What the lock pins, by name."""
    lines = re.findall(r"^([a-z0-9].*?)\s*\\?$", lock.read_text(), re.MULTILINE)
    found = map(Requirement, lines)
    return {canonicalize_name(pin.name): pin for pin in found}


def asked_for(lock: Path) -> dict[str, Requirement]:
    """What the file that the lock is made of names."""
    source = lock.with_suffix(".in").read_text()
    lines = re.findall(r"^[a-z].*$", source, re.MULTILINE)
    wanted = [Requirement(line) for line in lines]
    return {canonicalize_name(one.name): one for one in wanted}


def requirements(name: str, extras: set[str]) -> list[Requirement]:
    """What the installed library asks for here, with those extras."""
    try:
        texts = distribution(name).requires or []
    except PackageNotFoundError:
        return []  # A pin for another platform.
    return [
        wanted
        for wanted in map(Requirement, texts)
        if not wanted.marker
        or any(wanted.marker.evaluate({"extra": extra}) for extra in {"", *extras})
    ]


def not_pinned(lock: Path) -> list[str]:
    """Everything installed that is in the lock asks for this, and the lock does not pin it so."""
    pinned = pins(lock)
    wanted = [("the network", one) for one in asked_for(lock).values()]
    for name, pin in pinned.items():
        wanted += [(name, one) for one in requirements(name, pin.extras)]
    return [
        f"{who} asks for {one}"
        for who, one in wanted
        for pin in [pinned.get(canonicalize_name(one.name))]
        if not pin or not one.extras <= pin.extras
    ]


@pytest.mark.parametrize("lock", [RUNTIME, DEVELOPERS], ids=lambda lock: lock.name)
def test_whatever_a_library_asks_for_is_pinned_with_its_extras(lock):
    assert not_pinned(lock) == []


def test_most_of_what_is_pinned_is_installed_here_and_was_read():
    read = [name for name in pins(DEVELOPERS) if requirements(name, set())]

    assert len(read) > 40


def test_both_locks_pin_the_same_versions():
    runtime, developers = pins(RUNTIME), pins(DEVELOPERS)

    assert {name: str(developers.get(name)) for name in runtime} == {
        name: str(pin) for name, pin in runtime.items()
    }


def test_the_installer_is_pinned_to_one_library():
    assert list(pins(INSTALLER)) == ["uv"]
