"""A Celery broker in a folder, laid out like a Maildir: for one machine, without any service.

Kombu's own file transport shows a message under its name before its words are in it, and takes
it away as it is read: a reader that is quicker than the writer ends its worker, and a worker that
is killed loses what it had in hand. Here a message is whole when it is seen and stays until it
is acknowledged:

    <folder>/<queue>/tmp/       being written
    <folder>/<queue>/new/       waiting, oldest name first
    <folder>/<queue>/claimed/   one folder a consumer, with a lock that dies with its process
    <folder>/<queue>/broken/    could not be read, or outlived too many workers; logged

Every step is one rename inside one file system. Nothing is synced to the disk: after a power cut
the rows that ask for the work are still there, and the sweeps find them.
"""

import fcntl
import logging
import os
import time
import uuid
from collections import deque
from contextlib import suppress
from pathlib import Path
from queue import Empty
from urllib.parse import quote

from kombu.transport import TRANSPORT_ALIASES, virtual
from kombu.utils.json import dumps, loads

log = logging.getLogger(__name__)

SCHEME = "filequeue"
MAX_DEATHS = 12  # workers that died with one message in hand, before it is set aside
_ORPHANS_EVERY = 5  # seconds between two looks for consumers that died


def register() -> None:
    """Let `filequeue://` name this transport; its option `folder` is where it lives."""
    TRANSPORT_ALIASES[SCHEME] = f"{__name__}:Transport"


class Claim:
    """The folder of one consumer. Its lock is held as long as the process lives, and no longer."""

    def __init__(self, parent: Path):
        self.folder = parent / uuid.uuid4().hex
        # Locked before it has its name: whoever sees it finds it taken.
        unnamed = parent / f".{self.folder.name}"
        unnamed.mkdir(parents=True)
        self._lock = os.open(unnamed / "lock", os.O_CREAT | os.O_RDWR)
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        unnamed.rename(self.folder)

    def release(self) -> None:
        """Give the empty folder back; with a message in it, it is left to whoever looks next."""
        _remove(self.folder)
        os.close(self._lock)


def _remove(folder: Path) -> None:
    with suppress(OSError):
        if [entry.name for entry in os.scandir(folder)] == ["lock"]:
            (folder / "lock").unlink()
            folder.rmdir()


class Queue:
    """One queue in its folder. Safe for any number of processes on one machine."""

    def __init__(self, root: Path, name: str):
        self.folder = root / quote(name, safe="")
        self._listed: deque[str] = deque()
        self._claim: Claim | None = None
        self._looked_for_orphans = 0.0

    def __len__(self) -> int:
        return sum(1 for _name in self._waiting())

    def put(self, payload: dict) -> None:
        """Append a message. Raises OSError when it could not be written; then nothing is left."""
        # The clock keeps the order across restarts, the rest makes the name unique.
        name = f"{time.time_ns():020d}-{uuid.uuid4().hex}.0"
        try:
            self._write(name, payload)
        except FileNotFoundError:  # the first message, or somebody cleared the folder away
            self._lay_out()
            self._write(name, payload)

    def _write(self, name, payload):
        aside = self.folder / "tmp" / name
        try:
            aside.write_text(dumps(payload), encoding="utf-8")
            aside.rename(self.folder / "new" / name)
        except BaseException:
            with suppress(OSError):
                aside.unlink()
            raise

    def take(self) -> tuple[dict, Path]:
        """The oldest message and the file that stands for it until it is done. Raises Empty."""
        self._recover_orphans()
        while True:
            if not self._listed:
                self._listed.extend(sorted(self._waiting()))
            if not self._listed:
                raise Empty
            path = self._try_to_claim(self._listed.popleft())
            payload = path and self._read(path)
            if payload:
                return payload, path

    def give_back(self, path: Path) -> None:
        """Let a claimed message wait again, at its old place in the order."""
        path.rename(self.folder / "new" / path.name)

    def _recover_message(self, path: Path) -> None:
        # Counted: a message that kills whoever takes it must not do so for ever.
        stamp, _dot, deaths = path.name.rpartition(".")
        path = path.rename(path.with_name(f"{stamp}.{int(deaths) + 1}"))
        if int(deaths) + 1 >= MAX_DEATHS:
            self._set_aside(path, f"outlived {MAX_DEATHS} workers")
        else:
            self.give_back(path)

    def clear(self) -> int:
        """Remove what waits; the number of messages removed."""
        removed = 0
        for name in self._waiting():
            with suppress(FileNotFoundError):
                (self.folder / "new" / name).unlink()
                removed += 1
        return removed

    def close(self) -> None:
        if self._claim:
            self._claim.release()
            self._claim = None

    def _waiting(self):
        try:
            return os.listdir(self.folder / "new")
        except FileNotFoundError:
            return []

    def _lay_out(self):
        for part in ("tmp", "new", "claimed"):
            (self.folder / part).mkdir(parents=True, exist_ok=True)

    def _try_to_claim(self, name: str) -> Path | None:
        if self._claim is None or not self._claim.folder.exists():
            self._lay_out()
            self._claim = Claim(self.folder / "claimed")
        path = self._claim.folder / name
        try:
            (self.folder / "new" / name).rename(path)
        except FileNotFoundError:  # another consumer was quicker
            return None
        return path

    def _read(self, path: Path) -> dict | None:
        try:
            payload = loads(path.read_text(encoding="utf-8"))
            info = payload["properties"]["delivery_info"]
        except (ValueError, KeyError, TypeError) as error:
            self._set_aside(path, f"cannot be read ({type(error).__name__})")
            return None
        if not path.name.endswith(".0"):
            info["redelivered"] = True
        return payload

    def _set_aside(self, path: Path, why: str) -> None:
        folder = self.folder / "broken"
        folder.mkdir(exist_ok=True)
        path.rename(folder / path.name)
        log.error("A message of the queue %s, kept as %s", why, folder / path.name)

    def _recover_orphans(self) -> None:
        """Let wait again what consumers that died had in hand."""
        if time.monotonic() - self._looked_for_orphans < _ORPHANS_EVERY:
            return
        self._looked_for_orphans = time.monotonic()
        with suppress(FileNotFoundError):
            for entry in os.scandir(self.folder / "claimed"):
                if not entry.name.startswith("."):
                    self._recover(Path(entry.path))

    def _recover(self, folder: Path) -> None:
        if self._claim and folder == self._claim.folder:
            return
        try:
            lock = os.open(folder / "lock", os.O_RDWR)
        except FileNotFoundError:  # released meanwhile
            return
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:  # alive
            return
        else:
            for entry in os.scandir(folder):
                if entry.name != "lock":
                    self._recover_message(Path(entry.path))
            _remove(folder)
        finally:
            os.close(lock)


