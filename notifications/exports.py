from .models import Notification, Preference


def everything(person) -> dict:
    """What this app knows about `person`."""
    return {
        "notifications": [
            {"sentence": row.sentence, "link": row.path, "at": row.at, "read_at": row.read_at}
            for row in Notification.objects.filter(recipient=person)
        ],
        "preferences": dict(Preference.objects.filter(person=person).values_list("kind", "way")),
    }
