import re
import subprocess
import sys
import tomllib
from pathlib import Path

from django.apps import apps

# Its script holds the path that the checkout had when it was installed.
_LINT_IMPORTS = "from importlinter.cli import lint_imports_command as lint; lint()"
ROOT = Path(__file__).resolve().parent.parent
CONFIG = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
LAYERS = CONFIG["contracts"][0]["layers"]
HEIGHT = {
    app.strip(): height
    for height, layer in enumerate(reversed(LAYERS))
    for app in layer.split("|")
}


def test_apps_import_downwards_only():
    result = subprocess.run(
        [sys.executable, "-c", _LINT_IMPORTS, "--no-cache"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert result.returncode == 0, result.stdout


def test_relations_point_down_or_stay_home():
    wrong = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in apps.get_models()
        if model._meta.app_label in HEIGHT
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model
        for target in [field.related_model._meta.app_label]
        if target in HEIGHT
        and target != model._meta.app_label
        and HEIGHT[target] >= HEIGHT[model._meta.app_label]
    ]

    assert wrong == []


def test_every_project_app_has_its_layer(settings):
    assert set(settings.PROJECT_APPS) | {"balkanetup"} == set(HEIGHT)


def test_colours_are_named_in_the_tokens_only():
    wrong = [
        f"{path.relative_to(ROOT)}: {match}"
        for path in (ROOT / "static" / "css").rglob("*.css")
        if path.name != "tokens.css"
        for match in re.findall(r"#[0-9a-fA-F]{3,8}\b", path.read_text())
    ]

    assert wrong == []


def test_templates_have_no_inline_style_or_script():
    wrong = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "templates").rglob("*.html")
        # Mails must carry their style in themselves.
        if "email" not in path.relative_to(ROOT / "templates").parts
        and re.search(r"\sstyle=|\son[a-z]+=\"|<script(?![^>]*(src|nonce))", path.read_text())
    ]

    assert wrong == []
