# ruff: noqa: E501
"""The words of the demo's newsletters."""

LISTS = [
    ("news", "News of the network", "Once a month: what members did, what comes next.", True),
    (
        "calls",
        "Calls and opportunities",
        "When there is one: calls for papers, visits, funding.",
        True,
    ),
    (
        "board",
        "Representatives",
        "Letters of the Steering Committee to authorised representatives.",
        False,
    ),
]

# Readers without an account: address, language, lists.
READERS = [
    ("nikos@example.org", "el", ["news", "calls"]),
    ("reader.tirana@example.org", "sq", ["news"]),
    ("reader.ohrid@example.org", "mk", ["news"]),
    ("reader.nis@example.org", "sr", ["news", "calls"]),
    ("reader.niksic@example.org", "sr-latn", ["calls"]),
    ("reader.plovdiv@example.org", "bg", ["news"]),
    ("reader.osijek@example.org", "hr", ["news"]),
    ("reader.dublin@example.org", "en", ["news", "calls"]),
]

SENT = [
    {
        "slug": "rooms-that-teach",
        "days_ago": 47,
        "subject": "Rooms that teach, and a table for two hundred essays",
        "intro": (
            "Dear colleagues,\n\nthe lecture halls are full again, and so is our forum. In this letter: "
            "what happened when a department in Skopje **moved the chairs**, a rubric that survived two "
            "hundred essays, and three things to come to before the winter.\n\nIf you try something after "
            "reading this, write us two lines about it. The best letters we get begin with “it did not work, and then …”."
        ),
        "pieces": [
            (
                "They moved the chairs",
                "From the members",
                "For one semester a first-year course met in a room without rows. Attendance did not change. "
                "What changed was who spoke: before, eleven of sixty; after, thirty-four. The colleagues tell "
                "how they did it with furniture from three other rooms, and what the fire officer said.",
                "/news/",
            ),
            (
                "One page, four rows",
                "From the repository",
                "A rubric that fits on one page: claim, evidence, reader, language. Free to use, to cut and to "
                "translate; there are already versions in Albanian and Macedonian.",
                "/resources/",
            ),
            (
                "Vlerësimi që të mëson",
                "Nga forumi, shqip",
                "A duhet nota të vijë bashkë me komentin, apo një javë më vonë? Gjashtë kolegë nga katër "
                "universitete e provuan. Diskutimi vazhdon, dhe ka vend edhe për përvojën tuaj.",
                "/forum/",
            ),
            (
                "Three dates for the diary",
                "Events",
                "- a webinar on feedback that is read\n- a workshop on large classes, with a waiting list\n"
                "- an open hour for everybody who is founding a centre for teaching and learning",
                "/events/",
            ),
        ],
    },
    {
        "slug": "the-quiet-half-of-the-seminar",
        "days_ago": 12,
        "subject": "The quiet half of the seminar",
        "intro": (
            "Dear colleagues,\n\nhalf of every seminar says nothing. Is it listening, or has it left without "
            "getting up? Four members looked into it this month, each in their own way and language, and all "
            "four found something they had not expected.\n\nAlso: the repository has passed its fortieth "
            "record, and a young centre by the sea would like to visit *you*."
        ),
        "pieces": [
            (
                "Two minutes on paper",
                "From the members",
                "Before anybody speaks, everybody writes for two minutes. It is an old idea. What is new is the "
                "table of who spoke afterwards, kept for nine weeks by a patient assistant.",
                "/news/",
            ),
            (
                "Тивката половина",
                "Од форумот, македонски",
                "Дали молчењето значи дека студентот не разбира? Колешките од Скопје прашаа анонимно, "
                "и добија сто и дванаесет одговори. Најчестиот: „чекав подобро прашање“.",
                "/forum/",
            ),
            (
                "Питање које чека",
                "Са форума, српски",
                "После сваког питања бројте у себи до седам. Звучи лако, а није. Искуства са три факултета, "
                "и један мали трик са чашом воде.",
                "/forum/",
            ),
            (
                "Pitanja koja otvaraju",
                "Iz repozitorija",
                "Dvadeset kartica s pitanjima za seminar, spremnih za štampu. Slobodno ih mijenjajte i dopunite.",
                "/resources/",
            ),
            (
                "Who takes in a visitor?",
                "Calls",
                "Two colleagues who are planning a centre for teaching and learning would like to spend three days "
                "at one that is running. They bring questions, and coffee.",
                "/forum/",
            ),
        ],
    },
]

DRAFT = {
    "slug": "before-the-winter-break",
    "subject": "Before the winter break",
    "intro": (
        "Dear colleagues,\n\nthe year is nearly over, and these are the things that should not wait for the next one."
    ),
    "of_each": 2,
    "piece": (
        "A word of thanks",
        "To everybody who reviewed a record, let somebody else speak first, or answered a question at eleven in the evening.",
    ),
}
