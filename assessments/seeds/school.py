"""Planning international projects: for a school or VET provider."""

from django.utils.translation import gettext_noop as _

from .building import dimension, guide

GUIDE = guide(
    "planning-international-projects",
    "school",
    _("Planning international projects"),
    _(
        "For a school or VET provider that wants its first project abroad, or a better next one. "
        "It finds what you need before you write an application."
    ),
    dimension(
        "why",
        _("Why and what for"),
        _("A project helps when it answers a need that the school has anyway."),
        topics="internationalisation",
        first=_("Write down three needs of your school, and ask which of them needs a partner."),
        then=_("Put international work into the plan of the school, with a goal for three years."),
        criteria=[
            (
                _("Needs"),
                _("We have not looked."),
                _("Some people know what we need."),
                _("Needs of pupils and staff are written down."),
                _("Needs are asked for every year, and lead to decisions."),
            ),
            (
                _("Place in the school's plan"),
                _("International work is not in it."),
                _("It is mentioned."),
                _("It has goals, dates and people."),
                _("What projects brought changes the plan."),
            ),
            (
                _("Support of the head"),
                _("It is tolerated."),
                _("It is welcome, if it costs nothing."),
                _("The head gives time and speaks for it."),
                _("The school board decides on it and follows it."),
            ),
        ],
    ),
    dimension(
        "people",
        _("People and skills"),
        _("Who does it, what they can do, and what they still have to learn."),
        topics="internationalisation lifelong-learning",
        first=_("Form a team of three, and divide writing, money and contact with partners."),
        then=_("Let somebody new work beside those who know how it is done."),
        criteria=[
            (
                _("A team"),
                _("Nobody, or one enthusiast."),
                _("A few people, without time for it."),
                _("A team with tasks and hours."),
                _("New people join and learn, nobody is irreplaceable."),
            ),
            (
                _("Languages"),
                _("Nobody would lead a meeting in another language."),
                _("One or two would."),
                _("The team works in another language."),
                _("Staff learn languages with support of the school."),
            ),
            (
                _("Knowing the programmes"),
                _("We have heard of them."),
                _("We know where to look."),
                _("We know which action fits us, and its dates."),
                _("We advise other schools."),
            ),
        ],
    ),
    dimension(
        "partners",
        _("Partners"),
        _("Whom you know abroad and next door, and whether you trust each other."),
        topics="internationalisation",
        first=_("Write one page about your school in English, and send it to three schools."),
        then=_("Visit a partner before you apply together, or meet online with both teams."),
        criteria=[
            (
                _("Partners abroad"),
                _("None."),
                _("Contacts of single people."),
                _("Two or more schools that we have worked with."),
                _("A network that plans together."),
            ),
            (
                _("Partners at home"),
                _("None."),
                _("We know whom we could ask."),
                _("Employers, the municipality or a university take part."),
                _("They come to us with ideas."),
            ),
            (
                _("Agreements"),
                _("By word of mouth."),
                _("By e-mail."),
                _("Roles, money and dates are written down."),
                _("We review them together, and say what did not work."),
            ),
        ],
    ),
    dimension(
        "design",
        _("From an idea to an application"),
        _("Whether the idea is clear enough for somebody who does not know you."),
        topics="curriculum-design internationalisation",
        first=_(
            "Tell your idea to an outsider in five sentences: need, aim, steps, result, proof."
        ),
        then=_("Let somebody who has reviewed applications read yours a month before the date."),
        criteria=[
            (
                _("Aims and results"),
                _("We would like to travel."),
                _("An idea without measures."),
                _("Aims, results and how we see them."),
                _("Results that others can use after us."),
            ),
            (
                _("Plan and dates"),
                _("We write in the last week."),
                _("We begin when the call is out."),
                _("Steps, owners and dates before the call."),
                _("We keep ideas ready, and improve refused ones."),
            ),
            (
                _("Including everybody"),
                _("Those come along who always do."),
                _("We try to help."),
                _("Pupils with fewer chances are planned for."),
                _("They help to plan."),
            ),
        ],
    ),
    dimension(
        "running",
        _("Running a project"),
        _("Money, papers, safety and what happens when something goes wrong."),
        topics="quality-assurance",
        first=_("Make one folder for contracts, receipts and reports, and one list of dates."),
        then=_("Hold a short meeting each month: what is late, what it costs, who decides."),
        criteria=[
            (
                _("Money"),
                _("We do not know the rules."),
                _("The accountant finds out when needed."),
                _("Rules, limits and receipts are clear from the start."),
                _("We know our own costs, and can pay in advance."),
            ),
            (
                _("Safety and care"),
                _("We rely on luck."),
                _("Insurance and consent of parents."),
                _("Risks, contacts and a plan for emergencies."),
                _("We prepare, accompany and follow up each stay."),
            ),
            (
                _("Following progress"),
                _("At the final report."),
                _("When a partner asks."),
                _("Every month, by a simple list."),
                _("We change the plan by what we see."),
            ),
        ],
    ),
    dimension(
        "after",
        _("What stays"),
        _("Recognition, spreading and using what came out of it."),
        topics="quality-assurance competency-based-curricula evaluation-of-teaching",
        first=_("Ask everybody who was abroad for one thing that the school should do now."),
        then=_("Recognise what was learned abroad in the school's own papers."),
        criteria=[
            (
                _("Recognition"),
                _("A photo on the wall."),
                _("A certificate of attendance."),
                _("Learning outcomes are agreed and recognised."),
                _("They count in the programme of the school."),
            ),
            (
                _("Telling others"),
                _("Nobody hears of it."),
                _("An article on our page."),
                _("Colleagues and parents are shown what can be used."),
                _("Other schools use our material."),
            ),
            (
                _("Lasting effect"),
                _("When the money ends, it ends."),
                _("Some people go on."),
                _("What worked becomes part of the school."),
                _("We look a year later, and say what stayed."),
            ),
        ],
    ),
)
