#!/usr/bin/env bash
# Kombu 5.7.0, transport filesystem://: the queue is not first in, first out.
#
# Guess: messages of one queue are delivered in the order in which they were published.
# Seen (kombu 5.7.0, Python 3.11 and 3.13): a message's file name begins with the machine's uptime
# in milliseconds, not padded, and the folder is read in the order of strings. Whenever the number
# gains a digit (after 16 min 40 s, 2 h 46 min 40 s and 27 h 46 min 40 s of uptime) what is
# published afterwards overtakes all that is waiting; and after a restart of the machine, whose
# uptime begins anew, new messages go before the old ones or after them by chance.
# Printed: published: before, after / delivered: after, before
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check kombu==5.7.0 2>/dev/null
said=$("$folder/venv/bin/python" - "$folder" <<'PYTHON'
import sys
from pathlib import Path

from kombu import Connection
from kombu.transport import filesystem

folder = Path(sys.argv[1]) / "queue"
folder.mkdir()
uptime = iter([999.9, 1000.1])  # seconds, either side of 16 min 40 s
filesystem.monotonic = lambda: next(uptime)
options = {"data_folder_in": str(folder), "data_folder_out": str(folder),
           "control_folder": str(folder / "control")}
with Connection("filesystem://", transport_options=options) as line:
    queue = line.SimpleQueue("celery")
    for word in ("before", "after"):
        queue.put(word)
    delivered = []
    for _one in range(2):
        message = queue.get(timeout=5)
        delivered.append(message.payload)
        message.ack()
print("published: before, after / delivered:", ", ".join(delivered))
PYTHON
)
echo "$said"
[ "$said" = "published: before, after / delivered: after, before" ]
