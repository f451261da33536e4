import pytest
from django.utils.translation import gettext_lazy as _

from notifications import actions


@pytest.fixture(autouse=True)
def kinds(monkeypatch):
    """Two kinds of our own, whatever the apps have registered."""
    monkeypatch.setattr(actions, "_kinds", {})
    actions.register("test.thing", _("Sign in"))
    actions.register("test.quiet", "A quiet thing", way="site")
