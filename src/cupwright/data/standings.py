"""League tables from the facts: who stood above whom, by points and a few plain criteria."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cupwright.data.matches import edition_matches
from cupwright.errors import CupwrightError
from cupwright.football.matches import Match

__all__ = ["standings"]

_Row = dict[str, int]


def standings(parts: Sequence[Mapping[str, Any]], criteria: Sequence[str]) -> tuple[str, ...]:
    """Return the clubs of a table from first to last; none if the facts do not hold all of its parts.

    Parameters
    ----------
    parts
        What counts for the table: each a `competition` and `edition` of the facts and, where only so many `matches`
        of each club count (those of the regular season, before any play-off), their number.
    criteria
        In order: ``"points"`` (3 and 1), ``"wins"``, ``"goal-difference"``, ``"goals-for"``. Clubs still level stand
        in alphabetical order.
    """
    rows: defaultdict[str, _Row] = defaultdict(lambda: dict.fromkeys(("points", "wins", "difference", "for"), 0))
    if not parts:
        return ()
    for part in parts:
        try:
            matches = edition_matches(part["competition"], part["edition"])
        except CupwrightError:
            return ()
        for club, own, other in _results(matches, part.get("matches")):
            row = rows[club]
            row["points"] += 3 * (own > other) + (own == other)
            row["wins"] += own > other
            row["difference"] += own - other
            row["for"] += own
    columns = [{"goal-difference": "difference", "goals-for": "for"}.get(name, name) for name in criteria]
    return tuple(sorted(rows, key=lambda club: (*(-rows[club][column] for column in columns), club)))


def _results(matches: Sequence[Match], most: int | None) -> Iterator[tuple[str, int, int]]:
    """Yield (club, goals for, goals against) of both sides of each match that counts."""
    played: Counter[str] = Counter()
    for match in matches:
        score = match.official
        if score is None:
            continue
        for club, own, other in ((match.home, *score), (match.away, *score[::-1])):
            played[club] += 1
            if most is None or played[club] <= most:
                yield club, own, other
