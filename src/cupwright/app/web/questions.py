"""A question as the laboratory keeps it: its kind and its parts as text, so that equal questions are one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cupwright.errors import CupwrightError

__all__ = ["Question", "number_of", "question"]

_LONGEST = 40_000
_MOST = 2**62


@dataclass(frozen=True, slots=True)
class Question:
    """One question.

    Parameters
    ----------
    kind
        Which of :data:`cupwright.app.web.asking.KINDS`.
    parts
        Its parts in alphabetical order, none of them empty.
    """

    kind: str
    parts: tuple[tuple[str, str], ...]

    def get(self, name: str, default: str = "") -> str:
        """Return a part, or `default`."""
        return dict(self.parts).get(name, default)

    def whole(self, name: str, default: int) -> int:
        """Return a part that is a whole number."""
        return number_of(self.get(name, str(default)), name)

    def under(self, prefix: str) -> dict[str, str]:
        """Return the parts whose names begin with a prefix, without it."""
        return {name.removeprefix(prefix): value for name, value in self.parts if name.startswith(prefix)}

    def changed(self, **parts: Any) -> Question:
        """Return the question with some parts changed; an empty one is taken away."""
        return question(self.kind, {**dict(self.parts), **parts})


def question(kind: str, parts: Mapping[str, Any]) -> Question:
    """Return the question with these parts; empty ones and None are left out.

    Raises
    ------
    CupwrightError
        If the parts are longer than any question needs.
    """
    said = {name: str(value) for name, value in parts.items() if value not in (None, "", ())}
    if sum(len(name) + len(value) for name, value in said.items()) > _LONGEST:
        raise CupwrightError.of("size", "the question is too long", facts=[f"at most {_LONGEST:,} letters"])
    return Question(kind, tuple(sorted(said.items())))


def number_of(text: str, what: str, least: int = 0, most: int = _MOST) -> int:
    """Read a whole number out of an address.

    Raises
    ------
    CupwrightError
        If it is none, or outside its range.
    """
    plain = text.strip()
    if not (plain.isascii() and plain.isdecimal() and len(plain) < 20 and least <= int(plain) <= most):
        facts = ["a whole number, 0 or more" if most >= _MOST else f"a whole number from {least:,} to {most:,}"]
        raise CupwrightError.of("number", f"`{text[:40]}` cannot be the {what}", facts=facts)
    return int(plain)
