# ruff: noqa: E501
"""The demo's records. Their authors are the fictional people of `_people`; one is real.

kind | language | licence | field | year | days ago | downloads | authors | tags | files | title
and, on the lines below, the abstract; its first paragraph is also what the files say.
"""

RECORDS = """\
lesson-plan|en|cc-by-4.0|054|2025|12|143|ana|statistics, large classes, active learning|pdf docx|Ninety minutes on the median, without a computer
A complete plan for one meeting with first-year students who fear numbers. They stand up, line themselves up by height, and find the median with their feet.

* 10 minutes: guess, then write the guess down
* 25 minutes: the human box plot
* 35 minutes: the same question about rents in three cities
* 20 minutes: what the mean would have hidden

Tried four times with groups of 40 to 160.
===
slides|sr-latn|cc-by-sa-4.0|021|2025|20|88|filip|feedback, film, critique|pptx|Kako reći da scena ne radi: povratna informacija bez povreda
Petnaest slajdova za radionicu o povratnoj informaciji u umetničkim predmetima. Prvo opisujemo šta vidimo, zatim pitamo, tek onda predlažemo.

Uz svaki slajd stoji vežba od pet minuta. Najbolje radi u grupama od četvoro.
===
syllabus|mk|cc-by-4.0|073|2026|5|31|boris|architecture, process, project work|docx|Проектирање 1: предметна програма што го оценува процесот
Програма за еден семестар во која половина од поените доаѓаат од дневникот на проектот, а не од конечниот модел. Студентите секоја недела пишуваат што отфрлиле и зошто.

Приложени се распоредот, начинот на оценување и две прашања што вреди да се постават секоја недела.
===
assignment|sq|cc-by-nc-4.0|032|2025|33|57|besa|writing, student engagement, journal|docx|Një numër reviste brenda tre javësh: detyra dhe afatet
Studentët shkruajnë, redaktojnë dhe botojnë vetë një numër reviste. Detyra ndahet në role të vogla, që askush të mos fshihet pas grupit.

Këtu janë afatet, rolet dhe pyetjet me të cilat redaktorët lexojnë njëri-tjetrin.
===
rubric|en|cc0-1.0|011|2026|3|212|jeta, lule|assessment, rubrics, large classes|pdf csv|One page, four rows: a rubric for two hundred essays
Four rows are what a tired reader can hold in mind. This rubric asks about the claim, the evidence, the reader and the language, each on three levels with one example sentence.

Use it, cut it, translate it. The table is attached as a CSV for your own grade book.
===
article|en|reserved|011||60|0||university pedagogy, networks|doi|An article about the network in ACADEMIA (described here by its DOI alone)
One peer-reviewed article deals with the network. Its authors, its full title and its text are with the journal; we keep the way to it here and say no more of it than we know.
===
article|en|cc-by-4.0|011|2024|140|97|igor, kaltrina|exams, student learning, self-testing|pdf|What students do the night before: diaries from three faculties
Forty students kept a diary of the last two days before an exam. Rereading took most of their hours; testing themselves took the fewest and was what the best of them did.

The paper ends with three things a lecturer can change without changing the exam.
===
article|sr|cc-by-4.0|011|2025|75|41|jovan|group work, assessment|docx|Ко је шта радио? Оценивање групног рада очима студената
Разговори са двадесет и четири студента о томе када им је заједничка оцена била праведна. Најчешћи одговор: када су сами могли да кажу ко је шта радио, и када је то неко прочитао.

Рад предлаже кратак образац од три питања.
===
chapter|en|cc-by-nc-nd-4.0|01|2023|400|64|luan|adult education, lifelong learning|pdf|Coming back at forty: adults in classes made for nineteen
A chapter about people who return to university with a job, a family and a memory of school that was not always kind. What they ask for is rarely less work; it is a calendar that does not change.
===
report|en|cc-by-4.0|011|2026|16|175|eleni, dimitra|staff development, survey, CTL|pdf csv|What new lecturers asked for: a small survey of 61 people
Sixty-one lecturers in their first three years told us what they would come to. Short meetings at noon won; certificates came fifth.

The questions and the answers, without anything that points to a person, are attached as CSV.
===
report|bs|cc-by-4.0|091|2025|90|38|amar|simulation, medicine, skills|docx|Godinu dana simulacija: šta je ostalo u rukama, a šta u glavi
Izvještaj o prvoj godini rada u prostoru za vježbe. Mjerili smo isto nakon sedam dana, tri mjeseca i na kraju godine. Vještina bez razgovora poslije vježbe blijedi brže nego što smo mislili.
===
guide|en|cc-by-sa-4.0|011|2026|8|301|lule, drita|CTL, founding a centre, strategy|pdf|A centre in twelve months: one small step each
A guide for whoever has been told "you will build the centre" and has no room, no budget and one interested colleague. Each month has one step, what it costs, whom you need, and how you will know that it worked.

Month one is a coffee with the person who keeps the room bookings.
===
guide|sq|cc-by-sa-4.0|011|2026|7|119|lule|CTL, peer observation|docx|Tri vizita, asnjë formular: vëzhgimi mes kolegëve
Udhëzues i shkurtër për vëzhgimin e mësimit mes kolegësh. Para orës pyetet: çfarë do të doje të shihja? Pas orës fillon të flasë ai që ka mbajtur mësimin.

Asgjë nuk shkruhet për dosjen.
===
guide|el|cc-by-4.0|061|2025|49|72|giorgos|generative AI, assessment, integrity|docx|Τι ζητάμε όταν ζητάμε εργασία; Οδηγός για την εποχή των εργαλείων που γράφουν
Οδηγός έξι σελίδων για διδάσκοντες που θέλουν να αλλάξουν τις εργασίες τους και όχι να κυνηγούν τους φοιτητές τους. Κάθε πρόταση έχει ένα παράδειγμα πριν και ένα μετά.
===
thesis|en|cc-by-nc-4.0|011|2025|110|26|oana|competences, comparison, student-centred learning|pdf|Six meanings of "student-centred": a comparison of course documents
A doctoral thesis that reads 240 course documents from six countries and counts what the words do. Where the word stands most often, the student chooses least; the last chapter asks why.
===
dataset|en|cc0-1.0|01|2026|14|53|luka|open data, study programmes|csv|Study programmes and their contact hours: a table of 40 invented examples
A table for teaching how to clean data: forty programmes that do not exist, with the kinds of mistakes that real tables have. The column "hours" contains three different ideas of what an hour is.
===
dataset|en|cc-by-4.0|051|2024|210|19|ksenija|tasting, protocols, laboratory|csv|Tasting protocols of one semester, cleaned
Scores of twelve tastings by nine groups, with the students' names replaced by letters. Good for a first lesson on agreement between raters.
===
video|sr|cc-by-nc-sa-4.0|021|2026|10|0|ivana, bojana|lecture, music, thinking aloud|link|Музика као размишљање наглас: отворено предавање, 24 минута
Снимак предавања које је било дуго четрдесет и пет минута, а постало је боље када смо га скратили упола. Титлови на српском, ћирилицом.
===
video|en|cc-by-4.0|053|2025|58|0|blerim|physics, kitchen, demonstration|link|Six demonstrations with things from a kitchen
Short films, three minutes each: surface tension with pepper, resonance with glasses, and four more. Each stops before the answer, so that your students can say it first.
===
recording|en|cc-by-4.0|011|2025|130|0|henrik, tamara|staff development, conversation|link|Two people who visit centres talk about what they stopped doing
A conversation of half an hour about ending things: the newsletter nobody read, the course that was full of the same eight people, the form.
===
recording|mk|cc-by-4.0|011|2026|22|0|elena|mentoring, new teachers|link|Првата година пред клас: пет кратки разговори
Пет разговори со млади наставници на крајот од нивната прва година. Слушајте ги заедно со менторите; по секој разговор има едно прашање за двајцата.
===
image|en|cc-by-4.0|011|2026|27|84|maja|accessibility, alt text, slides|png|Before you upload the slides: a poster with seven checks
A poster for the corridor by the copy machine. Contrast, headings, alt texts, captions, file name, language, and one person who tries it on a phone.
===
image|sq|cc-by-sa-4.0|041|2025|66|23|agim|field trip, tourism|png|Harta e një vizite në terren: para, gjatë, pas
Poster për studentët që dalin në terren. Para: një pyetje për secilin. Gjatë: një foto pa njerëz. Pas: çfarë do të bënim ndryshe?
===
good-practice|en|cc-by-4.0|011|2026|6|166|ana, emir|peer assessment, large classes|pdf|Peer assessment with 160 students: what held and what broke
**Context.** A first-year course, 160 students, two teachers.

**Problem.** Feedback came three weeks late.

**What we did.** Three short rounds; each student reads two texts and is read twice.

**What it needed.** Two hours to prepare, one evening per round.

**Results.** Nearly all texts were read within four days; marks given by students and by us lay close together, except for the very best and the very worst texts.

**Would it travel?** Yes, if the first round does not count.
===
good-practice|sr-latn|cc-by-4.0|071|2025|95|70|goran|project work, engineering, first year|pdf|Most od špageta nije igra: projektna nastava od prve nedelje
**Kontekst.** Prva godina, sto dvadeset studenata, jedna sala.

**Šta smo uradili.** Svaka grupa za tri nedelje gradi most, meri ga i ruši. Ocenjuje se predviđanje, ne nosivost.

**Rezultat.** Na kolokvijumu je manje njih učilo napamet, a više pitalo.
===
good-practice|mk|cc-by-4.0|011|2026|18|47|snezana|inclusion, disability, exams|docx|Испит со време за сите: што сменивме за студентите со попреченост, а помогна на сите
**Проблем.** Секое барање за повеќе време беше посебна молба.

**Што направивме.** Испитот е краток, времето е долго, за сите исто.

**Резултат.** Молбите речиси исчезнаа. Резултатите на другите не се променија.
===
good-practice|el|cc-by-nc-4.0|022|2025|84|35|alexandros|history, sources, seminar|docx|Μάθημα με πηγές αντί για απαντήσεις
Κάθε συνάντηση αρχίζει με δύο πηγές που διαφωνούν. Οι φοιτητές αποφασίζουν ποια ερώτηση λείπει. Περιγράφεται ένα εξάμηνο, με το υλικό και τα λάθη μας.
===
case-study|en|cc-by-4.0|041|2025|70|58|fatos|companies, cases, business|pdf|Ten minutes away: a case from the furniture workshop next door
A case for a course in management, written with a small company that wanted to remain unnamed. Students get the numbers of one bad quarter and have to ask for the rest.
===
case-study|bs|cc-by-sa-4.0|011|2026|25|44|dunja, selma|first year, online course|docx|Kurs koji nitko nije završavao, pa jeste
Studija slučaja o kursu koji je tri godine gubio polovinu studenata u drugoj sedmici. Uklonili smo šest od jedanaest videa i dodali jedan poziv.
===
case-study|bg|cc-by-4.0|091|2025|120|29|desislava|bedside teaching, medicine|docx|До леглото на пациента: четири минути за въпроси
Случай от клинично обучение: какво се промени, когато преподавателят започна да мълчи в първите четири минути след прегледа.
===
checklist|en|cc0-1.0|011|2026|9|132|nada, spyros|evaluation, questionnaire|pdf docx|Eleven questions before you send another questionnaire
If you cannot say who will read the answers, and by when, do not send it. A page to go through with whoever asked you for "a quick survey".
===
checklist|hr|cc-by-4.0|011|2025|105|21|dora|mentoring, reflective practice|docx|Prije prvog sata: popis za mentore i pripravnike
Popis za prvi razgovor mentora i pripravnika. Pola pitanja postavlja pripravnik.
===
tool|en|cc-by-4.0|011|2026|2|61|tamara|committees, facilitation|docx|A one-page agenda for a meeting that must decide something
A template with three boxes: what we decide today, what we only hear, what we leave out. It prints on A4 and fits on a phone.
===
tool|cnr|cc-by-sa-4.0|041|2025|52|17|danilo|newspaper, economics, discussion|docx|Jedna novina sedmično: obrazac za razgovor na času
Obrazac koji student popuni za deset minuta: šta se dogodilo, ko plaća, šta bih pitao autora. Radi sa svakom novinom.
"""

