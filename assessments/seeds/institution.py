"""Teaching at my institution: for a CTL or an institution."""

from django.utils.translation import gettext_noop as _

from .building import dimension, guide

GUIDE = guide(
    "teaching-at-my-institution",
    "teaching",
    _("Teaching at my institution"),
    _(
        "For a centre for teaching and learning, or for a whole institution. Several people "
        "answer for themselves, look at where they differ, and agree on one answer."
    ),
    dimension(
        "lead",
        _("Leadership and strategy"),
        _("Whether good teaching is something the institution decides on, pays for and checks."),
        topics="quality-assurance centres-for-teaching-and-learning",
        first=_(
            "Bring one page to the senate or the faculty: three aims for teaching, one owner."
        ),
        then=_("Once a year, report on the aims for teaching where the budget is decided."),
        criteria=[
            (
                _("Aims for teaching"),
                _("Nothing is written down."),
                _("Teaching is named among the aims, without measures."),
                _("Aims, owners and dates are set and known in the faculties."),
                _("Progress is reported each year, and aims are changed by what was learned."),
            ),
            (
                _("Who is responsible"),
                _("Nobody in particular."),
                _("One person, beside other duties."),
                _("A role or a centre with time and a mandate."),
                _("Responsible people in every faculty work together."),
            ),
            (
                _("Money and time"),
                _("Improving teaching is done in one's own time."),
                _("Single projects are paid for."),
                _("There is a yearly budget and recognised hours."),
                _("The budget follows needs that are found out every year."),
            ),
        ],
    ),
    dimension(
        "support",
        _("Support for those who teach"),
        _("What somebody finds who wants to teach better, from the first week on."),
        topics="mentoring-of-teachers centres-for-teaching-and-learning",
        first=_("Give every new colleague a named mentor and one afternoon about teaching."),
        then=_("Offer a course that counts for promotion, together with a centre nearby."),
        criteria=[
            (
                _("The first year"),
                _("New colleagues are left to themselves."),
                _("They get documents and a friendly word."),
                _("There is an introduction to teaching, and a mentor."),
                _("The introduction is required, counted as work, and evaluated."),
            ),
            (
                _("Courses and workshops"),
                _("None of our own."),
                _("Now and then, by who happens to offer one."),
                _("A programme each year, open to everybody."),
                _("A programme by level and need, with follow-up in class."),
            ),
            (
                _("Advice"),
                _("There is nobody to ask."),
                _("Helpful colleagues are known by name."),
                _("Advice is offered, confidential and easy to book."),
                _("Whole programmes take advice, and say what came of it."),
            ),
        ],
    ),
    dimension(
        "courses",
        _("Courses and curricula"),
        _("How programmes are built, and whether what is taught, learned and examined fits."),
        topics="curriculum-design competency-based-curricula",
        first=_("Take one programme and lay outcomes, teaching and examinations side by side."),
        then=_("Let students and employers look at every programme in a fixed rhythm."),
        criteria=[
            (
                _("Learning outcomes"),
                _("Courses list topics."),
                _("Outcomes are written because somebody asks for them."),
                _("Outcomes guide what is taught and examined."),
                _("Outcomes are checked against what graduates can do."),
            ),
            (
                _("A programme as a whole"),
                _("Each course stands alone."),
                _("Teachers of a programme meet when there is a problem."),
                _("Teachers of a programme plan together every year."),
                _("Students see how courses build on each other, and help to improve it."),
            ),
            (
                _("Workload"),
                _("Nobody knows what a course asks of students."),
                _("Credits are given by habit."),
                _("Workload is estimated and compared with credits."),
                _("Workload is asked for each term, and corrected."),
            ),
        ],
    ),
    dimension(
        "learning",
        _("Learning and assessment"),
        _("What students do, and how they hear how far they have come."),
        topics="active-learning assessment-and-feedback student-engagement",
        first=_("Ask each department for one course with feedback before the final examination."),
        then=_("Publish good examples of assessment with the criteria that were used."),
        criteria=[
            (
                _("Active learning"),
                _("Mostly lectures."),
                _("Some teachers try out other ways."),
                _("Most courses ask students to do something with what they hear."),
                _("Rooms, timetables and group sizes are made for it."),
            ),
            (
                _("Feedback"),
                _("A grade at the end."),
                _("Feedback depends on the teacher."),
                _("Students get feedback in time to use it."),
                _("Students give and use feedback, among themselves too."),
            ),
            (
                _("Fair examinations"),
                _("Criteria are in the examiner's head."),
                _("Criteria are explained when asked for."),
                _("Criteria are written, known before, and used."),
                _("Examiners compare their marking and learn from it."),
            ),
        ],
    ),
    dimension(
        "digital",
        _("Digital teaching"),
        _("Tools, skills and rules, with a reason for each of them."),
        topics="digital-teaching educational-technology generative-ai-in-teaching",
        first=_("Agree on one supported platform, and name people who help within a day."),
        then=_("Write down with teachers and students what is allowed with generative AI."),
        criteria=[
            (
                _("Platform and help"),
                _("Everybody uses something else."),
                _("There is a platform, and little help."),
                _("The platform works, and help is quick."),
                _("Teachers have a say in what is bought and changed."),
            ),
            (
                _("Digital skills of teachers"),
                _("Not known."),
                _("Courses about buttons."),
                _("Courses about teaching with tools, for all levels."),
                _("Teachers show each other, and pass it on elsewhere."),
            ),
            (
                _("Rules for generative AI"),
                _("None."),
                _("Each teacher decides alone."),
                _("Common rules exist, and examinations fit them."),
                _("Rules are reviewed every year with students."),
            ),
        ],
    ),
    dimension(
        "quality",
        _("Quality, recognition and access"),
        _("Whether good teaching is seen, counted and open to all students."),
        topics="evaluation-of-teaching inclusive-teaching peer-observation",
        first=_("Tell students within a month what changed because of their last evaluation."),
        then=_("Let teaching count in promotion by a portfolio that colleagues read."),
        criteria=[
            (
                _("Evaluation"),
                _("No evaluation, or none that anybody reads."),
                _("Questionnaires go to the dean."),
                _("Results are talked about with teachers and students."),
                _("Several sources are used, observation among colleagues too."),
            ),
            (
                _("Recognition"),
                _("Only research counts."),
                _("There is a prize or a word of thanks."),
                _("Teaching counts in promotion by clear criteria."),
                _("Careers can be built on excellent teaching."),
            ),
            (
                _("Access for all students"),
                _("Help comes by chance."),
                _("Help comes on request."),
                _("Courses are planned for different needs."),
                _("Results by group of students are looked at, and acted on."),
            ),
        ],
    ),
)
