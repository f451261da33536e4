"""What notifications know about a person, and how they forget."""

from members import forgetting

from .models import Notification, Preference
from .sentences import in_values


def export(person) -> dict:
    """What this app knows about `person`."""
    return {
        "notifications": [
            {"sentence": row.text, "link": row.path, "at": row.at, "read_at": row.read_at}
            for row in Notification.objects.filter(recipient=person)
        ],
        "preferences": dict(Preference.objects.filter(person=person).values_list("kind", "way")),
    }


def erase(person, keep_content: bool) -> None:
    """Their own go with the row; what others were told of them stays without the name."""
    who = forgetting.known(person)
    for row in Notification.objects.filter(who.within("sentence", "path")):
        row.sentence, row.path = who.out_of(row.sentence), who.out_of(row.path)
        row.values = in_values(row.values, who.out_of)
        row.save(update_fields=["sentence", "path", "values"])
