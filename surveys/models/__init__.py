from .answers import (
    AnswerFile,
    ClosedParticipation,
    Draft,
    FreeText,
    Participation,
    Sheet,
    Tally,
    TextTag,
)
from .exports import TableExport
from .surveys import Invitation, Survey, Template, Version

__all__ = [
    "AnswerFile",
    "ClosedParticipation",
    "Draft",
    "FreeText",
    "Invitation",
    "Participation",
    "Sheet",
    "Survey",
    "TableExport",
    "Tally",
    "Template",
    "TextTag",
    "Version",
]
