"""The named changes: each one small function on the documents of a format and an edition."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from cupwright.errors import did_you_mean
from cupwright.rulebook.read import Key

__all__ = ["CHANGE", "Documents", "Misfit"]

Tree = dict[str, Any]
Path = tuple[Key, ...]

_EDITION_KEYS = ("slots", "ranking", "dates", "venues", "title-holder", "starts", "results")
_FORMAT_KEYS = ("access", "stages", "awards", "prizes", "confederation")


class Misfit(Exception):  # noqa: N818 (never leaves the room: it becomes a problem)
    """A change that does not fit the documents: key of the change at fault, sentence, facts, hint."""

    def __init__(self, key: str, message: str, facts: tuple[str, ...] = (), hint: str = "") -> None:
        super().__init__(message)
        self.key, self.message, self.facts, self.hint = key, message, facts, hint


@dataclass
class Documents:
    """The documents under change; `touched` collects the paths that a change wrote."""

    format: Tree
    edition: Tree | None = None
    touched: list[Path] = field(default_factory=list)

    def named(self, shelf: str, name: str, key: str) -> Tree:
        """Return the item of a list by its name; a Misfit citing `key` of the change if there is none."""
        items = self.slots() if shelf == "slots" else self.format.get(shelf, [])
        word = "slot" if shelf == "slots" else "id"
        for item in items:
            if item[word] == name:
                found: Tree = item
                return found
        known = [str(item[word]) for item in items]
        what = {"slots": "slot", "stages": "stage", "awards": "award"}[shelf]
        raise Misfit(key, f"there is no {what} `{name}`", (f"{what}s: {', '.join(known)}",), did_you_mean(name, known))

    def slots(self) -> list[Tree]:
        """Return the slots; a Misfit if only a format is being changed."""
        if self.edition is None:
            raise Misfit("slot", "a format has no slots: they stand in an edition")
        slots: list[Tree] = self.edition["slots"]
        return slots

    def quota(self, association: str, stage: str, change: int) -> None:
        """Change the access list by so many places."""
        quotas = self.format.get("access", {}).get("quotas")
        if quotas is not None:
            row = quotas.setdefault(association, {})
            row[stage] = row.get(stage, 0) + change


def _add_slot(docs: Documents, body: Tree) -> None:
    name, slots = body["slot"], docs.slots()
    if any(slot["slot"] == name for slot in slots):
        raise Misfit("slot", f"the slot `{name}` is there already")
    slot = {key: value for key, value in body.items() if key not in ("because", "ranked-after")}
    slots.append(slot)
    docs.touched += [("slots", name), ("ranking",), ("stages", body["enters"], "from")]
    docs.quota(body["association"], body["enters"], 1)
    assert docs.edition is not None
    ranking, club = docs.edition.setdefault("ranking", []), body.get("club", "")
    if not club or club in ranking:
        return
    after = body.get("ranked-after", "")
    if after and after not in ranking:
        raise Misfit("ranked-after", f"`{after}` is not in the ranking", hint=did_you_mean(after, ranking))
    ranking.insert(ranking.index(after) + 1 if after else len(ranking), club)


def _add_guest(docs: Documents, body: Tree) -> None:
    _add_slot(docs, {**body, "guest": True})


def _remove_slot(docs: Documents, body: Tree) -> None:
    slot = docs.named("slots", body["slot"], "slot")
    docs.slots().remove(slot)
    docs.touched += [("slots", slot["slot"]), ("stages", slot["enters"], "from")]
    docs.quota(slot["association"], slot["enters"], -1)
    assert docs.edition is not None
    if slot.get("club") in docs.edition.get("ranking", []):
        docs.edition["ranking"].remove(slot["club"])


def _move_slot(docs: Documents, body: Tree) -> None:
    slot = docs.named("slots", body["slot"], "slot")
    docs.named("stages", body["to"], "to")
    if slot["enters"] == body["to"]:
        raise Misfit("to", f"the slot `{body['slot']}` enters at `{body['to']}` already")
    docs.quota(slot["association"], slot["enters"], -1)
    docs.quota(slot["association"], body["to"], 1)
    docs.touched += [("slots", slot["slot"])] + [("stages", at, "from") for at in (slot["enters"], body["to"])]
    slot["enters"] = body["to"]


def _give_slot(docs: Documents, body: Tree) -> None:
    slot = docs.named("slots", body["slot"], "slot")
    assert docs.edition is not None
    docs.edition["ranking"] = [body["club"] if c == slot.get("club") else c for c in docs.edition.get("ranking", [])]
    slot.update(club=body["club"], via=body.get("via", ""))
    docs.touched.append(("slots", slot["slot"]))


def _set(docs: Documents, body: Tree) -> None:
    path = str(body["path"]).split(".")
    root = docs.format if path[0] in _FORMAT_KEYS else docs.edition if path[0] in _EDITION_KEYS else None
    if root is None:
        known = (*_FORMAT_KEYS, *(_EDITION_KEYS if docs.edition is not None else ()))
        raise Misfit("path", f"nothing can be set at `{body['path']}`", hint=f"a path begins with {', '.join(known)}")
    at: Any = root
    for step, word in enumerate(path[:-1]):
        at = _child(at, word, ".".join(path[: step + 1]))
    last, value = path[-1], body["value"]
    if isinstance(at, list):
        at[at.index(_child(at, last, body["path"]))] = value
    elif not isinstance(at, dict):
        raise Misfit("path", f"`{body['path']}` leads past a single value")
    elif value is None:
        at.pop(last, None)
    else:
        at[last] = value
    docs.touched.append(tuple(path))


def _child(at: Any, word: str, path: str) -> Any:
    if isinstance(at, dict) and word in at:
        return at[word]
    names: list[str] = [str(key) for key in at] if isinstance(at, dict) else []
    if isinstance(at, list):
        for item in at:
            name = (item.get("id") or item.get("slot") or item.get("stage")) if isinstance(item, dict) else None
            names += [str(name)] if name else []
            if name == word:
                return item
    facts = (f"found there: {', '.join(names)}",) if names else ()
    raise Misfit("path", f"there is nothing at `{path}`", facts, did_you_mean(word, names))


def _add_stage(docs: Documents, body: Tree) -> None:
    after, stage = docs.named("stages", body["after"], "after"), body["stage"]
    stages = docs.format["stages"]
    if any(other["id"] == stage["id"] for other in stages):
        raise Misfit("stage", f"there is a stage `{stage['id']}` already")
    stages.insert(stages.index(after) + 1, stage)
    docs.touched.append(("stages", stage["id"]))


def _remove_stage(docs: Documents, body: Tree) -> None:
    docs.format["stages"].remove(docs.named("stages", body["stage"], "stage"))
    if docs.edition is not None:
        docs.edition.get("dates", {}).pop(body["stage"], None)
        docs.edition.get("venues", {}).pop(body["stage"], None)
    docs.touched.append(("stages", body["stage"]))


def _add_award(docs: Documents, body: Tree) -> None:
    awards, award = docs.format.setdefault("awards", []), body["award"]
    if any(other["id"] == award["id"] for other in awards):
        raise Misfit("award", f"there is an award `{award['id']}` already")
    awards.append(award)
    docs.touched.append(("awards", award["id"]))


def _remove_award(docs: Documents, body: Tree) -> None:
    docs.format["awards"].remove(docs.named("awards", body["award"], "award"))
    docs.touched.append(("awards", body["award"]))


def _exclude_guests_from(docs: Documents, body: Tree) -> None:
    award, then = docs.named("awards", body["award"], "award"), body.get("then", "pass-on")
    docs.touched.append(("awards", award["id"]))
    award.pop("exclude", None)
    if then == "guest-keeps":
        return
    award["exclude"] = ["guests"]
    if then == "nobody":
        award["candidates"] = award["candidates"][:1]


def _keep_draws(docs: Documents, _body: Tree) -> None:
    # The draws themselves are kept once the amended edition stands: see `cupwright.rulebook.keeping`.
    docs.touched.append(("draws",))


CHANGE: dict[str, Callable[[Documents, Tree], None]] = {
    "add-guest": _add_guest,
    "add-slot": _add_slot,
    "remove-slot": _remove_slot,
    "move-slot": _move_slot,
    "give-slot": _give_slot,
    "set": _set,
    "add-stage": _add_stage,
    "remove-stage": _remove_stage,
    "add-award": _add_award,
    "remove-award": _remove_award,
    "exclude-guests-from": _exclude_guests_from,
    "keep-draws": _keep_draws,
}