# For members only, by the beginning of their title.
MEMBERS_ONLY = ("What new lecturers asked for", "Kurs koji nitko", "A one-page agenda")

# Handed in and waiting for the curator; returned; begun: the same columns, "days ago" is when.
WAITING = """\
slides|en|cc-by-4.0|011|2026|1|0|dimitra|microteaching, staff development|pptx|Microteaching in pairs: slides for a first meeting
Slides for the first hour of a training package. Eight minutes of teaching, eight of talking, change places.
===
lesson-plan|mk|cc-by-4.0|053|2026|2|0|biljana|chemistry, laboratory, safety|docx|Хемија со малку опасност: прв час во лабораторија
План за првиот час во лабораторија. Студентите прво цртаат што мислат дека ќе се случи.
===
good-practice|sq|cc-by-4.0|042|2026|3|0|ilir|law, moot court, languages|pdf|Gjyqi i simuluar në tri gjuhë
**Konteksti.** Studentë juridiku që flasin gjuhë të ndryshme.

**Çfarë bëmë.** Çdo ekip ka një përkthyes nga radhët e veta, dhe përkthimi vlerësohet.
===
dataset|en|reserved|061|2026|4|0|zoran|programming, errors|csv|Error messages of a first programming course
Two hundred error messages that beginners met, with how long it took them to go on.
"""

RETURNED = """\
video|en|cc-by-4.0|084|2025|6|0|ana|statistics|link|Box plots in three minutes
A short film.
===
"""
RETURN_REASON = (
    "Thank you, Ana, we would like to have it. Two things: please say in the abstract for whom "
    "it was made and how you use it in class, and choose the field again. It says veterinary now."
)
DRAFTS = """\
guide|bs||||0|0|ana|statistics|docx|Pitanja za čas bez računara
Kutija s pitanjima, još nedovršena.
"""
