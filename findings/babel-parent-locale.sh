#!/usr/bin/env bash
# Babel: which words a locale has depends on which other locale was asked before it.
#
# Weekdays that stand alone are an alias to those in a date. Resolving the alias for a locale
# writes the words into data that it shares with its parent: after sr_Latn_ME (ijekavian, srijeda)
# was asked, sr_Latn (ekavian, sreda) answers "srijeda"; and the other way round. CLDR 47 has
# sreda for sr-Latn and srijeda for sr-Latn-ME, in a date and alone.
#
# Seen with Babel 2.18.0 on Python 3.11. Ends with an error as soon as it is otherwise.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" --quiet --disable-pip-version-check install Babel==2.18.0 2>/dev/null

ask() {
    "$place/venv/bin/python" - "$@" <<'PYTHON'
import sys

from babel import Locale

for name in sys.argv[1:]:
    print(Locale.parse(name).days["stand-alone"]["wide"][2])
PYTHON
}

alone=$(ask sr_Latn)
after=$(ask sr_Latn_ME sr_Latn | tail -n 1)
child_after_parent=$(ask sr_Latn sr_Latn_ME | tail -n 1)
echo "sr_Latn alone:             $alone"
echo "sr_Latn after sr_Latn_ME:  $after"
echo "sr_Latn_ME after sr_Latn:  $child_after_parent"
[ "$alone" = sreda ] && [ "$after" = srijeda ] && [ "$child_after_parent" = sreda ]
