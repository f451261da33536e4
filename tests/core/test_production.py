"""The same code under production's variables, in a process of its own."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def manage(tmp_path, *arguments, **variables):
    environment = {
        "PATH": os.environ["PATH"],
        "DATA_DIR": str(tmp_path),
        "DEBUG": "off",
        "SECRET_KEY": "x1-a-long-enough-key-for-the-check-of-django-0123456789-abcdefghij",
        "BASE_URL": "https://network.example.org",
        "EMAIL_URL": "smtp://localhost:25",
    } | variables
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_the_deployment_check_has_nothing_to_say(tmp_path):
    result = manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING")

    assert result.returncode == 0, result.stderr
    assert "no issues" in result.stdout + result.stderr


def test_without_a_secret_key_nothing_starts(tmp_path):
    result = manage(tmp_path, "check", SECRET_KEY="")

    assert result.returncode != 0
    assert "SECRET_KEY" in result.stderr


def test_every_static_file_gets_a_hashed_name(tmp_path):
    result = manage(tmp_path, "collectstatic", "--noinput")

    assert result.returncode == 0, result.stderr
    assert list((tmp_path / "static" / "css").glob("site.*.css"))


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt"])
def test_every_dependency_is_pinned_with_hashes_and_no_address(lock):
    text = (ROOT / lock).read_text()
    requirements = [line for line in text.splitlines() if re.match(r"[a-z0-9]", line)]

    assert [line for line in requirements if "==" not in line] == []
    assert text.count("--hash=sha256:") >= len(requirements)
    assert "://" not in text


def test_the_example_names_every_variable_the_settings_read():
    code = (ROOT / "balkanetup" / "settings.py").read_text()
    read = set(re.findall(r'env(?:\.\w+)?\(\s*"([A-Z_0-9]+)"', code))
    example = (ROOT / ".env.example").read_text()
    named = set(re.findall(r"^#?([A-Z_0-9]+)=", example, re.MULTILINE))

    assert read - named == {"STATIC_ROOT"}
