"""The articles of the demo network. The meetings are real, the people are not."""

# slug, days ago, author, picture (a seed and what it shows), title, summary, paragraphs.
# A paragraph that begins with "# " is a heading, one with "> " a quote (said | who).
ARTICLES = [
    (
        "the-network-opens-its-doors",
        2,
        "Vera Lipa",
        ("open doors", "A woven pattern of stepped lozenges in blue-green, gold and red"),
        "The network opens its doors",
        "From today you can apply, talk, share and meet here. A short tour for the first hour.",
        [
            "For three years we met in corridors, in project meetings and in very long e-mails. "
            "Now there is one place for all of it, and it is open to everybody who teaches.",
            "# Three things to do first",
            "Apply for membership: the form takes twenty minutes and can be left half done. Say "
            "hello in the forum, and tell us what you teach and what you would like to be asked. "
            "Then share one thing that worked, however small. A worksheet is a resource.",
            "> I came for one slide about feedback and stayed for the argument below it. | Ana "
            "Vrabac, lecturer",
            "# What is still rough",
            "You will find pages that nobody has translated into your language yet. They show in "
            "English and say so. If you can spare an evening, write to us: every page that "
            "somebody makes their own is worth ten that we had translated.",
        ],
    ),
    (
        "what-we-heard-about-feedback",
        9,
        "Jeta Trëndafili",
        None,
        "What 31 colleagues told us about feedback",
        "We asked how long it takes you to answer a student's work. The answers surprised us, "
        "and one of them has already changed a course.",
        [
            "The question was simple: how many minutes do you spend on one piece of student "
            "work, and what happens to what you wrote? Thirty-one colleagues answered, from "
            "studios, laboratories and very full lecture halls.",
            "# It is not about time",
            "Those who spend least time do not give the worst feedback. Two of them answer in "
            "class, aloud, on the three mistakes that nearly everybody made. Students then mark "
            "their own work again, before anybody else does.",
            "> My comments became shorter the day I asked students to reply to them. | Filip "
            "Soko, film editing",
            "# What we try next",
            "In the spring a small group will compare two ways of marking the same two hundred "
            "essays. If you would like to join with your own course, the topic in the forum is "
            "open. Bring doubts.",
        ],
    ),
    (
        "a-centre-in-twelve-small-steps",
        16,
        "Drita Vjollca",
        ("small steps", "Steps of gold and red thread climbing a dark lozenge"),
        "A centre in twelve small steps",
        "No building, no budget line, one afternoon a week: how a centre for teaching and "
        "learning can begin anyway.",
        [
            "Most of us will not be given a centre. We will be given a colleague who is "
            "interested, and a room on Wednesdays. This turns out to be enough to start.",
            "# Begin with coffee, not with a strategy",
            "For the first three months we did one thing only: two people visited each other's "
            "class and talked about it afterwards. No form, no report. By the end there were "
            "nine of us, and somebody from the registrar's office.",
            "# Then write down what you do already",
            "A strategy that describes what exists is read. Ours fits on a page, and names the "
            "people who promised something.",
            "The twelve steps are in the repository, as a checklist to be changed and shared "
            "again. The last step says: give it to the next centre.",
        ],
    ),
    (
        "patras-two-days-three-questions",
        23,
        "Emil Glarus",
        ("patras", "A lozenge of blue-green rings around an open centre"),
        "Patras: two days, three questions",
        "The founding project ended with a conference on university pedagogy. These are the "
        "questions that people took home.",
        [
            "The final meeting of the founding project was held at the University of Patras and "
            "its Center for Teaching and Learning, from 31 October to 1 November 2025, together "
            "with a conference on university pedagogy.",
            "# Who owns a good idea?",
            "Material travels faster than the name of the person who made it. We agreed that a "
            "licence and an author belong on everything that leaves a classroom, and that the "
            "repository will ask for both.",
            "# What counts as evidence?",
            "Some want numbers, some want stories, most want to know whether it would work on a "
            "Tuesday morning with sixty students. All three are welcome, if they say which they "
            "are.",
            "# Who carries on?",
            "The members do. From 2026 they elect three of their own for three years.",
        ],
    ),
    (
        "artificial-texts-honest-tasks",
        34,
        "Zoran Orah",
        None,
        "Artificial texts, honest tasks",
        "Forbid it, ignore it, or set tasks that need a person? Notes from an evening with "
        "thirty opinions.",
        [
            "Nobody came to the evening with a solution, which made it a good one. We collected "
            "tasks in which a machine's answer is the beginning and not the end.",
            "Three were liked most: correct a generated proof and say how you know; interview "
            "somebody and compare what they said with what a model thinks they would say; write "
            "the question to which this text is a bad answer.",
            "> If a task can be done without having been in the room, perhaps the room is the "
            "problem. | Giorgos Aetos, engineering drawing",
            "The tasks are in the repository under a free licence. Add yours.",
        ],
    ),
    (
        "quiet-students",
        48,
        "Kaltrina Manushaqe",
        None,
        "Why they say nothing",
        "Silence in a seminar has more reasons than shyness. A doctoral project, half way.",
        [
            "I have sat in forty seminars and counted who speaks. Then I asked those who did "
            "not. Few of them were shy.",
            "# Four kinds of silence",
            "Some were translating in their heads. Some were waiting for a question that had "
            "more than one answer. Some had spoken once and been corrected in the second word. "
            "And some were thinking, which takes longer than we allow.",
            "The cheapest remedy we know: after a question, count to seven. Slowly. It feels "
            "like an hour. In nearly all the seminars somebody new began to speak at five.",
        ],
    ),
    (
        "a-laboratory-in-the-kitchen",
        63,
        "Blerim Plepi",
        None,
        "A laboratory in the kitchen",
        "A jar, a thermometer and a phone: experiments that students do at home and argue about "
        "in class.",
        [
            "It began when the laboratory was being repaired. It stayed because the arguments "
            "were better.",
            "Each student measures the same thing with what is at hand. No two results agree. "
            "Suddenly error is a subject that everybody wants to talk about, since it is their "
            "own.",
            "Seven experiments are described in the repository, each with what went wrong.",
        ],
    ),
    (
        "one-language-two-scripts",
        80,
        "Jelena Ševa",
        None,
        "One course, two scripts, five names for everything",
        "How a group from six countries agreed on words for teaching, and where it did not.",
        [
            "We set out to translate one glossary. We have ended up with a list of good "
            "disagreements.",
            "For “assessment” we have оцењивање, оценување, vrednovanje, vlerësim and "
            "αξιολόγηση, and at least two of them mean the mark and not the talk about it. We "
            "now write both and say which.",
            "> Кад не знамо реч, ми знамо да је тема добра. | Jelena Ševa",
            "> Kad ne znamo reč, mi znamo da je tema dobra. | the same, for readers of the other "
            "script",
            "The glossary is open. The search of this site, by the way, does not mind which "
            "script you type.",
        ],
    ),
    (
        "call-for-the-annual-meeting-and-everything-that-you-would-like-to-show-there",
        95,
        "Eleni Kerasia",
        None,
        "A call for the annual meeting, and for everything that you would like to show, try out, "
        "ask or argue about there",
        "Workshops, posters, walks, unfinished ideas: tell us by the end of the term what you "
        "would like to bring, and what you would like others to bring for you.",
        [
            "The annual meeting is where the network sees itself. We would like fewer talks and "
            "more tables.",
            "# What you can propose",
            "A workshop of ninety minutes for up to twenty-five people. A poster that asks "
            "something. A walk with a question. A clinic, where you bring a course that does "
            "not work and four colleagues take it apart with you, kindly.",
            "# Who pays for what",
            "There is no fee for members. Each institution pays for its own travel; where that "
            "is not possible, write to the committee, and we look for a way together.",
        ],
    ),
]

