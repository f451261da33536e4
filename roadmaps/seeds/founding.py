"""From the first idea of a Centre for Teaching and Learning (CTL) to its first yearly report."""

from django.utils.translation import gettext_noop as _

# Heading, stage that a centre has reached with it, items: key, evidence, what comes before, what
# is to be done, and why.
FOUNDING = {
    "slug": "founding-a-ctl",
    "holder_kinds": ["centre", "institution"],
    "title": _("Founding a Centre for Teaching and Learning"),
    "summary": _(
        "From the first idea to the first yearly report: what has to be decided, by whom, and "
        "what shows that it was. Take it in your own order and at your own pace; leave out what "
        "does not apply to you, and say why."
    ),
    "chapters": [
        (_("The idea"), "planned", [
            ("ctl-group", "note", [], _("Gather the people who want it"),
             _("Three to six colleagues from different faculties, one of them with a say in "
               "the leadership. Write down who they are and what each can give.")),
            ("ctl-needs", "any", ["ctl-group"], _("Find out what teachers need"),
             _("Ask teachers and students, look at what your surveys say already. Two pages "
               "are enough: what is asked for most, by whom, and what exists already.")),
            ("ctl-models", "note", ["ctl-group"], _("Look at two centres elsewhere"),
             _("One like yours in size, one in your country or language. Ask them what they "
               "would do otherwise today. You can ask for it here, step by step.")),
            ("ctl-concept", "file", ["ctl-needs", "ctl-models"], _("Write the concept"),
             _("Purpose, whom it serves, three or four services to begin with, what it "
               "costs, and what changes for teachers in two years. Five pages that a dean "
               "reads to the end.")),
        ]),
        (_("Mandate and place"), "founding", [
            ("ctl-rector", "note", ["ctl-concept"], _("Win the leadership"),
             _("A talk with the rector or the vice-rector for teaching before anything goes "
               "to a vote: what it needs from them, and what they get.")),
            ("ctl-mandate", "file", ["ctl-rector"], _("Get a mandate in writing"),
             _("A decision of the senate or the rector that says what the centre is for, "
               "what it may do, and to whom it answers. Without one it ends with its "
               "founders.")),
            ("ctl-place", "note", ["ctl-mandate"], _("Settle its place in the organisation"),
             _("A unit of its own, part of an office, or shared by faculties: say to whom "
               "its head reports, and how it works with quality assurance without becoming "
               "it.")),
            ("ctl-budget", "file", ["ctl-mandate"], _("Secure money for two years"),
             _("Salaries, a small sum for events, and what projects pay. Say what remains "
               "when the project that pays for the beginning is over.")),
        ]),
        (_("People and rooms"), "", [
            ("ctl-head", "note", ["ctl-mandate"], _("Name a head"),
             _("Somebody whom teachers trust, with hours set free for it in writing.")),
            ("ctl-staff", "note", ["ctl-head", "ctl-budget"], _("Find the first staff"),
             _("One person for programmes and one for organisation carry a small centre; "
               "colleagues from faculties who give a few hours a week carry the rest.")),
            ("ctl-room", "any", ["ctl-place"], _("Get a room that teachers can find"),
             _("A door with a name on it, a table for eight, and a place where a course can "
               "be held with chairs that move.")),
            ("ctl-train", "any", ["ctl-staff"], _("Train those who will train"),
             _("A course, a visit, a term beside somebody at another centre: nobody should "
               "advise colleagues on the first day alone.")),
        ]),
        (_("First services"), "operating", [
            ("ctl-plan", "file", ["ctl-head", "ctl-needs"], _("Plan the first year"),
             _("A calendar with few things done well: one course for new teachers, one open "
               "event each term, hours for advice.")),
            ("ctl-open", "link", ["ctl-plan"], _("Open, and say so"),
             _("A page, a note to all teachers, an afternoon with coffee. Enter the centre "
               "on this platform, too, so that others find you.")),
            ("ctl-course", "any", ["ctl-plan", "ctl-train"], _("Hold the first course"),
             _("For a dozen people at most. Keep the programme and what the participants "
               "said of it.")),
            ("ctl-advice", "note", ["ctl-staff"], _("Offer advice to single teachers"),
             _("Confidential, asked for by the teacher, never a report to a superior. Write "
               "these rules down where everybody can read them.")),
        ]),
        (_("Evaluation and the yearly report"), "", [
            ("ctl-measure", "file", ["ctl-plan"], _("Decide what you will look at"),
             _("Who comes and who does not, what they change in their teaching, what "
               "students notice. Few questions, the same each year.")),
            ("ctl-report", "file", ["ctl-course", "ctl-measure"], _("Write the first yearly "
                                                                    "report"),
             _("Four pages: what was planned, what was done, for whom, what was learned, "
               "and what comes next. Give it to those who gave the mandate, and publish it.")),
            ("ctl-review", "note", ["ctl-report"], _("Talk the report through and plan anew"),
             _("With the leadership and with a few teachers. Say aloud what you will stop "
               "doing.")),
            ("ctl-share", "link", ["ctl-report"], _("Share what you learned"),
             _("A practice or a material in the repository, a topic in the forum, an hour "
               "of help for somebody who begins now.")),
        ]),
    ],
}  # fmt: skip
