from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Question(models.Model):
    """What one type of membership asks beyond what all of them ask."""

    class Kind(models.TextChoices):
        SHORT = "short", _("a line")
        LONG = "long", _("some paragraphs")
        CHOICE = "choice", _("one of several")
        YES_NO = "yes-no", _("yes or no")

    type = models.ForeignKey(
        "members.MembershipType", models.CASCADE, related_name="questions", verbose_name=_("type")
    )
    # The English words stand in the column, the others by language: {"sq": "…"}.
    label = models.CharField(_("question"), max_length=200)
    labels = models.JSONField(_("question by language"), default=dict, blank=True)
    help = models.CharField(_("help"), max_length=300, blank=True)
    helps = models.JSONField(_("help by language"), default=dict, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.SHORT)
    choices = models.TextField(
        _("choices"), blank=True, max_length=2000, help_text=_("One a line, for “one of several”.")
    )
    choices_in = models.JSONField(_("choices by language"), default=dict, blank=True)
    required = models.BooleanField(_("must be answered"), default=False)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    is_active = models.BooleanField(_("is asked"), default=True)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["order", "pk"]

    def __str__(self):
        return self.in_words("label", "labels")

    def in_words(self, column: str, by_language: str) -> str:
        """A column in the reader's language, else in English."""
        return getattr(self, by_language).get(get_language() or "en") or getattr(self, column)

    @property
    def explanation(self) -> str:
        return self.in_words("help", "helps")

    def options(self) -> list[dict]:
        """The choices, each as its words by language; what is not translated stays English."""
        lines = {"en": self.choices, **self.choices_in}
        split = {code: _lines(text) for code, text in lines.items()}
        return [
            {code: words[at] for code, words in split.items() if at < len(words)}
            for at in range(len(split["en"]))
        ]

    def wording(self) -> dict:
        """The question by language as it is asked today: what an answer is kept with."""
        return {"en": self.label, **self.labels}


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
