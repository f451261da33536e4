"""The same code under production's variables, in a process of its own."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import get_commands

pytestmark = pytest.mark.own_place

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

    assert read - named == set()


# --- docker-compose.yml, read as lines: it needs no library for the little it says -------------


def services() -> dict[str, str]:
    """What stands under each service, with what it takes from x-app."""
    text = (ROOT / "docker-compose.yml").read_text()
    shared = text.partition("x-app: &app\n")[2].partition("\nservices:\n")[0]
    blocks = text.partition("\nservices:\n")[2].partition("\nvolumes:\n")[0]
    _before, *parts = re.split(r"^  (\w+):\n", blocks, flags=re.MULTILINE)
    return {
        name: block + shared * ("<<: *app" in block)
        for name, block in zip(parts[::2], parts[1::2], strict=True)
    }


def said(key: str, block: str) -> list[str] | None:
    found = re.search(rf"^ +{key}: (\[.*\])$", block, re.MULTILINE)
    return json.loads(found[1]) if found else None


def test_the_production_shape_has_every_part_and_each_says_how_it_is():
    found = services()

    assert set(found) == {"postgres", "redis", "migrate", "web", "worker", "beat", "proxy"}
    unwatched = {name for name, block in found.items() if "healthcheck:" not in block}
    # One ends when it is done; the other only passes on what web answers.
    assert unwatched == {"migrate", "proxy"}
    for name, block in found.items():
        waits = re.findall(r"^      (\w+): \{condition: (\w+)\}", block, re.MULTILINE)
        for other, condition in waits:
            wanted = "service_completed_successfully" if other == "migrate" else "service_healthy"
            assert (condition, other in found) == (wanted, True), f"{name} waits for {other}"


def test_what_the_production_shape_runs_is_there():
    run = {name: said("command", block) for name, block in services().items()}
    ours = {name: words for name, words in run.items() if words and name != "redis"}
    image = (ROOT / "Dockerfile").read_text()
    ours["web"] = json.loads(re.search(r"^CMD (\[.*\])$", image, re.MULTILINE)[1])

    assert ours["migrate"][:2] == ["python", "manage.py"]
    assert ours["migrate"][2] in get_commands()
    for name, ask in {"web": "--check-config", "worker": "--help", "beat": "--help"}.items():
        program, *words = ours[name]
        result = subprocess.run(
            [sys.executable, "-m", program, *words, ask], cwd=ROOT,
            capture_output=True, text=True, check=False,
            env={"PATH": os.environ["PATH"], "SECRET_KEY": "for-a-look", "DEBUG": "on"},
        )  # fmt: skip
        assert result.returncode == 0, f"{name}: {result.stderr}"


def test_the_example_names_every_variable_of_the_production_shape():
    text = (ROOT / "docker-compose.yml").read_text()
    asked = set(re.findall(r"\$\{([A-Z_0-9]+)", text))
    set_for_us = set(re.findall(r"^    ([A-Z_0-9]+):", text.partition("services:")[0], re.M))
    example = (ROOT / ".env.example").read_text()
    named = set(re.findall(r"^#?([A-Z_0-9]+)=", example, re.MULTILINE))

    assert (asked | set_for_us) - named == set()
