"""The letters about who stands for an institution, each in the reader's language."""

from core import mail

from . import permissions
from .models import Institution, Position, User


def _write(name: str, person: User, **context) -> None:
    mail.post(name, person.email, {"person": person, **context}, language=person.language)


def representative_changed(position: Position, before: Position | None, by: User) -> None:
    """To the new representative, the one before, and the committee."""
    former = before.person if before else None
    concerned = {position.person, former, *permissions.committee()} - {None}
    for person in sorted(concerned, key=lambda one: one.pk):
        _write(
            "representative_changed", person, institution=position.institution,
            successor=position.person, former=former, by=by, is_new=person == position.person,
            is_former=person == former,
        )  # fmt: skip


def representative_missing(institution: Institution, people: set[User]) -> None:
    """To its deputies, who can take over, and to the committee."""
    for person in sorted(people, key=lambda one: one.pk):
        _write("representative_missing", person, institution=institution)


def position_begun(position: Position, by: User) -> None:
    _write("position_begun", position.person, position=position, by=by)


def position_ended(position: Position) -> None:
    _write(
        "position_ended", position.person, position=position,
        by_address=position.ending == Position.Ending.ADDRESS,
    )  # fmt: skip
