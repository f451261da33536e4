#!/usr/bin/env python3
"""Install what the lock names into .venv, and make .env where there is none.

    python3 deploy/install.py          what running needs (requirements.txt)
    python3 deploy/install.py --dev    what working on it needs, too (requirements-dev.txt)

Done in a moment when it is all there. It has to be able to say that a Python is too old, so it is
written in what Python 2.7 and 3.6 read as well; its sentences are ASCII, for any terminal.
uv is the fast way and pip the sure one: docs/decisions/0084.
"""

from __future__ import print_function

import argparse
import errno
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")
STAMP = os.path.join(VENV, "balkanetup.json")
LOG = os.path.join(VENV, "install.log")
LOCKS = {"run": "requirements.txt", "dev": "requirements-dev.txt"}
UV_LOCK = os.path.join("deploy", "installer.txt")
OLDEST = [3, 11]
NAMES = ["python3"] + ["python3.{}".format(minor) for minor in range(14, 10, -1)] + ["python"]
# Megabytes that .venv, what is unpacked on the way and the first data take, with some room.
ROOM = {"run": 600, "dev": 900}
# uv is told where things come from and how to get there, never what to install or where to.
UV_MAY_HEAR = re.compile(
    r"UV_(DEFAULT_INDEX|INDEX|EXTRA_INDEX_URL|FIND_LINKS|CACHE_DIR|LINK_MODE|HTTP_|NATIVE_TLS"
    r"|SYSTEM_CERTS|SSL_|INSECURE_HOST|KEYRING_PROVIDER|CONCURRENT_)"
)
# pip would put things elsewhere, or refuse to.
PIP_MAY_NOT_HEAR = {"PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_NO_BINARY"}
# Settings of pip that lead to another index, or to an index by another way. uv reads none of them.
PIPS_OWN_WAY = re.compile(r"\.(index-url|no-index|proxy|trusted-host|client-cert)=")

TOO_OLD = (
    "BALKANETUP needs Python 3.11 or newer; found was {found}. Install one (Debian, Ubuntu: sudo "
    "apt install python3 python3-venv; macOS: brew install python), or name one that is there: "
    "make run PYTHON=/path/to/python3."
)
NO_VENV = (
    "Python {version} ({path}) comes without its venv module. On Debian and Ubuntu: sudo apt "
    "install python{version}-venv; elsewhere install the whole of Python. Then start again."
)
NO_ROOM = (
    "The disk is too full: {room} MB are needed in {place}, and {free} MB are free. Make room and "
    "start again."
)
NO_RIGHT = (
    'There is no right to write {place}. Make it yours (sudo chown -R "$(id -un)" {root}), or '
    "clone into a folder of your own. Then start again."
)
# What pip's and uv's words mean, the telling ones first.
MEANINGS = [
    (r"No space left|Errno 28|os error 28|quota exceeded",
     "The disk became full while installing. Make room (also in the folder for temporary files) "
     "and start again."),
    (r"CERTIFICATE_VERIFY_FAILED|certificate verify failed|invalid peer certificate",
     "The package index shows a certificate that is not known here. Behind a proxy that looks "
     "into HTTPS name its certificate: PIP_CERT=/path/to/ca.pem SSL_CERT_FILE=/path/to/ca.pem. "
     "Then start again."),
    (r"DO NOT MATCH THE HASHES|[Hh]ash mismatch",
     "A file came other than the lock names it; a proxy or mirror may have changed it. Start "
     "again, and if it stays so, on another network."),
    (r"NewConnectionError|ConnectTimeout|ConnectionError|ProxyError|ReadTimeout|NameResolution"
     r"|Name or service not known|Temporary failure in name|Network is unreachable|Max retries"
     r"|timed out|Connection (refused|reset|broken)|error sending request|Remote end closed",
     "The package index cannot be reached. Check the connection; behind a proxy set HTTPS_PROXY, "
     "with a mirror PIP_INDEX_URL. Then start again."),
    (r"Permission denied|Errno 13|os error 13|Read-only file system",
     "There is no right to write where it has to be installed; {log} says where. Make the folder "
     "yours and start again."),
    (r"No matching distribution|Could not find a version|no wheels? with a matching",
     "One of the libraries is not to be had for this Python or machine; {log} names it. Try "
     "another Python: make run PYTHON=/path/to/python3.12."),
]  # fmt: skip


