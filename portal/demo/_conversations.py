"""What the demo network talks about.

A topic begins with `== board | days ago | marks | title`, a post with `@handle +days since the
one before`, then its text. Marks: pinned, locked.
"""

from django.utils.translation import gettext_noop as _

# Slug, name, what it is for, who reads, who writes.
BOARDS = [
    ("network", _("About the network"),
     _("Announcements, house rules, and how the network works."),
     "public", "moderators"),
    ("common-room", _("The common room"),
     _("Say good day, look for a partner, tell what happened in class this morning."),
     "public", "members"),
    ("active-learning", _("Active and large classes"),
     _("Groups, voting, silence, two hundred people at nine in the morning."),
     "public", "members"),
    ("assessment", _("Assessment and feedback"),
     _("Marks, rubrics, peers, and words that students can use."),
     "public", "members"),
    ("digital", _("Digital teaching and AI"),
     _("Recording, blending, generating, and when to switch it all off."),
     "public", "members"),
    ("centres", _("Running a centre"),
     _("For those who found, lead or staff a Centre for Teaching and Learning."),
     "members", "members"),
]  # fmt: skip

CONVERSATIONS = """\
== network | 220 | pinned | House rules, on one screen
@mira +0
Welcome. Four sentences are enough:

1. Write as you would speak to a colleague whom you meet tomorrow.
2. Use the language you think in. Somebody will understand, and somebody will translate.
3. What students tell you stays theirs: **no names, no recognisable stories**.
4. If a post troubles you, press *Report*. I read every one, and I answer.
@dritan +0.6
Thank you, Mira. May I add: a question is a contribution. Half of us only dare to write when somebody else has asked first.
@selma +2.1
Je li u redu pisati na bosanskom i zalijepiti prevod ispod?
@mira +0.2
Naravno. Prevod je lijep, ali nije obavezan.

== network | 34 | | How the working teams are put together
@mira +0
Several of you asked how one joins a working team. You write to the Steering Committee which one, and what you would do in it in the first three months. That second half matters more than a CV.
@tamara +0.8
I would add from experience: teams of five get things done, teams of twelve get minutes done.
@spyros +0.9
> teams of twelve get minutes done

I shall put this on a mug.
@eleni +1.2
We read every proposal at the first meeting of the month. If nothing has come back after that, please knock again, it means that we have slipped and not that we said no.

== network | 9 | locked | New on the site: watch a topic, choose your letters
@mira +0
You can now **watch** a topic or a whole board and get a letter when somebody writes. Every letter has a link at the bottom that ends it with one click. What you write in is watched by itself, unless you untick it.
@besa +0.4
A mund të marr vetëm një letër në javë?
@mira +0.3
Ende jo, por e kemi në listë. Deri atëherë: ndiq vetëm temat që të duhen.
@mira +4
I close this one here, so that the answer stays easy to find. New wishes are welcome in the common room.

== common-room | 210 | | Good day from Sarajevo
@ana +0
I teach statistics to psychologists and nurses, which means that I teach courage first and variance second. I am here because I would like to stop reinventing my seminar alone every September.
@boris +0.3
Добредојде, Ана. Јас предавам проектирање и истото го правам секој октомври. Да направиме барем еден семинар заедно?
@ana +0.5
Rado. Imam kutiju pitanja za koja ne treba računar; ti imaš studente koji znaju crtati. Nešto će iz toga ispasti.
@lule +1
Welcome, both of you. This exchange is exactly why I keep coming here.

== common-room | 96 | | Kush është për një grup leximi?
@besa +0
Kam lexuar vetëm, në tren, gjithë verën. A ka njeri dëshirë të lexojmë bashkë një artikull në muaj për të nxënit aktiv, dhe të flasim një orë në internet?
@jeta +0.4
Unë po. Propozoj të enjten e parë, në mbrëmje, dhe vetëm artikuj që hapen pa pagesë.
@kaltrina +0.2
Edhe unë. Mund të mbaj shënime: tre fjali për çdo takim, jo më shumë.
@gent +1.5
Po. Por me kusht që një herë në tre muaj të lexojmë diçka me të cilën nuk pajtohemi.
@besa +0.3
Pranohet. Takimi i parë është të enjten; lidhjen ua dërgoj këtu një ditë më parë.

== common-room | 61 | | Looking for a partner for a staff visit in spring
@drita +0
We are four people founding a small centre and would like to sit for three days beside somebody who has been doing it for years. We bring good coffee and many questions, and we pay for our own beds.
@dimitra +0.7
Come to us in the second week of April: we run two workshops for new lecturers then, and you could watch one and help in the other.
@drita +0.2
Yes! What should we have read before?
@dimitra +0.5
Nothing. Bring your own annual plan, however short, and we shall take it apart kindly together.
@chrysa +1.1
If you combine it with a visit to us further north, I can help with the papers on our side. Start the travel forms **six weeks** before; I mean it.

== common-room | 44 | | Каква е вашата прва реченица на првиот час?
@elena +0
Собирам први реченици. Мојата беше „Јас сум Елена и нема да зборувам долго“. Не беше вистина.
@biljana +0.2
„Кој од вас се плаши од хемија? И јас се плашев.“
@darko +0.3
Јас прво молчам една минута и пишувам на табла. Тогаш сите се смируваат, и јас со нив.
@igor +0.6
„Што последно научивте без да ве тера некој?“ Одговорите ги чувам цела година.
@ana +0.4
Ja kažem: „Danas ćemo pogriješiti zajedno“. I onda stvarno pogriješim, namjerno, i čekam ko će primijetiti.

== common-room | 23 | | Two rooms, one projector, forty years of chairs
@goran +0
Our faculty is about to buy chairs. Nobody has asked a teacher. If you could say *one* sentence to the person who signs, what would it be?
@hristo +0.1
Wheels.
@milan +0.2
Нека столови буду лаки, а столови за писање спојиви. Све остало је украс.
@maja +0.4
Leave one aisle that a wheelchair can turn in, and then leave a second one.
@ksenija +0.5
Kupite manje stolica. Ozbiljno. Prazan prostor je najskuplje nastavno sredstvo koje nemamo.
@goran +1.3
I have sent all four to the dean, in this order, and got a meeting. Thank you.

== common-room | 12 | | A workshop that failed, and what I kept
@tamara +0
I ran a workshop on disagreement for a department that, it turned out, had stopped speaking to one another in 2019. Nobody disagreed. It was the politest two hours of my life.

What I kept: ask the host *one* question beforehand, "What will people say in the corridor afterwards?"
@luan +0.5
I ask: "Who would be glad if this workshop failed?" Same medicine, stronger dose.
@henrik +0.8
And I ask what they have stopped doing. If the answer is "nothing", there is no room for anything new either.

== common-room | 3 | | Да ли неко иде возом на годишњи скуп?
@jelena +0
Размишљам да кренем дан раније и да успут посетим колеге. Ко би у купе где се прича о настави?
@jovan +0.2
Ја бих, ако смем да понесем поређења оцењивања групног рада, одштампана, на сто страна.
@jelena +0.1
Смеш педесет.
@nada +0.6
I ja idem. Nosim pitu, kao i svake godine.

== active-learning | 190 | | The silent row
@kaltrina +0
For my thesis I sit in lectures and count who speaks. In one course of sixty, **eleven** people spoke in a whole term, always the same. The lecturer was sure that it was "about half".

What do you do with the silent row?
@ana +0.3
I ask them to write first: ninety seconds, on paper. Then each reads what *somebody else* wrote. Reading another's sentence aloud is much easier than owning one.
@blerim +0.2
Votim me letra me ngjyra. Asnjë teknologji, të gjithë marrin pjesë, dhe unë e shoh klasën si një fushë me lule.
@selma +0.9
One warning from the tutor's side. Some are silent because the language is their third. They need the question a day earlier, and not a louder voice.
@kaltrina +0.4
Thank you, this goes straight into my chapter on preparation. May I quote you without names?
@selma +0.1
Of course.

== active-learning | 150 | | Anatomy for two hundred at nine in the morning
@hristo +0
I have the hall, two hundred people, and the hour when even the coffee sleeps. I would like ten minutes of activity in each fifty. What has survived contact with your students?
@ziga +0.4
Peer instruction, in its plainest form: question, vote, talk to your neighbour, vote again. The whole trick is the question: if more than 70 % get it right at once, it was too easy and you lose them.
@amar +0.6
For anatomy: show a scan with the label *wrong*, and let them find what is wrong. They wake up at once, nothing wakes people like an expert's mistake.
@hristo +6
Report after two weeks. The wrong label works so well that they now check all my slides. I have created a monster and I am very proud of it.
@desislava +0.5
Колега, и аз го опитах при леглото на пациента, с грешен план за лечение на хартия. Същият ефект, само че по-тихо.

== active-learning | 118 | | Како да групите не бидат секогаш исти?
@boris +0
Ако ги оставам сами да се групираат, пријателите седат со пријатели. Ако ги делам јас, се буни половина година. Што правите вие?
@biljana +0.3
Ги делам според тоа *што не знаат*: краток тест на почетокот, потоа во секоја група по еден што знае различно нешто.
@ilir +0.5
Në drejtësi i ndaj sipas rolit: avokat, prokuror, gjykatës, dëshmitar. Rolin e heqin me short, prandaj askush nuk zemërohet me mua, por vetëm me shortin.
@snezana +0.7
Само внимавајте кој останува последен. Јас секогаш почнувам од студентите на кои просторот им е потежок, и потоа ги градам групите околу нив.
@boris +0.2
Ова последното не ми текна дваесет години. Благодарам.

== active-learning | 77 | | Debate as an examination
@ilir +0
I replaced the oral examination in constitutional law by a moot court: three on each side, one hour, in whichever of our three languages the team is strongest in. The jury is two of us and one practitioner.
@danilo +0.4
How do you mark one person out of a team of three?
@ilir +0.2
Each writes one page the night before: my strongest argument, and the one I am most afraid of. That page is half of the mark.
@jovan +0.6
То „чега се највише бојим“ је одлично. Узимам.
@jeta +0.3
And what about those who freeze when they must speak?
@ilir +0.5
They may be the one who writes the judgment. It needs more thought than speaking, and the group knows it.

== active-learning | 52 | | Field trips without the bus
@agim +0
Autobusi kushton më shumë se semestri. Prandaj studentët e mi shkojnë në port vetë, dy nga dy, me *një* pyetje që duhet ta bëjnë dikujt që punon atje.
@danilo +0.5
We do it with a newspaper: one article, find the person it is about, ask what the article left out. Only about a third manage. Those who fail learn just as much.
@mirela +0.8
E provova me studentët që shkojnë jashtë. Pyetja ime: „Çfarë ju pyetën ata juve?“ Përgjigjet janë më të mira se raportet.

== active-learning | 30 | | Kutije pitanja bez računara
@ana +0
Here is my box, as promised to Boris. Thirty cards, each a question about data that a person can answer by standing up, moving, or pointing. Three to begin with:

- *Stand in a line by how long you slept.* Where is the median? Who decides when two are equal?
- *Point at the wall that you believe is north.* What would a good measure of our disagreement be?
- *Everybody who has ever dropped a statistics course, raise a hand under the table.* Now: how could I learn the number without seeing a hand?
@zoran +0.4
The third one is the randomised response method, and you have just taught it to me in one sentence after I had failed to understand it for years.
@boris +0.2
Ја пробав првата со архитекти. Петнаесет минути расправија за „кога точно си заспал“. Дефиниција на променлива, одлично.
@lule +1.4
May we translate the cards? I have two doctoral students who would do it into Albanian as their first publication with the network.
@ana +0.3
Please do. I only ask that they test each card in a class first and write on the back what happened.

== active-learning | 16 | | How long is too long for group work?
@oana +0
I compared timetables in six places, and "group work" means anything from four minutes to four months. When do *you* stop a group?
@fatos +0.2
When the noise changes. First it rises, then there is a dip, then it rises again about football. Stop in the dip.
@marko +0.5
On the simulator I stop them when they agree. Agreement at sea is usually the moment before something goes wrong.
@maja +0.4
Put the clock where everybody can see it, and *never* add time. People who need longer need it announced, not granted.

== active-learning | 2 | | Студенти који већ све знају
@milan +0
Имам троје у групи од тридесет који су све ово већ радили на пракси. Досадно им је и то се види. Шта им дајете?
@ana +0.2
Dajem im moj posao: neka smisle pitanje na kojem će ostali pogriješiti iz *dobrog* razloga. To je teže od svakog zadatka koji imam.
@goran +0.3
Kod nas oni vode prvi sastanak svake grupe i onda se povuku. Moraju da se povuku, to se ocenjuje.

== assessment | 170 | | Peer assessment with more than 150 people
@ana +0
Has anybody made it work at this size? Mine collapsed in the third week: good reviews from the good students, "nice work" from everyone else.
@jeta +0.4
Two hundred essays here. What saved us: three criteria, no more; a sentence that must begin with "I did not understand why"; and *everybody* reviews one text that I wrote badly on purpose, first.
@jovan +0.5
There is decent evidence that it is giving reviews that teaches, more than getting them. So I mark the reviews and not the essays.
@giorgos +0.7
Same in drawing. I look at ten pairs at random each week, and they know it. Ten is enough if nobody knows which ten.
@ana +21
Third week again, this time with Jeta's bad text. The average review has gone from 9 words to 41. I could hug somebody.
@jeta +0.2
I accept.

== assessment | 133 | | One rubric for a whole faculty: has it ever worked?
@nada +0
Naša uprava želi jednu rubriku za sve predmete. Ja ne želim, ali možda grešim. Da li je neko to doživeo?
@dritan +0.6
We tried. What survived is one *page of words*: what we mean by "argues", "applies", "evaluates". Each course then writes its own rubric with those words. Nobody fought about it.
@spyros +0.4
I have evaluated four faculties with a common rubric. In all four there was the official one, and the real one in a drawer.
@nada +0.3
Stranica reči umesto rubrike. To mogu da prodam.

== assessment | 101 | | Vlerësimi pa notë në vitin e parë
@besa +0
Tre javët e para i japim studentëve vetëm komente, pa notë. Kolegët thonë që „askush nuk do të punojë“. Ka dikush përvojë?
@blerim +0.3
Po, në laborator. Punuan më shumë, sepse komentin duhej ta përdornin në raportin tjetër. Pa këtë lidhje, komenti vdes.
@kaltrina +0.2
Nga intervistat e mia: studentët nuk kanë frikë nga mungesa e notës, kanë frikë që nota po fshihet diku. Thuajuni qartë që *nuk ekziston*.
@lule +0.9
We did it for one whole term, with the rector's signature. The drop-out rate in that course fell. One course, one year, so please do not quote it as a law of nature.

== assessment | 83 | | Feedback in the language of the student
@ilir +0
Half of my students write in Albanian, a third in Macedonian, the rest in English. I can mark in all three but my *comments* are dull in two of them. What would you do?
@elena +0.4
Снимај глас. Мојот македонски на хартија е строг, а на глас сум човек.
@filip +0.3
Sporo, ali lično: jedna rečenica rukom, na jeziku na kome je rad napisan, i dva pitanja na jeziku koji dobro znaš.
@darko +0.5
I would add a bank of twenty comments that you had checked once by somebody for whom it is the first language. Twenty cover most of what one has to say, sadly.
@ilir +0.3
Twenty comments in three languages: I will make it and put it into the repository.

== assessment | 58 | | Оцењивање групног рада: ко је шта урадио?
@jovan +0
Пишем рад о томе и скупио сам једанаест начина. Најгори је, наравно, „сви добијају исто“. Који ви користите, и шта би вас натерало да га промените?
@milan +0.4
Дневник градилишта. Свака група води дневник као на правом градилишту: датум, ко је био, шта је урађено. Потписују сви.
@goran +0.3
Kod nas na kraju svako dobije sto poena i deli ih ostalima, sebi ne sme. Prvi put je bilo ružno, drugi put pošteno.
@tamara +0.6
Deljenje poena radim i ja, ali *javno i usmeno*, uz obrazloženje. Menja ponašanje već u drugoj nedelji, jer svi znaju da dolazi.
@jovan +0.2
Јавно! То немам. Дванаести начин.

== assessment | 39 | | A clinical examination that does not smell of fear
@desislava +0
At the bedside our students are examined by people whom they will work for. They say what the consultant wants to hear. I would like to examine reasoning, and not obedience.
@amar +0.3
Simulated patient, and the examiner sits *behind* the student. It changes everything: nobody reads your face for the answer.
@hristo +0.5
We let them say "I would now ask for help, and I would ask *this*". It counts as a right answer. It took a year until they believed us.
@desislava +2
I have proposed both to the department. One was accepted. I will let you guess which.

== assessment | 20 | | Students who negotiate every mark
@danilo +0
After every test there is a queue at my door. Twenty minutes each, two points each, and a small war. How do you keep the conversation and lose the market?
@vera +0.3
I ask for the appeal in writing, one paragraph, with a reference to the criteria. The queue became three people, and those three are usually right.
@emir +0.5
Evaluation hat on: look at *who* queues. In our data it was almost only those who were already confident. The paragraph helps the others too.
@bojana +0.4
Код нас на музици студент прво сам себи напише оцену и образложење. Кад се разликујемо, разговарамо. Углавном су строжи од мене.
@danilo +1
A paragraph it is. I will also count who writes them.

== assessment | 5 | | Marking essays that a machine may have written
@giorgos +0
I no longer try to find out. I ask for the drawing *and* for three versions of it, with a line on what changed between them. It takes me the same time and it is far more interesting to read.
@besa +0.3
Ne bëjmë të njëjtën gjë me revistën: drafti i parë me dorë, në klasë. Pastaj çfarë të duan.
@luka +0.4
> I no longer try to find out

I think this is the only honest position. The detectors in our small test were wrong about one in nine, and wrong more often about people who write in their second language.
@ana +0.2
Luka, do you have that written down somewhere? My dean is about to buy one.
@luka +0.5
Two pages, with the numbers. I will add it to the resources this week.

== digital | 160 | | Отворена предавања: сечемо их упола
@ivana +0
Снимили смо отворена предавања од по деведесет минута. Гледали су их шест минута. Сад их сечемо на пола, па на пола, и свако почиње питањем. Да ли је неко мерио шта се стварно гледа?
@dunja +0.4
Mjerili smo: do sedme minute ostane polovina, *osim* ako se u petoj traži da nešto urade. Onda se vrate.
@darko +0.3
И титлови. Половина гледаат без звук, во автобус.
@maja +0.5
Captions, and a transcript beside them. The transcript is what people search before the examination.
@ivana +12
Исекли смо прво на девет делова. Гледаност се утростручила, а најгледанији део је онај у коме сам погрешила.

== digital | 124 | | Blended without burning out
@dunja +0
I turn other people's lecture notes into courses. The most useful thing that I ever said to a professor: *you may put online only what you will take out of the lecture*. Otherwise the course is simply twice as long.
@boris +0.2
Ова го закачив над биро.
@dimitra +0.4
In our training package we make people cross out a page of their syllabus before they open the learning platform. There are tears.
@elena +0.6
А што остана во просторијата, кај вас?
@dunja +0.3
What needs other people: arguing, making, being wrong together.

== digital | 92 | | A course that works on a phone
@darko +0
Седумдесет проценти од моите студенти читаат на телефон. Мојата листа, на една страна:

1. Ниту една табела пошироко од три колони.
2. Видео под шест минути, со титл.
3. Задача што се предава со фотографија од тетратка.
4. Сè мора да се отвори во автобус низ тунел.
@selma +0.5
Broj četiri treba da bude broj jedan.
@ksenija +0.3
We tested ours by sitting in the worst corner of the building. Half of it did not open. That was an instructive afternoon.

== digital | 66 | | Gjenerimi i imazheve në vizatim teknik
@gent +0
Studentët sjellin imazhe të bukura që nuk mund të ndërtohen. Si i mësoni të shohin pse?
@giorgos +0.3
I print the image, and ask them to draw the section through it. By the second line they see that the stairs lead into a wall.
@boris +0.4
Кај мене: „Направи го од картон до петок“. Картонот е најстрогиот рецензент.
@milan +0.2
Картон! Мој човек.

== digital | 48 | | AI as a sparring partner: what we let students do
@zoran +0
I teach programming to people who hate programming. This year the assistant is allowed, on one condition: they must hand in one *wrong* answer that it gave, and explain how they noticed. It has become the best part of the course.
@luka +0.4
Do they find them?
@zoran +0.1
By week four everybody does. By week eight they find mine too.
@oana +0.6
May I use this as a case in my comparison? It is the first rule of this kind I have seen that asks for work, rather than for a promise.
@jelena +0.5
У настави језика: алат напише писмо, студент га *поквари* тако да звучи као човек. Смејемо се много, а уче регистар.

== digital | 26 | | Which tool for anonymous questions?
@selma +0
Something that needs no account and no phone number, and that does not show advertising to my students. Paper counts as an answer.
@ana +0.2
Papir. Dva sandučeta kod vrata, jedno za „ne razumijem“, drugo za „dosadno mi je“.
@hristo +0.4
In a hall for two hundred paper does not travel. We run a small thing on our own server, written by a student; I can ask whether he would share it.
@selma +0.3
Please ask him. And Ana, I am stealing the second box.

== digital | 1 | | Recording students: who may see it, and for how long?
@bojana +0
Снимамо часове музике ради међусобног посматрања. Студенти су се сложили, али нико није рекао до када чувамо снимке. Како сте ви то решили?
@lule +0.2
We wrote it on the consent sheet: seen by the two people named, deleted on the last day of term. A short term is easier to keep than a good intention.
@ivana +0.2
И важно: ко брише. Код нас пише име и презиме, иначе нико не обрише.

== centres | 140 | | Founding a centre: what we would do again
@drita +0
Month seven. What we would do again: start with **one** service that people ask for. For us, somebody who comes to your class and tells you kindly what she saw. What we would not do again: a logo in month two.
@lule +0.4
We began the same way. Write down every request of the first year, also the odd ones. That list became our strategy, and nobody could say we had invented it.
@dimitra +0.5
Ask each department to *name a person*. It costs them nothing, and from then on you have somebody to write to.
@ivana +0.8
Код нас је помогло што смо једном месечно слали *једну* добру причу из наставе, са именом наставника. После пола године људи су почели сами да их шаљу.
@drita +0.6
A list, a person, a story. I am printing this thread for the rector.

== centres | 71 | | Whom does your centre report to?
@ivana +0
Код нас је то недавно промењено и још увек учимо. Занима ме где сте ви: ректорат, квалитет, или сами за себе?
@dimitra +0.5
Inside the quality unit. It gives us data and a budget line. It also makes people think that we have come to inspect them, and that takes years to undo.
@lule +0.3
Directly to the vice-rector. Short way, but it depends on the person in the chair. Have something in writing before the chair changes.
@henrik +0.9
I have visited some thirty centres. The line on the chart mattered less than one thing: does anybody with power come to your events *and stay until the end*?

== centres | 47 | | Counting what cannot be counted
@nada +0
Treba mi izveštaj: koliko je nastavnika „obučeno“. Mogu da napišem 214. Da li to išta znači?
@emir +0.3
It means 214 signatures. I would report three numbers: how many came back a second time, how many changed one thing (they tell you in a line, six weeks later), and what that one thing was.
@spyros +0.4
And the third one is not a number, which is why it is the only part that the rector reads.
@nada +0.2
„Vratilo se 61.“ To je, u stvari, mnogo bolja rečenica.

== centres | 18 | | Mentors for new lecturers: paid, thanked or neither?
@eleni +0
We have twenty-two mentors and no budget. They get a letter from the rector and lunch twice a year. It worked for nine years, now two have stopped. Should I fight for money, or for hours?
@elena +0.4
Часови. Парите одат во општа каса, часот е твој.
@dora +0.3
Hours. And let the mentors meet *each other*: ours say that it is the only meeting of the year from which they come home with something.
@tamara +0.5
Before you fight, ask the two who stopped. In my experience it is seldom the money and often a mentee who never wrote back.
@eleni +1.5
I asked. Tamara was right, both times.

== centres | 4 | | One page for the new vice-rector
@drita +0
Nesër kam pesëmbëdhjetë minuta me prorektorin e ri. Çfarë do të vendosnit në *një* faqe?
@lule +0.1
Tri gjëra: çfarë bëjmë tashmë (me një emër njeriu për secilën), çfarë mund të ndalojmë së bëri, dhe një gjë që kërkojmë prej tij, e jo prej buxhetit.
@henrik +0.2
And leave the lower third of the page empty. He will write in it, and then it is his page too.
"""  # noqa: E501

