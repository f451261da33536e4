#!/usr/bin/env bash
# pytest 9.2.0 with pytest-xdist 3.8.0: tests of one group run on several workers.
#
# Guess: with `--dist loadgroup` all tests that bear `@pytest.mark.xdist_group("one")` run on the
# same worker, as the documentation of xdist 3.8 says (under "loadgroup").
# Seen: they are spread over both workers, without a warning. With pytest 9.0.2 and the same xdist
# they stay together. A suite that shares something dear within a group makes it once on every
# worker, or breaks. Ends with an error as soon as it is otherwise.
set -euo pipefail

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cat >"$place/test_group.py" <<'PY'
import pytest


@pytest.mark.xdist_group("one")
@pytest.mark.parametrize("number", range(40))
def test_in_one_group(number, worker_id, tmp_path_factory):
    seen = tmp_path_factory.getbasetemp().parent / f"seen-{worker_id}"
    seen.write_text("here")
PY

workers() {
  python3 -m venv "$place/$1"
  "$place/$1/bin/python" -m pip install --quiet --disable-pip-version-check \
    "pytest==$1" pytest-xdist==3.8.0 2>/dev/null
  mkdir "$place/run-$1"
  "$place/$1/bin/python" -m pytest -q -n 2 --dist loadgroup -p no:cacheprovider \
    --basetemp "$place/run-$1/base" "$place/test_group.py" >/dev/null
  find "$place/run-$1" -name 'seen-gw*' | wc -l | tr -d ' '
}

old=$(workers 9.0.2)
new=$(workers 9.2.0)
echo "workers that ran the group: pytest 9.0.2: $old, pytest 9.2.0: $new"
[ "$old" = 1 ] || { echo "It has changed: the group was split before, too."; exit 1; }
[ "$new" = 2 ] || { echo "It has changed: the group stays together."; exit 1; }
