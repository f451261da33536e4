import errno
import gc
import socket
import time

from celery import current_app
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.urls import get_resolver

from core import supervisor
from core.failures import sentence_for
from core.serving import run_schedule, run_web, run_worker


class Command(BaseCommand):
    help = "Prepare the database and run web, worker and schedule, each kept alive."
    requires_system_checks = []  # migrate, which is called first, runs them

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=settings.PORT)
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--demo", action="store_true", help="load the demo network if missing")

    def handle(self, *, port, host, demo, **options):
        # Held from the start to the end: nobody takes the port while the database is prepared,
        # and who asks while the web is being restarted waits instead of being refused.
        listener = listen(host, port)
        self._began = time.monotonic()
        self._import_everything()
        if code := supervisor.run_to_end(lambda: self._prepare(demo), "prepare"):
            raise SystemExit(code)
        children = [
            supervisor.Child("web", lambda: run_web(listener)),
            supervisor.Child("worker", run_worker),
            supervisor.Child("schedule", run_schedule),
        ]
        try:
            supervisor.supervise(children, ready=lambda: self._welcome(host, port))
        except supervisor.GaveUp as reason:
            raise CommandError(
                f"{reason}; all is stopped. The lines above say why it died."
            ) from reason

    def _import_everything(self):
        """What the children share is loaded once; their collectors of cycles pass it over."""
        get_resolver().url_patterns  # noqa: B018
        current_app.loader.import_default_modules()
        connections.close_all()
        gc.collect()
        gc.freeze()

    def _prepare(self, demo):
        """In a process of its own: nothing of it, neither memory nor connections, stays behind."""
        try:
            self._make_ready(demo)
        except Exception as error:
            sentence = str(error) if isinstance(error, CommandError) else sentence_for(error)
            if not sentence:
                raise
            self.stderr.write(sentence)
            return 1

    def _make_ready(self, demo):
        self.stdout.write("Preparing the database (some seconds the first time) …")
        # First the cache: the pages that a migration makes ask for it.
        call_command("createcachetable", verbosity=0)
        call_command("migrate", verbosity=0, interactive=False)
        if not settings.DEBUG:
            self.stdout.write("Collecting the static files …")
            call_command("collectstatic", verbosity=0, interactive=False)
        if demo:
            call_command("demo", if_missing=True)

    def _welcome(self, host, port):
        seconds = time.monotonic() - self._began
        self.stdout.write(
            self.style.SUCCESS(f"BALKANETUP is at http://{host}:{port}/ ({seconds:.0f} s)")
        )
        if settings.DEBUG:
            self.stdout.write(f"Mails are at http://{host}:{port}/mailbox/. Ctrl-C stops it all.")
        self.stdout.flush()


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens there. Raises CommandError with what to do when it cannot be had."""
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except PermissionError as error:
        raise CommandError(
            f"Port {port} may only be taken by the administrator of this machine. "
            "Take one above 1023: make run PORT=8001"
        ) from error
    except OverflowError as error:
        raise CommandError(f"{port} is no port: take one from 1 to 65535.") from error
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise CommandError(
                f"{host} is no address of this machine ({error.strerror})."
            ) from error
        raise CommandError(
            f"Port {port} is in use. Stop what runs there, or take another: make run PORT=8001"
        ) from error
    listener.listen(256)
    return listener
