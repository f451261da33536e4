"""A load of a few connections from one process, and what came back."""

import http.client
import threading
import time
from dataclasses import dataclass, field


@dataclass
class Slice:
    """One measured stretch. Times are in seconds."""

    seconds: float = 0.0
    times: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    size: int = 0  # bytes of the last answer's body

    @property
    def rate(self) -> float:
        """Answers per second."""
        return len(self.times) / self.seconds if self.seconds else 0.0

    def percentile(self, share: float) -> float:
        """The time in which `share` (0 to 1) of the answers came."""
        ordered = sorted(self.times)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


def run(port: int, path: str, *, seconds: float, connections: int = 4, cookie: str = "",
        host: str = "localhost") -> Slice:  # fmt: skip
    """Ask for `path` over and over for `seconds` from `connections` threads."""
    result = Slice()
    headers = {"Host": host, "Accept": "text/html", "X-Forwarded-Proto": "https"}
    if cookie:
        headers["Cookie"] = cookie
    stop_at = time.monotonic() + seconds

    def ask():
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        while time.monotonic() < stop_at:
            started = time.monotonic()
            try:
                connection.request("GET", path, headers=headers)
                answer = connection.getresponse()
                body = answer.read()
            except (OSError, http.client.HTTPException) as error:
                result.wrong.append(repr(error))
                connection.close()
                continue
            if answer.status == 200:
                result.times.append(time.monotonic() - started)
                result.size = len(body)
            else:
                result.wrong.append(str(answer.status))
            if answer.will_close:
                connection.close()

    threads = [threading.Thread(target=ask) for _ in range(connections)]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    result.seconds = time.monotonic() - began
    return result
