"""Who may hold a checklist: institutions, centres, people; apps above attach their own kinds.

In `AppConfig.ready`: `holders.register_holder("group", Group, _("Groups"), …)`. Each function
answers with a queryset, so that a list of checklists stays one query.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Model, Q, QuerySet
from django.utils.functional import Promise

from members.models import Centre, Institution, Position, User

_SPEAKERS = (Position.Role.REPRESENTATIVE, Position.Role.DEPUTY)


@dataclass(frozen=True)
class HolderKind:
    name: str
    model: type[Model]
    label: "str | Promise"
    # (viewer) -> those whose checklists the viewer reads, as one of their people
    read_by: Callable[[User], QuerySet]
    # (viewer) -> those whose checklists the viewer changes
    edited_by: Callable[[User], QuerySet]
    # (holder) -> the people who may see to a step
    people: Callable[[Model], QuerySet]
    # (person, holder) -> whether they say what the public sees, and name its stage
    is_headed_by: Callable[[User, Model], bool]
    # (holder) -> code of its country and codes of its languages, for help among peers; without
    # it the kind takes no part in that
    speaks: Callable[[Model], tuple[str, list[str]]] | None = None


_kinds: dict[str, HolderKind] = {}


def register_holder(
    name: str,
    model: type[Model],
    label: "str | Promise",
    *,
    read_by: Callable,
    edited_by: Callable,
    people: Callable,
    is_headed_by: Callable,
    speaks: Callable | None = None,
) -> None:
    """Let things of `model` hold checklists. Their keys are numbers."""
    _kinds[name] = HolderKind(name, model, label, read_by, edited_by, people, is_headed_by, speaks)


def kinds() -> dict[str, HolderKind]:
    """Every kind of holder by its name, lowest app first."""
    return dict(_kinds)


def kind_of(holder: Model) -> HolderKind:
    return next(kind for kind in _kinds.values() if isinstance(holder, kind.model))


def find(kind: str, key) -> Model | None:
    """The holder of that kind and key; None for what nobody knows."""
    if kind not in _kinds or not str(key).isdecimal() or len(str(key)) > 18:
        return None
    return _kinds[kind].model._default_manager.filter(pk=int(key)).first()


def rows_read_by(viewer: User) -> Q:
    """The rows of holders whose people `viewer` is one of."""
    return _rows(viewer, "read_by")


def rows_edited_by(viewer: User) -> Q:
    """The rows of holders for whom `viewer` acts."""
    return _rows(viewer, "edited_by")


def _rows(viewer, relation: str) -> Q:
    found = Q(pk__in=[])
    for kind in _kinds.values():
        theirs = getattr(kind, relation)(viewer)
        found |= Q(holder_kind=kind.name, holder_id__in=theirs.order_by().values("pk"))
    return found


def editable_by(viewer: User) -> list[Model]:
    """All for whom `viewer` may take a checklist: a query for each kind."""
    if not viewer.is_authenticated:
        return []
    return [holder for kind in _kinds.values() for holder in kind.edited_by(viewer)]


def in_bulk(rows) -> None:
    """Set `holder` on rows of checklists or requests: a query for each kind, not for each row."""
    wanted: dict[str, set[int]] = {}
    for row in rows:
        wanted.setdefault(row.holder_kind, set()).add(row.holder_id)
    found = {
        name: _kinds[name].model._default_manager.in_bulk(keys)
        for name, keys in wanted.items()
        if name in _kinds
    }
    for row in rows:
        row._holder = found.get(row.holder_kind, {}).get(row.holder_id)


# --- The kinds that members know --------------------------------------------------------------


def _positions(viewer, *roles) -> QuerySet:
    offices = Position.objects.current().filter(person=viewer.pk)
    return offices.filter(role__in=roles) if roles else offices


def _institutions_read(viewer):
    return Institution.objects.filter(pk__in=_positions(viewer).values("institution"))


def _institutions_edited(viewer):
    speaks = _positions(viewer, *_SPEAKERS).values("institution")
    edits = _positions(viewer, Position.Role.EDITOR).filter(centre=None).values("institution")
    return Institution.objects.filter(Q(pk__in=speaks) | Q(pk__in=edits))


def _institution_people(institution):
    return _active(Position.objects.current().filter(institution=institution))


def _institution_headed(person, institution) -> bool:
    return _positions(person, *_SPEAKERS).filter(institution=institution).exists()


def _centres_read(viewer):
    there = _positions(viewer).exclude(centre=None).values("centre")
    speaks = _positions(viewer, *_SPEAKERS).values("institution")
    return Centre.objects.filter(Q(pk__in=there) | Q(institution__in=speaks))


def _centres_edited(viewer):
    there = _positions(viewer, *Centre.PUBLISHERS).exclude(centre=None).values("centre")
    speaks = _positions(viewer, *_SPEAKERS).values("institution")
    return Centre.objects.filter(Q(pk__in=there) | Q(institution__in=speaks))


def _centre_people(centre):
    theirs = Q(centre=centre) | Q(institution=centre.institution_id, role__in=_SPEAKERS)
    return _active(Position.objects.current().filter(theirs))


def _centre_headed(person, centre) -> bool:
    """Its head; where there is none today, whoever speaks for its institution."""
    heads = Position.objects.current().filter(centre=centre, role=Position.Role.CENTRE_HEAD)
    keys = set(heads.values_list("person_id", flat=True))
    if keys:
        return person.pk in keys
    return _institution_headed(person, centre.institution_id)


def _active(positions) -> QuerySet:
    people = User.objects.filter(is_active=True, pk__in=positions.order_by().values("person"))
    return people.order_by("last_name", "first_name", "pk")


def _themselves(viewer):
    return User.objects.filter(pk=viewer.pk, is_member=True)


def _themselves_read(viewer):
    # Whose membership has ended keeps what they wrote.
    return User.objects.filter(pk=viewer.pk)


def register() -> None:
    from django.utils.translation import gettext_lazy as _

    register_holder(
        "institution",
        Institution,
        _("an institution"),
        read_by=_institutions_read,
        edited_by=_institutions_edited,
        people=_institution_people,
        is_headed_by=_institution_headed,
        speaks=lambda one: (
            one.country_id,
            [code for centre in one.centres.all() for code in centre.language_codes],
        ),
    )
    register_holder(
        "centre",
        Centre,
        _("a centre (CTL)"),
        read_by=_centres_read,
        edited_by=_centres_edited,
        people=_centre_people,
        is_headed_by=_centre_headed,
        speaks=lambda one: (one.institution.country_id, one.language_codes),
    )
    register_holder(
        "person",
        User,
        _("a person, for a group of their own"),
        read_by=_themselves_read,
        edited_by=_themselves,
        people=lambda one: User.objects.filter(pk=one.pk, is_active=True),
        is_headed_by=lambda person, one: person.pk == one.pk,
    )
