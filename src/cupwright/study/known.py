"""What is known of an edition on a day: from the facts, the irregular facts and the draws of its document.

Only what the rules cannot say goes in: scores by pair and leg, clubs known to have gone on, draws and lots as
they fell. Hosts, pairings, placings, winners and berths come out of the engine.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from cupwright.football.competitions import Edition, Irregular
from cupwright.football.matches import Match
from cupwright.football.outcomes import Advance, KnownScore

if TYPE_CHECKING:
    from cupwright.engine import Known

__all__ = ["known_of", "known_until", "scores_of"]


def known_of(edition: Edition, as_of: dt.date | None = None) -> Known:
    """Return what is known of an edition at the end of a day, or all that is known if no day is given.

    Raises
    ------
    CupwrightError
        If the facts hold no match of the edition.
    """
    from cupwright.data.matches import edition_matches
    from cupwright.engine import Known

    irregular = [fact for fact in edition.irregular if as_of is None or fact.date is None or fact.date <= as_of]
    scores = [
        score
        for score in scores_of(edition_matches(*edition.results), irregular)
        if as_of is None or score.date is None or score.date <= as_of
    ]
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
    """Return the last day of which a score, or a club that went on, is known, or None."""
    days = [score.date for score in known.scores] + [fact.date for fact in known.advances]
    return max((day for day in days if day is not None), default=None)


def scores_of(matches: Iterable[Match], irregular: Iterable[Irregular] = ()) -> list[KnownScore]:
    """Return the official scores of one edition by stage, pair and leg.

    The legs of a pair are numbered by date within a stage. An awarded score stands in place of that of the field,
    and one of `irregular` in place of both. A tie that was walked over has no scores.
    """
    facts = list(irregular)
    awarded = {(fact.stage, frozenset(fact.clubs), fact.leg): fact for fact in facts if fact.what == "awarded"}
    walked_over = {(fact.stage, frozenset(fact.clubs)) for fact in facts if fact.what == "walkover"}
    legs: dict[tuple[str, frozenset[str]], int] = defaultdict(int)
    found = []
    for match in sorted(matches, key=lambda match: (match.date, match.id)):
        pair = (match.stage, frozenset((match.home, match.away)))
        legs[pair] += 1
        fact = awarded.get((*pair, legs[pair])) or awarded.get((*pair, None))
        score = match.official
        extra, penalties = match.extra_time, match.penalties
        if fact is not None and fact.score is not None:
            score = fact.score if fact.clubs[0] == match.home else (fact.score[1], fact.score[0])
            extra, penalties = None, None
        if score is not None and pair not in walked_over:
            clubs = (match.home, match.away)
            found.append(KnownScore(match.stage, clubs, legs[pair], score, extra, penalties, match.date))
    return found


def _advance(fact: Irregular) -> Advance:
    first, second = fact.clubs
    return Advance(fact.stage, (first, second), fact.winner, fact.what, fact.date)
