POLICY_VERSION = "2026-1"

# Our own words; the network's real rules replace them in the admin as a new version.
POLICY = """\
## What members of the network agree on

**We share.** What has worked in our teaching, and what has not, belongs to all of us. We say where
material comes from and let others use what we contribute under the licence we give it.

**We are colleagues.** We speak to each other with respect, in any language of the region, across
disciplines, ranks and borders. We criticise work and not people. Nobody is excluded for who they
are.

**We respect students.** Examples from our classrooms protect the people in them: no names, no
recognisable stories without consent.

**We are honest.** We present our own work as ours and the work of others as theirs, we name
interests that could colour our advice, and we say which tools helped us to write.

**We take part.** A member joins a meeting, answers a question, reviews a material or offers a
workshop from time to time, and tells the network when circumstances change.

**We look after data.** What members tell the network is used for the work of the network and for
nothing else. Everybody decides what the directory shows of them, and may leave at any time.

**We respect decisions.** The Assembly of all members and the Steering Committee it elects decide
on the network's affairs. Who disagrees says so there.

A membership may end at the member's wish, or when the committee finds that a member has broken
these guidelines and, having been heard, will not put it right.
"""
