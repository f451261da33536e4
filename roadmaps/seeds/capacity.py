"""The capacity-building checklist for schools and providers of vocational education (VET)."""

from django.utils.translation import gettext_noop as _

CAPACITY = {
    "slug": "capacity-building-for-vet",
    "holder_kinds": ["institution", "person"],
    "title": _("Building capacity in a school or VET provider"),
    "summary": _(
        "What a school or a provider of vocational education and training needs to have in place "
        "so that its teachers keep learning, work with employers, and take part in projects with "
        "others. Go through it once a year and see what has moved."
    ),
    "chapters": [
        (_("Where we stand"), "", [
            ("vet-team", "note", [], _("Name a small team and somebody who leads it"),
             _("Three people from different subjects and one from the leadership, with time "
               "that is set aside for it.")),
            ("vet-needs", "any", ["vet-team"], _("Find out what teachers want to learn"),
             _("A short survey or talks in each department. Note also what is hard to say "
               "in a survey.")),
            ("vet-market", "note", ["vet-team"], _("Ask employers what graduates lack"),
             _("Five talks with those who take your apprentices tell more than a long "
               "questionnaire.")),
            ("vet-goals", "file", ["vet-needs", "vet-market"], _("Agree on three goals"),
             _("Each with a person, a day, and a sign by which you will see that it is reached.")),
        ]),
        (_("Teachers and trainers"), "", [
            ("vet-plan", "file", ["vet-goals"], _("Write a plan of training for the year"),
             _("Who learns what, when, from whom, and who stands in for them meanwhile.")),
            ("vet-novice", "note", ["vet-plan"], _("Give every new teacher a mentor"),
             _("For a year, with an hour a week that is in the timetable of both.")),
            ("vet-visits", "note", ["vet-plan"], _("Visit each other's lessons"),
             _("Two visits a term, agreed beforehand, about one question that the visited "
               "teacher chooses. No marks, no report.")),
            ("vet-digital", "any", ["vet-plan"], _("Train the digital tools that you really use"),
             _("One platform, used by all, before the next one is bought.")),
            ("vet-company", "any", ["vet-market"], _("Let teachers spend days in companies"),
             _("A few days a year keep a trade in the classroom what it is outside of it.")),
        ]),
        (_("Learners and workplaces"), "", [
            ("vet-outcome", "file", ["vet-goals"], _("Describe what learners can do at the end"),
             _("For each programme on one page, in words that learners and employers "
               "understand.")),
            ("vet-mentor", "any", ["vet-company"], _("Prepare the mentors in companies"),
             _("A half day for those who train your learners at work: the plan, the "
               "feedback, whom to call.")),
            ("vet-inclus", "note", ["vet-goals"], _("Look at who drops out, and why"),
             _("Take the numbers of two years apart by programme, and name one thing to change.")),
            ("vet-voice", "any", ["vet-goals"], _("Ask the learners twice a year"),
             _("Few questions, and tell them afterwards what came of their answers.")),
        ]),
        (_("Working with others"), "", [
            ("vet-partner", "link", ["vet-goals"], _("Find a partner school in another country"),
             _("Begin with something small: two classes, one task, four weeks.")),
            ("vet-project", "any", ["vet-partner"], _("Take part in a project with others"),
             _("As a partner first. Ask beforehand how many hours it takes, and who pays when.")),
            ("vet-share", "link", ["vet-plan"], _("Share one of your materials"),
             _("In the repository of this network, with a licence, so that others can use it.")),
        ]),
        (_("Seeing what has moved"), "", [
            ("vet-review", "note", ["vet-goals"], _("Look at the goals once a year"),
             _("What is reached, what is not, what was the wrong goal. An honest page is "
               "enough.")),
            ("vet-report", "file", ["vet-review"], _("Tell staff, learners and partners"),
             _("Two pages that can be read by anybody, and the three goals of the next year.")),
        ]),
    ],
}  # fmt: skip
