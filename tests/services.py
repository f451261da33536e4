"""Run a command with PostgreSQL and Redis: those that are named, else throw-away servers.

`python -m tests.services COMMAND …` starts what is not named by DATABASE_URL and REDIS_URL from
the installed binaries, in a temporary folder, on free ports, and stops it afterwards.
"""

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _find(name: str) -> str:
    newest_first = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)
    found = shutil.which(name) or next(map(str, newest_first), None)
    if not found:
        sys.exit(
            f"{name} is not installed. On Debian: sudo apt install postgresql redis-server, "
            "or name running servers with DATABASE_URL and REDIS_URL."
        )
    return found


def _wait_for(port: int, process: subprocess.Popen) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if process.poll() is not None:
            sys.exit(f"{process.args[0]} ended with {process.returncode}.")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    sys.exit(f"{process.args[0]} did not answer within 30 seconds.")


@contextmanager
def _running(command: list[str], port: int, **options):
    process = subprocess.Popen(command, **options)
    try:
        _wait_for(port, process)
        yield
    finally:
        process.terminate()
        process.wait(20)


def _as_somebody_else() -> dict:
    """PostgreSQL refuses to run as root; then it runs as the user `postgres`."""
    if os.geteuid() != 0:
        return {}
    person = pwd.getpwnam("postgres")
    return {"user": person.pw_uid, "group": person.pw_gid}


@contextmanager
def postgres(folder: Path):
    """A throw-away PostgreSQL; yields its URL."""
    who = _as_somebody_else()
    data, port = folder / "pg", free_port()
    data.mkdir()
    if who:
        os.chown(data, who["user"], who["group"])
    subprocess.run(
        [_find("initdb"), "-D", data, "-U", "balkanetup", "-A", "trust", "-E", "UTF8",
         "--locale", "C.UTF-8", "--no-sync"],
        check=True, stdout=subprocess.DEVNULL, cwd="/", **who,
    )  # fmt: skip
    options = ["fsync=off", "synchronous_commit=off", "full_page_writes=off",
               "unix_socket_directories=", "max_connections=300", "log_min_messages=fatal",
               "log_min_error_statement=panic"]  # fmt: skip
    command = [_find("postgres"), "-D", str(data), "-p", str(port)]
    for option in options:
        command += ["-c", option]
    with _running(command, port, cwd="/", stderr=subprocess.DEVNULL, **who):
        yield f"postgres://balkanetup@127.0.0.1:{port}/postgres"


@contextmanager
def redis(folder: Path):
    """A throw-away Redis; yields its URL."""
    port = free_port()
    command = [_find("redis-server"), "--port", str(port), "--save", "", "--dir", str(folder),
               "--bind", "127.0.0.1", "--loglevel", "warning"]  # fmt: skip
    with _running(command, port, stdout=subprocess.DEVNULL):
        yield f"redis://127.0.0.1:{port}/0"


def main(command: list[str]) -> int:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="balkanetup-")))
        folder.chmod(0o755)
        environment = dict(os.environ)
        if not environment.get("DATABASE_URL"):
            environment["DATABASE_URL"] = stack.enter_context(postgres(folder))
        if not environment.get("REDIS_URL"):
            environment["REDIS_URL"] = stack.enter_context(redis(folder))
        return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
