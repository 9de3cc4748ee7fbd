"""The API against its own description: whatever is asked, the answer is one that `/openapi.json` documents."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from foedus.present.workbench.app import create_app

PATHS = (
    "/api/actors",
    "/api/conflicts",
    "/api/conflicts/{what}",
    "/api/export",
    "/api/matrix/{actor}",
    "/api/show/{subject}",
)


@pytest.fixture(scope="module")
def described(ledger: Path) -> Any:
    # In process requests go to a host name of the fuzzer's own.
    return schemathesis.openapi.from_asgi("/openapi.json", create_app(str(ledger), names=None))


@pytest.mark.slow
@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize("path", PATHS)
def test_answers_are_as_described(described: Any, path: str, mode: GenerationMode) -> None:
    @settings(max_examples=15, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(case=described[path]["GET"].as_strategy(generation_mode=mode))
    def probe(case: Any) -> None:
        # Who is called so is known to the ledger, not to a schema: a well-formed `publisher:x` or `JPN-JPN` may be 400.
        case.call_and_validate(excluded_checks=[positive_data_acceptance])

    probe()


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("/api/show/{subject}", {"subject": "AUS-JPN"}),
        ("/api/show/{subject}", {"subject": "JPN"}),
        ("/api/matrix/{actor}", {"actor": "日本"}),
        ("/api/conflicts/{what}", {"what": "RAA"}),
    ],
)
def test_real_questions_are_answered_as_described(described: Any, path: str, asked: dict[str, str]) -> None:
    case = described[path]["GET"].Case(path_parameters=asked)
    assert case.call_and_validate(excluded_checks=[positive_data_acceptance]).status_code == 200


def test_description_names_every_address(described: Any) -> None:
    paths = described.raw_schema["paths"]
    assert tuple(sorted(paths)) == PATHS
    for operations in paths.values():
        assert "422" not in operations["get"]["responses"]
        assert {"200", "400", "404"} <= set(operations["get"]["responses"])
        assert all("description" in parameter for parameter in operations["get"]["parameters"])
