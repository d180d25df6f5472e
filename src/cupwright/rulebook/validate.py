"""Fit a tree to its model; every misfit becomes a problem with its line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from cupwright.errors import CupwrightError, Problem, did_you_mean
from cupwright.rulebook.read import Key, Source
from cupwright.rulebook.schema.calendar import CalendarModel
from cupwright.rulebook.schema.edition import EditionModel
from cupwright.rulebook.schema.format import FormatModel
from cupwright.rulebook.schema.history import HistoryModel
from cupwright.rulebook.schema.proposal import ExtendedFormatModel, ProposalModel

__all__ = ["fit"]

_MODELS: dict[str, type[BaseModel]] = {
    "format": FormatModel,
    "extended-format": ExtendedFormatModel,
    "edition": EditionModel,
    "proposal": ProposalModel,
    "history": HistoryModel,
    "calendar": CalendarModel,
}

_WORDS = {
    "missing": "`{key}` is missing",
    "string_type": "`{key}` is text, not {input}",
    "int_type": "`{key}` is a whole number, not {input}",
    "int_from_float": "`{key}` is a whole number, not {input}",
    "float_type": "`{key}` is a number, not {input}",
    "float_parsing": "`{key}` is a number, not {input}",
    "bool_type": "`{key}` is true or false, not {input}",
    "list_type": "`{key}` is a list, not {input}",
    "dict_type": "`{key}` holds keys with values, not {input}",
    "model_type": "`{key}` holds keys with values, not {input}",
    "model_attributes_type": "`{key}` holds keys with values, not {input}",
    "finite_number": "`{key}` is a finite number, not {input}",
}


def fit(kind: str, source: Source, tree: Any = None) -> None:
    """Hold a document's tree (by default the tree of `source`) against the model of its kind.

    Raises
    ------
    CupwrightError
        With every misfit, each with its line and path.
    """
    model = _MODELS[kind]
    try:
        model.model_validate(source.tree if tree is None else tree)
    except ValidationError as error:
        problems = [_problem(model, source, item) for item in error.errors(include_url=False)]
        raise CupwrightError(list(dict.fromkeys(problems))) from None


def _problem(model: type[BaseModel], source: Source, item: Any) -> Problem:
    path = _in_tree(source.tree, item["loc"])
    kind, key = item["type"], _last_word(path)
    if kind == "extra_forbidden":
        known = _keys_at(model, item["loc"][:-1])
        facts = (f"known here: {', '.join(sorted(known))}",) if known else ()
        return Problem("key", f"unknown key `{key}`", source.place(path), facts, did_you_mean(key, known))
    if kind == "missing":
        return Problem("key", f"`{item['loc'][-1]}` is missing", source.place(path[:-1]))
    shown = _short(item["input"])
    sentence = _WORDS[kind] if kind in _WORDS else f"`{{key}}` {_say(item)}"
    message = sentence.replace("{key}", key).replace("{input}", shown)
    hint = ""
    context = item.get("ctx", {})
    if kind in ("literal_error", "union_tag_invalid"):
        expected = str(context.get("expected") or context.get("expected_tags", ""))
        words = [word.strip("' ") for word in expected.replace(" or ", ",").split(",")]
        message = f"`{key}` cannot be {shown}"
        if kind == "union_tag_invalid":
            message = f"`{context.get('discriminator', 'kind')}` cannot be `{context.get('tag', '')}`".replace("'", "")
        hint = did_you_mean(str(item["input"]), words) or f"one of: {', '.join(words)}"
    return Problem("value", message, source.place(path), hint=hint)


_PATTERNS = {
    "winners|losers": "`winners`, `losers`, or `place-1`, `place-2`, ...",
    "[A-Z]{3}": "the three capital letters of an association, such as `ARG`",
    "[a-z0-9-]+(:": "a club's id, or the winner of a tie as `STAGE:K`",
    "[a-z0-9-]+:[a-z0-9-]+": "an edition and one of its awards: `mls-2026:title`",
    "[a-z0-9]": "an id: lower-case letters, digits and hyphens, such as `boca-juniors`",
    "[a-z][a-z0-9-]*(": "a path of keys and names with dots between them, such as `stages.final.legs`",
}


def _say(item: Any) -> str:
    """Return pydantic's sentence in our grammar."""
    text = str(item["msg"])
    if item["type"] == "string_pattern_mismatch":
        pattern = str(item["ctx"]["pattern"])
        for part, words in _PATTERNS.items():
            if part in pattern:
                return f"cannot be {_short(item['input'])}: it is {words}"
    if text.startswith("Value error, ") and isinstance(item["input"], dict):
        return f"is not complete: {text.removeprefix('Value error, ')}"
    if text.startswith("Value error, "):
        return f"cannot be {_short(item['input'])}: {text.removeprefix('Value error, ')}"
    return f"cannot be {_short(item['input'])}: {text[0].lower()}{text[1:]}".replace("input should", "it should")


def _short(value: object) -> str:
    if isinstance(value, dict):
        return "keys with values"
    if isinstance(value, list):
        return f"a list of {len(value)}"
    if value is None:
        return "nothing"
    text = str(value)
    return f"`{text[:60]}…`" if len(text) > 60 else f"`{text}`"


def _last_word(path: tuple[Key, ...]) -> str:
    words = [key for key in path if isinstance(key, str)]
    return words[-1] if words else "document"


def _in_tree(tree: Any, loc: tuple[Key, ...]) -> tuple[Key, ...]:
    """Drop the tags that pydantic adds for unions, and call list items by their names."""
    path: list[Key] = []
    for index, key in enumerate(loc):
        last = index == len(loc) - 1
        if isinstance(tree, list) and isinstance(key, int) and key < len(tree):
            tree = tree[key]
            name = (tree.get("id") or tree.get("slot")) if isinstance(tree, dict) else None
            path.append(name if isinstance(name, str) else key)
        elif isinstance(tree, dict) and key in tree and tree.get("kind") != key:
            tree = tree[key]
            path.append(key)
        elif last and isinstance(tree, dict):
            path.append(key)
    return tuple(path)


_TAGS = {
    "ties": "TieStageModel",
    "groups": "GroupStageModel",
    "league": "LeagueStageModel",
    "use": "SourceUse",
    "full": "SourceFull",
    "clubs": "FeedModel",
}


def _keys_at(model: Any, loc: tuple[Key, ...]) -> set[str]:
    """Return the keys known at `loc`, by following the annotations of the models."""
    found = {model}
    for key in loc:
        reached = {kind for annotation in found for kind in _step(annotation, key)}
        tagged = {kind for kind in found if getattr(kind, "__name__", "") == _TAGS.get(str(key), "?")}
        found = tagged or reached
    return {str(field.alias) for kind in found for field in kind.model_fields.values()}


def _step(model: type[BaseModel], key: Key) -> Iterator[type[BaseModel]]:
    """Yield the models that may stand under a key of a model; a position in a list changes nothing."""
    if isinstance(key, int):
        yield model
        return
    fields = {field.alias: field for field in model.model_fields.values()}
    if key in fields:
        yield from _models(fields[key].annotation)
    else:
        yield model


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    else:
        for part in get_args(annotation):
            yield from _models(part)
