"""JSON Schema files, so that an editor completes and checks documents as they are written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from cupwright.rulebook import shelf

__all__ = ["schema_files"]

_REFERENCE = {"type": "string", "pattern": r"^\$\{[a-z0-9-]+\}$", "description": "A parameter of the proposal."}


def schema_files() -> dict[Path, str]:
    """Return what each schema file under ``library/schema`` should hold now."""
    from cupwright.rulebook.schema.calendar import CalendarModel
    from cupwright.rulebook.schema.edition import EditionModel
    from cupwright.rulebook.schema.format import FormatModel
    from cupwright.rulebook.schema.history import HistoryModel
    from cupwright.rulebook.schema.proposal import CHANGES, ExtendedFormatModel, ProposalModel

    proposal = ProposalModel.model_json_schema()
    extended = ExtendedFormatModel.model_json_schema()
    definitions = proposal["$defs"]
    for name in CHANGES:
        parts = definitions["ChangeModel"]["properties"][name]["anyOf"]
        reference = next(part["$ref"] for part in parts if "$ref" in part)
        change = definitions[reference.rsplit("/", 1)[1]]
        change["properties"] = {key: {"anyOf": [rule, _REFERENCE]} for key, rule in change["properties"].items()}
    both = FormatModel.model_json_schema()
    names = {**both.pop("$defs"), **extended.pop("$defs")}
    schemas: dict[str, dict[str, Any]] = {
        "format": {"$defs": names, "title": "Format", "if": {"required": ["extends"]}, "then": extended, "else": both},
        "edition": EditionModel.model_json_schema(),
        "proposal": proposal,
        "history": HistoryModel.model_json_schema(),
        "calendar": CalendarModel.model_json_schema(),
    }
    folder = shelf.LIBRARY / "schema"
    draft = "https://json-schema.org/draft/2020-12/schema"
    return {
        folder / f"{kind}.schema.json": json.dumps({"$schema": draft, **schema}, indent=1, ensure_ascii=False) + "\n"
        for kind, schema in schemas.items()
    }
