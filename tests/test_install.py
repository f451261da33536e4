"""deploy/install.py: what it understands, and what it does in a small checkout without network."""

import ast
import base64
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.own_place

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = ROOT / "deploy/install.py"


@pytest.fixture(scope="module")
def install():
    """The script as a module."""
    spec = importlib.util.spec_from_file_location("install_script", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# --- What it understands -------------------------------------------------------------------


def test_an_old_python_can_read_it():
    source = SCRIPT.read_text("ascii")

    ast.parse(source, feature_version=(3, 6))
    assert not re.search(r"\bf\"", source)


def test_a_python_that_is_too_old_is_told_with_its_place(install):
    old = {"version": [3, 9], "path": "/usr/bin/python3.9"}

    with pytest.raises(install.Stop, match=r"needs Python 3\.11 or newer; found was 3\.9 \(/usr"):
        install.choose_python(old)


def test_a_python_without_venv_is_told_with_the_package(install, tmp_path):
    bare = {"version": [3, 12], "path": str(tmp_path / "python3.12")}

    with pytest.raises(install.Stop, match=r"sudo apt install python3\.12-venv"):
        install.choose_python(bare)


def test_the_python_that_runs_is_looked_at_through_its_venv(install):
    found = install.look_at(sys.executable, imports=("venv", "ensurepip"))

    assert found["version"] == list(sys.version_info[:2])
    assert found["path"] == os.path.realpath(sys._base_executable)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device",
         "disk became full"),
        ("Caused by: failed to write to file `x`: No space left on device (os error 28)",
         "disk became full"),
        ("WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError'\n"
         "ERROR: Could not find a version that satisfies the requirement amqp==5.4.2\n"
         "ERROR: No matching distribution found for amqp==5.4.2", "index cannot be reached"),
        ("SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate'))\n"
         "ERROR: No matching distribution found for amqp==5.4.2", "PIP_CERT="),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.",
         "other than the lock names it"),
        ("ERROR: Could not find a version that satisfies the requirement nh3==0.3 (from versions: "
         "none)\nERROR: No matching distribution found for nh3==0.3", "another Python"),
        ("error: [Errno 13] Permission denied: '/x/.venv/lib'", "no right to write"),
        ("ERROR: something new", "could not be installed: ERROR: something new"),
        ("", "no reason was given"),
    ],
)  # fmt: skip
def test_the_words_of_pip_become_one_sentence(install, said, sentence):
    meaning = install.meaning_of(said)

    assert sentence in meaning
    assert "\n" not in meaning


def test_a_folder_of_somebody_else_is_told_with_the_way_to_own_it(install):
    sentence = install.sentence_for(PermissionError(13, "Permission denied", "/srv/x/.venv"))

    assert "no right to write /srv/x/.venv" in sentence
    assert "chown" in sentence


def test_too_little_room_is_told_before_anything_is_done(install, tmp_path):
    install.check_room(1, str(tmp_path))

    with pytest.raises(install.Stop, match=r"1000000000 MB are needed in .* MB are free"):
        install.check_room(10**9, str(tmp_path))


@pytest.mark.parametrize(
    ("listed", "own_way"),
    [
        ("global.index-url='https://mirror.example.org/simple'", True),
        (":env:.index-url='https://mirror.example.org/simple'", True),
        ("install.index-url='https://mirror.example.org/simple'", True),
        ("global.no-index='true'", True),
        ("global.proxy='http://proxy.example.org'", True),
        ("global.extra-index-url='https://more.example.org'\nglobal.timeout='60'", False),
        ("", False),
    ],
)
def test_another_index_for_pip_alone_is_seen(install, listed, own_way):
    assert bool(install.PIPS_OWN_WAY.search(listed)) is own_way


def test_uv_hears_where_things_come_from_and_nothing_else(install, tmp_path):
    ours = {
        "UV_DEFAULT_INDEX": "https://mirror.example.org", "UV_HTTP_TIMEOUT": "90",
        "UV_PYTHON": "2.7", "UV_OVERRIDE": "x", "UV_TARGET": "x", "HOME": str(tmp_path),
        "PIP_CERT": "/ca.pem",
    }  # fmt: skip

    assert install.environment_of_uv(ours, spare_cache="/spare") == {
        "UV_DEFAULT_INDEX": "https://mirror.example.org", "UV_HTTP_TIMEOUT": "90",
        "UV_HTTP_RETRIES": "1", "HOME": str(tmp_path), "PIP_CERT": "/ca.pem",
        "SSL_CERT_FILE": "/ca.pem",
    }  # fmt: skip


def test_uv_keeps_its_cache_elsewhere_where_there_is_no_home(install):
    heard = install.environment_of_uv({"HOME": "/dev/null/nobody"}, spare_cache="/spare")

    assert heard["UV_CACHE_DIR"] == "/spare"


# --- What it does --------------------------------------------------------------------------


