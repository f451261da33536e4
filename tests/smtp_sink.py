"""A small real SMTP server that can be told to misbehave, for one address or for all.

In a test: `with Sink() as sink:` … `sink.taken` is what it answered 250 to. As a process:
`python -m tests.smtp_sink PORT FILE` writes a line "recipient message-id" for each letter.
"""

import re
import socketserver
import sys
import threading
import time
from dataclasses import dataclass


@dataclass(frozen=True)
class Taken:
    to: str
    raw: bytes
    at: float

    @property
    def message_id(self) -> str:
        return re.search(rb"(?mi)^message-id:\s*(\S+)", self.raw).group(1).decode()


class _Talk(socketserver.StreamRequestHandler):
    def say(self, line):
        self.wfile.write(line.encode() + b"\r\n")

    def handle(self):
        sink = self.server.sink
        sink.connections += 1
        if sink.mute:
            sink.closing.wait()
            return
        if sink.greetings:
            self.say(sink.greetings.pop(0))
            return
        self.say("220 sink")
        to = ""
        while line := self.rfile.readline():
            verb = line[:4].upper()
            if verb in (b"EHLO", b"HELO"):
                self.say("250 sink")
            elif verb == b"RCPT":
                to = line.decode().partition("<")[2].partition(">")[0]
                answer = sink.at_rcpt.get(to, "250 ok")
                if answer == "hang":
                    sink.closing.wait()
                    return
                if answer == "drop":
                    return
                self.say(answer)
            elif verb == b"DATA":
                self.say("354 go on")
                raw = self._data()
                if raw is None:
                    return
                answer = sink.at_data.get(to, sink.for_all)
                if answer.startswith("250"):
                    time.sleep(sink.pace)
                    sink.take(Taken(to, raw, time.monotonic()))
                self.say(answer)
            elif verb == b"QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 ok")

    def _data(self):
        lines = []
        while line := self.rfile.readline():
            if line == b".\r\n":
                return b"".join(lines)
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        return None


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def handle_error(self, request, client_address):
        """A client that is killed in the middle is what we are here for."""


class Sink:
    def __init__(self, port: int = 0, pace: float = 0):
        self.taken: list[Taken] = []
        self.at_rcpt: dict[str, str] = {}  # address -> answer, "hang" or "drop"
        self.at_data: dict[str, str] = {}
        self.for_all = "250 taken"
        self.mute = False
        self.greetings: list[str] = []  # said instead of "220", one a connection
        self.pace = pace
        self.connections = 0
        self.closing = threading.Event()
        self._server = _Server(("127.0.0.1", port), _Talk)
        self._server.sink = self
        self.port = self._server.server_address[1]

    def take(self, letter: Taken) -> None:
        self.taken.append(letter)

    def addresses(self) -> list[str]:
        return [letter.to for letter in self.taken]

    def __enter__(self):
        threading.Thread(target=self._server.serve_forever, args=[0.05], daemon=True).start()
        return self

    def __exit__(self, *exception):
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()

    def serve(self) -> None:
        self._server.serve_forever()


class _WritingSink(Sink):
    def __init__(self, port, path, pace):
        super().__init__(port, pace)
        self.file = open(path, "a", buffering=1)  # noqa: SIM115
        self.lock = threading.Lock()

    def take(self, letter):
        with self.lock:
            self.file.write(f"{letter.to} {letter.message_id}\n")


if __name__ == "__main__":
    _port, _path, *_pace = sys.argv[1:]
    _WritingSink(int(_port), _path, float(_pace[0]) if _pace else 0).serve()
