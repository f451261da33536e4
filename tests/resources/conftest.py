from contextlib import contextmanager

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext


@pytest.fixture
def asks(db):
    """`with asks(2, at_most=7):` two queries of the repository's own, seven with the frame of
    the page (header, session, notifications), which belongs to others."""

    @contextmanager
    def check(own, *, at_most):
        with CaptureQueriesContext(connection) as queries:
            yield
        told = [query["sql"] for query in queries]
        ours = [sql for sql in told if "resources_" in sql or "core_search" in sql]
        assert len(ours) == own, ours
        assert len(told) <= at_most, told

    return check
