"""The JSON Schemas that editors check with agree with the record and with the vocabulary."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from foedus.model.resources import parse_yaml
from foedus.model.vocabulary import load_vocabulary
from foedus.record.loader import FOLDER

VOCABULARY = FOLDER.parent / "model" / "vocabulary"
FILES = [
    *((path, "instruments") for path in sorted((FOLDER / "instruments").glob("*.yaml"))),
    (FOLDER / "sources.yaml", "sources"),
    (FOLDER / "coverage.yaml", "coverage"),
    (VOCABULARY / "publishers.yaml", "publishers"),
]


def schema(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / "schema" / f"{name}.json").read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize(("path", "name"), FILES, ids=lambda value: getattr(value, "stem", value))
def test_files_follow_their_schema_and_name_it(path: Path, name: str) -> None:
    text = path.read_text(encoding="utf-8")
    validator = jsonschema.Draft202012Validator(schema(name))
    assert [error.message for error in validator.iter_errors(parse_yaml(text))] == []
    marker = "# yaml-language-server: $schema="
    first = text.partition("\n")[0]
    assert first.startswith(marker)
    assert (path.parent / first.removeprefix(marker)).resolve() == FOLDER / "schema" / f"{name}.json"


@pytest.mark.parametrize("name", ["instruments", "sources", "publishers", "coverage"])
def test_schemas_are_schemas(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schema(name))


def test_terms_are_those_of_the_vocabulary() -> None:
    vocabulary = load_vocabulary()
    instrument = schema("instruments")["properties"]["instruments"]["items"]["properties"]
    assert instrument["type"]["enum"] == list(vocabulary.types)
    assert set(instrument["claims"]["items"]["properties"]["stage"]["enum"]) == vocabulary.stages
    roles = {role for kind in vocabulary.types.values() for role in kind.roles}
    assert set(instrument["roles"]["propertyNames"]["enum"]) == roles
    windows = schema("coverage")["properties"]["windows"]["items"]["properties"]
    assert windows["types"]["items"]["enum"] == list(vocabulary.types)
