"""Variables from .env and the environment, read strictly: each error is one sentence.

They are read before there are settings, so nothing here can be translated.
"""

from __future__ import annotations  # `str` and `list` are methods of Environment

import difflib
import os
import re
from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

_ON, _OFF = {"on", "true", "yes", "y", "1", "ok"}, {"off", "false", "no", "n", "0"}
_LINE = re.compile(r"(?:export\s+)?([A-Za-z_][A-Za-z_0-9]*)\s*=\s*(.*)")
# Read by others than us: docker compose, the database's library, Django and Python themselves.
_OF_OTHERS = ("COMPOSE_", "DOCKER_", "DJANGO_", "PG", "PYTHON")
_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
_DATABASES = {"postgres", "postgresql", "psql", "pgsql", "sqlite"}
_UNSET = object()


def read_env_file(path: Path) -> tuple[dict[str, str], list[str]]:
    """The variables of a file such as .env, and a sentence for each line that is none.

    A byte order mark, Windows line ends, `export` and quotes are understood. A file that is not
    there is empty; one that cannot be read raises ImproperlyConfigured.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return {}, []
    except OSError as error:
        raise ImproperlyConfigured(f"{path} cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise ImproperlyConfigured(f"{path} is not UTF-8; save it as UTF-8.") from error
    variables, wrong = {}, []
    for number, line in enumerate(map(str.strip, text.splitlines()), start=1):
        if not line or line.startswith("#"):
            continue
        if found := _LINE.fullmatch(line):
            variables[found[1]] = _unquoted(found[2])
        else:
            wrong.append(f"Line {number} of {path.name} is no NAME=value and is passed over.")
    return variables, wrong


def _unquoted(value: str) -> str:
    if len(value) > 1 and value[0] == value[-1] == "'":
        return value[1:-1]
    if len(value) > 1 and value[0] == value[-1] == '"':
        return re.sub(r"\\([\"\\$])", r"\1", value[1:-1])
    return value


def known_names(example: Path) -> set[str]:
    """Every variable that .env.example tells of, also behind a #."""
    try:
        return set(re.findall(r"^#?([A-Z_0-9]+)=", example.read_text("utf-8"), re.MULTILINE))
    except FileNotFoundError:
        return set()


def unknown_names(folder: Path) -> list[str]:
    """A sentence for each name in .env, or that looks like ours elsewhere, that nothing reads."""
    known = known_names(folder / ".env.example")
    if not known:
        return []
    variables, wrong = read_env_file(folder / ".env")
    named = dict.fromkeys(variables, "in .env ")
    named |= {name: "" for name in os.environ if name.startswith("ETUP_") and name not in named}
    for name, where in named.items():
        if name not in known and not name.startswith(_OF_OTHERS):
            near = difflib.get_close_matches(name.upper(), known, n=1, cutoff=0.7)
            hint = f"did you mean {near[0]}?" if near else ".env.example has those that are."
            wrong.append(f"{name} {where}is read by nothing; {hint}")
    return wrong


def make_folder(path: Path) -> Path:
    """The folder, made where it is missing; ImproperlyConfigured where it cannot be."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"The folder {path} cannot be made ({error.strerror}). Make room or give the right to "
            "write there, or name another folder with DATA_DIR."
        ) from error
    return path


class Environment:
    """The variables, each read as what it has to be; what cannot be read is ImproperlyConfigured.

    `DEBUG=maybe` is not "off". A variable that is empty is not set. A dollar sign is a dollar
    sign: a secret may begin with one. No sentence shows a value: it may hold a password.
    """

    def __init__(self, env_file: Path):
        self._env_file = env_file
        variables, _wrong = read_env_file(env_file)
        for name, value in variables.items():
            os.environ.setdefault(name, value)

    def __call__(self, var, default=_UNSET) -> str:
        return self.str(var, default)

    def str(self, var, default=_UNSET) -> str:
        if value := os.environ.get(var, "").strip():
            return value
        if default is _UNSET:
            raise ImproperlyConfigured(f"{var} is missing; set it in {self._env_file.name}.")
        return default

    def bool(self, var, default=_UNSET) -> bool:
        value = self.str(var, default)
        if not isinstance(value, str):
            return value
        if value.lower() not in _ON | _OFF:
            raise self._wrong(var, "on or off")
        return value.lower() in _ON

    def int(self, var, default=_UNSET, at_least: int = 0, at_most: int | None = None) -> int:
        value = self.str(var, default)
        if not isinstance(value, str):
            return value
        if not re.fullmatch(r"[0-9]{1,18}", value):
            raise self._wrong(var, "a whole number")
        number = int(value)
        if number < at_least or (at_most is not None and number > at_most):
            limits = f"{at_least} or more" if at_most is None else f"{at_least} to {at_most}"
            raise self._wrong(var, f"a number, {limits}")
        return number

    def list(self, var, default=_UNSET) -> list[str]:
        value = self.str(var, default)
        if not isinstance(value, str):
            return value
        return [part.strip() for part in value.split(",") if part.strip()]

    def level(self, var, default=_UNSET) -> str:
        """The name of a level of logging."""
        value = self.str(var, default).upper()
        if value not in _LEVELS:
            raise self._wrong(var, "one of " + ", ".join(_LEVELS))
        return value

    def address(self, var, default=_UNSET, schemes=("http", "https"), example="") -> str:
        """The address of something with a host, without a slash at its end."""
        value = self.str(var, default)
        if value and not self._is_address(value, schemes):
            raise self._wrong(var, f"an address such as {example}")
        return value.rstrip("/")

    def database(self, var, default) -> dict:
        """What Django's DATABASES want, of an address."""
        value = self.str(var, default)
        wrong = self._wrong(var, "an address such as postgres://user:password@host:5432/name")
        if urlsplit(value).scheme not in _DATABASES or "://" not in value:
            raise wrong
        try:
            found = environ.Env.db_url_config(value)
        except ValueError:
            raise wrong from None
        if not found["NAME"]:
            raise wrong
        return found

    def mail(self, var) -> dict:
        """What Django wants to know of a mail server, of an address."""
        value = self.str(var)
        wrong = self._wrong(
            var, "an address such as smtp+tls://user:password@mail.example.org:587"
        )
        scheme = value.partition("://")[0]
        if scheme not in environ.Env.EMAIL_SCHEMES or "://" not in value:
            raise wrong
        if scheme.startswith("smtp") and not self._is_address(value, {scheme}):
            raise wrong
        return environ.Env.email_url_config(value)

    @staticmethod
    def _is_address(value, schemes) -> bool:
        try:
            parts = urlsplit(value)
            # Reading the port raises where it is no number.
            return parts.scheme in schemes and bool(parts.hostname) and parts.port != 0
        except ValueError:
            return False

    def _wrong(self, var, wanted) -> ImproperlyConfigured:
        encoded = (
            " Signs such as # / @ % in a password are written as %23 %2F %40 %25."
            if "password" in wanted
            else ""
        )
        return ImproperlyConfigured(
            f"{var} cannot be read: it is to be {wanted}. Change it in "
            f"{self._env_file.name} or the environment.{encoded}"
        )
