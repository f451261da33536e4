"""Who offers to mentor in a field: for those who stand at its beginning."""

from collections.abc import Sequence

from core.suggestions import Suggestion

from .models import User

# How many are looked at: some of them show their offer or their expertise to nobody.
_MOST = 60


def mentors(topics: Sequence[str], viewer, limit: int) -> list[Suggestion]:
    """People who would mentor and know one of `topics`, as far as both show; never oneself.

    Who knows the most of the topics stands first; among equals the newest account, so that not
    the same three are asked by everybody.
    """
    people = (
        User.objects.visible_to(viewer)
        .filter(mentor=True, expertise__slug__in=topics)
        .exclude(pk=viewer.pk)
        .distinct()
        .order_by("-pk")
        .prefetch_related("expertise")[:_MOST]
    )
    wanted, found = set(topics), []
    for person in people:
        if not {"mentor", "expertise"} <= person.shown_to(viewer):
            continue
        shared = [tag for tag in person.expertise.all() if tag.slug in wanted]
        found.append((len(shared), person, ", ".join(str(tag) for tag in shared)))
    found.sort(key=lambda row: -row[0])
    return [
        Suggestion(person.name, person.get_absolute_url(), note)
        for _number, person, note in found[:limit]
    ]
