"""Fields of expertise with their labels in the languages of the region."""

_LANGUAGES = ("sq", "bs", "hr", "mk", "cnr", "sr", "sr-latn", "el", "bg")

_ROWS = """\
Active learning|të nxënit aktiv|aktivno učenje|aktivno učenje|активно учење|aktivno učenje|активно учење|aktivno učenje|ενεργητική μάθηση|активно учене
Adult education|arsimi i të rriturve|obrazovanje odraslih|obrazovanje odraslih|образование на возрасни|obrazovanje odraslih|образовање одраслих|obrazovanje odraslih|εκπαίδευση ενηλίκων|образование за възрастни
Assessment and feedback|vlerësimi dhe reagimi|vrednovanje i povratne informacije|vrednovanje i povratne informacije|оценување и повратни информации|ocjenjivanje i povratne informacije|оцењивање и повратне информације|ocenjivanje i povratne informacije|αξιολόγηση και ανατροφοδότηση|оценяване и обратна връзка
Blended learning|mësimi i përzier|kombinovano učenje|kombinirano učenje|комбинирано учење|kombinovano učenje|комбиновано учење|kombinovano učenje|μικτή μάθηση|смесено обучение
Centres for teaching and learning|qendrat për mësimdhënie dhe të nxënë|centri za poučavanje i učenje|centri za poučavanje i učenje|центри за настава и учење|centri za nastavu i učenje|центри за наставу и учење|centri za nastavu i učenje|κέντρα διδασκαλίας και μάθησης|центрове за преподаване и учене
Competency-based curricula|kurrikula me bazë kompetencat|kurikulumi zasnovani na kompetencijama|kurikuli temeljeni na kompetencijama|програми засновани на компетенции|kurikulumi zasnovani na kompetencijama|курикулуми засновани на компетенцијама|kurikulumi zasnovani na kompetencijama|προγράμματα βασισμένα σε ικανότητες|учебни програми, основани на компетентности
Curriculum design|hartimi i kurrikulës|izrada kurikuluma|izrada kurikula|изработка на наставни програми|izrada kurikuluma|израда курикулума|izrada kurikuluma|σχεδιασμός προγραμμάτων σπουδών|разработване на учебни програми
Digital teaching|mësimdhënia digjitale|digitalna nastava|digitalna nastava|дигитална настава|digitalna nastava|дигитална настава|digitalna nastava|ψηφιακή διδασκαλία|дигитално преподаване
Doctoral supervision|udhëheqja e doktoraturave|mentorstvo na doktorskom studiju|mentorstvo na doktorskom studiju|менторство на докторски студии|mentorstvo na doktorskim studijama|менторство на докторским студијама|mentorstvo na doktorskim studijama|επίβλεψη διδακτορικών|научно ръководство на докторанти
Educational technology|teknologjia arsimore|obrazovna tehnologija|obrazovna tehnologija|образовна технологија|obrazovna tehnologija|образовна технологија|obrazovna tehnologija|εκπαιδευτική τεχνολογία|образователни технологии
Evaluation of teaching|vlerësimi i mësimdhënies|evaluacija nastave|evaluacija nastave|евалуација на наставата|evaluacija nastave|евалуација наставе|evaluacija nastave|αποτίμηση της διδασκαλίας|оценка на преподаването
Generative AI in teaching|inteligjenca artificiale gjeneruese në mësimdhënie|generativna umjetna inteligencija u nastavi|generativna umjetna inteligencija u nastavi|генеративна вештачка интелигенција во наставата|generativna vještačka inteligencija u nastavi|генеративна вештачка интелигенција у настави|generativna veštačka inteligencija u nastavi|παραγωγική τεχνητή νοημοσύνη στη διδασκαλία|генеративен изкуствен интелект в преподаването
Inclusive teaching|mësimdhënia gjithëpërfshirëse|inkluzivna nastava|inkluzivna nastava|инклузивна настава|inkluzivna nastava|инклузивна настава|inkluzivna nastava|συμπεριληπτική διδασκαλία|приобщаващо преподаване
Internationalisation|ndërkombëtarizimi|internacionalizacija|internacionalizacija|интернационализација|internacionalizacija|интернационализација|internacionalizacija|διεθνοποίηση|интернационализация
Laboratory and clinical teaching|mësimi laboratorik dhe klinik|laboratorijska i klinička nastava|laboratorijska i klinička nastava|лабораториска и клиничка настава|laboratorijska i klinička nastava|лабораторијска и клиничка настава|laboratorijska i klinička nastava|εργαστηριακή και κλινική διδασκαλία|лабораторно и клинично обучение
Large classes|klasat e mëdha|velike grupe|velike grupe|големи групи|velike grupe|велике групе|velike grupe|μεγάλα ακροατήρια|големи групи
Lifelong learning|të nxënit gjatë gjithë jetës|cjeloživotno učenje|cjeloživotno učenje|доживотно учење|cjeloživotno učenje|целоживотно учење|celoživotno učenje|διά βίου μάθηση|учене през целия живот
Mentoring of teachers|mentorimi i mësimdhënësve|mentorstvo nastavnika|mentorstvo nastavnika|менторство на наставници|mentorstvo nastavnika|менторство наставника|mentorstvo nastavnika|καθοδήγηση διδασκόντων|наставничество на преподаватели
Peer observation|vëzhgimi mes kolegëve|kolegijalno opažanje nastave|kolegijalno opažanje nastave|колегијално набљудување|kolegijalno posmatranje nastave|колегијално посматрање наставе|kolegijalno posmatranje nastave|παρατήρηση μεταξύ συναδέλφων|взаимно наблюдение
Problem-based learning|të nxënit përmes problemeve|problemsko učenje|problemsko učenje|проблемско учење|problemsko učenje|проблемско учење|problemsko učenje|μάθηση βασισμένη στο πρόβλημα|проблемно базирано обучение
Quality assurance|sigurimi i cilësisë|osiguranje kvaliteta|osiguravanje kvalitete|обезбедување квалитет|obezbjeđenje kvaliteta|обезбеђење квалитета|obezbeđenje kvaliteta|διασφάλιση ποιότητας|осигуряване на качеството
Reflective practice|praktika reflektuese|refleksivna praksa|refleksivna praksa|рефлексивна практика|refleksivna praksa|рефлексивна пракса|refleksivna praksa|αναστοχαστική πρακτική|рефлексивна практика
Scholarship of teaching and learning|studimi i mësimdhënies dhe të nxënit|istraživanje poučavanja i učenja|istraživanje poučavanja i učenja|истражување на наставата и учењето|istraživanje nastave i učenja|истраживање наставе и учења|istraživanje nastave i učenja|έρευνα της διδασκαλίας και της μάθησης|изследване на преподаването и ученето
Student engagement|angazhimi i studentëve|uključenost studenata|uključenost studenata|вклученост на студентите|uključenost studenata|укљученост студената|uključenost studenata|εμπλοκή των φοιτητών|въвличане на студентите
"""  # noqa: E501

EXPERTISE: dict[str, dict[str, str]] = {
    name: dict(zip(_LANGUAGES, labels, strict=True))
    for name, *labels in (row.split("|") for row in _ROWS.splitlines())
}
