"""Where PostgreSQL is missing, tests skip with a reason; where everything is required, they fail."""

import pytest
from _pytest.outcomes import Failed, Skipped

from tests import postgres


@pytest.fixture(autouse=True)
def nothing_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "_program", lambda name: None)


def test_without_postgresql_tests_skip_and_say_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CORPU_TEST_REQUIRE_ALL", raising=False)
    with pytest.raises(Skipped, match="initdb and pg_ctl"), postgres.cluster():
        pass


def test_where_everything_is_required_they_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CORPU_TEST_REQUIRE_ALL", "1")
    with pytest.raises(Failed, match="initdb and pg_ctl"), postgres.cluster():
        pass
