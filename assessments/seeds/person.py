"""My own teaching: for one person."""

from django.utils.translation import gettext_noop as _

from .building import dimension, guide

GUIDE = guide(
    "my-own-teaching",
    "person",
    _("My own teaching"),
    _(
        "For you alone. It takes about twenty minutes. Nobody sees it unless you share it; be as "
        "honest as you would be with a good friend."
    ),
    dimension(
        "plan",
        _("Planning"),
        _("What students shall be able to do, and how you get there with them."),
        topics="curriculum-design competency-based-curricula",
        first=_("Write three outcomes for your next session, and drop what serves none of them."),
        then=_("Show the plan of a course to a colleague, and ask what they would leave out."),
        criteria=[
            (
                _("Outcomes of my course"),
                _("I think in topics and chapters."),
                _("I have outcomes, and rarely look at them."),
                _("I plan sessions and tasks by outcomes."),
                _("Students know the outcomes and use them."),
            ),
            (
                _("What students bring along"),
                _("I begin where the book begins."),
                _("I ask, and go on as planned."),
                _("I find out early, and adapt."),
                _("I build on it for different groups in one room."),
            ),
            (
                _("Time"),
                _("I mostly run out of it."),
                _("I cut at the end."),
                _("I plan for what students do, too."),
                _("I plan with room for what comes up."),
            ),
        ],
    ),
    dimension(
        "class",
        _("In the classroom"),
        _("What students do while you teach, in a small room or in a large hall."),
        topics="active-learning large-classes student-engagement",
        first=_("Stop twice in your next lecture, and let pairs answer one question."),
        then=_("Exchange one activity that works with a colleague, and try out theirs."),
        criteria=[
            (
                _("Students at work"),
                _("I talk, they write."),
                _("I ask questions, a few answer."),
                _("Everybody does something in each session."),
                _("They learn from each other, and I listen."),
            ),
            (
                _("Explaining"),
                _("I explain as it was explained to me."),
                _("I use examples."),
                _("I choose examples for what is hard."),
                _("I know the usual misunderstandings, and work with them."),
            ),
            (
                _("Climate"),
                _("Wrong answers are embarrassing."),
                _("Some dare to ask."),
                _("Mistakes are welcome, and used."),
                _("Quiet students find their way in, too."),
            ),
        ],
    ),
    dimension(
        "assess",
        _("Assessment and feedback"),
        _("How students learn where they stand, and what to do next."),
        topics="assessment-and-feedback",
        first=_("Give one short feedback before the half of the term, on a single point."),
        then=_("Let students mark an example by your criteria before they hand in their own."),
        criteria=[
            (
                _("Criteria"),
                _("I know good work when I see it."),
                _("I explain criteria when asked."),
                _("Criteria are written, and known before."),
                _("Students work with the criteria themselves."),
            ),
            (
                _("Feedback on the way"),
                _("At the end, by the grade."),
                _("When somebody asks."),
                _("In time to be used."),
                _("Also among students, well prepared."),
            ),
            (
                _("Examinations fit the outcomes"),
                _("I ask what is easy to mark."),
                _("I ask what I taught."),
                _("I ask what the outcomes say."),
                _("I check afterwards which tasks worked."),
            ),
        ],
    ),
    dimension(
        "digital",
        _("Digital tools"),
        _("What tools do for learning, and what they do to it."),
        topics="digital-teaching blended-learning generative-ai-in-teaching",
        first=_(
            "Replace one thing that does not work by one tool, and ask students after a month."
        ),
        then=_("Write with your students what AI may be used for in your course."),
        criteria=[
            (
                _("Platform"),
                _("I do not use one."),
                _("I put slides there."),
                _("Tasks, feedback and talk happen there."),
                _("What is online and what is in the room fit together."),
            ),
            (
                _("Generative AI"),
                _("I look away."),
                _("I have tried it out."),
                _("My course has rules, and tasks that fit them."),
                _("Students learn to judge what it says."),
            ),
            (
                _("Material that all can use"),
                _("I have not thought of it."),
                _("I help when somebody cannot use it."),
                _("My material is readable on a phone and aloud."),
                _("I check it, and share it with others."),
            ),
        ],
    ),
    dimension(
        "students",
        _("All students"),
        _("Whether your course works for those who are not like you."),
        topics="inclusive-teaching student-engagement doctoral-supervision",
        first=_("Ask three students who rarely speak what would help them, and change one thing."),
        then=_("Look at who fails your course, and talk about it with the department."),
        criteria=[
            (
                _("Different starts"),
                _("All get the same."),
                _("I help those who ask."),
                _("I offer more than one way to the same outcome."),
                _("I know whom my course loses, and why."),
            ),
            (
                _("Language and background"),
                _("I do not think about it."),
                _("I avoid what could hurt."),
                _("Examples come from different lives."),
                _("Students bring in their own."),
            ),
            (
                _("Guiding single students"),
                _("They come if something is wrong."),
                _("I have hours for them."),
                _("We agree on next steps."),
                _("They lead, I accompany."),
            ),
        ],
    ),
    dimension(
        "growing",
        _("Growing as a teacher"),
        _("How you find out what works, and with whom you talk about it."),
        topics="reflective-practice peer-observation scholarship-of-teaching-and-learning",
        first=_("Invite one colleague to one session, with one question that you want answered."),
        then=_("Write up one change and what came of it, and share it in the repository."),
        criteria=[
            (
                _("Looking back"),
                _("I go on to the next class."),
                _("I think about it when it went badly."),
                _("I keep notes, and change things."),
                _("I try out, look at evidence, and decide."),
            ),
            (
                _("Feedback to me"),
                _("I get none."),
                _("The questionnaire at the end."),
                _("I ask in the middle, and answer."),
                _("Colleagues watch my class, and I watch theirs."),
            ),
            (
                _("Learning from others"),
                _("I teach as I was taught."),
                _("Now and then a workshop."),
                _("I read and exchange regularly."),
                _("Others learn from me."),
            ),
        ],
    ),
)