class Stop(Exception):
    """A sentence for the newcomer: what is wrong, and what to do."""


class Failed(Exception):
    """A program ended with an error; holds what it said."""


def main(arguments):
    options = read_arguments(arguments)
    try:
        prepare("dev" if options.dev else "run", options.this_python)
    except Stop as stop:
        print(stop, file=sys.stderr)
        return 1
    except EnvironmentError as error:
        print(sentence_for(error), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. Started again, it begins anew.", file=sys.stderr)
        return 130
    return 0


def read_arguments(arguments):
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--dev", action="store_true", help="what working on it needs, too")
    parser.add_argument(
        "--this-python", action="store_true", help="with the Python that runs this, and no other"
    )
    return parser.parse_args(arguments)


def prepare(kind, this_python=False):
    """Make .env and .venv what they have to be. Raises Stop or an error of the system."""
    if kind == "run":
        make_env_file()
    named = look_at(sys.executable) if this_python else None
    if fits(read_stamp(), kind, named):
        return
    with one_at_a_time():
        stamp = read_stamp()  # Another may have done it while we waited.
        if fits(stamp, kind, named):
            return
        base = choose_python(named)
        check_room(ROOM[kind], ROOT)
        started = time.time()
        if not is_whole(stamp, named):
            make_venv(base)
        # The other set stays up to date, too.
        kind = "dev" if "dev" in stamp.get("locks", ()) else kind
        install(kind)
        write_stamp(kind)
        say("Installed in {:.0f} s.".format(time.time() - started))


def say(sentence):
    print(sentence)
    sys.stdout.flush()


class one_at_a_time(object):
    """Let one `make` wait for the other; the system lets go when a process dies."""

    def __enter__(self):
        import fcntl

        self.file = open(os.path.abspath(__file__))
        try:
            fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except EnvironmentError as error:
            if error.errno not in (errno.EWOULDBLOCK, errno.EACCES):
                return  # A file system without locks.
            say("Waiting for another installation to end ...")
            fcntl.flock(self.file, fcntl.LOCK_EX)

    def __exit__(self, *error):
        self.file.close()


# --- What is there -------------------------------------------------------------------------


def make_env_file():
    """Copy .env.example to .env, once."""
    target = os.path.join(ROOT, ".env")
    if not os.path.lexists(target):
        # It has its name when it is whole: a full disk must not leave half of it.
        shutil.copyfile(os.path.join(ROOT, ".env.example"), target + ".new")
        os.rename(target + ".new", target)


def lock_hash(kind):
    with open(os.path.join(ROOT, LOCKS[kind]), "rb") as lock:
        return hashlib.sha256(lock.read()).hexdigest()


def read_stamp():
    """What `write_stamp` left; empty when nothing was installed to the end."""
    try:
        with open(STAMP) as file:
            stamp = json.load(file)
    except (EnvironmentError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def write_stamp(kind):
    there = look_at(PYTHON)
    kinds = ["run", "dev"] if kind == "dev" else ["run"]
    stamp = {
        "python": there["version"],
        "base": there["path"],
        "locks": {each: lock_hash(each) for each in kinds},
    }
    with open(STAMP + ".new", "w") as file:
        json.dump(stamp, file)
    os.rename(STAMP + ".new", STAMP)


def is_whole(stamp, named=None):
    """Whether the .venv of the stamp still has its Python, which is the named one, if any."""
    there = look_at(PYTHON) if stamp else None
    if not there or there["version"] != stamp.get("python"):
        return False
    return named is None or named["path"] == stamp.get("base")


def fits(stamp, kind, named=None):
    """Whether nothing is to be done. Who has the developers' set has what running needs."""
    return stamp.get("locks", {}).get(kind) == lock_hash(kind) and is_whole(stamp, named)


# --- Which Python --------------------------------------------------------------------------


def look_at(python, imports=()):
    """Version and base interpreter of a Python; None when it does not run or lacks `imports`."""
    code = (
        "import json, sys{};"
        "base = getattr(sys, '_base_executable', sys.executable);"
        "print(json.dumps([sys.version_info[:2], base]))"
    ).format("".join(", " + name for name in imports))
    try:
        with open(os.devnull, "w") as nothing:
            said = subprocess.check_output(
                [python, "-c", code], stderr=nothing, env=clean_environment(), cwd=os.sep
            )
        version, path = json.loads(said.decode("utf-8"))
    except (EnvironmentError, ValueError, subprocess.CalledProcessError):
        return None
    return {"version": version, "path": os.path.realpath(path)}


def choose_python(named=None):
    """The named Python, else the first that is new enough and has venv. Raises Stop."""
    seen = [named] if named else pythons()
    if not seen:
        raise Stop(TOO_OLD.format(found="none"))
    new_enough = [each for each in seen if each["version"] >= OLDEST]
    for each in new_enough:
        if look_at(each["path"], imports=("venv", "ensurepip")):
            return each
    if new_enough:
        raise Stop(NO_VENV.format(version=dotted(new_enough[0]), path=new_enough[0]["path"]))
    raise Stop(TOO_OLD.format(found="{} ({})".format(dotted(seen[0]), seen[0]["path"])))


def dotted(python):
    return "{}.{}".format(*python["version"])


def pythons():
    """The Pythons that run: first this one, then those on the PATH."""
    found = []
    for path in [sys.executable] + [path for name in NAMES for path in on_path(name)]:
        python = look_at(path)
        if python and python not in found:
            found.append(python)
    return found


def on_path(name):
    folders = os.environ.get("PATH", os.defpath).split(os.pathsep)
    paths = [os.path.join(folder, name) for folder in folders if folder]
    return [path for path in paths if os.access(path, os.X_OK) and os.path.isfile(path)]


# --- Installing ----------------------------------------------------------------------------


def make_venv(base):
    say("Making .venv with Python {} ({}) ...".format(dotted(base), base["path"]))
    if os.path.islink(VENV) or os.path.isfile(VENV):
        os.remove(VENV)
    elif os.path.isdir(VENV):
        shutil.rmtree(VENV)
    try:
        run([base["path"], "-I", "-m", "venv", VENV], log=None)
    except Failed as failed:
        if "ensurepip" in str(failed):
            raise Stop(NO_VENV.format(version=dotted(base), path=base["path"]))
        raise Stop(meaning_of(str(failed)))


def install(kind):
    # Without its stamp .venv counts as unfinished, and is made anew the next time.
    if os.path.exists(STAMP):
        os.remove(STAMP)
    lock = os.path.join(ROOT, LOCKS[kind])
    if not (uv_may_be_used() and install_with_uv(lock)):
        install_with_pip(lock)


def uv_may_be_used():
    """False where only pip is told of another index or proxy: uv would go past it."""
    if any(name in os.environ for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "UV_INDEX")):
        return True
    try:
        settings = run(pip("config", "list"), log=None)
    except Failed:
        return False
    return not PIPS_OWN_WAY.search(settings)


def install_with_uv(lock):
    """Whether uv installed the lock. It does not stay: .venv holds only what is locked."""
    folder = os.path.join(VENV, "installer")
    say("Fetching the installer ...")
    try:
        run(pip("install", "--retries", "1", "--target", folder, *how_pip_installs(UV_LOCK)))
        say("Installing {} libraries ...".format(count(lock)))
        run(
            [
                os.path.join(folder, "bin", "uv"), "pip", "install", "--no-config",
                "--python", PYTHON, "--no-python-downloads", "--require-hashes",
                "--only-binary", ":all:", "-r", lock,
            ],
            environment=environment_of_uv(os.environ, spare_cache=os.path.join(folder, "cache")),
        )  # fmt: skip
    except (Failed, EnvironmentError) as error:
        if getattr(error, "errno", None) == errno.ENOSPC:
            raise
        return False
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return True


def install_with_pip(lock):
    say("Installing {} libraries with pip (about half a minute) ...".format(count(lock)))
    try:
        run(pip("install", *how_pip_installs(lock)), each_line=Progress(count(lock)))
    except Failed as failed:
        raise Stop(meaning_of(str(failed)))


def pip(*words):
    return [PYTHON, "-I", "-m", "pip", "--disable-pip-version-check", "--no-input"] + list(words)


def how_pip_installs(lock):
    # Everything that is needed stands in the lock, so nothing is looked for; what is imported is
    # compiled then.
    return ["--require-hashes", "--only-binary", ":all:", "--no-deps", "--no-compile", "-r", lock]


class Progress(object):
    """Tells at every twentieth library that pip has begun with how far it is."""

    def __init__(self, total):
        self.total, self.done = total, 0

    def __call__(self, line):
        if line.startswith("Collecting "):
            self.done += 1
            if self.done % 20 == 0:
                say("  {} of {}".format(self.done, self.total))
        elif line.startswith("Installing collected"):
            say("  unpacking")


def count(lock):
    with open(lock) as file:
        return len(re.findall(r"^[a-z0-9]", file.read(), re.M))


# --- Other programs ------------------------------------------------------------------------


def run(words, log=LOG, environment=None, each_line=None):
    """What a program says, which is also kept in `log`. Raises Failed when it ends badly."""
    said = []
    process = subprocess.Popen(
        words, cwd=ROOT, env=environment or clean_environment(), universal_newlines=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    process.stdin.close()
    for line in process.stdout:
        said.append(line)
        if each_line:
            each_line(line)
    process.stdout.close()
    text = "".join(said)
    if log:
        with open(log, "a") as file:
            file.write("$ {}\n{}\n".format(" ".join(words), text))
    if process.wait():
        raise Failed(text)
    return text


def clean_environment():
    """Ours without what leads Python or pip elsewhere."""
    return {
        name: value
        for name, value in os.environ.items()
        if name not in PIP_MAY_NOT_HEAR
        and name not in ("PYTHONHOME", "PYTHONPATH", "__PYVENV_LAUNCHER__")
    }


def environment_of_uv(ours, spare_cache):
    """What uv is to hear: where things come from, the certificates that pip uses, no patience.

    The spare cache is for who has no home to write in.
    """
    heard = {
        name: value
        for name, value in ours.items()
        if not name.startswith("UV_") or UV_MAY_HEAR.match(name)
    }
    heard.setdefault("UV_HTTP_TIMEOUT", "15")
    heard.setdefault("UV_HTTP_RETRIES", "1")
    if heard.get("PIP_CERT"):
        heard.setdefault("SSL_CERT_FILE", heard["PIP_CERT"])
    home = os.path.join(heard.get("HOME") or os.sep, ".cache")
    if not can_be_made(os.path.join(heard.get("XDG_CACHE_HOME") or home, "uv")):
        heard.setdefault("UV_CACHE_DIR", spare_cache)
    return heard


def can_be_made(folder):
    """Whether a folder, or the nearest above it that is there, can be written."""
    while not os.path.exists(folder):
        folder = os.path.dirname(folder) or os.sep
    return os.path.isdir(folder) and os.access(folder, os.W_OK)


# --- Sentences -----------------------------------------------------------------------------


def meaning_of(said):
    """One sentence for what pip, uv or venv said."""
    for pattern, sentence in MEANINGS:
        if re.search(pattern, said):
            return sentence.format(log=LOG)
    last = [line for line in said.strip().splitlines() if line.strip()][-1:]
    return "The libraries could not be installed: {} All of it is in {}.".format(
        last[0].strip() if last else "no reason was given.", LOG
    )


def sentence_for(error):
    """One sentence for an error of the system."""
    place = error.filename or ROOT
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return MEANINGS[0][1]
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return NO_RIGHT.format(place=place, root=ROOT)
    return "{}: {}. Nothing can be installed before that is mended.".format(place, error.strerror)


def check_room(room, folder):
    """Raise Stop when the disk of the folder has less than so many megabytes left."""
    there = os.statvfs(folder)
    free = there.f_bavail * there.f_frsize // 1000000
    if free < room:
        raise Stop(NO_ROOM.format(room=room, place=folder, free=free))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
