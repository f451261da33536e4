"""The queue in a folder: whole messages, none lost, whoever is killed."""

import multiprocessing
import resource
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from queue import Empty

import pytest
from kombu import Connection

from core import file_queue
from core.file_queue import Queue

pytestmark = pytest.mark.own_place

ROOT = Path(__file__).resolve().parents[2]


def message(number: int) -> dict:
    return {"body": number, "properties": {"delivery_tag": str(number), "delivery_info": {}}}


def files(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file() and path.name != "lock"]


@pytest.fixture
def queue(tmp_path):
    return Queue(tmp_path, "celery")


def taken(queue: Queue) -> list[int]:
    """Everything that waits, as it is taken and done."""
    bodies = []
    with suppress(Empty):
        while True:
            payload, path = queue.take()
            bodies.append(payload["body"])
            path.unlink()
    return bodies


def test_messages_come_in_the_order_they_were_put(queue):
    for number in range(20):
        queue.put(message(number))

    assert len(queue) == 20
    assert taken(queue) == list(range(20))
    assert len(queue) == 0


def test_a_message_is_not_seen_before_it_is_whole(queue):
    queue.put(message(1))
    (queue.folder / "tmp" / "00000000000000000000-half.0").write_text('{"body": ')

    assert taken(queue) == [1]


@pytest.mark.parametrize("words", ["", '{"body": ', "[1]", '{"body": 1}', "\x00\x00"])
def test_a_broken_message_is_set_aside_and_the_next_one_comes(queue, words, caplog):
    queue.put(message(1))
    (queue.folder / "new" / "00000000000000000000-broken.0").write_text(words)

    assert taken(queue) == [1]
    assert [path.read_text() for path in (queue.folder / "broken").iterdir()] == [words]
    assert "cannot be read" in caplog.text


def test_what_cannot_be_written_leaves_nothing_behind(queue):
    queue.put(message(1))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, before[1]))
    try:
        with pytest.raises(OSError, match="File too large"):
            queue.put(message(2))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)

    assert taken(queue) == [1]
    assert files(queue.folder) == []


def test_a_folder_that_was_cleared_away_is_made_again(queue, tmp_path):
    queue.put(message(1))
    queue.folder.rename(tmp_path / "elsewhere")
    queue.put(message(2))

    assert taken(queue) == [2]


_TAKE = """
import sys
from pathlib import Path
from core.file_queue import Queue
queue = Queue(Path(sys.argv[1]), "celery")
payload, path = queue.take()
print(payload["body"], flush=True)
sys.stdin.read()
"""


def take_and_die(folder: Path) -> str:
    """What a process of its own took before it was killed."""
    process = subprocess.Popen(
        [sys.executable, "-c", _TAKE, str(folder)],
        cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    said = process.stdout.readline().strip()
    process.send_signal(signal.SIGKILL)
    process.communicate()
    return said


def test_what_a_killed_worker_had_in_hand_comes_again_first_and_says_so(queue, tmp_path):
    for number in (1, 2):
        queue.put(message(number))

    assert take_and_die(tmp_path) == "1"
    payload, path = queue.take()

    assert payload["body"] == 1
    assert payload["properties"]["delivery_info"]["redelivered"] is True
    path.unlink()
    assert taken(queue) == [2]
    assert files(tmp_path) == []


def test_what_a_living_worker_has_in_hand_is_left_to_it(queue, tmp_path):
    queue.put(message(1))
    other = Queue(tmp_path, "celery")
    _payload, path = other.take()

    with pytest.raises(Empty):
        queue.take()
    assert path.exists()


def test_a_message_that_ends_every_worker_is_set_aside(queue, tmp_path, monkeypatch, caplog):
    monkeypatch.setattr(file_queue, "MAX_DEATHS", 2)
    monkeypatch.setattr(file_queue, "_ORPHANS_EVERY", 0)
    queue.put(message(1))

    assert [take_and_die(tmp_path), take_and_die(tmp_path)] == ["1", "1"]
    assert taken(queue) == []
    assert len(files(queue.folder / "broken")) == 1
    assert "outlived 2 workers" in caplog.text


def connection(folder: Path) -> Connection:
    file_queue.register()
    return Connection(
        "filequeue://", transport_options={"folder": str(folder), "polling_interval": 0.01}
    )


def test_through_kombu_a_message_stays_until_it_is_acknowledged(tmp_path):
    with connection(tmp_path) as line:
        queue = line.SimpleQueue("celery")
        queue.put({"letter": 7})
        received = queue.get(timeout=5)

        assert received.payload == {"letter": 7}
        assert len(files(tmp_path)) == 1
        received.ack()
        assert files(tmp_path) == []


def test_a_worker_that_stops_in_order_gives_back_what_it_did_not_do(tmp_path):
    for _time in range(3):
        with connection(tmp_path) as line:
            queue = line.SimpleQueue("celery")
            if not queue.qsize():
                queue.put({"letter": 7})
            queue.get(timeout=5)
            queue.close()

    # No death is counted, and no consumer's folder is left.
    assert [name.rpartition(".")[2] for name in files(tmp_path)] == ["0"]
    assert list((tmp_path / "celery" / "claimed").iterdir()) == []


def test_what_a_consumer_rejects_is_gone_or_comes_again(tmp_path):
    with connection(tmp_path) as line:
        queue = line.SimpleQueue("celery")
        queue.put({"letter": 7})
        queue.get(timeout=5).requeue()
        queue.get(timeout=5).reject()

        assert queue.qsize() == 0
        assert files(tmp_path) == []


def _write(folder, writer, number):
    queue = Queue(folder, "celery")
    for index in range(number):
        queue.put(message(writer * number + index))


def _read(folder, done, found):
    queue, mine = Queue(folder, "celery"), []
    while True:
        finished = done.is_set()  # before the look, or the last message could be missed
        mine += taken(queue)
        if finished:
            break
    found.put(mine)


def test_three_writers_and_two_readers_lose_nothing_and_read_nothing_twice(tmp_path):
    # Started anew: a forked child would hold the locks of this process.
    context = multiprocessing.get_context("spawn")
    done, found = context.Event(), context.Queue()
    readers = [context.Process(target=_read, args=(tmp_path, done, found)) for _one in range(2)]
    writers = [context.Process(target=_write, args=(tmp_path, one, 400)) for one in range(3)]
    for process in readers + writers:
        process.start()
    for process in writers:
        process.join(60)
    done.set()
    read = found.get(timeout=60) + found.get(timeout=60)
    for process in readers:
        process.join(60)

    assert sorted(read) == list(range(1200))
    assert files(tmp_path) == []
