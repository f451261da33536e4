"""Applications of the demo network in most states, with the votes and what was said."""

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
        "", [("eleni", "for", "Exactly whom we want to hear from.", 2)],
    ),
    (
        "ljubica", "individual", "", 3,
        "Редовна професорка ботанике. Двадесет година теренске наставе, два уџбеника, и једна "
        "радионица о хербаријумима на телефону.",
        "Могу да водим радионицу о теренској настави сваке године.",
        "", [],
    ),
    (
        "stefan", "individual", "university-of-arts-in-belgrade", 15,
        "Doktorand pedagogije. Vodim čitalački krug o visokoškolskoj nastavi.",
        "Prevodiću sažetke na srpski i pomagati na skupovima.",
        "",
        [("dritan", "ask", "Your reading group sounds like something we would all want to join. "
          "Is it open to people from other universities, and in which language do you meet?", 9),
         ("vera", "abstain", "", 8)],
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
        [("dritan", "against", "No link to teaching at universities.", 33),
         ("vera", "decline", "Your work with schools is admirable. The network is about teaching "
          "at universities and of adults, and we found no link to it in the application. If you "
          "plan courses for adults, please write to us again.", 30)],
    ),
    (
        "ana", "individual", "university-of-sarajevo", 200,
        "Ten years of teaching statistics, a certificate in university pedagogy, a small study "
        "of questions in large lectures.",
        "I will answer questions about large classes and run one online workshop a year.",
        "",
        [("dritan", "for", "", 192), ("vera", "approve", "", 190)],
    ),
    (
        "boris", "individual", "", 150,
        "Осум години проектно учење на архитектура; менторирам шест асистенти.",
        "Ќе споделувам проектни задачи и ќе одговарам на македонски.",
        "",
        [
            ("dritan", "ask", "Could you name one project that colleagues could use?", 145),
            ("boris", "answer", "Клупа за еден ден: опис, список на материјали и рубрика.", 144),
            ("vera", "for", "", 142),
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
        "nikos", "individual", "", None,
        "I read your newsletter and teach evening classes.",
        "", "", [("", "expire", "", 5)],
    ),
    (
        "vesna", "individual", "", None,
        "Онлајн курсеви за наставници, три години. Уште треба да ",
        "", "", [],
    ),
]  # fmt: skip

# What the demo asks of associations beyond the rest.
QUESTION = {
    "label": "How many people do your courses reach in a year?",
    "labels": {
        "sq": "Sa njerëz arrijnë kurset tuaja në vit?",
        "mk": "До колку луѓе стигнуваат вашите курсеви годишно?",
        "sr": "До колико људи стижу ваши курсеви годишње?",
        "sr-latn": "Do koliko ljudi stižu vaši kursevi godišnje?",
    },
    "kind": "choice",
    "choices": "Fewer than 100\n100 to 1,000\nMore than 1,000",
    "choices_in": {
        "sq": "Më pak se 100\n100 deri në 1.000\nMë shumë se 1.000",
        "mk": "Помалку од 100\n100 до 1.000\nПовеќе од 1.000",
        "sr": "Мање од 100\n100 до 1.000\nВише од 1.000",
        "sr-latn": "Manje od 100\n100 do 1.000\nViše od 1.000",
    },
}

# Somebody misses an institution without applying for it.
REQUEST = {
    "name": "Evening School of the Harbour (invented)", "kind": "associate", "country_id": "ME",
    "city": "Bar", "website": "https://harbour-school.example",
    "note": "Two of our lecturers teach there on Thursdays.",
}  # fmt: skip
