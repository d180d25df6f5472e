"""``python -m cupwright.rulebook`` writes the files that are made from the models and the library's documents."""

from __future__ import annotations

from cupwright.rulebook.compiled import FILE, compiled_text
from cupwright.rulebook.schema_files import schema_files

if __name__ == "__main__":
    FILE.write_text(compiled_text(), encoding="utf-8")
    for path, text in schema_files().items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
