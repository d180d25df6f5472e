"""Proposals: a short list of named changes, with parameters for the choices in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cupwright.errors import CupwrightError, Problem, did_you_mean
from cupwright.rulebook import read

__all__ = ["Parameter", "Proposal", "build_proposal", "resolve"]

Value = str | int | bool

_REFERENCE = re.compile(r"\$\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A choice in a proposal: its default, and what each choice stands for."""

    name: str
    default: Value
    choices: tuple[tuple[Value, Value], ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal as it was read. `amends` names the edition (or format) it changes, `history` what reads it for others.

    `changes` are (name, body) with the parameters at their defaults; `source` is the document itself.
    """

    id: str
    title: str
    amends: str
    summary: str
    parameters: tuple[Parameter, ...]
    changes: tuple[tuple[str, Any], ...]
    notes: tuple[str, ...] = ()
    history: str = ""
    file: str = field(default="", compare=False)
    source: read.Source | None = field(default=None, compare=False, repr=False)


def build_proposal(source: read.Source) -> Proposal:
    """Turn the document of a proposal into the noun, with its parameters at their defaults.

    Raises
    ------
    CupwrightError
        With every unknown key, bad value and unknown parameter.
    """
    tree = _resolved(source, {})
    parameters = tuple(
        Parameter(name, body["default"], _choices(body["choices"]), body.get("title", ""))
        for name, body in tree.get("parameters", {}).items()
    )
    return Proposal(
        id=tree["id"],
        title=tree["title"],
        amends=tree["amends"],
        summary=tree.get("summary", ""),
        parameters=parameters,
        changes=_named(tree),
        notes=tuple(tree.get("notes", ())),
        history=tree.get("history", ""),
        file=source.file,
        source=source,
    )


def _named(tree: Mapping[str, Any]) -> tuple[tuple[str, Any], ...]:
    return tuple((name, body) for change in tree["changes"] for name, body in change.items())


def _choices(choices: Any) -> tuple[tuple[Value, Value], ...]:
    """Return (choice, value); in a list each choice is its own value."""
    return tuple(choices.items() if isinstance(choices, dict) else ((choice, choice) for choice in choices))


def resolve(proposal: Proposal, chosen: Mapping[str, Value]) -> tuple[tuple[str, Any], ...]:
    """Return the changes of a proposal with the parameters as chosen (defaults for the rest).

    Raises
    ------
    CupwrightError
        If a parameter or a choice is unknown.
    """
    assert proposal.source is not None
    problems: list[Problem] = []
    known = {parameter.name: parameter for parameter in proposal.parameters}
    for name, value in chosen.items():
        if name not in known:
            facts = (f"parameters of `{proposal.id}`: {', '.join(known) or 'none'}",)
            message = f"`{proposal.id}` has no parameter `{name}`"
            problems.append(Problem("parameter", message, facts=facts, hint=did_you_mean(name, known)))
        elif value not in [choice for choice, _ in known[name].choices]:
            words = [str(choice) for choice, _ in known[name].choices]
            problems.append(
                Problem(
                    "parameter",
                    f"`{value}` is not a choice for the parameter `{name}` of `{proposal.id}`",
                    proposal.source.place(("parameters", name)),
                    (f"choices: {', '.join(words)}",),
                    did_you_mean(str(value), words),
                )
            )
    if problems:
        raise CupwrightError(problems)
    return _named(_resolved(proposal.source, chosen))


def _resolved(source: read.Source, chosen: Mapping[str, Value]) -> dict[str, Any]:
    """Return the tree with its parameters put in, held against the model."""
    problems: list[Problem] = []
    values = _values(source, chosen, problems)
    tree = dict(source.tree)
    for key in ("changes", "spans"):
        if key in tree:
            tree[key] = _put(tree[key], values, source, (key,), problems)
    if not source.fits:
        from cupwright.rulebook.validate import fit

        try:
            fit("proposal", source, tree)
        except CupwrightError as error:
            problems += error.problems
    if problems:
        raise CupwrightError(problems)
    return tree


def _values(source: read.Source, chosen: Mapping[str, Value], problems: list[Problem]) -> dict[str, Value]:
    """Return the value each parameter stands for; what is malformed is left to the model to say."""
    values: dict[str, Value] = {}
    parameters = source.tree.get("parameters")
    for name, body in parameters.items() if isinstance(parameters, dict) else ():
        if not isinstance(body, dict):
            continue
        choices, pick = body.get("choices"), chosen.get(name, body.get("default"))
        known = list(choices) if isinstance(choices, list | dict) else []
        if not isinstance(pick, str | int | bool):
            continue
        if pick not in known:
            words = [str(word) for word in known]
            message = f"the default `{pick}` of the parameter `{name}` is not one of its choices"
            place = source.place(("parameters", name, "default"))
            facts = (f"choices: {', '.join(words)}",)
            problems.append(Problem("parameter", message, place, facts, did_you_mean(str(pick), words)))
        values[name] = choices[pick] if isinstance(choices, dict) and pick in choices else pick
    return values


def _put(
    value: Any, values: Mapping[str, Value], source: read.Source, path: tuple[read.Key, ...], problems: list[Problem]
) -> Any:
    """Put the values of the parameters where ``${name}`` stands."""
    if isinstance(value, dict):
        return {key: _put(item, values, source, (*path, key), problems) for key, item in value.items()}
    if isinstance(value, list):
        return [_put(item, values, source, (*path, i), problems) for i, item in enumerate(value)]
    if not isinstance(value, str):
        return value
    for name in _REFERENCE.findall(value):
        if name not in values:
            facts = (f"parameters: {', '.join(values) or 'none'}",)
            message = f"`${{{name}}}` is not a parameter of this proposal"
            problems.append(Problem("parameter", message, source.place(path), facts, did_you_mean(name, values)))
    whole = _REFERENCE.fullmatch(value)
    if whole and whole[1] in values:
        return values[whole[1]]
    return _REFERENCE.sub(lambda match: str(values.get(match[1], match[0])), value)
