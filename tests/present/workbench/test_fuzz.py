"""The API against its own description: whatever is asked, the answer is one that `/openapi.json` documents."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

pytestmark = pytest.mark.slow


@pytest.fixture
def described(application: Any) -> Any:
    return schemathesis.openapi.from_asgi("/openapi.json", application)


schema = schemathesis.pytest.from_fixture("described")


@schema.parametrize()
@settings(max_examples=20, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
def test_answers_are_as_described(case: Any) -> None:
    # Who is called so is known to the ledger, not to a schema: 400 may answer a well-formed `publisher:x` or `JPN-JPN`.
    case.call_and_validate(excluded_checks=[positive_data_acceptance])


def test_description_names_every_address(described: Any) -> None:
    assert sorted(described.raw_schema["paths"]) == [
        "/api/actors",
        "/api/conflicts",
        "/api/conflicts/{what}",
        "/api/export",
        "/api/matrix/{actor}",
        "/api/show/{subject}",
    ]
    for path in described.raw_schema["paths"].values():
        assert "422" not in path["get"]["responses"]
        assert {"200", "400", "404"} <= set(path["get"]["responses"])
