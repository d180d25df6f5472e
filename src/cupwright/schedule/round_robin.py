"""Round robins: everybody meets everybody once or more, with the fewest breaks, at once.

Patterns come first (:func:`cupwright.schedule.breaks.canonical_patterns`), then opponents by the circle method: in
round r club r meets the last club and r + k meets r - k, counted round the other clubs (Kirkman 1847; de Werra 1981).
Who is at home is read off the patterns.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cupwright.errors import CupwrightError, Problem
from cupwright.luck import key, mix
from cupwright.schedule.breaks import (
    ARRANGEMENTS,
    Arrangement,
    canonical_patterns,
    fewest_breaks,
    second_half,
)

__all__ = ["MOST_CLUBS", "MOST_LEGS", "RoundRobin", "round_robin"]

MOST_CLUBS = 200
MOST_LEGS = 4

Match = tuple[str, str]
"""Host and visitor."""


@dataclass(frozen=True, slots=True)
class RoundRobin:
    """A schedule: the matches of each round, as (host, visitor).

    `clubs` are in the order in which they were placed, `byes` the club without a match in each round (an even number
    of clubs has none), `fewest` the fewest breaks that a schedule of this form can have, None where that is not proved.
    """

    clubs: tuple[str, ...]
    legs: int
    arrangement: Arrangement
    rounds: tuple[tuple[Match, ...], ...]
    byes: tuple[str, ...]
    fewest: int | None

    def pattern(self, club: str) -> str:
        """Return ``H``, ``A`` or ``-`` (a bye) for each round of a club."""
        hosts = [{host for host, _ in matches} for matches in self.rounds]
        resting = self.byes or ("",) * len(self.rounds)
        return "".join(
            "-" if club == rest else "H" if club in host else "A" for host, rest in zip(hosts, resting, strict=True)
        )

    @property
    def breaks(self) -> int:
        """How often a club plays at the same sort of ground as in its match before, over all clubs."""
        found = 0
        before: dict[str, str] = {}
        for matches in self.rounds:
            for home, away in matches:
                found += (before.get(home) == "H") + (before.get(away) == "A")
                before[home], before[away] = "H", "A"
        return found

    @property
    def between_meetings(self) -> int | None:
        """The fewest rounds that lie between two matches of the same clubs; None in a single round robin."""
        last: dict[frozenset[str], int] = {}
        gaps = []
        for number, matches in enumerate(self.rounds):
            for match in matches:
                pair = frozenset(match)
                if pair in last:
                    gaps.append(number - last[pair] - 1)
                last[pair] = number
        return min(gaps, default=None)

    def rows(self) -> list[dict[str, str | int]]:
        """Return one row for each match: round (from 1), home, away."""
        return [
            {"round": number, "home": home, "away": away}
            for number, matches in enumerate(self.rounds, 1) for home, away in matches
        ]  # fmt: skip


def round_robin(
    clubs: Iterable[str], *, legs: int = 2, arrangement: Arrangement = "mirrored", seed: int | None = None
) -> RoundRobin:
    """Schedule a round robin with as few breaks as there can be.

    Parameters
    ----------
    clubs
        2 to 200 different names.
    legs
        How often each pair meets, 1 to 4; grounds change over from leg to leg.
    arrangement
        How a leg follows the one before; see :data:`cupwright.schedule.breaks.Arrangement`.
    seed
        Places the clubs in a random order that depends on this number and their names only. None: as given.

    Returns
    -------
    RoundRobin
        The same for the same arguments, always. Up to two legs it has the fewest breaks of its form.

    Raises
    ------
    CupwrightError
        With all problems at once: too few or many clubs, a name twice or empty, legs, an unknown arrangement.
    """
    names = list(clubs)
    _demand(names, legs, arrangement)
    if seed is not None:
        names.sort(key=lambda name: (mix(mix(0, seed & 0xFFFFFFFFFFFFFFFF), key(name)), name))
    first = _single(names)
    order = second_half(len(first), arrangement)
    rounds = list(first)
    leg = first
    for _ in range(legs - 1):
        leg = [[(away, home) for home, away in leg[number]] for number in order]
        rounds.extend(leg)
    byes: list[str] = []
    if len(names) % 2:
        for matches in rounds:
            playing = {club for match in matches for club in match}
            byes.extend(name for name in names if name not in playing)
    return RoundRobin(
        tuple(names), legs, arrangement, tuple(map(tuple, rounds)), tuple(byes),
        fewest_breaks(len(names), legs, arrangement),
    )  # fmt: skip


def _single(names: Sequence[str]) -> list[list[Match]]:
    """Return the rounds of one leg. With an odd number, whoever would meet the last club rests."""
    circle = len(names) - 1 + len(names) % 2
    patterns = canonical_patterns(circle + 1)
    rounds = []
    for number in range(circle):
        pairs = [((number + k) % circle, (number - k) % circle) for k in range(1, (circle + 1) // 2)]
        if circle < len(names):
            pairs.insert(0, (number, circle))
        rounds.append(
            [
                (names[one], names[other]) if patterns[one][number] == "H" else (names[other], names[one])
                for one, other in pairs
            ]
        )
    return rounds


def _demand(names: Sequence[str], legs: int, arrangement: str) -> None:
    problems = []
    if not 2 <= len(names) <= MOST_CLUBS:
        problems.append(
            Problem(
                "clubs",
                f"{len(names):,} club{'' if len(names) == 1 else 's'} given",
                hint=f"a round robin takes 2 to {MOST_CLUBS}",
            )
        )
    if any(not name.strip() for name in names):
        problems.append(Problem("clubs", "a club has no name"))
    twice = sorted(name for name, count in Counter(names).items() if count > 1 and name.strip())
    if twice:
        problems.append(Problem("clubs", f"given twice: {', '.join(twice[:10])}", hint="every club once"))
    if not 1 <= legs <= MOST_LEGS:
        problems.append(Problem("rounds", f"each pair cannot meet {legs} times", hint=f"1 to {MOST_LEGS}"))
    if arrangement not in ARRANGEMENTS:
        problems.append(
            Problem(
                "arrangement", f"no arrangement is called `{arrangement}`", hint=f"one of {', '.join(ARRANGEMENTS)}"
            )
        )
    if problems:
        raise CupwrightError(problems)
