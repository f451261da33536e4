from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .applications import Application
from .people import User


class Vote(models.Model):
    """What one of the Steering Committee thinks of an application; theirs to change until then."""

    class Choice(models.TextChoices):
        FOR = "for", _("for")
        AGAINST = "against", _("against")
        ABSTAIN = "abstain", _("abstains")

    application = models.ForeignKey(Application, models.CASCADE, related_name="votes")
    # Without a name once the account is closed: the decision stays somebody else's record.
    member = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    choice = models.CharField(_("vote"), max_length=8, choices=Choice)
    reason = models.TextField(_("reason"), max_length=3000, blank=True)
    # That the two shared an institution on the day of the vote.
    shares_institution = models.BooleanField(_("shares an institution"), default=False)
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "member"], name="one_vote_per_member_of_the_committee"
            ),
            models.CheckConstraint(
                condition=~Q(choice="against") | ~Q(reason=""),
                name="a_vote_against_gives_its_reason",
            ),
        ]

    def __str__(self):
        return f"{self.member}, {self.get_choice_display()}"
