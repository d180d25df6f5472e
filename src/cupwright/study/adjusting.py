"""What somebody knows of a squad that results do not show yet: ``inter-miami: attack -0.20 sd 0.10``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from cupwright.errors import CupwrightError, Problem
from cupwright.football.strengths import Strengths
from cupwright.luck import MASK, key

if TYPE_CHECKING:
    from cupwright.ratings import Rating, Ratings
    from cupwright.ratings.drivers import Driver

__all__ = ["Adjustment", "Adjustments", "adjusted", "adjusted_note", "adjustments_of", "words_of"]

_SIDES = ("attack", "defence")
# A factor of seven on the goals of a side: nobody's absence does that, a slip of the decimal point does.
_MOST = 2.0
_NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)"
_PART = re.compile(rf"(?P<side>[a-z]+)\s+(?P<mean>{_NUMBER})(?:\s+sd\s+(?P<sd>{_NUMBER}))?", re.IGNORECASE)
_HINT = "such as `inter-miami: attack -0.20 sd 0.10`, in log goals; `sd` is how unsure you are"


@dataclass(frozen=True, slots=True)
class Adjustment:
    """One side of one club, stronger or weaker than its results say.

    Parameters
    ----------
    club
        Id.
    side
        ``"attack"`` or ``"defence"``.
    mean, sd
        By how much, in log goals, and the doubt of it.
    """

    club: str
    side: str
    mean: float
    sd: float

    def __str__(self) -> str:
        return f"{self.club}: {self.side} {self.mean:+g} sd {self.sd:g}"


@dataclass(frozen=True)
class Adjustments:
    """All adjustments of a run; an alteration of ratings (:class:`cupwright.ratings.altered.Alteration`)."""

    items: tuple[Adjustment, ...]

    @property
    def words(self) -> list[str]:
        """Each adjustment as it can be written on the command line."""
        return [str(item) for item in self.items]

    def require(self, field: Iterable[str]) -> None:
        """Raise a CupwrightError that names the clubs which do not play: adjusting them would change nothing."""
        playing = set(field)
        absent = dict.fromkeys(item.club for item in self.items if item.club not in playing)
        if absent:
            raise CupwrightError([Problem("adjust", f"`{club}` is adjusted but does not play here") for club in absent])

    def strengths(self, drawn: Strengths, seed: int) -> Strengths:
        """Add every adjustment to the draws, with doubt of its own in each."""
        sides = {side: np.array(getattr(drawn, side)) for side in _SIDES}
        for item in self.items:
            if item.club in drawn.clubs:
                luck = _normals(seed, f"adjust {item.side} {item.club}", drawn.draws)
                sides[item.side][:, drawn.clubs.index(item.club)] += item.mean + item.sd * luck
        return replace(drawn, attack=sides["attack"], defence=sides["defence"])

    def known(self, clubs: Iterable[str]) -> list[str]:
        """Return all the clubs: an adjustment takes no rating away."""
        return list(clubs)

    def rating(self, rating: Rating) -> Rating:
        """Return a rating, the mean of attack and defence, with the adjustments of the club."""
        mine = [item for item in self.items if item.club == rating.club]
        if not mine:
            return rating
        mean = rating.mean + sum(item.mean for item in mine) / 2
        return replace(rating, mean=mean, sd=float(np.sqrt(rating.sd**2 + sum(item.sd**2 for item in mine) / 4)))

    def drivers(self, found: list[Driver], club: str, opponent: str) -> list[Driver]:
        """Add what the adjustments of the two clubs make of the difference."""
        from cupwright.ratings.drivers import Driver

        signs = {club: 1.0, opponent: -1.0}
        mine = [item for item in self.items if item.club in signs]
        if not mine:
            return found
        mean = sum(signs[item.club] * item.mean for item in mine)
        return [*found, Driver("adjustment", mean, float(np.sqrt(sum(item.sd**2 for item in mine))))]


def _normals(seed: int, name: str, draws: int) -> npt.NDArray[np.float64]:
    """Return standard normals (draws,); number b depends on the seed, the name and b only."""
    return np.random.Generator(np.random.Philox(key=[seed & MASK, key(name)])).standard_normal(draws)


def adjustments_of(words: Sequence[str]) -> Adjustments | None:
    """Read adjustments; several sides of a club may stand in one, with commas between.

    Parameters
    ----------
    words
        Each ``CLUB: attack|defence NUMBER sd NUMBER``; the club by its id or a name that only it bears.

    Returns
    -------
    Adjustments or None
        None if there are no words.

    Raises
    ------
    CupwrightError
        If one cannot be read, a club is unknown, a number is out of reason, or a side of a club is adjusted
        twice; every problem at once.
    """
    items: list[Adjustment] = []
    problems: list[Problem] = []
    for word in words:
        found, wrong = _read(word)
        items += found
        problems += wrong
    seen: dict[tuple[str, str], list[Adjustment]] = {}
    for item in items:
        seen.setdefault((item.club, item.side), []).append(item)
    for (club, side), several in seen.items():
        if len(several) > 1:
            facts = tuple(f"`{item}`" for item in several)
            hint = "add them up yourself: the means as they are, the doubts in squares"
            problems.append(Problem("adjust", f"the {side} of `{club}` is adjusted twice", facts=facts, hint=hint))
    if problems:
        raise CupwrightError(problems)
    return Adjustments(tuple(items)) if items else None


def _read(word: str) -> tuple[list[Adjustment], list[Problem]]:
    from cupwright.data.names import find_club

    name, colon, rest = word.replace("−", "-").rpartition(":")
    parts = [_PART.fullmatch(part.strip()) for part in rest.split(",")]
    if not colon or not name.strip() or not all(parts):
        return [], [Problem("adjust", f"`{word}` is not an adjustment", hint=_HINT)]
    club = find_club(name)
    problems = [club] if isinstance(club, Problem) else []
    items = []
    for part in parts:
        assert part is not None
        side, mean, sd = part["side"].lower(), float(part["mean"]), part["sd"]
        if side not in _SIDES:
            problems.append(Problem("adjust", f"`{side}` in `{word}` is neither attack nor defence", hint=_HINT))
        if sd is None:
            hint = "`sd 0` if you are certain; half of the adjustment is a fair doubt where nothing was measured"
            problems.append(Problem("adjust", f"`{word}` does not say how sure it is", hint=hint))
        elif float(sd) < 0:
            problems.append(Problem("adjust", f"the doubt in `{word}` is negative", hint=_HINT))
        if abs(mean) > _MOST:
            facts = (f"exp({mean:g}) is a factor of {np.exp(min(mean, 50.0)):.3g} on the goals of a side",)
            hint = "-0.20 takes a fifth of a side's goals away"
            problems.append(Problem("adjust", f"`{word}` is out of reason: at most {_MOST:g}", facts=facts, hint=hint))
        if float(sd or 0) > _MOST:
            least, most = (np.exp(max(-50.0, min(sign * 1.645 * float(sd), 50.0))) for sign in (-1, 1))
            facts = (f"sd {sd}: nine times in ten a factor from {least:.3g} to {most:.3g} on the goals of a side",)
            hint = "`sd 0.10` leaves nine in ten within a sixth of a side's goals"
            problems.append(
                Problem("adjust", f"the doubt in `{word}` is out of reason: at most {_MOST:g}", facts=facts, hint=hint)
            )
        if not problems:
            items.append(Adjustment(str(club), side, mean, float(sd)))
    return items, problems


def adjusted_note(words: Sequence[str]) -> list[str]:
    """Return what a reader should know of adjustments, given as words: one note, or none."""
    return [f"Adjusted by hand: {'; '.join(words)}."] if words else []


def words_of(adjustments: Adjustments | None) -> list[str]:
    """Return adjustments as they can be written on the command line, none if there are none."""
    return [] if adjustments is None else adjustments.words


def adjusted(ratings: Ratings, adjustments: Adjustments | None) -> Ratings:
    """Return ratings with adjustments on top; without any, the ratings as they are."""
    from cupwright.ratings.altered import altered

    return ratings if adjustments is None else altered(ratings, adjustments)
