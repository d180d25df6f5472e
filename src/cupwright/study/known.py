"""What is known of an edition on a day: from the facts, the irregular facts and the draws of its document.

Only what the rules cannot say goes in: scores by pair and leg, clubs known to have gone on, draws and lots as
they fell. Hosts, pairings, placings, winners and berths come out of the engine.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from cupwright.football.competitions import Edition, Irregular
from cupwright.football.outcomes import Advance, KnownScore

if TYPE_CHECKING:
    from cupwright.data.tables import MatchTable
    from cupwright.engine import Known

__all__ = ["known_of", "known_until", "scores_of"]

_Score = tuple[int, int]


def known_of(edition: Edition, as_of: dt.date | None = None) -> Known:
    """Return what is known of an edition at the end of a day, or all that is known if no day is given."""
    from cupwright.data.tables import load_matches
    from cupwright.engine import Known

    competition, name = edition.results
    table = load_matches(until=as_of, competitions=[competition])
    irregular = [fact for fact in edition.irregular if as_of is None or fact.date is None or fact.date <= as_of]
    scores = scores_of(table, name, irregular)
    begun = {score.stage for score in scores}
    return Known(
        scores=tuple(scores),
        advances=tuple(_advance(fact) for fact in irregular if fact.what in ("advanced", "walkover")),
        draws=tuple(
            draw
            for draw in edition.draws
            if as_of is None or (draw.stage in begun if draw.date is None else draw.date <= as_of)
        ),
        lots=tuple(fact for fact in irregular if fact.what == "lots"),
    )


def known_until(known: Known) -> dt.date | None:
    """Return the last day of which a score is known, or None."""
    return max((score.date for score in known.scores if score.date is not None), default=None)


def scores_of(table: MatchTable, edition: str, irregular: Iterable[Irregular] = ()) -> list[KnownScore]:
    """Return the official scores of one edition by stage, pair and leg.

    The legs of a pair are numbered by date within a stage. An awarded score stands in place of that of the field,
    and one of `irregular` in place of both.
    """
    if edition not in table.editions:
        return []
    awarded = {(fact.stage, frozenset(fact.clubs), fact.leg): fact for fact in irregular if fact.what == "awarded"}
    without_score = {
        (fact.stage, frozenset(fact.clubs)) for fact in irregular if fact.what in ("advanced", "walkover")
    }
    legs: dict[tuple[str, frozenset[str]], int] = defaultdict(int)
    found = []
    for row in np.flatnonzero(table.edition == table.editions.index(edition)):
        stage = table.stages[table.stage[row]]
        clubs = (table.clubs[table.home[row]], table.clubs[table.away[row]])
        pair = (stage, frozenset(clubs))
        legs[pair] += 1
        fact = awarded.get((*pair, legs[pair])) or awarded.get((*pair, None))
        goals = _official(table, int(row), fact, clubs)
        if goals is None or pair in without_score:
            continue
        day = table.date[row].astype(dt.date)
        extra, penalties = (_pair(table, name, int(row)) if fact is None else None for name in ("aet", "pen"))
        found.append(KnownScore(stage, clubs, legs[pair], goals, extra, penalties, day))
    return found


def _official(table: MatchTable, row: int, fact: Irregular | None, clubs: tuple[str, str]) -> _Score | None:
    """Return the score that counts in tables, oriented as `clubs`."""
    if fact is not None and fact.score is not None:
        return fact.score if fact.clubs[0] == clubs[0] else (fact.score[1], fact.score[0])
    return _pair(table, "awarded", row) or _pair(table, "ft", row)


def _pair(table: MatchTable, name: str, row: int) -> _Score | None:
    home, away = int(getattr(table, f"{name}_home")[row]), int(getattr(table, f"{name}_away")[row])
    return None if home < 0 or away < 0 else (home, away)


def _advance(fact: Irregular) -> Advance:
    first, second = fact.clubs
    return Advance(fact.stage, (first, second), fact.winner, fact.what, fact.date)
