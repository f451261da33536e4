"""Four questionnaires in our own words."""

from django.utils.translation import gettext_noop as _

_AGREE = [
    _("not at all"), _("rather not"), _("partly"), _("mostly"), _("fully"),
]  # fmt: skip
_NO_ANSWER = {"label": _("I would rather not say"), "is_outside": True}
_OTHER = {"label": _("Something else"), "is_other": True}
_TOPICS = [
    _("Planning a course around what students should be able to do"),
    _("Active learning in large classes"),
    _("Assessment and feedback"),
    _("Teaching online and in mixed forms"),
    _("Generative AI in teaching and assessment"),
    _("Students with different needs and backgrounds"),
    _("Supervising theses"),
    _("Looking at one's own teaching: peers, data, research"),
]

AFTER_AN_EVENT = {
    "slug": "after-an-event",
    "title": _("Feedback after an event"),
    "intro": _("It takes three minutes. What you say decides what we keep and what we change."),
    "sections": [
        {
            "title": _("The event"),
            "questions": [
                {
                    "kind": "scale", "label": _("How useful was it for your work?"),
                    "low_end": _("not useful"), "high_end": _("very useful"),
                    "is_required": True,
                },
                {
                    "kind": "matrix", "label": _("How far do you agree?"),
                    "rows": [
                        _("What was announced is what I got."),
                        _("The level was right for me."),
                        _("There was room to take part."),
                        _("The people who led it were well prepared."),
                        _("Time, place or connection were good."),
                    ],
                    "options": _AGREE, "has_outside": True,
                },
                {
                    "kind": "one", "label": _("Will you use something of it?"),
                    "options": [
                        _("yes, soon"), _("yes, some day"), _("no"), _("I do not know yet"),
                    ],
                },
                {
                    "kind": "short", "label": _("What will you use first?"),
                    "condition": {"question": "s1q3", "any_of": ["o1", "o2"]},
                },
            ],
        },
        {
            "title": _("In your own words"),
            "questions": [
                {"kind": "long", "label": _("What helped you most?")},
                {"kind": "long", "label": _("What should we do differently?")},
                {"kind": "long", "label": _("Which topic would bring you to us again?")},
            ],
        },
    ],
}  # fmt: skip

NEEDS_OF_STAFF = {
    "slug": "needs-of-teaching-staff",
    "title": _("What teaching staff need"),
    "intro": _(
        "Your answers decide which workshops, advice and material are offered next. "
        "It takes about eight minutes."
    ),
    "sections": [
        {
            "title": _("Your teaching"),
            "questions": [
                {
                    "kind": "one",
                    "label": _("How long have you been teaching in higher education?"),
                    "options": [
                        _("less than 3 years"), _("3 to 9 years"), _("10 to 19 years"),
                        _("20 years or more"), _NO_ANSWER,
                    ],
                },
                {
                    "kind": "several", "label": _("In which forms do you teach?"),
                    "options": [
                        _("lectures"), _("seminars and exercises"),
                        _("laboratory, clinic or studio"), _("online"), _("supervision"), _OTHER,
                    ],
                },
            ],
        },
        {
            "title": _("What would help you"),
            "questions": [
                {
                    "kind": "matrix", "label": _("How much would you like to learn about this?"),
                    "rows": _TOPICS, "options": [_("not now"), _("a little"), _("much")],
                    "has_outside": True,
                },
                {
                    "kind": "ranking", "label": _("Which three would you choose first?"),
                    "most": 3, "options": _TOPICS,
                },
                {
                    "kind": "several", "label": _("In which form would you take part?"),
                    "options": [
                        _("a workshop of half a day"), _("a short webinar"),
                        _("a course over some weeks"), _("advice for me alone"),
                        _("a colleague who visits my class"), _("material to read and try"),
                        _OTHER,
                    ],
                },
                {
                    "kind": "one", "label": _("Could you offer something to colleagues?"),
                    "options": [_("yes"), _("perhaps"), _("no")],
                },
                {
                    "kind": "long", "label": _("What could you offer?"),
                    "condition": {"question": "s2q4", "any_of": ["o1", "o2"]},
                },
                {"kind": "long", "label": _("What keeps you from teaching as you would like to?")},
            ],
        },
    ],
}  # fmt: skip

SATISFACTION = {
    "slug": "satisfaction-of-members",
    "title": _("How satisfied members are"),
    "intro": _("Once a year we ask what the network gives you, and what it does not."),
    "sections": [
        {
            "title": _("The network and you"),
            "questions": [
                {
                    "kind": "scale", "label": _("Would you recommend the network to a colleague?"),
                    "lowest": 0, "highest": 10, "low_end": _("certainly not"),
                    "high_end": _("certainly"), "is_required": True,
                },
                {
                    "kind": "matrix", "label": _("How useful is this to you?"),
                    "rows": [
                        _("events"), _("materials and good practice"), _("the forum"),
                        _("the newsletter"), _("contacts with other members"),
                        _("support for our CTL"),
                    ],
                    "options": [_("not useful"), _("a little"), _("useful"), _("very useful")],
                    "has_outside": True,
                },
                {
                    "kind": "several", "label": _("What did you do in the last twelve months?"),
                    "options": [
                        _("took part in an event"), _("used a material"), _("shared a material"),
                        _("wrote in the forum"), _("met a member in person"),
                        {"label": _("none of these"), "is_outside": True},
                    ],
                },
                {
                    "kind": "one", "label": _("Was it easy to find what you were looking for?"),
                    "options": [_("yes"), _("mostly"), _("no")],
                },
                {
                    "kind": "long", "label": _("What did you look for and not find?"),
                    "condition": {"question": "s1q4", "any_of": ["o2", "o3"]},
                },
            ],
        },
        {
            "title": _("The year to come"),
            "questions": [
                {
                    "kind": "ranking", "label": _("What should we put our time into?"), "most": 3,
                    "options": [
                        _("more events in person"), _("more webinars"), _("more materials"),
                        _("joint projects"), _("visits between institutions"),
                        _("founding and supporting CTLs"),
                    ],
                },
                {"kind": "long", "label": _("What would you like to tell the committee?")},
            ],
        },
    ],
}  # fmt: skip

COURSE = {
    "slug": "evaluation-of-a-course",
    "title": _("A course as its participants see it"),
    "intro": _("Say what helped you to learn. Nobody is graded with it."),
    "sections": [
        {
            "title": _("Your learning"),
            "questions": [
                {
                    "kind": "matrix", "label": _("How far do you agree?"), "is_required": True,
                    "rows": [
                        _("I knew what I was to learn."),
                        _("The tasks helped me to learn it."),
                        _("Feedback came in time to use it."),
                        _("I could ask and was answered."),
                        _("What was assessed is what was taught."),
                    ],
                    "options": _AGREE, "has_outside": True,
                },
                {
                    "kind": "one", "label": _("The amount of work was"),
                    "options": [_("too little"), _("about right"), _("too much")],
                },
                {
                    "kind": "number", "label": _("Hours a week that you worked for it"),
                    "lowest": 0, "highest": 80,
                },
                {
                    "kind": "scale", "label": _("How sure do you feel in the subject now?"),
                    "low_end": _("unsure"), "high_end": _("sure"),
                },
            ],
        },
        {
            "title": _("What stays and what changes"),
            "questions": [
                {"kind": "long", "label": _("What should stay as it is?")},
                {"kind": "long", "label": _("What would you change first?")},
            ],
        },
    ],
}  # fmt: skip

TEMPLATES = [AFTER_AN_EVENT, NEEDS_OF_STAFF, SATISFACTION, COURSE]
