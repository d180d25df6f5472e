"""What helps to write a proposal, out of the JSON Schema that editors use, and out of the edition that is amended."""

from __future__ import annotations

import json
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

__all__ = ["changes_help", "edition_help"]

_SAMPLES = {
    "slot": "MLS 1", "club": "inter-miami", "association": "USA", "enters": "group-stage", "because": "why",
    "to": "second-round", "path": "stages.group-stage.groups", "value": "9", "stage": "round-of-16",
    "award": "club-world-cup-2029", "after": "third-round", "via": "how it qualified",
}  # fmt: skip
"""What stands for a value until the writer puts the right one."""


@cache
def changes_help() -> list[dict[str, Any]]:
    """Return the changes that a proposal may hold: name, what it does, its keys, and a line to begin with."""
    schema = json.loads((files("cupwright.library") / "schema" / "proposal.schema.json").read_text(encoding="utf-8"))
    definitions = schema["$defs"]
    found = []
    for name, rule in definitions["ChangeModel"]["properties"].items():
        reference = next(part["$ref"] for part in rule["anyOf"] if "$ref" in part)
        change = definitions[reference.rsplit("/", 1)[1]]
        required = change.get("required", [])
        keys = [{"name": key, "required": key in required} for key in change["properties"]]
        body = ", ".join(f"{key}: {_SAMPLES.get(key, key)}" for key in required) or "because: why"
        found.append({
            "name": name, "words": change.get("description", "").split("\n")[0], "keys": keys,
            "line": f"  - {name}: {{{body}}}\n",
        })  # fmt: skip
    return found


@lru_cache(maxsize=32)
def edition_help(name: str) -> dict[str, Any]:
    """Return the names that a proposal to amend an edition may use: slots, stages and awards."""
    from cupwright.rulebook import load_edition

    edition = load_edition(name)
    return {
        "name": name,
        "slots": [(slot.name, slot.club) for slot in edition.slots],
        "stages": [(stage.id, stage.title) for stage in edition.format.stages],
        "awards": [(award.id, award.title) for award in edition.format.awards],
    }
