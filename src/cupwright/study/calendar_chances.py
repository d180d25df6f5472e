"""How likely two matches come together: the rounds of the cup and of the competitions beside it, in the same worlds.

A round of another competition has a chance where the library holds the edition that its calendar names
(``mls-2026/round-one``). That edition is played from the eve of the cup, with the strengths that the cup is played
with. In one draw of the strengths the luck of two competitions is independent, so the chance of both is the mean over
the draws of the product: a club that is strong gets far in both more often than the two chances alone would say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from cupwright.football.calendars import PlannedFixture
from cupwright.football.competitions import Edition
from cupwright.study.atlas import FactsAtlas
from cupwright.study.calendar_worlds import Outlook, rounds_of
from cupwright.study.doubt import Estimate, Spread, chance, mean_of
from cupwright.study.joined import eve_known, is_joined
from cupwright.study.rating import rate
from cupwright.study.running import Progress, draw_for, run_together
from cupwright.study.side import Side
from cupwright.study.worlds import share_out

if TYPE_CHECKING:
    from cupwright.ratings import RatingSettings

__all__ = ["Beside", "chance_together", "likely", "with_rounds_beside"]


@dataclass(frozen=True, slots=True)
class Beside:
    """The outlook with the rounds of the competitions beside the cup.

    `played` are the titles of the editions that were played for it, `unknown` the ids of those that the library does
    not hold; `stopped` is whether Ctrl-C came before all were played.
    """

    outlook: Outlook
    played: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    stopped: bool = False


def with_rounds_beside(
    outlook: Outlook,
    fixtures: Mapping[str, Iterable[PlannedFixture]],
    cup: str,
    worlds: int,
    seed: int,
    threads: int | None,
    tell: Progress,
    settings: RatingSettings | None = None,
) -> Beside:
    """Play the editions that decide who is in a round beside the cup, in the worlds of the cup.

    Parameters
    ----------
    outlook
        What the worlds say of the cup; where they were stopped, nothing more is played.
    fixtures
        What each club plays or may play.
    cup
        The competition that is checked.
    worlds, seed, threads, tell, settings
        As the cup was played.

    Raises
    ------
    CupwrightError
        If an edition of the library cannot be played.
    """
    names = {
        variable.partition("/")[0]
        for mine in fixtures.values() for one in mine if one.competition != cup and not one.played
        for variable, value in one.needs if value == "in"
    }  # fmt: skip
    if outlook.until is None or outlook.worlds < worlds:
        return Beside(outlook, stopped=True)
    editions = {name: edition for name in sorted(names) if (edition := _edition(name)) is not None}
    ratings, share = rate(outlook.until, settings), share_out(worlds)
    rounds, played = dict(outlook.rounds), []
    for name, edition in editions.items():
        strengths = draw_for([edition], ratings, share, seed)
        known = eve_known(edition, outlook.until).known
        tell(0, 0, f"worlds of {edition.title}")
        try:
            runs = run_together([edition], strengths, [known], share, seed, threads, tell)
        except KeyboardInterrupt:
            break
        if not runs.complete:
            break
        side = Side(edition, runs.tallies[0], strengths, edition.clubs, FactsAtlas(edition.starts), seed)
        rounds |= rounds_of(side, name)
        played.append(edition.title)
    return Beside(
        replace(outlook, rounds=rounds), tuple(played), tuple(sorted(names - editions.keys())),
        stopped=len(played) < len(editions),
    )  # fmt: skip


def _edition(name: str) -> Edition | None:
    """Return an edition of the library that can be played by itself; None if it has none."""
    from cupwright.rulebook import list_documents, load_edition

    path = list_documents().get(name)
    if path is None or path.parent.name != "editions":
        return None
    edition = load_edition(name)
    return None if is_joined(edition) else edition


def likely(fixture: PlannedFixture, club: str, outlook: Outlook) -> PlannedFixture:
    """Return a match beside the cup with the chance that the club plays it, where all that it hangs on is known."""
    if fixture.played or not fixture.needs:
        return fixture
    spread = _spread(fixture, club, "", outlook)
    if spread is None:
        return fixture
    return replace(fixture, chance=float(spread.sums.sum() / spread.worlds.sum()))


def chance_together(fixtures: Sequence[PlannedFixture], club: str, cup: str, outlook: Outlook) -> Estimate | None:
    """Return the chance that a club plays all of some matches, of those whose chances are known; None if there is none.

    Of the rounds of one edition, which lead to one another, the least likely counts.
    """
    rarest: dict[str, Spread] = {}
    for fixture in fixtures:
        if fixture.chance is None:
            continue
        spread = _spread(fixture, club, cup, outlook)
        if spread is None:
            return None
        edition = "" if fixture.competition == cup else fixture.needs[0][0].partition("/")[0]
        if edition not in rarest or spread.sums.sum() < rarest[edition].sums.sum():
            rarest[edition] = spread
    if not rarest:
        return None
    first, *others = rarest.values()
    if not others:
        return chance(first)
    means = first.sums / _some(first)
    for other in others:
        means = means * (other.sums / _some(other))
    both = mean_of(Spread(means * first.worlds, first.worlds, first.certain))
    return both if len(first.worlds) > 1 or first.certain else replace(both, low=0.0, high=1.0)


def _some(spread: Spread) -> npt.NDArray[np.float64]:
    return np.maximum(spread.worlds, 1.0)


def _spread(fixture: PlannedFixture, club: str, cup: str, outlook: Outlook) -> Spread | None:
    """Return the worlds in which a club plays a match: that of the least likely round it hangs on."""
    if fixture.competition == cup:
        return outlook.rounds.get((club, "", fixture.stage))
    found = []
    for variable, value in fixture.needs:
        edition, _, stage = variable.partition("/")
        spread = outlook.rounds.get((club, edition, stage))
        if spread is None or value != "in":
            return None
        found.append(spread)
    return min(found, key=lambda spread: float(spread.sums.sum()), default=None)