# What the moderators have had to do: (title of the topic, handle, text, reason).
HIDDEN = (
    "Students who negotiate every mark",
    "marko",
    "With respect, whoever has a queue at the door has simply not prepared the test. Some of us "
    "do our job.",
    "Please speak about the practice and not about the colleague. You are welcome to say it again "
    "in a way that Danilo can use.",
)
# A newcomer's first post, which waits.
HELD = (
    "How long is too long for group work?",
    "radka",
    "Good day. I come from a *chitalishte*, where groups have been working together for a hundred "
    "and fifty years and nobody has ever stopped one. I would be glad to tell how.",
)
# What was reported: (topic, position, by, reason, note, state).
REPORTED = [
    ("Two rooms, one projector, forty years of chairs", 2, "sandra", "other",
     "One word is not an answer, is it?", "kept"),
    ("Debate as an examination", 2, "ksenija", "other",
     "Not rude, but this has been asked three times on this board.", "open"),
    ("Field trips without the bus", 2, "agim", "private",
     "Could a person in one of these articles be recognised?", "open"),
]  # fmt: skip
# Who watches what, and how far they have read (the rest is new to them).
WATCHES = [
    ("ana", "Peer assessment with more than 150 people"),
    ("ana", "Kutije pitanja bez računara"),
    ("boris", "Good day from Sarajevo"),
    ("boris", "Blended without burning out"),
    ("lule", "Founding a centre: what we would do again"),
]
