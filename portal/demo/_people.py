"""The cast of the demo network. Nobody here exists: every surname is a tree, a bird or a plant."""

# handle | first name | surname | language of letters | country | institution | role | found by |
# in one line | fields of expertise | languages spoken
PEOPLE = """\
admin|Ada|Oak|en|AL||support|nobody|Keeps the machine room tidy||en
vera|Vera|Lipa|sr-latn|RS|university-of-arts-in-belgrade|professor|public|Theatre pedagogue; asks students to direct their own learning|Reflective practice, Peer observation, Centres for teaching and learning|sr, en, fr
dritan|Dritan|Ahu|sq|AL|logos-university-college|professor|public|Builds curricula backwards from what graduates must be able to do|Competency-based curricula, Quality assurance|sq, en, it
eleni|Eleni|Kerasia|el|GR|university-of-patras|professor|public|Twenty years of staff development, still curious about every seminar|Mentoring of teachers, Adult education, Evaluation of teaching|el, en
mira|Mira|Jasen|bs|BA|university-of-sarajevo|support|public|Librarian at heart, keeps discussions kind and shelves in order|Scholarship of teaching and learning, Digital teaching|bs, en, de
emil|Emil|Glarus|bg|BG|medical-university-of-plovdiv|support|public|Writes about what happens in lecture rooms|Student engagement|bg, en, ru
ana|Ana|Vrabac|bs|BA|university-of-sarajevo|lecturer|public|Teaches statistics to people who were told they could not count|Active learning, Large classes, Assessment and feedback|bs, en
boris|Boris|Javor|mk|MK||lecturer|public|Архитект кој учи од студентите|Problem-based learning, Blended learning|mk, en, sr
lule|Lule|Mëllenja|sq|XK|university-of-prishtina|professor|public|Leads a centre where colleagues watch each other teach|Centres for teaching and learning, Peer observation, Mentoring of teachers|sq, en, de
petra|Petra|Breza|cnr|ME|university-of-donja-gorica|assistant|members|First year in front of a class|Active learning|cnr, en
nikos|Nikos|Elia|el|GR|||nobody|||el, en
agim|Agim|Lisi|sq|AL|aleksander-moisiu-university-of-durres|professor|public|Tourism, ports and the art of a good field trip|Active learning, Internationalisation|sq, it, en
besa|Besa|Lofata|sq|AL|aleksander-moisiu-university-of-durres|lecturer|public|Mësimdhënie me shkrim: studentët botojnë një revistë|Reflective practice, Student engagement|sq, en
blerim|Blerim|Plepi|sq|XK|university-of-prishtina|lecturer|members|Physics with kitchen equipment|Laboratory and clinical teaching, Active learning|sq, en
drita|Drita|Vjollca|sq|XK|international-business-college-mitrovica|centre|public|Founding a centre, one small step a month|Centres for teaching and learning, Quality assurance|sq, sr, en
fatos|Fatos|Bliri|sq|XK|international-business-college-mitrovica|professor|public|Case studies from companies ten minutes away|Problem-based learning, Competency-based curricula|sq, en, da
gent|Gent|Pisha|sq|AL|logos-university-college|assistant|members|Doktorant; e do dërrasën e zezë|Educational technology|sq, en
ilir|Ilir|Skifteri|sq|MK|european-university-of-tetovo|professor|public|Teaches law by moot courts in three languages|Active learning, Inclusive teaching|sq, mk, en
jeta|Jeta|Trëndafili|sq|MK|european-university-of-tetovo|lecturer|public|Formative assessment for two hundred essays|Assessment and feedback, Large classes|sq, mk, en
kaltrina|Kaltrina|Manushaqe|sq|XK|university-of-prishtina|doctoral|members|Writes a thesis on why students stay silent|Student engagement, Scholarship of teaching and learning|sq, en
luan|Luan|Dushku|sq|AL||expert|public|Twenty years in adult education, now independent|Adult education, Lifelong learning|sq, en, el
mirela|Mirela|Shega|sq|AL|logos-university-college|international|public|Sends people across borders and brings their stories back|Internationalisation|sq, en, es
amar|Amar|Hrast|bs|BA|university-of-sarajevo|professor|public|Medicinska edukacija, simulacije i mnogo strpljenja|Laboratory and clinical teaching, Problem-based learning|bs, en
dunja|Dunja|Jablan|bs|BA|university-of-sarajevo|designer|public|Turns lecture notes into courses people finish|Blended learning, Educational technology, Curriculum design|bs, en
emir|Emir|Kos|bs|BA||researcher|members|Measures what nobody thought could be measured in a seminar|Evaluation of teaching|bs, en, tr
jelena|Jelena|Ševa|sr|BA|university-of-banja-luka|professor|public|Настава страних језика без страха од грешке|Active learning, Assessment and feedback|sr, en, de
milan|Milan|Javorov|sr|BA|university-of-banja-luka|lecturer|public|Грађевина, модели од картона и добра питања|Problem-based learning, Digital teaching|sr, en
nada|Nada|Trešnja|sr-latn|BA|university-of-banja-luka|support|members|Quality office; believes in short questionnaires|Quality assurance, Evaluation of teaching|sr, en
selma|Selma|Ruža|bs|BA|university-of-sarajevo|assistant|members|Tutor in a first-year programme|Student engagement, Inclusive teaching|bs, en
danilo|Danilo|Čempres|cnr|ME|university-of-donja-gorica|professor|public|Economics taught through one newspaper a week|Active learning, Curriculum design|cnr, en, it
ksenija|Ksenija|Maslina|cnr|ME|university-of-donja-gorica|lecturer|public|Food technology and learning by tasting|Laboratory and clinical teaching|cnr, en
luka|Luka|Galeb|cnr|ME||researcher|members|Open data about study programmes|Quality assurance, Generative AI in teaching|cnr, en
sandra|Sandra|Mimoza|cnr|ME|university-of-donja-gorica|international|nobody|Erasmus coordinator|Internationalisation|cnr, en, fr
bojana|Bojana|Jorgovan|sr|RS|university-of-arts-in-belgrade|professor|public|Музика као начин размишљања наглас|Peer observation, Doctoral supervision|sr, en
filip|Filip|Soko|sr-latn|RS|university-of-arts-in-belgrade|lecturer|public|Filmska montaža i spora povratna informacija|Assessment and feedback, Reflective practice|sr, en
goran|Goran|Brest|sr-latn|RS||professor|members|Mašinski fakultet, projektna nastava od prve godine|Problem-based learning|sr, en, de
ivana|Ivana|Lasta|sr|RS|university-of-arts-in-belgrade|centre|public|Снима отворена предавања и сече их упола|Digital teaching, Centres for teaching and learning|sr, en
jovan|Jovan|Kesten|sr|RS||doctoral|members|Пише о оцењивању групног рада|Assessment and feedback, Scholarship of teaching and learning|sr, en
tamara|Tamara|Višnja|sr-latn|RS||expert|public|Facilitator for committees that cannot agree|Mentoring of teachers, Adult education|sr, en
zoran|Zoran|Orah|sr-latn|RS||lecturer|nobody|Programming for people who hate programming|Generative AI in teaching, Large classes|sr, en
biljana|Biljana|Topola|mk|MK||professor|public|Хемија со малку опасност и многу прашања|Laboratory and clinical teaching, Active learning|mk, en
darko|Darko|Ѓурѓин|mk|MK||designer|public|Дизајнира курсеви што работат и на телефон|Blended learning, Digital teaching, Educational technology|mk, en
elena|Elena|Јаболкова|mk|MK||lecturer|members|Учителите на идните учители|Mentoring of teachers, Curriculum design|mk, en, sq
igor|Igor|Славеј|mk|MK||researcher|public|Истражува како студентите учат пред испит|Scholarship of teaching and learning, Student engagement|mk, en
snezana|Snežana|Сојка|mk|MK||support|members|Поддршка за студенти со попреченост|Inclusive teaching|mk, en
alexandros|Alexandros|Platanos|el|GR|democritus-university-of-thrace|professor|public|Διδάσκει ιστορία με πηγές, όχι με απαντήσεις|Active learning, Inclusive teaching|el, en
chrysa|Chrysa|Leuka|el|GR|democritus-university-of-thrace|support|public|Holds a wide project together with a small calendar|Quality assurance, Internationalisation|el, en
dimitra|Dimitra|Violeta|el|GR|university-of-patras|centre|public|Training packages for new lecturers, in person and on screen|Centres for teaching and learning, Mentoring of teachers, Blended learning|el, en
giorgos|Giorgos|Aetos|el|GR|university-of-patras|lecturer|public|Engineering drawing in the age of generated images|Generative AI in teaching, Assessment and feedback|el, en, de
katerina|Katerina|Dafni|el|GR|democritus-university-of-thrace|doctoral|members|Studies how adults return to university|Adult education, Lifelong learning|el, en
spyros|Spyros|Kypari|el|GR||expert|public|Evaluates programmes and tells the truth politely|Evaluation of teaching, Quality assurance|el, en, fr
desislava|Desislava|Trendafil|bg|BG|medical-university-of-plovdiv|professor|public|Обучение до леглото на пациента, с време за въпроси|Laboratory and clinical teaching, Problem-based learning|bg, en
hristo|Hristo|Slavey|bg|BG|medical-university-of-plovdiv|lecturer|public|Anatomy for two hundred at nine in the morning|Large classes, Digital teaching|bg, en, el
radka|Radka|Yavorova|bg|BG||organisation|members|Народно читалище, курсове за всички възрасти|Lifelong learning, Adult education|bg, en
dora|Dora|Platana|hr|HR||professor|public|Poučava buduće nastavnike, uči od sadašnjih|Mentoring of teachers, Reflective practice|hr, en, it
marko|Marko|Galebić|hr|HR||lecturer|members|Pomorstvo, simulatori i mirno more|Educational technology, Active learning|hr, en
maja|Maja|Breskvar|en|SI||designer|public|Writes alt texts before anybody asks|Inclusive teaching, Digital teaching|sl, en, de
henrik|Henrik|Björk|en|SE||expert|public|Visits centres and asks what they stopped doing|Centres for teaching and learning, Evaluation of teaching|sv, en
oana|Oana|Mesteacăn|en|RO||doctoral|public|Compares what six countries call student-centred|Competency-based curricula, Scholarship of teaching and learning|ro, en, fr
ziga|Žiga|Bor|en|SI||lecturer|members|Chemistry, bicycles, peer instruction|Active learning|sl, en
fjolla|Fjolla|Bari|sq|XK||assistant|members|Waiting to hear from the committee|Active learning|sq, en
stefan|Stefan|Čvorak|sr-latn|RS||doctoral|members|Would like to join with his reading group|Scholarship of teaching and learning|sr, en
vesna|Vesna|Кукавица|mk|MK||lecturer|members|Application half finished on the bus|Blended learning|mk, en
thanos|Thanos|Glaros|el|GR||organisation|members|Runs an association for open classrooms|Lifelong learning|el, en
arben|Arben|Bletari|sq|AL||organisation|members|A foundation for books in villages|Adult education|sq, en
nora|Nora|Jelka|bs|BA||support|members|Keeps the register, the dates and the good temper||bs, en
klara|Klara|Kadulja|hr|HR||designer|public|Looks twice at every record, kindly|Curriculum design, Digital teaching|hr, en
petar|Petar|Golub|sr-latn|RS||support|public|Finds a room, a date and a projector that works|Internationalisation|sr, en
teuta|Teuta|Dafina|sq|AL||lecturer|members|Finds the right word in two languages|Internationalisation|sq, en
irena|Irena|Čaplja|hr|HR||expert|members|Reads everything, changes nothing|Quality assurance|hr, en
ljubica|Ljubica|Perunika|sr|RS||professor|members|Предаје ботанику|Laboratory and clinical teaching|sr, en
"""  # noqa: E501

