"""The controlled words of a record. The values are what other repositories understand."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from core import cldr


class Family(models.TextChoices):
    MATERIAL = "material", _("Teaching material")
    RESEARCH = "research", _("Publications and data")
    MEDIA = "media", _("Media")
    PRACTICE = "practice", _("Practice")


class Kind(models.TextChoices):
    LESSON_PLAN = "lesson-plan", _("Lesson plan")
    SLIDES = "slides", _("Slides")
    SYLLABUS = "syllabus", _("Syllabus")
    ASSIGNMENT = "assignment", _("Assignment or exercise")
    RUBRIC = "rubric", _("Rubric")
    ARTICLE = "article", _("Article")
    CHAPTER = "chapter", _("Book or chapter")
    REPORT = "report", _("Report or survey")
    GUIDE = "guide", _("Guide")
    THESIS = "thesis", _("Thesis")
    DATASET = "dataset", _("Dataset")
    VIDEO = "video", _("Video")
    RECORDING = "recording", _("Sound recording")
    IMAGE = "image", _("Poster or picture")
    GOOD_PRACTICE = "good-practice", _("Good practice")
    CASE_STUDY = "case-study", _("Case study")
    CHECKLIST = "checklist", _("Checklist")
    TOOL = "tool", _("Tool or template")

    @property
    def family(self) -> Family:
        return next(family for family, kinds in KINDS_OF.items() if self in kinds)


KINDS_OF: dict[Family, list[Kind]] = {
    Family.MATERIAL: [
        Kind.LESSON_PLAN, Kind.SLIDES, Kind.SYLLABUS, Kind.ASSIGNMENT, Kind.RUBRIC,
    ],
    Family.RESEARCH: [
        Kind.ARTICLE, Kind.CHAPTER, Kind.REPORT, Kind.GUIDE, Kind.THESIS, Kind.DATASET,
    ],
    Family.MEDIA: [Kind.VIDEO, Kind.RECORDING, Kind.IMAGE],
    Family.PRACTICE: [Kind.GOOD_PRACTICE, Kind.CASE_STUDY, Kind.CHECKLIST, Kind.TOOL],
}  # fmt: skip
KIND_CHOICES = [
    (family.label, [(kind.value, kind.label) for kind in kinds])
    for family, kinds in KINDS_OF.items()
]
# Kind -> resourceTypeGeneral of DataCite 4, for exports and OAI-PMH.
DATACITE_TYPES = {
    Kind.ARTICLE: "JournalArticle", Kind.CHAPTER: "BookChapter", Kind.REPORT: "Report",
    Kind.THESIS: "Dissertation", Kind.DATASET: "Dataset", Kind.VIDEO: "Audiovisual",
    Kind.RECORDING: "Sound", Kind.IMAGE: "Image", Kind.SLIDES: "Presentation",
}  # fmt: skip
# The rest are DataCite's "Text".


@dataclass(frozen=True)
class Meaning:
    """A licence as its deed puts it, in our words."""

    url: str
    sentence: str


class Licence(models.TextChoices):
    """Values are SPDX identifiers in lower case where there is one."""

    CC_BY = "cc-by-4.0", _("CC BY 4.0")
    CC_BY_SA = "cc-by-sa-4.0", _("CC BY-SA 4.0")
    CC_BY_NC = "cc-by-nc-4.0", _("CC BY-NC 4.0")
    CC_BY_NC_SA = "cc-by-nc-sa-4.0", _("CC BY-NC-SA 4.0")
    CC_BY_NC_ND = "cc-by-nc-nd-4.0", _("CC BY-NC-ND 4.0")
    CC0 = "cc0-1.0", _("CC0 1.0 (no rights reserved)")
    RESERVED = "reserved", _("All rights reserved")

    @property
    def meaning(self) -> Meaning:
        return MEANINGS[self]


_DEED = "https://creativecommons.org/licenses/"
MEANINGS: dict[Licence, Meaning] = {
    Licence.CC_BY: Meaning(
        f"{_DEED}by/4.0/",
        _("You may use, change and share it, also for money, if you name the authors."),
    ),
    Licence.CC_BY_SA: Meaning(
        f"{_DEED}by-sa/4.0/",
        _(
            "You may use, change and share it if you name the authors and share what you make "
            "of it under the same licence."
        ),
    ),
    Licence.CC_BY_NC: Meaning(
        f"{_DEED}by-nc/4.0/",
        _("You may use, change and share it if you name the authors and take no money for it."),
    ),
    Licence.CC_BY_NC_SA: Meaning(
        f"{_DEED}by-nc-sa/4.0/",
        _(
            "You may use, change and share it if you name the authors, take no money for it and "
            "share what you make of it under the same licence."
        ),
    ),
    Licence.CC_BY_NC_ND: Meaning(
        f"{_DEED}by-nc-nd/4.0/",
        _("You may share it as it is if you name the authors and take no money for it."),
    ),
    Licence.CC0: Meaning(
        "https://creativecommons.org/publicdomain/zero/1.0/",
        _("You may use, change and share it in any way; naming the authors is good manners."),
    ),
    Licence.RESERVED: Meaning(
        "",
        _(
            "You may read it here, by permission of whoever holds the rights. For anything else, "
            "ask them."
        ),
    ),
}


class Language(models.TextChoices):
    """What a record is written or spoken in."""

    EN = "en", _("English")
    SQ = "sq", _("Albanian")
    BS = "bs", _("Bosnian")
    BG = "bg", _("Bulgarian")
    HR = "hr", _("Croatian")
    EL = "el", _("Greek")
    MK = "mk", _("Macedonian")
    CNR = "cnr", _("Montenegrin")
    SR = "sr", _("Serbian (Cyrillic)")
    SR_LATN = "sr-latn", _("Serbian (Latin)")
    SL = "sl", _("Slovenian")
    TR = "tr", _("Turkish")
    RO = "ro", _("Romanian")
    DE = "de", _("German")
    FR = "fr", _("French")
    IT = "it", _("Italian")
    ES = "es", _("Spanish")
    MUL = "mul", _("several languages")

    @property
    def own_name(self) -> str:
        """The language in itself, as everywhere on the site; several of them in the reader's."""
        return self.label if self is Language.MUL else cldr.language_name(self.value)

    @classmethod
    def own_names(cls) -> list[tuple[str, str]]:
        return [(one.value, one.own_name) for one in cls]

    @property
    def html(self) -> str:
        """The value for a `lang` attribute; empty when there is no one language."""
        return {"mul": "", "sr-latn": "sr-Latn", "sr": "sr-Cyrl", "cnr": "sr-Latn-ME"}.get(
            self.value, self.value
        )
