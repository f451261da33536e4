import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

_STOP_AFTER = 15  # seconds


class Command(BaseCommand):
    help = "Prepare the database and run web, worker and schedule as one process group."

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", 8000)))
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--demo", action="store_true", help="load the demo network if missing")

    def handle(self, *, port, host, demo, **options):
        _check_port(host, port)
        self._prepare(demo)
        children = [_start(command) for command in _commands(host, port)]
        self.stdout.write(self.style.SUCCESS(f"BALKANETUP is at http://{host}:{port}/"))
        if settings.DEBUG:
            self.stdout.write(f"Mails are at http://{host}:{port}/mailbox/. Ctrl-C stops it all.")
        try:
            _wait_for_the_first_to_end(children)
        finally:
            _stop(children)

    def _prepare(self, demo):
        self.stdout.write("Preparing the database (some seconds the first time) …")
        # First the cache: the pages that a migration makes ask for it.
        call_command("createcachetable", verbosity=0)
        call_command("migrate", verbosity=0, interactive=False)
        if not settings.DEBUG:
            call_command("collectstatic", verbosity=0, interactive=False)
        if demo:
            call_command("demo", if_missing=True)


def _check_port(host, port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(
                f"Port {port} is in use. Stop what runs there, or take another: make run PORT=8001"
            ) from error


def _commands(host, port):
    python = [sys.executable, "-m"]
    level = settings.LOG_LEVEL
    yield [
        *python, "gunicorn", "balkanetup.wsgi", "--bind", f"{host}:{port}", "--threads", "4",
        "--worker-class", "gthread", "--log-level", "warning", "--graceful-timeout", "10",
    ]  # fmt: skip
    yield [
        *python, "celery", "--quiet", "-A", "balkanetup", "worker", "--pool", "solo", "--beat",
        "--loglevel", "WARNING" if level == "INFO" else level, "--without-gossip",
        "--without-mingle",
    ]  # fmt: skip


def _start(command):
    # A session of its own: Ctrl-C reaches us alone, and we stop the children in order.
    return subprocess.Popen(command, start_new_session=True)


def _wait_for_the_first_to_end(children):
    def interrupt(signum, frame):
        raise KeyboardInterrupt

    # Both by hand: a shell that starts us in the background has SIGINT ignored.
    signal.signal(signal.SIGTERM, interrupt)
    signal.signal(signal.SIGINT, interrupt)
    try:
        while all(child.poll() is None for child in children):
            time.sleep(0.3)
        ended = next(child for child in children if child.poll() is not None)
        raise CommandError(f"{ended.args[2]} ended with {ended.returncode}; the rest is stopped.")
    except KeyboardInterrupt:
        pass


def _stop(children):
    for child in children:
        _signal(child, signal.SIGTERM)
    deadline = time.monotonic() + _STOP_AFTER
    for child in children:
        with suppress(subprocess.TimeoutExpired):
            child.wait(max(0.1, deadline - time.monotonic()))
        # Also where the child is gone: one that was killed leaves its schedule behind.
        _signal(child, signal.SIGKILL)
        child.wait()


def _signal(child, number):
    with suppress(ProcessLookupError):
        os.killpg(child.pid, number)
