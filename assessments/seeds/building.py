"""A guide, from its words in English to what a version keeps."""

from django.utils.translation import gettext_noop as _

LEVELS = (_("not yet"), _("first steps"), _("in place"), _("a strength"))
NOT_APPLICABLE = _("does not apply")


def guide(slug: str, subject: str, title: str, intro: str, *dimensions: dict) -> dict:
    """The columns of a guide and the content of its first version."""
    return {
        "slug": slug,
        "subject": subject,
        "title": {"en": title},
        "intro": {"en": intro},
        "content": {"languages": ["en"], "sections": list(dimensions)},
    }


def dimension(
    key: str, title: str, intro: str, *, topics: str, first: str, then: str, criteria: list
) -> dict:
    """A section. `first` is the step for who stands at level 2 or below, `then` at 3 or below.

    Each criterion is its label and the descriptions of its four levels.
    """
    return {
        "key": key,
        "title": {"en": title},
        "intro": {"en": intro},
        "topics": topics.split(),
        "next_steps": [[2, {"en": first}], [3, {"en": then}]],
        "questions": [_criterion(f"{key}{at}", *words) for at, words in enumerate(criteria, 1)],
    }


def _criterion(key: str, label: str, *descriptions: str) -> dict:
    levels = [
        {"key": str(at), "label": {"en": name}, "description": {"en": words}}
        for at, (name, words) in enumerate(zip(LEVELS, descriptions, strict=True), 1)
    ]
    outside = {"key": "na", "label": {"en": NOT_APPLICABLE}, "is_outside": True}
    return {
        "key": key,
        "kind": "level",
        "label": {"en": label},
        "options": [*levels, outside],
    }
