"""Who may do what with events. Managers hold `events.change_event` in a group of the staff."""


def can_add(user) -> bool:
    """Members make events."""
    return user.is_authenticated and (user.is_member or user.has_perm("events.add_event"))


def can_edit(user, event) -> bool:
    """The organiser, and managers."""
    if not user.is_authenticated:
        return False
    return event.organiser_id == user.pk or user.has_perm("events.change_event")


def can_decide(user) -> bool:
    """Publish a proposal, or send it back."""
    return user.has_perm("events.change_event")


def can_see_registrations(user, event) -> bool:
    """All names and notes, for whoever runs the event."""
    return can_edit(user, event) or user.has_perm("events.view_registration")


def can_join(user, event, registration) -> bool:
    """See the link to join: who has a place, and who runs the event."""
    return can_edit(user, event) or bool(registration and registration.is_confirmed)
