"""Where an answer comes from: version, hashes of facts and documents, and the command that repeats it."""

from __future__ import annotations

import datetime as dt
import shlex
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from cupwright import __version__
from cupwright.football.competitions import Edition

if TYPE_CHECKING:
    from cupwright.ratings import RatingSettings

__all__ = ["command_of", "model_words", "provenance_of", "rate_provenance"]


def command_of(
    verb: str,
    names: Sequence[str],
    worlds: int,
    seed: int,
    as_of: dt.date | None = None,
    settings: RatingSettings | None = None,
    parameters: Mapping[str, Any] | None = None,
    adjustments: Sequence[str] = (),
    results: Sequence[str] = (),
) -> str:
    """Return the command that asks the same question; the numbers are written out even if they are the defaults."""
    words = ["cupwright", verb, *names, "--worlds", str(worlds), "--seed", str(seed)]
    if as_of is not None:
        words += ["--as-of", str(as_of)]
    for name, value in (parameters or {}).items():
        words += ["--set", f"{name}={str(value).lower() if isinstance(value, bool) else value}"]
    words += model_words(settings)
    if settings is not None and settings.links != "direct+bridge":
        words += ["--links", settings.links]
    for adjustment in adjustments:
        words += ["--adjust", adjustment]
    for result in results:
        words += ["--result", result]
    return shlex.join(words)


def model_words(settings: RatingSettings | None) -> list[str]:
    """Return the option that names the model of the ratings, if it is not the default."""
    # Here and not above: a run without ratings does not load their room.
    from cupwright.ratings.settings import DEFAULT_MODEL

    return [] if settings is None or settings.model == DEFAULT_MODEL else ["--model", settings.model]


def provenance_of(editions: Sequence[Edition], command: str, adjustments: Sequence[str] = ()) -> dict[str, Any]:
    """Return version, facts hash, documents hash and command; with adjustments of the ratings also these."""
    from cupwright.data.store import facts_hash
    from cupwright.rulebook import documents_hash

    return {
        "version": __version__,
        "facts_hash": facts_hash(),
        "documents_hash": documents_hash(*editions),
        "command": command,
        **({"adjustments": list(adjustments)} if adjustments else {}),
    }


def rate_provenance(words: Sequence[str], until: object | None, model: str) -> dict[str, Any]:
    """Return version, facts hash and command of ratings, in which no document has a part.

    Parameters
    ----------
    words
        What is asked of ``cupwright rate``.
    until
        The day of the ratings, which is written as text; None where the words name the days.
    model
        The model, which is written out even if it is the default.
    """
    from cupwright.data.store import facts_hash

    day = [] if until is None else ["--until", str(until)]
    command = shlex.join(["cupwright", "rate", *words, *day, "--model", model])
    return {"version": __version__, "facts_hash": facts_hash(), "command": command}
