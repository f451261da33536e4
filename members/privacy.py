"""Who sees what of a person, in plain sentences."""

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from .models import User

Audience = User.Audience
FIELDS = {
    "photo": lazy("Photo"),
    "headline": lazy("In one line"),
    "institution": lazy("Institution"),
    "country": lazy("Country"),
    "role": lazy("Role"),
    "expertise": lazy("Fields of expertise"),
    "disciplines": lazy("Disciplines"),
    "languages": lazy("Languages"),
    "mentor": lazy("Willing to mentor"),
    "review": lazy("Willing to review"),
    "host": lazy("Willing to host"),
    "bio": lazy("About me"),
    "orcid": lazy("ORCID iD"),
    "website": lazy("Website"),
    "links": lazy("Links"),
}
# From the widest on: what each may see beyond those before.
_WHO = [
    (Audience.PUBLIC, lazy("Everybody, search engines too, sees: %(fields)s.")),
    (Audience.MEMBERS, lazy("Members of the network also see: %(fields)s.")),
    (Audience.COLLEAGUES, lazy("People at your institution also see: %(fields)s.")),
    (Audience.NOBODY, lazy("Only you see: %(fields)s.")),
]
_FOUND = {
    Audience.PUBLIC: lazy("Everybody finds you in the directory."),
    Audience.MEMBERS: lazy("Members find you in the directory; visitors do not."),
    Audience.COLLEAGUES: lazy("Only people at your institution find you in the directory."),
    Audience.NOBODY: lazy("Nobody finds you in the directory."),
}
_WRITTEN = {
    Audience.MEMBERS: lazy("Members may write to you through the platform."),
    Audience.COLLEAGUES: lazy("People at your institution may write to you."),
    Audience.NOBODY: lazy("Nobody may write to you through the platform."),
}


def sentences(person: User) -> list[str]:
    """What holds for `person` now; fields that are empty are not spoken of."""
    said = [_found(person)]
    if person.is_member and person.withheld_at is None:
        filled = [field for field in FIELDS if _is_filled(person, field)]
        for audience, sentence in _WHO:
            names = [str(FIELDS[field]) for field in filled if _seen_by(person, field) == audience]
            if audience == person.listed_for != Audience.NOBODY:
                names.insert(0, _("your name"))
            if names:
                said.append(sentence % {"fields": get_text_list(names, _("and"))})
    said += [
        _("Your name, and a photo that everybody may see, also stand beside what you post."),
        _("The Steering Committee finds every member, whatever is chosen here."),
        str(_WRITTEN[person.written_to_by]),
        _("Your e-mail address is shown to nobody."),
    ]
    return said


def _seen_by(person: User, field: str) -> str:
    """The narrower of two choices: who finds somebody, and who sees the field."""
    order = [audience for audience, _sentence in _WHO]
    return order[max(order.index(person.listed_for), order.index(person.audience_of(field)))]


def _found(person: User) -> str:
    if not person.is_member:
        return _("You are in the directory once you are a member.")
    if person.withheld_at is not None:
        return _("Moderators took your profile out of the directory until it is corrected.")
    if person.listed_for == Audience.COLLEAGUES and not person.institution_id:
        return _("Nobody finds you in the directory: you named no institution.")
    return str(_FOUND[person.listed_for])


def _is_filled(person: User, field: str) -> bool:
    if field == "expertise":
        return person.expertise_items.exists()
    return bool(getattr(person, f"{field}_id" if field in ("institution", "country") else field))
