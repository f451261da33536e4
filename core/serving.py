"""The three programs of `manage.py serve`, each run inside a process that was forked for it."""

import socket
import warnings

from celery import current_app, platforms
from celery.apps.beat import Beat
from celery.platforms import SecurityWarning
from django.conf import settings
from django.core.servers.basehttp import get_internal_wsgi_application


def run_web(listener: socket.socket) -> None:
    """Gunicorn on a socket that already listens."""
    # Imported here: none of it is needed by those who only call manage.py.
    from gunicorn.app.base import BaseApplication

    class Web(BaseApplication):
        def load_config(self):
            self.cfg.set("bind", f"fd://{listener.fileno()}")
            self.cfg.set("worker_class", "gthread")
            self.cfg.set("threads", 4)
            self.cfg.set("loglevel", "warning")
            self.cfg.set("graceful_timeout", 5)
            # A socket in the home of its user, which two sites would share.
            self.cfg.set("control_socket_disable", True)

        def load(self):
            return get_internal_wsgi_application()

    Web().run()


def run_worker() -> int | None:
    """Celery's worker, one task at a time."""
    warnings.simplefilter("ignore", SecurityWarning)  # only JSON is taken, from our own folder
    worker = current_app.Worker(
        pool="solo", loglevel=_log_level(), quiet=True,
        without_gossip=True, without_mingle=True, without_heartbeat=True,
    )  # fmt: skip
    worker.start()
    return worker.exitcode


class Schedule(Beat):
    """A beat that can also be stopped while it still begins.

    Celery 5.7 answers a signal by writing down its schedule at once, inside whatever was
    interrupted: an import that is half done, or the opening of that very file. Its loop writes it
    down at the end in any case, so leaving is enough; before the loop there is nothing to write.
    """

    def install_sync_handler(self, service):
        def leave(number, frame):
            service.stop()  # where Python swallows what is raised, the loop ends before it begins
            raise SystemExit(0)

        platforms.signals.update(SIGTERM=leave, SIGINT=leave)


def run_schedule() -> None:
    """Celery's beat, which puts due tasks into the queue."""
    current_app.Beat(loglevel=_log_level(), quiet=True).run()


def _log_level() -> str:
    # Celery tells of every task at INFO.
    return "WARNING" if settings.LOG_LEVEL == "INFO" else settings.LOG_LEVEL
