"""For how long surveys keep what."""

from collections.abc import Callable
from datetime import datetime

from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from core import retention

from .models import AnswerFile, Draft, Invitation, Sheet, Survey, TableExport


def register() -> None:
    """Hand in the terms, in `AppConfig.ready`."""
    retention.register(
        "survey-begun",
        _("Answers to a survey that were begun and not handed in, after it closed"),
        14,
        _with_files(
            lambda before: Draft.objects.filter(
                survey__state=Survey.State.CLOSED, survey__closed_at__lt=before
            )
        ),
    )
    retention.register(
        "survey-begun-long-ago",
        _("Answers to a survey that were begun, after somebody last wrote there"),
        365,
        _with_files(lambda before: Draft.objects.filter(saved_at__lt=before)),
        most=365,
    )
    retention.register(
        "survey-files",
        _("Files handed in with the answers to a survey, after it closed"),
        90,
        retention.rows(_of_closed(AnswerFile)),
    )
    retention.register(
        "survey-files-loose",
        _("Files uploaded to a survey that belong to no answer"),
        7,
        retention.rows(_loose_files),
        least=1,
    )
    retention.register(
        "survey-invitations",
        _("Addresses of people who were asked to answer a survey, after it closed"),
        90,
        retention.rows(_of_closed(Invitation)),
    )
    retention.register(
        "survey-answers",
        _("Answers with a name to surveys, after they closed; what was counted stays"),
        3 * 365,
        retention.rows(
            lambda before: Sheet.objects.filter(
                version__survey__state=Survey.State.CLOSED,
                version__survey__closed_at__lt=before,
                is_counted=True,
            )
        ),
    )
    retention.register(
        "survey-drafts",
        _("Drafts of surveys that nobody has published"),
        2 * 365,
        retention.rows(
            lambda before: Survey.objects.filter(
                Q(state=Survey.State.DRAFT), created_at__lt=before, received=0
            )
        ),
    )
    # No longer than the page says.
    days = TableExport.KEPT_FOR.days
    retention.register(
        "survey-tables",
        _("Tables of answers that somebody had prepared"),
        days,
        retention.rows(lambda before: TableExport.objects.filter(asked_at__lt=before)),
        least=days,
        most=days,
    )


def _of_closed(model: type[Model]) -> Callable[[datetime], QuerySet]:
    """Rows of surveys that closed before a moment."""
    return lambda before: model.objects.filter(
        survey__state=Survey.State.CLOSED, survey__closed_at__lt=before
    )


def _with_files(older: Callable[[datetime], QuerySet[Draft]]) -> retention.Purge:
    """A purge of drafts, with the files that were uploaded for them."""

    def purge(before: datetime, dry: bool) -> int:
        if not dry:
            surveys = older(before).values("survey")
            # Saving and handing in take the same lock: no file goes that is just handed in.
            list(Survey.objects.select_for_update().filter(pk__in=surveys).order_by("pk"))
            AnswerFile.objects.filter(_has_one_of(older(before))).delete()
        return retention.rows(older)(before, dry)

    return purge


def _has_one_of(drafts: QuerySet[Draft]) -> Q:
    """Of files: whose respondent has one of these drafts in the same survey."""
    drafts = drafts.filter(survey=OuterRef("survey"))
    return Exists(drafts.filter(person=OuterRef("person"))) | Exists(
        drafts.filter(invitation=OuterRef("invitation"))
    )


def _loose_files(before: datetime) -> QuerySet[AnswerFile]:
    """Those in no sheet, of people without a draft there: their answers were refused."""
    rows = AnswerFile.objects.filter(~_has_one_of(Draft.objects.all()), added_at__lt=before)
    sheets = Sheet.objects.filter(version__survey__in=rows.values("survey"))
    handed_in = {
        value["id"]
        for answers in sheets.values_list("answers", flat=True).iterator(chunk_size=500)
        for value in answers.values()
        if isinstance(value, dict) and "id" in value
    }
    loose = [pk for pk in rows.values_list("pk", flat=True) if str(pk) not in handed_in]
    return AnswerFile.objects.filter(pk__in=loose)
