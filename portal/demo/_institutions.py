"""The twelve institutions of the founding project and their centres, as far as facts are known."""

# slug, name, acronym, country, city, other names
INSTITUTIONS = [
    (
        "democritus-university-of-thrace", "Democritus University of Thrace", "", "GR",
        "Komotini",
        {"el": "Δημοκρίτειο Πανεπιστήμιο Θράκης"},
    ),
    (
        "university-of-patras", "University of Patras", "", "GR", "Patras",
        {"el": "Πανεπιστήμιο Πατρών"},
    ),
    (
        "logos-university-college", "LOGOS University College", "", "AL", "Tirana",
        {"sq": "Kolegji Universitar LOGOS"},
    ),
    (
        "aleksander-moisiu-university-of-durres",
        "“Aleksandër Moisiu” University of Durrës", "", "AL", "Durrës",
        {"sq": "Universiteti “Aleksandër Moisiu” Durrës"},
    ),
    (
        "university-of-sarajevo", "University of Sarajevo", "UNSA", "BA", "Sarajevo",
        {"bs": "Univerzitet u Sarajevu", "hr": "Sveučilište u Sarajevu"},
    ),
    (
        "university-of-banja-luka", "University of Banja Luka", "", "BA", "Banja Luka",
        {"sr": "Универзитет у Бањој Луци", "sr-latn": "Univerzitet u Banjoj Luci"},
    ),
    (
        "medical-university-of-plovdiv", "Medical University of Plovdiv", "", "BG", "Plovdiv",
        {"bg": "Медицински университет – Пловдив"},
    ),
    (
        "university-of-prishtina", "University of Prishtina", "", "XK", "Prishtina",
        {"sq": "Universiteti i Prishtinës"},
    ),
    (
        "international-business-college-mitrovica", "International Business College Mitrovica",
        "IBC-M", "XK", "Mitrovica", {"": "IBC-Mitrovica"},
    ),
    (
        "university-of-donja-gorica", "University of Donja Gorica", "", "ME", "Podgorica",
        {"cnr": "Univerzitet Donja Gorica"},
    ),
    (
        "european-university-of-tetovo", "European University of Tetovo", "", "MK", "Tetovo", {},
    ),
    (
        "university-of-arts-in-belgrade", "University of Arts in Belgrade", "", "RS", "Belgrade",
        {"sr": "Универзитет уметности у Београду", "sr-latn": "Univerzitet umetnosti u Beogradu"},
    ),
]  # fmt: skip
# Where the city lies, to a hundredth of a degree.
PLACES = {
    "university-of-patras": (38.25, 21.73),
    "logos-university-college": (41.33, 19.82),
    "aleksander-moisiu-university-of-durres": (41.32, 19.44),
    "university-of-sarajevo": (43.86, 18.41),
    "university-of-banja-luka": (44.77, 17.19),
    "medical-university-of-plovdiv": (42.14, 24.75),
    "university-of-prishtina": (42.66, 21.17),
    "international-business-college-mitrovica": (42.89, 20.87),
    "university-of-donja-gorica": (42.44, 19.26),
    "european-university-of-tetovo": (42.01, 20.97),
    "university-of-arts-in-belgrade": (44.81, 20.46),
    "democritus-university-of-thrace": (41.12, 25.40),
}
# Only what is publicly known and certain.
RORS = {
    "university-of-patras": "https://ror.org/017wvtq80",
    "university-of-prishtina": "https://ror.org/05t3p2g92",
}
DESCRIPTIONS = {
    "democritus-university-of-thrace": "Coordinated the project that founded the network.",
    "european-university-of-tetovo": "The institution's legal name has not been verified yet.",
    "logos-university-college": "Host of the first general meeting of the founding project.",
    "international-business-college-mitrovica": (
        "Host of the second general meeting of the founding project."
    ),
    "university-of-patras": (
        "Host, with its centre, of the final meeting of the founding project and its Conference "
        "on University Pedagogy."
    ),
}

# slug, institution, name, stage, founded, description
CENTRES = [
    (
        "ctl-university-of-patras", "university-of-patras", "Center for Teaching and Learning",
        "operating", 2016,
        "The first of its kind in Greece, placed inside the university's quality unit. It offers "
        "ten training packages, in person, by video or in a mix of both; every department names "
        "somebody as its contact.",
    ),
    (
        "center-for-teaching-excellence-prishtina", "university-of-prishtina",
        "Center for Teaching Excellence", "operating", 2004,
        "Founded together with Arizona State University, and taken up again in 2007.",
    ),
    (
        "ctl-university-of-arts-in-belgrade", "university-of-arts-in-belgrade",
        "Center for Teaching and Learning", "operating", None,
        "Has made three open video lectures.",
    ),
    (
        "office-for-staff-development-sarajevo", "university-of-sarajevo",
        "Office for staff development", "planned", None,
        "Planned. The university already has a platform for digital education, digiedu.unsa.ba.",
    ),
    (
        "teaching-and-learning-office-thrace", "democritus-university-of-thrace",
        "Teaching and learning office", "operating", None,
        "Works inside the quality unit of the university.",
    ),
    (
        "ctl-ibc-mitrovica", "international-business-college-mitrovica",
        "Centre for Teaching and Learning", "planned", None, "To be founded.",
    ),
]  # fmt: skip
# slug -> its place, what it does, and its stages with their years, as far as they were found.
CENTRE_FACTS = {
    "ctl-university-of-patras": (
        "Inside the university's quality unit", ["training"], [("operating", 2016)],
    ),
    "center-for-teaching-excellence-prishtina": (
        "", [], [("operating", 2004), ("operating", 2007)],
    ),
    "ctl-university-of-arts-in-belgrade": ("", ["materials"], [("operating", None)]),
    "office-for-staff-development-sarajevo": ("", [], [("planned", None)]),
    "teaching-and-learning-office-thrace": (
        "Inside the quality unit of the university", [], [("operating", None)],
    ),
    "ctl-ibc-mitrovica": ("", [], [("planned", None)]),
}  # fmt: skip
