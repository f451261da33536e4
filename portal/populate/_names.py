"""What the invented people and institutions of the load tests are called."""

# country, how often, languages, first names, last names
PEOPLE = [
    ("AL", 14, "sq en", "Agron Besnik Elira Flutura Gentian Ilda Jonida Klea Lorik Mimoza Teuta",
     "Ahishta Bliri Drini Gjethja Lulja Mali Pylli Shpendi Ujëvara Yjeti"),
    ("BA", 16, "bs en", "Adnan Amila Damir Elma Faris Hana Jasna Lejla Mirza Nejra Semir Zlata",
     "Bregić Cvijetić Gorić Izvorić Kamenić Lišćević Potokić Šumić Travić Vrelić"),
    ("BG", 10, "bg en", "Асен Биляна Делян Гергана Ивайло Kalina Lyuben Milena Nikolay Rositsa",
     "Борова Дъбов Горов Изворов Каменова Lipova Planinov Rekov Skalova Trevov"),
    ("GR", 14, "el en", "Αγγελική Δημήτρης Ελένη Ιωάννης Κατερίνα Μαρία Νίκος Σοφία Χρήστος",
     "Βουνός Δάσος Θάλασσα Κήπος Λιβάδι Νησιώτης Πέτρινος Ποταμός Φύλλος Χωριάτης"),
    ("XK", 8, "sq en", "Arbër Blerta Dardan Egzona Fatmir Hana Kushtrim Liridona Valon Vjosa",
     "Bjeshka Drini Gurra Kodra Lisi Lumi Mollisi Rrapi Shkrepi Ujvara"),
    ("ME", 6, "cnr en", "Andrija Bojana Dragana Filip Jovana Luka Maša Nikola Stefan Tijana",
     "Brdov Gorević Jezerac Kamenović Livadić Morić Planinić Rijekić Šumović Vjetrić"),
    ("MK", 12, "mk en", "Александар Билјана Весна Горан Даница Елена Иван Јана Никола Филип",
     "Буков Гороски Дабоски Изворски Каменски Липов Планински Речен Тревски Шумски"),
    ("RS", 16, "sr en", "Ана Бранко Весна Дејан Јована Katarina Miloš Natalija Petar Tamara",
     "Брезић Гајић Дубравић Језерић Каменић Lipović Poljanić Rečić Travić Šumić"),
    ("HR", 4, "hr en", "Ante Dora Hrvoje Ivana Klara Luka Matea Nika Tomislav Vesna",
     "Borić Cvijetić Dubrav Gajić Jezerac Kamenar Lipovac Otočić Poljak Stijenić"),
]  # fmt: skip
# A second one makes ten thousand people findable by their name: "Gajić Lipović".
SECOND = [
    "Bor", "Dren", "Jasen", "Jela", "Klen", "Kruška", "Lešnik", "Maslina", "Orah", "Smreka",
    "Topola", "Trešnja",
]  # fmt: skip
HEADLINES = [
    *["Teaches large classes and likes it"] * 4, "Looks for a partner in peer observation",
    "Asks students first", "Writes about assessment", "Runs a small laboratory",
    "Mentor of new lecturers", "Curious about everything digital", "",
]  # fmt: skip

RARE = "Keeps bees behind the faculty"

COUNTRIES = [
    ("AL", "sq", "latn"), ("BA", "bs", "latn"), ("BG", "bg", "cyrl"), ("GR", "el", "grek"),
    ("XK", "sq", "latn"), ("ME", "cnr", "latn"), ("MK", "mk", "cyrl"), ("RS", "sr", "cyrl"),
    ("HR", "hr", "latn"),
]  # fmt: skip
PLACES = [
    ("Northford", "Нортфорд", "Βορράς"), ("Riverbend", "Ривербенд", "Στροφή"),
    ("Old Bridge", "Стари Мост", "Παλιά Γέφυρα"), ("Highmeadow", "Висока Ливада", "Λιβάδι"),
    ("Seaward", "Приморје", "Θαλασσινό"), ("Millbrook", "Воденица", "Μύλος"),
    ("Lakeside", "Језеро", "Λίμνη"),
]  # fmt: skip
# name in English, kind of institution, name in the script of the country
KINDS = [
    ("University of {}", "hei", {"cyrl": "Универзитет {}", "grek": "Πανεπιστήμιο {}"}),
    ("Technical University of {}", "hei", {"cyrl": "Технички универзитет {}"}),
    ("Academy of Arts of {}", "hei", {"cyrl": "Академија уметности {}"}),
    ("Medical University of {}", "hei", {"grek": "Ιατρικό Πανεπιστήμιο {}"}),
    ("Polytechnic of {}", "hei", {"cyrl": "Политехника {}", "grek": "Πολυτεχνείο {}"}),
    ("University College {}", "hei", {"latn": "Kolegji {}"}),
    ("Foundation for Teaching {}", "organisation", {"cyrl": "Фондација за наставу {}"}),
    ("School of Adults {}", "associate", {"latn": "Otvoreno učilište {}"}),
]
