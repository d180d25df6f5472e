"""What the ratings are fitted on: results as arrays, and where each club is at home."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cupwright.errors import CupwrightError

__all__ = ["ClubPlace", "Results"]

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]
DateArray = npt.NDArray[np.datetime64]

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class ClubPlace:
    """Where a club is at home.

    Parameters
    ----------
    country
        Code of the association, such as ``"BRA"``.
    confederation
        Such as ``"CONMEBOL"``.
    altitude
        Metres above the sea of the home ground, or None where unknown (no climb is then counted).
    """

    country: str
    confederation: str
    altitude: float | None = None


@dataclass(frozen=True, eq=False)
class Results:
    """N played matches. Scores are those of the field after 90 minutes; a match not played is not here.

    Where a source gives only the final score of a match that may have gone to extra time, that score
    counts in full: few matches are concerned, and leaving them out would drop the closest ones.

    Parameters
    ----------
    clubs, competitions
        Ids; `home`, `away` and `competition` are indices into them.
    date
        Shape (N,), days (``datetime64[D]``).
    competition, home, away
        Shape (N,).
    goals_home, goals_away
        Shape (N,).
    neutral
        Shape (N,): True on neutral ground.
    weight
        Shape (N,): the share of a full match that each result counts, in (0, 1].
    leg, lead
        Shape (N,): 1 or 2 in a tie of two legs, else 0; and in the second leg the goals by which the home side was
        ahead after the first (negative if behind), else 0. Both are known before the match.
    """

    clubs: tuple[str, ...]
    competitions: tuple[str, ...]
    date: DateArray
    competition: IntArray
    home: IntArray
    away: IntArray
    goals_home: IntArray
    goals_away: IntArray
    neutral: npt.NDArray[np.bool_]
    weight: FloatArray
    leg: IntArray
    lead: IntArray

    def __post_init__(self) -> None:
        n = len(self.date)
        facts = []
        for name in ("competition", "home", "away", "goals_home", "goals_away", "neutral", "weight", "leg", "lead"):
            array = getattr(self, name)
            if array.shape != (n,):
                facts.append(f"`{name}` has shape {array.shape}, not ({n},)")
        if not facts:
            wrong = {
                "a club plays itself": self.home == self.away,
                "goals are negative": (self.goals_home < 0) | (self.goals_away < 0),
                "the weight is not above 0 and at most 1": ~((self.weight > 0) & (self.weight <= 1)),
                "the date is missing": np.isnat(self.date),
                "the leg is not 0, 1 or 2": ~np.isin(self.leg, (0, 1, 2)),
            }
            for what, where in wrong.items():
                facts.extend(f"{what}: {self.describe(int(row))}" for row in np.flatnonzero(where)[:_SHOWN])
        if facts:
            raise CupwrightError.of("results", "the results cannot be rated", facts=facts)

    def __len__(self) -> int:
        return len(self.date)

    def describe(self, row: int) -> str:
        """Return one match in words, for messages."""
        home, away = self.clubs[self.home[row]], self.clubs[self.away[row]]
        return f"{self.date[row]} {home} {self.goals_home[row]}-{self.goals_away[row]} {away}"

    @classmethod
    def of(
        cls,
        date: Iterable[dt.date | str] | DateArray,
        competition: Iterable[str],
        home: Iterable[str],
        away: Iterable[str],
        goals_home: Sequence[int] | IntArray,
        goals_away: Sequence[int] | IntArray,
        neutral: Sequence[bool] | npt.NDArray[np.bool_] | None = None,
        weight: Sequence[float] | FloatArray | None = None,
        leg: Sequence[int] | IntArray | None = None,
        lead: Sequence[int] | IntArray | None = None,
    ) -> Results:
        """Build results from columns of names; a club or competition gets its number in order of name.

        Raises
        ------
        CupwrightError
            If columns differ in length or a row makes no sense; all such rows are named at once.
        """
        homes, aways, played = list(home), list(away), list(competition)
        clubs = tuple(sorted({*homes, *aways}))
        competitions = tuple(sorted(set(played)))
        club_number = {name: number for number, name in enumerate(clubs)}
        competition_number = {name: number for number, name in enumerate(competitions)}
        days = date if isinstance(date, np.ndarray) else np.array(list(date), dtype="datetime64[D]")
        n = len(days)
        return cls(
            clubs=clubs,
            competitions=competitions,
            date=days.astype("datetime64[D]"),
            competition=np.fromiter((competition_number[name] for name in played), np.int64, len(played)),
            home=np.fromiter((club_number[name] for name in homes), np.int64, len(homes)),
            away=np.fromiter((club_number[name] for name in aways), np.int64, len(aways)),
            goals_home=np.asarray(goals_home, dtype=np.int64),
            goals_away=np.asarray(goals_away, dtype=np.int64),
            neutral=np.zeros(n, bool) if neutral is None else np.asarray(neutral, dtype=bool),
            weight=np.ones(n) if weight is None else np.asarray(weight, dtype=np.float64),
            leg=np.zeros(n, np.int64) if leg is None else np.asarray(leg, dtype=np.int64),
            lead=np.zeros(n, np.int64) if lead is None else np.asarray(lead, dtype=np.int64),
        )

    def take(self, rows: npt.NDArray[np.bool_] | IntArray) -> Results:
        """Return the given rows (a mask or indices); clubs and competitions keep their numbers."""
        return Results(
            self.clubs,
            self.competitions,
            self.date[rows],
            self.competition[rows],
            self.home[rows],
            self.away[rows],
            self.goals_home[rows],
            self.goals_away[rows],
            self.neutral[rows],
            self.weight[rows],
            self.leg[rows],
            self.lead[rows],
        )

    def check_clubs(self, places: Mapping[str, ClubPlace]) -> None:
        """Raise if a club that plays has no place."""
        playing = np.unique(np.concatenate([self.home, self.away]))
        missing = [self.clubs[number] for number in playing if self.clubs[number] not in places]
        if missing:
            named = ", ".join(f"`{name}`" for name in missing[:_SHOWN])
            more = f" and {len(missing) - _SHOWN} more" if len(missing) > _SHOWN else ""
            raise CupwrightError.of(
                "unknown-club", f"{len(missing)} clubs in the results have no country: {named}{more}"
            )
