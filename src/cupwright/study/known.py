"""What is known of an edition on a day: from the facts, the irregular facts and the draws of its document.

Only what the rules cannot say goes in: scores by pair and leg, clubs known to have gone on, draws and lots as
they fell. Hosts, pairings, placings, winners and berths come out of the engine.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from cupwright.errors import CupwrightError
from cupwright.football.competitions import Edition, Irregular
from cupwright.football.matches import Match
from cupwright.football.outcomes import Advance, KnownScore
from cupwright.study.placing import placed

if TYPE_CHECKING:
    from cupwright.engine import Known

__all__ = ["known_of", "known_until", "scores_of"]


def known_of(edition: Edition, as_of: dt.date | None = None) -> Known:
    """Return what is known of an edition at the end of a day, or all that is known if no day is given.

    Raises
    ------
    CupwrightError
        If the facts hold no match of the edition, nor its document the score of one.
    """
    from cupwright.engine import Known

    irregular = [fact for fact in edition.irregular if as_of is None or fact.date is None or fact.date <= as_of]
    scores = [
        score
        for score in scores_of(placed(edition, _matches_of(edition)), irregular)
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
        points=tuple(fact for fact in irregular if fact.what == "points"),
    )


def _matches_of(edition: Edition) -> list[Match]:
    """Return what the facts hold of an edition: nothing, if its document says the scores that they do not know."""
    from cupwright.data.matches import edition_matches

    try:
        return edition_matches(*edition.results)
    except CupwrightError as error:
        unknown = {problem.code for problem in error.problems} <= {"unknown-edition", "unknown-competition"}
        if unknown and any(fact.what == "played" for fact in edition.irregular):
            return []
        raise


def known_until(known: Known) -> dt.date | None:
    """Return the last day of which a score, or a club that went on, is known, or None."""
    days = [score.date for score in known.scores] + [fact.date for fact in known.advances]
    return max((day for day in days if day is not None), default=None)


def scores_of(matches: Iterable[Match], irregular: Iterable[Irregular] = ()) -> list[KnownScore]:
    """Return the official scores of one edition by stage, pair and leg.

    The legs of a pair are numbered by date within a stage. An awarded score stands in place of that of the field,
    and one of `irregular` in place of both; such a fact without a leg is of every match at the ground of the first of
    its clubs, or adds the match if there is none. A tie that was walked over has no scores.
    """
    irregular = list(irregular)
    facts = [fact for fact in irregular if fact.score is not None or fact.what == "not-played"]
    walked_over = {(fact.stage, frozenset(fact.clubs)) for fact in irregular if fact.what == "walkover"}
    legs: dict[tuple[str, frozenset[str]], int] = defaultdict(int)
    used: set[int] = set()
    found = []
    for match in sorted(matches, key=lambda match: (match.date, match.id)):
        pair = (match.stage, frozenset((match.home, match.away)))
        legs[pair] += 1
        number = next((k for k, fact in enumerate(facts) if _is_of(fact, match, legs[pair])), None)
        clubs = (match.home, match.away)
        score = KnownScore(match.stage, clubs, legs[pair], (0, 0), match.extra_time, match.penalties, match.date)
        if number is not None:
            used.add(number)
            found.append(_of_fact(facts[number], score))
        elif match.official is not None and pair not in walked_over:
            found.append(replace(score, goals=match.official))
    for number, fact in enumerate(facts):
        if number not in used:
            first, second = fact.clubs
            legs[fact.stage, frozenset(fact.clubs)] += 1
            leg = fact.leg or legs[fact.stage, frozenset(fact.clubs)]
            found.append(_of_fact(fact, KnownScore(fact.stage, (first, second), leg, (0, 0))))
    return [score for score in found if (score.stage, frozenset(score.clubs)) not in walked_over]


def _is_of(fact: Irregular, match: Match, leg: int) -> bool:
    """Whether an irregular fact is of this match."""
    if fact.stage != match.stage or set(fact.clubs) != {match.home, match.away}:
        return False
    return fact.leg == leg if fact.leg is not None else fact.clubs[0] == match.home


def _of_fact(fact: Irregular, score: KnownScore) -> KnownScore:
    """Return the score that an irregular fact says, oriented and dated as `score`."""
    if fact.what == "not-played":
        return replace(score, extra=None, penalties=None, played=False)
    turned = fact.clubs[0] != score.clubs[0]
    goals, extra, penalties = (
        pair[::-1] if turned and pair else pair for pair in (fact.score, fact.extra, fact.penalties)
    )
    assert goals is not None
    return replace(score, goals=goals, extra=extra, penalties=penalties, date=score.date or fact.date)


def _advance(fact: Irregular) -> Advance:
    first, second = fact.clubs
    return Advance(fact.stage, (first, second), fact.winner, fact.what, fact.date)
