"""Who sees what of a person, in plain sentences."""

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .models import User

Audience = User.Audience
FIELDS = {
    "photo": gettext_lazy("Photo"),
    "headline": gettext_lazy("In one line"),
    "institution": gettext_lazy("Institution"),
    "country": gettext_lazy("Country"),
    "role": gettext_lazy("Role"),
    "expertise": gettext_lazy("Fields of expertise"),
    "disciplines": gettext_lazy("Disciplines"),
    "languages": gettext_lazy("Languages"),
    "mentor": gettext_lazy("Willing to mentor"),
    "review": gettext_lazy("Willing to review"),
    "host": gettext_lazy("Willing to host"),
    "bio": gettext_lazy("About me"),
    "orcid": gettext_lazy("ORCID iD"),
    "website": gettext_lazy("Website"),
    "links": gettext_lazy("Links"),
}
# From the widest on: what each may see beyond those before.
_WHO = [
    (Audience.PUBLIC, gettext_lazy("Everybody, search engines too, sees: %(fields)s.")),
    (Audience.MEMBERS, gettext_lazy("Members of the network also see: %(fields)s.")),
    (Audience.COLLEAGUES, gettext_lazy("People at your institution also see: %(fields)s.")),
    (Audience.NOBODY, gettext_lazy("Only you see: %(fields)s.")),
]
_FOUND = {
    Audience.PUBLIC: gettext_lazy("Everybody finds you in the directory."),
    Audience.MEMBERS: gettext_lazy("Members find you in the directory; visitors do not."),
    Audience.COLLEAGUES: gettext_lazy(
        "Only people at your institution find you in the directory."
    ),
    Audience.NOBODY: gettext_lazy("Nobody finds you in the directory."),
}
_WRITTEN = {
    Audience.MEMBERS: gettext_lazy("Members may write to you through the platform."),
    Audience.COLLEAGUES: gettext_lazy("People at your institution may write to you."),
    Audience.NOBODY: gettext_lazy("Nobody may write to you through the platform."),
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
