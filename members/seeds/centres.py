"""What centres do and for whom, with labels in the languages of the region."""

_LANGUAGES = ("sq", "bs", "hr", "mk", "cnr", "sr", "sr-latn", "el", "bg")

_SERVICES = """\
training|Training for teachers|trajnime për mësimdhënësit|obuke za nastavnike|edukacije za nastavnike|обуки за наставници|obuke za nastavnike|обуке за наставнике|obuke za nastavnike|επιμόρφωση διδασκόντων|обучения за преподаватели
advice|Advice to one teacher|këshillim individual|individualno savjetovanje|individualno savjetovanje|индивидуално советување|individualno savjetovanje|индивидуално саветовање|individualno savetovanje|ατομική συμβουλευτική|индивидуални консултации
observation|Observation of teaching|vëzhgimi i mësimdhënies|opažanje nastave|opažanje nastave|набљудување на наставата|posmatranje nastave|посматрање наставе|posmatranje nastave|παρατήρηση διδασκαλίας|наблюдение на преподаването
mentoring|Mentoring of new teachers|mentorimi i mësimdhënësve të rinj|mentorstvo za nove nastavnike|mentorstvo za nove nastavnike|менторство за нови наставници|mentorstvo za nove nastavnike|менторство за нове наставнике|mentorstvo za nove nastavnike|καθοδήγηση νέων διδασκόντων|наставничество за нови преподаватели
courses|Design of courses and curricula|hartimi i lëndëve dhe kurrikulave|izrada kurseva i kurikuluma|izrada kolegija i kurikula|изработка на предмети и програми|izrada kurseva i kurikuluma|израда курсева и курикулума|izrada kurseva i kurikuluma|σχεδιασμός μαθημάτων και προγραμμάτων|разработване на курсове и програми
digital|Support with digital teaching|mbështetje për mësimdhënien digjitale|podrška digitalnoj nastavi|podrška digitalnoj nastavi|поддршка за дигитална настава|podrška digitalnoj nastavi|подршка дигиталној настави|podrška digitalnoj nastavi|υποστήριξη ψηφιακής διδασκαλίας|подкрепа за дигитално преподаване
evaluation|Evaluation of teaching|vlerësimi i mësimdhënies|evaluacija nastave|evaluacija nastave|евалуација на наставата|evaluacija nastave|евалуација наставе|evaluacija nastave|αποτίμηση της διδασκαλίας|оценка на преподаването
materials|Teaching materials and recordings|materiale mësimore dhe regjistrime|nastavni materijali i snimci|nastavni materijali i snimke|наставни материјали и снимки|nastavni materijali i snimci|наставни материјали и снимци|nastavni materijali i snimci|διδακτικό υλικό και μαγνητοσκοπήσεις|учебни материали и записи
research|Research on teaching and learning|kërkime mbi mësimdhënien dhe të nxënit|istraživanje poučavanja i učenja|istraživanje poučavanja i učenja|истражување на наставата и учењето|istraživanje nastave i učenja|истраживање наставе и учења|istraživanje nastave i učenja|έρευνα για τη διδασκαλία και τη μάθηση|изследвания на преподаването и ученето
grants|Small grants for teaching|grante të vogla për mësimdhënien|mali grantovi za nastavu|male potpore za nastavu|мали грантови за настава|mali grantovi za nastavu|мали грантови за наставу|mali grantovi za nastavu|μικρές επιχορηγήσεις για τη διδασκαλία|малки грантове за преподаване
meetings|Meetings of teachers|takime të mësimdhënësve|susreti nastavnika|susreti nastavnika|средби на наставници|susreti nastavnika|сусрети наставника|susreti nastavnika|συναντήσεις διδασκόντων|срещи на преподаватели
"""  # noqa: E501

_TARGET_GROUPS = """\
teachers|All teachers|të gjithë mësimdhënësit|svi nastavnici|svi nastavnici|сите наставници|svi nastavnici|сви наставници|svi nastavnici|όλοι οι διδάσκοντες|всички преподаватели
new-teachers|New teachers|mësimdhënësit e rinj|novi nastavnici|novi nastavnici|нови наставници|novi nastavnici|нови наставници|novi nastavnici|νέοι διδάσκοντες|нови преподаватели
assistants|Assistants and doctoral students|asistentët dhe doktorantët|asistenti i doktoranti|asistenti i doktorandi|асистенти и докторанди|asistenti i doktorandi|асистенти и докторанди|asistenti i doktorandi|βοηθοί και υποψήφιοι διδάκτορες|асистенти и докторанти
leaders|Deans, heads and programme leaders|dekanët, drejtuesit dhe përgjegjësit e programeve|dekani, šefovi i voditelji programa|dekani, pročelnici i voditelji programa|декани, раководители и водачи на програми|dekani, šefovi i rukovodioci programa|декани, шефови и руководиоци програма|dekani, šefovi i rukovodioci programa|κοσμήτορες, πρόεδροι και υπεύθυνοι προγραμμάτων|декани, ръководители и отговорници за програми
support|Support staff|personeli mbështetës|osoblje za podršku|osoblje za podršku|персонал за поддршка|osoblje za podršku|особље за подршку|osoblje za podršku|προσωπικό υποστήριξης|помощен персонал
students|Students|studentët|studenti|studenti|студенти|studenti|студенти|studenti|φοιτητές|студенти
elsewhere|Teachers of other universities|mësimdhënësit e universiteteve të tjera|nastavnici drugih univerziteta|nastavnici drugih sveučilišta|наставници од други универзитети|nastavnici drugih univerziteta|наставници других универзитета|nastavnici drugih univerziteta|διδάσκοντες άλλων πανεπιστημίων|преподаватели от други университети
schools|Teachers in schools|mësuesit e shkollave|nastavnici u školama|nastavnici u školama|наставници во училиштата|nastavnici u školama|наставници у школама|nastavnici u školama|εκπαιδευτικοί σχολείων|учители в училищата
"""  # noqa: E501


def _rows(text: str) -> list[dict]:
    rows = [line.split("|") for line in text.splitlines()]
    return [
        {
            "slug": slug, "name": name, "order": order,
            "labels": dict(zip(_LANGUAGES, labels, strict=True)),
        }
        for order, (slug, name, *labels) in enumerate(rows, 1)
    ]  # fmt: skip


SERVICES = _rows(_SERVICES)
TARGET_GROUPS = _rows(_TARGET_GROUPS)