# Who shows less, or more, than people do until they choose.
SHOWS = {
    "ana": {"bio": "public", "languages": "public"},
    "boris": {"bio": "public"},
    "lule": {"bio": "public", "orcid": "nobody"},
    "blerim": {"country": "members"},
    "kaltrina": {"country": "nobody", "institution": "nobody"},
    "goran": {"role": "members", "expertise": "members"},
    "henrik": {"bio": "public", "website": "public"},
}

BIOS = {
    "ana": "I teach **statistics** to psychologists, nurses and one stubborn choir of first-year "
    "students.\n\nWhat I can offer: a box of in-class questions that need no computer. What I "
    "look for: somebody who has made peer assessment work with more than 150 people.",
    "boris": "Предавам проектирање. Секоја година студентите прават модел на нешто што ќе го "
    "користат: клупа, полица, влез.\n\nМе интересира како се оценува процесот, а не само "
    "резултатот.",
    "lule": "Po ndërtoj një qendër ku askush nuk vlerësohet dhe të gjithë vëzhgohen. "
    "Write to me if you want to see how we do peer observation: three visits and no forms.",
    "vera": "Dvadeset godina radim sa glumcima i nastavnicima. Razlika je mala.",
    "jelena": "Студенти код мене добијају поене за добре грешке. Пишите ако вас занима како.",
    "henrik": "Retired, which means I finally visit lectures for fun.",
}

