"""The page on documents names every key, every word a key can take and every change."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from cupwright.rulebook import list_documents
from cupwright.rulebook.read import parse
from cupwright.rulebook.schema_files import schema_files

PAGE = Path(__file__).parents[2] / "docs" / "documents.md"


def words(schema: Any) -> set[str]:
    """Return every key and every word of an enumeration in a schema."""
    found: set[str] = set()
    if isinstance(schema, dict):
        for key, value in schema.items():
            if key == "properties":
                found |= set(value)
            elif key in ("enum", "const"):
                found |= {word for word in (value if isinstance(value, list) else [value]) if isinstance(word, str)}
            found |= words(value)
    elif isinstance(schema, list):
        for value in schema:
            found |= words(value)
    return found


@pytest.mark.parametrize("kind", ["format", "edition", "proposal", "history", "calendar"])
def test_every_key_is_explained(kind: str) -> None:
    import json

    text = next(text for path, text in schema_files().items() if path.name.startswith(kind))
    page = PAGE.read_text(encoding="utf-8")
    said = set(re.findall(r"`([^`\n]+)`", page)) | {
        word for code in re.findall(r"`([^`\n]+)`", page) for word in code.split()
    }
    needed = words(json.loads(text))
    assert len(needed) > 20
    assert {word for word in needed if word not in said} == set()


def test_examples_on_the_page_are_yaml() -> None:
    blocks = re.findall(r"```yaml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) >= 4
    for block in blocks:
        if block.count("\nsource:") == 0:
            parse(block.encode(), "documents.md")


def test_named_documents_exist() -> None:
    page = PAGE.read_text(encoding="utf-8")
    named = set(re.findall(r"(?:id|extends): (libertadores-[0-9-]+)", page))
    assert named
    assert named <= set(list_documents())