MISSION_SQ = (
    "Misioni dhe vizioni",
    "Mësimdhënia e mirë mund të mësohet, dhe më së miri mësohet bashkë.",
    [
        "# Pse jemi këtu",
        "Mësimdhënia është pjesa e jetës akademike që më shpesh mësohet vetëm. BALKANETUP i "
        "bashkon ata që duan ta mësojnë nga njëri-tjetri: ata që japin mësim, ata që i ndihmojnë "
        "të tjerët të japin mësim, dhe institucionet që qëndrojnë pas tyre.",
        "Misioni ynë është t'i afrojmë anëtarët, që praktika e mirë të kalojë nga një sallë "
        "leksionesh në tjetrën, dhe mësimdhënia të bëhet bashkëkohore, krijuese dhe e "
        "përqendruar te ajo që studentët do të dinë të bëjnë.",
        "# Çfarë do të donim të shihnim",
        "Një rajon ku stafi akademik rritet në mësimdhënie përmes bashkëpunimit, me metodat më të "
        "mira të kohës, dhe ku kjo punë vlerësohet.",
    ],
)
MISSION_MK = (
    "Мисија и визија",
    "Добрата настава може да се научи, а најдобро се учи заедно.",
    [
        "# Зошто сме тука",
        "Наставата е делот од академскиот живот што најчесто се учи сам. BALKANETUP ги "
        "собира оние што повеќе сакаат да ја учат едни од други: оние што предаваат, оние што им "
        "помагаат на другите да предаваат, и институциите што стојат зад нив.",
        "Нашата мисија е да ги зближиме членовите, за добрата практика да минува од една "
        "предавална во друга, а наставата да стане современа, творечка и насочена кон она што "
        "студентите ќе умеат да го прават.",
        "# Што би сакале да видиме",
        "Регион во кој академскиот кадар расте во наставата преку соработка, со најдобрите "
        "методи на своето време, и во кој таа работа се цени.",
    ],
)
HOME = {
    "sq": "Universitete, qendra për mësimdhënie dhe mësimdhënës të Ballkanit Perëndimor, që "
    "mësojnë nga njëri-tjetri si të japin mësim mirë.",
    "mk": "Универзитети, центри за настава и наставници од Западен Балкан, кои учат едни од "
    "други како добро да предаваат.",
}
BLOCKS = {
    "sq": ["Lajme", "Takimet e ardhshme", "Për çfarë po flitet", "Të reja në repozitor"],
    "mk": ["Новости", "Наредни настани", "За што се зборува", "Ново во репозиториумот"],
}
NEWS = {
    "sq": ("Lajme", "Nga rrjeti, anëtarët e tij dhe sallat e leksioneve të rajonit."),
    "mk": ("Новости", "Од мрежата, нејзините членови и предавалните во регионот."),
}
MISSIONS = {"sq": MISSION_SQ, "mk": MISSION_MK}
# Of the first article, in each language.
OPENING = {
    "sq": (
        "Rrjeti i hap dyert",
        "Nga sot mund të aplikoni, të bisedoni, të ndani materiale dhe të takoheni këtu.",
        [
            "Tre vjet u takuam nëpër korridore, në mbledhje projekti dhe në letra shumë të "
            "gjata. Tani ka një vend për të gjitha, dhe është i hapur për këdo që jep mësim.",
            "Përshëndetni në forum dhe tregoni çfarë jepni. Pastaj ndani një gjë që funksionoi, "
            "sado e vogël. Edhe një fletë pune është burim.",
        ],
    ),
    "mk": (
        "Мрежата ги отвора вратите",
        "Од денес тука можете да се зачлените, да разговарате, да споделувате и да се сретнете.",
        [
            "Три години се среќававме по ходници, на проектни состаноци и во многу долги писма. "
            "Сега за сето тоа има едно место, и е отворено за секој што предава.",
            "Јавете се на форумот и кажете што предавате. Потоа споделете една работа што "
            "успеала, колку и да е мала. И работен лист е ресурс.",
        ],
    ),
}