# Who stands for which institution; the first is the authorised representative.
REPRESENTATIVES = {
    "democritus-university-of-thrace": "alexandros",
    "university-of-patras": "eleni",
    "logos-university-college": "dritan",
    "aleksander-moisiu-university-of-durres": "agim",
    "university-of-sarajevo": "amar",
    "university-of-banja-luka": "jelena",
    "medical-university-of-plovdiv": "desislava",
    "university-of-prishtina": "lule",
    "international-business-college-mitrovica": "fatos",
    "university-of-donja-gorica": "danilo",
    "european-university-of-tetovo": "ilir",
    "university-of-arts-in-belgrade": "vera",
}
# Centre -> who leads it.
HEADS = {
    "ctl-university-of-patras": "dimitra",
    "center-for-teaching-excellence-prishtina": "lule",
    "ctl-university-of-arts-in-belgrade": "ivana",
    "ctl-ibc-mitrovica": "drita",
}
# Centre -> who writes and publishes for it, beside its head.
EDITORS = {
    "ctl-university-of-patras": "giorgos",
    "ctl-university-of-arts-in-belgrade": "bojana",
}
# Institution -> who stands in for its representative, and who else belongs to it.
DEPUTIES = {"university-of-prishtina": "blerim"}
STAFF = {"university-of-prishtina": ["kaltrina"]}
# Applied, or never did: no membership stands.
OUTSIDE = {
    "admin", "petra", "nikos", "fjolla", "stefan", "vesna", "thanos", "arben", "ljubica",
}  # fmt: skip

