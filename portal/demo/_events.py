# ruff: noqa: E501
"""What is on in the demo network. The three meetings of the founding project are facts, as far
as they are known; everything else is made up, in words of our own.
"""

# The meetings that took place: slug, title, kind, first day, last day, city, country, host, text.
MEETINGS = [
    (
        "first-general-meeting", "First general meeting", "annual-meeting",
        (2023, 8, 31), (2023, 9, 2), "Tirana", "AL", "logos-university-college",
        "The partners of the project that founded the network met for the first time.",
    ),
    (
        "second-general-meeting", "Second general meeting", "annual-meeting",
        (2024, 5, 31), (2024, 6, 1), "Mitrovica", "XK",
        "international-business-college-mitrovica",
        "The partners of the project that founded the network met for the second time.",
    ),
    (
        "conference-on-university-pedagogy", "Conference on University Pedagogy", "conference",
        (2025, 10, 31), (2025, 11, 1), "Patras", "GR", "university-of-patras",
        "The final meeting of the project that founded the network, together with a conference, "
        "at the University of Patras and its Center for Teaching and Learning.",
    ),
]  # fmt: skip

# key: slug. day: from today, at: hour and minute by the clock of the zone, hours: how long.
EVENTS = [
    {
        "slug": "autumn-conference-2026-what-students-remember", "kind": "conference",
        "title": "What students remember after five years", "languages": "en sr-latn",
        "summary": "Two days about teaching that lasts: talks, posters, and a long coffee break.",
        "description": """Five years after the exam, what is left? We ask graduates, and we ask ourselves.

## How the days look

- **First day**: short talks, each with as much time for questions as for the talk
- **Evening**: a walk and a dinner that everybody pays for themselves
- **Second day**: poster tables, then one hour in which nobody presents anything

Bring a piece of work by a former student, with their permission.""",
        "day": 41, "at": (0, 0), "days": 2, "zone": "Europe/Belgrade", "city": "Belgrade",
        "country": "RS", "venue": "", "organiser": "bojana", "mode": "hybrid",
        "institution": "university-of-arts-in-belgrade",
        "centre": "ctl-university-of-arts-in-belgrade", "capacity": 80, "places": 23,
    },
    {
        "slug": "feedback-that-two-hundred-people-can-use", "kind": "workshop",
        "title": "Feedback that two hundred people can use", "languages": "en bs",
        "summary": "Three ways to answer a large class without giving up your weekends.",
        "description": """We try out three ways on real (anonymous) essays:

1. a page of answers to the ten mistakes that everybody makes
2. two-minute recordings
3. students who answer each other, with a guide

You go home with one of them prepared for your own course. Bring **one task** and three answers to it.""",
        "day": 9, "at": (14, 0), "hours": 3, "zone": "Europe/Sarajevo", "city": "Sarajevo",
        "country": "BA", "venue": "Room 5, second floor", "organiser": "ana",
        "institution": "university-of-sarajevo", "capacity": 12, "places": 12, "line": 5,
    },
    {
        "slug": "generated-images-in-the-drawing-room", "kind": "webinar",
        "title": "Generated images in the drawing room", "languages": "en el",
        "summary": "What is left to assess when a machine draws the section in four seconds?",
        "description": "Giorgos shows three tasks that he has changed and one that he has given up. "
        "Half of the hour is yours.",
        "day": 4, "at": (18, 0), "hours": 1, "zone": "Europe/Athens", "mode": "online",
        "link": "https://meet.example.org/drawing-room", "organiser": "giorgos",
        "institution": "university-of-patras", "centre": "ctl-university-of-patras", "places": 31,
    },
    {
        "slug": "vleresimi-qe-ndihmon", "kind": "webinar",
        "title": "Vlerësimi që ndihmon: si flasim për notat", "languages": "sq",
        "summary": "Një orë për bisedën pas provimit: çfarë u themi studentëve dhe çfarë dëgjojmë.",
        "description": """Nota është fundi i një bisede ose fillimi i saj. Sjellim tre biseda të vërteta (pa emra) dhe kërkojmë fjalë më të mira.

- Si e nisim bisedën kur studenti është i zhgënjyer?
- Çfarë bëjmë kur kemi gabuar ne?
- Kur është më mirë të mos themi asgjë?""",
        "day": 6, "at": (17, 30), "hours": 1.5, "zone": "Europe/Tirane", "mode": "online",
        "link": "https://meet.example.org/nota", "organiser": "besa",
        "institution": "aleksander-moisiu-university-of-durres", "capacity": 40, "places": 18,
    },
    {
        "slug": "rabotilnica-studio", "kind": "workshop",
        "title": "Работилница: како се оценува процесот", "languages": "mk sr",
        "summary": "Едно попладне со модели од картон, скици и разговор за тоа што вреди.",
        "description": """Студентите нè учат ако ги гледаме додека работат. Ќе пробаме три начини да го забележиме процесот, а не само резултатот:

- дневник од пет реченици
- разговор пред моделот
- взаемно оценување во тројки

Понесете еден студентски труд што ве изненадил.""",
        "day": 13, "at": (15, 0), "hours": 3, "zone": "Europe/Skopje", "city": "Skopje",
        "venue": "Studio 2", "country": "MK", "organiser": "boris", "capacity": 16, "places": 9,
    },
    {
        "slug": "seminar-o-greskama", "kind": "seminar",
        "title": "Добра грешка: семинар за наставнике страних језика", "languages": "sr sr-latn",
        "summary": "Како да студент проговори пре него што је сигуран да је у праву.",
        "description": """Грешка је податак. На семинару слушамо снимке са часа и бележимо шта је наставник урадио у прве три секунде после грешке.

Учесници добијају кратак водич за посматрање часа.""",
        "day": 20, "at": (11, 0), "hours": 4, "zone": "Europe/Sarajevo", "city": "Banja Luka",
        "country": "BA", "venue": "Small hall", "organiser": "jelena",
        "institution": "university-of-banja-luka", "capacity": 25, "places": 25, "line": 3,
    },
    {
        "slug": "razgovor-o-mentorstvu", "kind": "seminar",
        "title": "Mentorstvo bez formulara", "languages": "sr-latn hr bs",
        "summary": "Kako iskusni nastavnik pomaže novom, a da niko ne popunjava tabele.",
        "description": "Tamara vodi razgovor; Dora donosi primjere iz obrazovanja nastavnika. "
        "Na kraju svako napiše jedno pismo kolegi koji tek počinje.",
        "day": 27, "at": (10, 0), "hours": 2, "zone": "Europe/Belgrade", "mode": "online",
        "link": "https://meet.example.org/mentorstvo", "organiser": "tamara", "places": 14,
    },
    {
        "slug": "counselling-founding-a-centre", "kind": "counselling",
        "title": "Counselling hours: founding a centre", "languages": "en sq",
        "summary": "Bring your question about a centre for teaching and learning; leave with a next step.",
        "description": "Three colleagues who have founded, closed and founded again listen and ask. "
        "Twenty minutes for each question. Nothing is recorded.",
        "day": 11, "at": (16, 0), "hours": 2, "zone": "Europe/Belgrade", "mode": "online",
        "link": "https://meet.example.org/counselling", "organiser": "lule", "members_only": True,
        "institution": "university-of-prishtina",
        "centre": "center-for-teaching-excellence-prishtina", "capacity": 6, "places": 6, "line": 2,
    },
    {
        "slug": "counselling-first-year-of-teaching", "kind": "counselling",
        "title": "Counselling hours: your first year of teaching", "languages": "en bs cnr",
        "summary": "For assistants and doctoral students. There are no foolish questions.",
        "description": "An hour with two people who remember their own first year well.",
        "day": 16, "at": (17, 0), "hours": 1, "zone": "Europe/Podgorica", "mode": "online",
        "link": "https://meet.example.org/first-year", "organiser": "danilo", "capacity": 8,
        "places": 5,
    },
    {
        "slug": "annual-meeting-2027", "kind": "annual-meeting",
        "title": "Annual meeting of the network 2027", "languages": "en",
        "summary": "All members, face to face: the report of the year, plans, and time to talk.",
        "description": """## On the agenda

- The committee's report on what all members have done
- Plans and wishes for the coming year
- Open tables in the afternoon: whoever puts a topic on the wall runs the table

Institutions are asked to send their authorised representative.""",
        "day": 96, "at": (0, 0), "days": 2, "zone": "Europe/Athens", "city": "Patras",
        "country": "GR", "organiser": "eleni", "members_only": True,
        "institution": "university-of-patras", "capacity": 120, "places": 34,
    },
    {
        "slug": "staff-week-small-universities", "kind": "staff-week",
        "title": "Staff week: what small universities do better", "languages": "en cnr",
        "summary": "Five days of visits, lessons to watch and one project that each guest takes home.",
        "description": """Mornings: you sit in on teaching. Afternoons: you work on your own project with a partner from the house. On Friday everybody shows one page.

Travel and stay are paid by your own institution or its mobility programme.""",
        "day": 62, "at": (0, 0), "days": 5, "zone": "Europe/Podgorica", "city": "Podgorica",
        "country": "ME", "organiser": "ksenija", "institution": "university-of-donja-gorica",
        "capacity": 15, "places": 11,
    },
    {
        "slug": "moot-court-in-three-languages", "kind": "workshop",
        "title": "A moot court in three languages", "languages": "en sq mk",
        "summary": "Play a case from accusation to verdict, then take the teaching apart.",
        "description": "Roles are drawn on the spot. No knowledge of law is needed; a loud voice helps.",
        "day": 33, "at": (9, 30), "hours": 6, "zone": "Europe/Skopje", "city": "Tetovo",
        "country": "MK", "organiser": "ilir", "institution": "european-university-of-tetovo",
        "capacity": 24, "places": 7, "opens": 5,
    },
    {
        "slug": "bedside-teaching", "kind": "seminar",
        "title": "Bedside teaching: who speaks to the patient?", "languages": "en bg",
        "summary": "Clinical teachers watch four short films and argue, kindly.",
        "description": "Обучението до леглото има трима участници. Гледаме го през очите на третия.",
        "day": 48, "at": (13, 0), "hours": 3, "zone": "Europe/Sofia", "city": "Plovdiv",
        "country": "BG", "organiser": "desislava", "institution": "medical-university-of-plovdiv",
        "capacity": 30, "places": 8, "mode": "hybrid", "link": "https://meet.example.org/bedside",
    },
    {
        "slug": "returning-to-university-at-forty", "kind": "webinar",
        "title": "Επιστροφή στο πανεπιστήμιο στα σαράντα", "languages": "el en",
        "summary": "Τι χρειάζονται οι ενήλικες που ξαναρχίζουν σπουδές, και τι τους περισσεύει.",
        "description": "Η Κατερίνα παρουσιάζει δώδεκα συνεντεύξεις. Ακολουθεί συζήτηση.",
        "day": 24, "at": (19, 0), "hours": 1, "zone": "Europe/Athens", "mode": "online",
        "link": "https://meet.example.org/forty", "organiser": "katerina", "places": 6,
    },
    {
        "slug": "alt-texts-before-anybody-asks", "kind": "webinar",
        "title": "Alt texts before anybody asks", "languages": "en",
        "summary": "Forty minutes that make your slides readable for people who cannot see them.",
        "description": "Maja describes ten pictures badly, then well. You try the next ten.",
        "day": 2, "at": (12, 0), "hours": 0.75, "zone": "Europe/Ljubljana", "mode": "online",
        "link": "https://meet.example.org/alt", "organiser": "maja", "capacity": 100, "places": 37,
    },
    {
        "slug": "winter-school-open-lectures", "kind": "workshop",
        "title": "Cutting open lectures in half", "languages": "sr-latn en",
        "summary": "An editing day for people who have recorded ninety minutes and want thirty.",
        "description": "Bring a recording and headphones. We cut, you decide.",
        "day": 18, "at": (10, 0), "hours": 5, "zone": "Europe/Belgrade", "city": "Belgrade",
        "country": "RS", "venue": "Editing room", "organiser": "ivana",
        "institution": "university-of-arts-in-belgrade", "capacity": 10, "places": 6,
        "cancelled": "The editing room is being rebuilt until spring. We shall look for a new date; "
        "whoever was registered hears of it first.",
    },
    # --- what waits for the committee, and what is not ready yet --------------------------------
    {
        "slug": "peer-observation-without-forms", "kind": "workshop",
        "title": "Peer observation without forms", "languages": "en sq",
        "summary": "Three visits, two conversations and not a single questionnaire.",
        "description": "We visit each other's lessons in pairs and learn to describe before we judge.",
        "day": 55, "at": (9, 0), "hours": 7, "zone": "Europe/Belgrade", "city": "Prishtina",
        "country": "XK", "organiser": "lule", "state": "proposed",
        "institution": "university-of-prishtina", "capacity": 18,
    },
    {
        "slug": "statistics-for-the-frightened", "kind": "seminar",
        "title": "Statistics for the frightened", "languages": "en bs",
        "summary": "How to teach numbers to people who were told they could not count.",
        "description": "Ana and a choir of first-year students, live.",
        "day": 70, "at": (15, 0), "hours": 2, "zone": "Europe/Sarajevo", "city": "Sarajevo",
        "country": "BA", "organiser": "ana", "state": "proposed", "mode": "hybrid",
        "link": "https://meet.example.org/numbers", "capacity": 60,
    },
    {
        "slug": "reading-group-assessment", "kind": "seminar",
        "title": "Reading group: one article a month", "languages": "en",
        "summary": "We read slowly and talk fast.",
        "description": "", "day": 30, "at": (18, 0), "hours": 1, "zone": "Europe/Belgrade",
        "mode": "online", "organiser": "jovan", "state": "draft",
        "returned": "A good idea. Please add the link and say who chooses the articles.",
    },
    {
        "slug": "studio-visit", "kind": "staff-week", "title": "A week in the studio",
        "languages": "mk en", "summary": "Guests draw with first-year students for a week.",
        "description": "", "day": 120, "at": (0, 0), "days": 5, "zone": "Europe/Skopje",
        "city": "Skopje", "country": "MK", "organiser": "boris", "state": "draft",
    },
    # --- what is over --------------------------------------------------------------------------
    {
        "slug": "questions-that-need-no-computer", "kind": "webinar",
        "title": "Questions that need no computer", "languages": "en",
        "summary": "Twelve questions for large classes, tried out on each other.",
        "description": "Each question takes four minutes. We did nine.",
        "day": -12, "at": (18, 0), "hours": 1, "zone": "Europe/Sarajevo", "mode": "online",
        "organiser": "ana", "places": 29,
    },
    {
        "slug": "kitchen-physics", "kind": "workshop", "title": "Fizika me enë kuzhine",
        "languages": "sq en", "summary": "Eksperimente me gjëra që i keni në shtëpi.",
        "description": "U kryen tetë nga dhjetë eksperimentet. Dy u derdhën.",
        "day": -26, "at": (15, 0), "hours": 3, "zone": "Europe/Belgrade", "city": "Prishtina",
        "country": "XK", "organiser": "blerim", "institution": "university-of-prishtina",
        "capacity": 20, "places": 20,
    },
    {
        "slug": "short-questionnaires", "kind": "seminar",
        "title": "Kratki upitnici, duga sjećanja", "languages": "sr-latn bs",
        "summary": "Šta se može saznati iz tri pitanja na kraju semestra.",
        "description": "Nada je pokazala pet godina odgovora na tri pitanja.",
        "day": -40, "at": (11, 0), "hours": 2, "zone": "Europe/Sarajevo", "city": "Banja Luka",
        "country": "BA", "organiser": "nada", "institution": "university-of-banja-luka",
        "capacity": 30, "places": 17,
    },
    {
        "slug": "counselling-curriculum-backwards", "kind": "counselling",
        "title": "Counselling hours: a curriculum from its end", "languages": "en sq",
        "summary": "From what graduates can do back to the first lesson.",
        "description": "Four programmes were taken apart and put together again.",
        "day": -55, "at": (16, 0), "hours": 2, "zone": "Europe/Tirane", "mode": "online",
        "organiser": "dritan", "members_only": True, "capacity": 6, "places": 6,
    },
    {
        "slug": "spring-staff-week-thrace", "kind": "staff-week",
        "title": "Staff week: quality offices at work", "languages": "en el",
        "summary": "Colleagues from quality offices compared their calendars.",
        "description": "The smallest calendar won.",
        "day": -170, "at": (0, 0), "days": 5, "zone": "Europe/Athens", "city": "Komotini",
        "country": "GR", "organiser": "chrysa",
        "institution": "democritus-university-of-thrace", "capacity": 20, "places": 13,
    },
]  # fmt: skip

# What some people wrote to the organiser.
NOTES = [
    "I come straight from a lecture and may be five minutes late.",
    "Vegetarian, please.",
    "Is there a lift to the second floor?",
    "Mund të marr pjesë edhe në shqip?",
    "Ќе донесам три модели.",
    "Доносим снимак са свог часа.",
]
