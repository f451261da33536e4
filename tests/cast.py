"""The people that the tests are about; conftest.py has a fixture for each."""

from django.contrib.auth.models import Group

from core import roles
from tests.factories.members import MemberFactory, PositionFactory, UserFactory


def _staff(handle, *groups):
    user = MemberFactory(
        handle=handle, email=f"{handle}@example.org", first_name=handle.title(), is_staff=True
    )
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


def _lule():
    user = MemberFactory(handle="lule", email="lule@example.org", first_name="Lule")
    PositionFactory(person=user)
    return user


# Handle -> how that person is made.
CAST = {
    "ana": lambda: MemberFactory(handle="ana", email="ana@example.org", first_name="Ana"),
    "boris": lambda: MemberFactory(handle="boris", email="boris@example.org", first_name="Boris"),
    "petra": lambda: UserFactory(handle="petra", email="petra@example.org", first_name="Petra"),
    "lule": _lule,
    "vera": lambda: _staff("vera", roles.COMMITTEE),
    "mira": lambda: _staff("mira", roles.MODERATORS, roles.CURATORS),
    "emil": lambda: _staff("emil", roles.EDITORS),
    "admin": lambda: UserFactory(
        handle="admin", email="admin@example.org", is_staff=True, is_superuser=True
    ),
}