# Disciplines (ISCED-F 2013), and what somebody offers to colleagues.
OFFERS = {
    "vera": ("021 011", "mentor host"),
    "dritan": ("041 011", "mentor review"),
    "eleni": ("011", "mentor review host"),
    "ana": ("054", "mentor review"),
    "boris": ("073", "review host"),
    "lule": ("011 031", "mentor host"),
    "agim": ("041 101", "host"),
    "besa": ("023", "review"),
    "blerim": ("053", "mentor"),
    "fatos": ("041", "review"),
    "ilir": ("042", "mentor"),
    "jeta": ("022", "review"),
    "amar": ("091", "mentor host"),
    "dunja": ("061 011", "review"),
    "jelena": ("023", "mentor review"),
    "milan": ("073", "host"),
    "danilo": ("031 041", "review"),
    "ksenija": ("072", "host"),
    "bojana": ("021", "mentor"),
    "filip": ("021", "review host"),
    "biljana": ("053", "mentor"),
    "alexandros": ("022", "host"),
    "giorgos": ("071", "review"),
    "desislava": ("091", "mentor review"),
    "hristo": ("091", "host"),
    "dora": ("011", "mentor"),
}
LINKS = {
    "ana": [{"label": "Statistics without fear", "url": "https://ana.example.org/statistics"}],
    "ivana": [
        {"label": "Отворена предавања", "url": "https://lectures.example.org/ivana"},
        {"label": "Portfolio", "url": "https://ivana.example.org/"},
    ],
}