class Channel(virtual.Channel):
    """Kombu's view of the queues: what is delivered keeps its file until it is acknowledged."""

    def __init__(self, connection, **kwargs):
        super().__init__(connection, **kwargs)
        self._root = Path(connection.client.transport_options["folder"])
        self._queues: dict[str, Queue] = {}
        self._files: dict[str, tuple[Queue, Path]] = {}

    def _queue(self, name: str) -> Queue:
        if name not in self._queues:
            self._queues[name] = Queue(self._root, name)
        return self._queues[name]

    def _put(self, queue, message, **kwargs):
        self._queue(queue).put(message)

    def _get(self, queue, timeout=None):
        payload, path = self._queue(queue).take()
        self._files[payload["properties"]["delivery_tag"]] = (self._queue(queue), path)
        return payload

    def _size(self, queue):
        return len(self._queue(queue))

    def _purge(self, queue):
        return self._queue(queue).clear()

    def basic_consume(self, queue, no_ack, callback, consumer_tag, **kwargs):
        """Consume from `queue`; without acknowledgements what is delivered is done."""

        def deliver(message):
            if no_ack:
                self._finish(message.delivery_tag)
            return callback(message)

        return super().basic_consume(queue, no_ack, deliver, consumer_tag, **kwargs)

    def basic_get(self, queue, no_ack=False, **kwargs):
        message = super().basic_get(queue, no_ack=no_ack, **kwargs)
        if message and no_ack:
            self._finish(message.delivery_tag)
        return message

    def basic_ack(self, delivery_tag, multiple=False):
        super().basic_ack(delivery_tag, multiple)
        self._finish(delivery_tag)

    def basic_reject(self, delivery_tag, requeue=False):
        super().basic_reject(delivery_tag, requeue=requeue)
        self._finish(delivery_tag)

    def _finish(self, delivery_tag):
        _queue, path = self._files.pop(delivery_tag, (None, None))
        if path:
            path.unlink(missing_ok=True)

    def _restore(self, message):
        queue, path = self._files.pop(message.delivery_tag, (None, None))
        if path:
            with suppress(FileNotFoundError):
                queue.give_back(path)

    def close(self):
        super().close()
        for queue in self._queues.values():
            queue.close()


class Transport(virtual.Transport):
    """`filequeue://`, with the transport options `folder` and `polling_interval` (seconds)."""

    Channel = Channel
    # One for all connections of a process: what is bound by one is known to the others.
    global_state = virtual.BrokerState()
    default_port = 0
    driver_type = driver_name = SCHEME
    implements = virtual.Transport.implements.extend(
        asynchronous=False, exchange_type=frozenset(["direct", "topic"])
    )

    def __init__(self, client, **kwargs):
        super().__init__(client, **kwargs)
        self.state = self.global_state

    def driver_version(self):
        return "1"
