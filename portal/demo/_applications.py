"""Applications of the demo network, one at least in every state, with what was said."""

MISSING = {
    "thanos": {
        "name": "Open Classrooms Association (invented)", "kind": "associate", "country": "GR",
        "city": "Larissa", "website": "https://open-classrooms.example",
    },
    "arben": {
        "name": "Books for Villages Foundation (invented)", "kind": "organisation",
        "country": "AL", "city": "Korçë", "website": "",
    },
}  # fmt: skip

# applicant, kind, institution, days ago handed in, qualifications, commitment, authority,
# then the steps: (who, verb, text, days ago)
APPLICATIONS = [
    (
        "petra", "individual", "university-of-donja-gorica", 6,
        "Master in education; I have taught tutorials in microeconomics for one year and finished "
        "a course for new teaching assistants. I keep a diary of what worked in class.",
        "I would like to join the group on active learning and write up one method a term.",
        "", [],
    ),
    (
        "fjolla", "individual", "university-of-prishtina", 4,
        "Asistente në fakultetin e edukimit prej dy vitesh. Kam përgatitur ushtrime për punë në "
        "grupe dhe i kam ndarë me kolegët.",
        "Do të marr pjesë në seminare dhe do të përkthej materiale në shqip.",
        "", [],
    ),
    (
        "ljubica", "individual", "", 3,
        "Редовна професорка ботанике. Двадесет година теренске наставе, два уџбеника, и једна "
        "радионица о хербаријумима на телефону.",
        "Могу да водим радионицу о теренској настави сваке године.",
        "", [],
    ),
    (
        "stefan", "individual", "", 15,
        "Doktorand pedagogije. Vodim čitalački krug o visokoškolskoj nastavi.",
        "Prevodiću sažetke na srpski i pomagati na skupovima.",
        "",
        [("dritan", "ask", "Your reading group sounds like something we would all want to join. "
          "Is it open to people from other universities, and in which language do you meet?", 9)],
    ),
    (
        "thanos", "associated", "", 20,
        "The association has run open lessons in public libraries for six years; I train its "
        "volunteers and wrote its handbook for facilitators.",
        "We will open two lessons a year to members of the network and share the handbook.",
        "I chair the association's board; the minutes of the election are at your disposal.",
        [
            ("eleni", "ask", "Thank you. Does the association have a tie to a university, or does "
             "it work on its own?", 12),
            ("thanos", "answer", "On its own. Two of our volunteers are lecturers, but they come "
             "as private persons.", 10),
        ],
    ),
    (
        "arben", "associated", "", 40,
        "We carry books to villages and read aloud in schools.",
        "We would like to receive the newsletter.",
        "I am the founder.",
        [("vera", "decline", "Your work with schools is admirable. The network is about teaching "
          "at universities and of adults, and we found no link to it in the application. If you "
          "plan courses for adults, please write to us again.", 30)],
    ),
    (
        "ana", "individual", "university-of-sarajevo", 200,
        "Ten years of teaching statistics, a certificate in university pedagogy, a small study "
        "of questions in large lectures.",
        "I will answer questions about large classes and run one online workshop a year.",
        "",
        [("vera", "approve", "", 190)],
    ),
    (
        "boris", "individual", "", 150,
        "Осум години проектно учење на архитектура; менторирам шест асистенти.",
        "Ќе споделувам проектни задачи и ќе одговарам на македонски.",
        "",
        [
            ("dritan", "ask", "Could you name one project that colleagues could use?", 145),
            ("boris", "answer", "Клупа за еден ден: опис, список на материјали и рубрика.", 144),
            ("dritan", "approve", "", 140),
        ],
    ),
    (
        "zoran", "individual", "", 160,
        "Programming courses for beginners.",
        "Sharing exercises.",
        "",
        [("zoran", "withdraw", "", 158)],
    ),
    (
        "vesna", "individual", "", None,
        "Онлајн курсеви за наставници, три години. Уште треба да ",
        "", "", [],
    ),
]  # fmt: skip
