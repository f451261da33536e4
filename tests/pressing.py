"""Several processes that press buttons at the same moment, each in several threads."""

import threading
from queue import Empty, SimpleQueue

from django.contrib.messages import get_messages
from django.db import connection

from members.models import User
from tests.processes import at_once
from tests.signing_in import signed_in


def press_at_once(presses, *, processes: int = 4, threads: int = 5) -> list[tuple[int, str]]:
    """The status of each answer to `[(handle, address, data), …]`, and what it says."""
    dealt = [(presses[number::processes], threads) for number in range(processes)]
    return [answer for answers in at_once(_crowd, dealt) for answer in answers]


def _crowd(presses, threads):
    waiting, answers = SimpleQueue(), []
    for handle, address, data in presses:
        client = signed_in(User.objects.get(handle=handle))
        client.raise_request_exception = False
        waiting.put((client, address, data))

    def press():
        try:
            while True:
                client, address, data = waiting.get_nowait()
                answer = client.post(address, data)
                answers.append(
                    (answer.status_code, " ".join(map(str, get_messages(answer.wsgi_request))))
                )
        except Empty:
            pass
        finally:
            connection.close()

    def begin():
        workers = [threading.Thread(target=press) for _number in range(threads)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        return answers

    return begin
