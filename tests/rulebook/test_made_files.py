"""The files made from the models and the documents are the ones the models and documents would make now."""

from __future__ import annotations

import json
import subprocess
import sys
import time

import jsonschema
import pytest

from cupwright.rulebook import list_documents, load
from cupwright.rulebook.compiled import FILE, compiled_text, compiled_tree
from cupwright.rulebook.read import read
from cupwright.rulebook.schema_files import schema_files

HOW = "write it again with `python -m cupwright.rulebook`"


def test_the_compiled_library_is_current() -> None:
    assert FILE.read_text(encoding="utf-8") == compiled_text(), HOW


def test_schema_files_are_current() -> None:
    files = schema_files()
    assert len(files) == 5
    for path, text in files.items():
        assert path.read_text(encoding="utf-8") == text, HOW


@pytest.mark.parametrize("name", list_documents())
def test_the_library_fits_its_schema(name: str) -> None:
    tree = read(list_documents()[name]).tree
    schema = json.loads(next(text for path, text in schema_files().items() if path.name.startswith(tree["kind"])))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    validator.validate(tree)
    assert not validator.is_valid({**tree, "surprise": 1})


def test_a_changed_document_is_not_taken_from_the_compiled_library() -> None:
    path = list_documents()["mas-2026"]
    data = path.read_bytes()
    assert compiled_tree("proposals/mas-2026.yaml", data) == read(path).tree
    assert compiled_tree("proposals/mas-2026.yaml", data + b"\n") is None
    assert compiled_tree("proposals/nothing.yaml", data) is None


def test_the_library_loads_without_the_compiled_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """So every document of the library meets its model and the full check, not only its compiled tree."""
    from cupwright.rulebook import compiled, loading

    compiled_ones = {name: load(name) for name in list_documents()}
    monkeypatch.setattr(compiled, "_lines", dict)
    loading._opened.cache_clear()
    try:
        for name, document in compiled_ones.items():
            assert load(name) == document
    finally:
        loading._opened.cache_clear()


def test_checking_a_proposal_needs_no_models() -> None:
    """Pydantic and the YAML reader cost more than the whole check; documents of the library need neither."""
    code = (
        "import sys; from cupwright.rulebook import load; load('mas-2026');"
        "print([name for name in ('pydantic', 'ruamel', 'numpy', 'numba') if name in sys.modules])"
    )
    start = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
    assert time.perf_counter() - start < 5
