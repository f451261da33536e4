import pytest

from newsletters.actions import sending


@pytest.fixture
def sweep(django_capture_on_commit_callbacks):
    """The sweep and its commit: what it queues begins only then."""

    def commit():
        with django_capture_on_commit_callbacks(execute=True):
            sending.sweep()

    return commit