def wheel(folder: Path, name: str) -> str:
    """A library of one line, and its line in a lock."""
    path = folder / f"{name}-1.0-py3-none-any.whl"
    info = f"{name}-1.0.dist-info"
    files = {
        f"{name}.py": "here = True\n",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: x\nRoot-Is-Purelib: true\n"
        "Tag: py3-none-any\n",
    }
    record = [
        f"{file},sha256={base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
        f",{len(text)}".replace("=,", ",")
        for file, text in files.items()
    ]
    files[f"{info}/RECORD"] = "\n".join([*record, f"{info}/RECORD,,"])
    with zipfile.ZipFile(path, "w") as archive:
        for file, text in files.items():
            archive.writestr(file, text)
    return f"{name}==1.0 --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"


class Checkout:
    """A checkout with the script and two small locks, and wheels beside it."""

    def __init__(self, folder: Path):
        self.wheels, self.root = folder / "wheels", folder / "checkout"
        self.wheels.mkdir()
        (self.root / "deploy").mkdir(parents=True)
        shutil.copy(SCRIPT, self.root / "deploy")
        shutil.copy(ROOT / "deploy/installer.txt", self.root / "deploy")
        shutil.copy(ROOT / ".env.example", self.root)
        self.lock("requirements.txt", "needed_to_run")
        self.lock("requirements-dev.txt", "needed_to_run", "needed_to_work")

    def lock(self, name: str, *libraries: str) -> None:
        (self.root / name).write_text("".join(wheel(self.wheels, one) for one in libraries))

    def install(self, *arguments: str) -> str:
        """What a successful run says."""
        result = self.try_to_install(*arguments)
        assert result.returncode == 0, result.stderr
        return result.stdout

    def try_to_install(self, *arguments: str) -> subprocess.CompletedProcess:
        # pip is kept from every network and from the settings of this machine; uv is not tried
        # where pip has a way of its own.
        environment = {
            "PATH": os.environ["PATH"], "HOME": str(self.root), "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": str(self.wheels), "PIP_CONFIG_FILE": os.devnull,
        }  # fmt: skip
        return subprocess.run(
            [sys.executable, "deploy/install.py", *arguments], cwd=self.root, env=environment,
            capture_output=True, text=True, check=False,
        )  # fmt: skip

    def has(self, library: str) -> bool:
        code = f"import {library}"
        command = [self.root / ".venv/bin/python", "-c", code]
        return subprocess.run(command, check=False, stderr=subprocess.DEVNULL).returncode == 0

    @property
    def stamp(self) -> Path:
        return self.root / ".venv/balkanetup.json"


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    return Checkout(tmp_path_factory.mktemp("install"))


# One after the other, as it happens: a .venv takes its seconds.
@pytest.mark.processes
def test_a_checkout_is_installed_once_and_as_far_as_is_asked(checkout):
    # What cannot be installed leaves no stamp and says why.
    wheel_of = {path.name.partition("-")[0]: path for path in checkout.wheels.iterdir()}
    hidden = wheel_of["needed_to_run"].rename(checkout.root / "hidden")
    failed = checkout.try_to_install()
    assert failed.returncode == 1
    assert "not to be had for this Python" in failed.stderr
    assert "Traceback" not in failed.stderr
    assert not checkout.stamp.exists()

    # What was cut off half way is made anew.
    hidden.rename(wheel_of["needed_to_run"])
    (checkout.root / ".venv/left-over").touch()
    assert "Making .venv" in checkout.install()
    assert not (checkout.root / ".venv/left-over").exists()
    assert (checkout.has("needed_to_run"), checkout.has("needed_to_work")) == (True, False)
    assert (checkout.root / ".env").read_bytes() == (ROOT / ".env.example").read_bytes()

    # Again: nothing is to be done, and .env stays as it is.
    (checkout.root / ".env").write_text("DEBUG=off")
    assert checkout.install() == ""
    assert (checkout.root / ".env").read_text() == "DEBUG=off"

    # Who works on it gets the rest, and has what running needs.
    assert "Making .venv" not in checkout.install("--dev")
    assert checkout.has("needed_to_work")
    assert checkout.install() == checkout.install("--dev") == ""

    # Both locks move on together.
    checkout.lock("requirements.txt", "needed_to_run", "needed_now")
    checkout.lock("requirements-dev.txt", "needed_to_run", "needed_to_work", "needed_now", "later")
    assert "Making .venv" not in checkout.install()
    assert (checkout.has("needed_now"), checkout.has("later")) == (True, True)
    assert checkout.install("--dev") == ""

    # Moved elsewhere it is whole.
    checkout.root = checkout.root.rename(checkout.root.with_name("moved"))
    assert checkout.install() == ""


def test_a_venv_whose_python_is_gone_or_another_is_not_whole(install, tmp_path, monkeypatch):
    here = install.look_at(sys.executable)
    stamp = {"python": here["version"], "base": here["path"], "locks": {}}
    monkeypatch.setattr(install, "PYTHON", sys.executable)
    assert install.is_whole(stamp)
    assert install.is_whole(stamp, named=here)

    assert not install.is_whole({**stamp, "python": [3, 10]})
    assert not install.is_whole(stamp, named={**here, "path": "/opt/other/python3"})
    assert not install.is_whole({})
    (tmp_path / "python").symlink_to("/no/such/python")
    monkeypatch.setattr(install, "PYTHON", str(tmp_path / "python"))
    assert not install.is_whole(stamp)
