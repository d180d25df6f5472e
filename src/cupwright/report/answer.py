"""A comparison as a page reads it: typed lookups over the JSON contract of ``compare``.

Everything a person sees is made from that JSON and nothing else, so a stored answer gives the same page later.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from cupwright.report.numbers import interval, percent

__all__ = ["Answer", "Chance", "Club", "Measure", "Move", "Side", "chance_of"]

Side = Literal["base", "proposal", "change"]
What = Literal["lost", "gained", "moved"]
_WHATS: tuple[What, ...] = ("lost", "gained", "moved")
_ANY_GUEST = "any guest"


@dataclass(frozen=True, slots=True)
class Chance:
    """A chance (or a change of one) with its 5th-95th percentile over the ratings' doubt.

    `mc_error` is the error of a finite number of worlds: 0 where the rules alone settle the chance. `luck`,
    `ignorance` and `gap` are shares of the variance of the outcome, None where there is none.
    """

    mean: float
    low: float
    high: float
    mc_error: float = 0.0
    luck: float | None = None
    ignorance: float | None = None
    gap: float | None = None

    @property
    def settled(self) -> bool:
        """Whether it is 0 or 1 by the rules alone, whatever the ball does."""
        return self.mc_error == 0 and self.mean in (0, 1)

    @property
    def clear(self) -> bool:
        """Whether a change has a sign: neither its interval nor the error of a finite number of worlds reaches zero."""
        return (self.low > 0 or self.high < 0) and abs(self.mean) > 2 * self.mc_error

    def text(self, digits: int = 0, *, sign: bool = True) -> str:
        """Write the chance in percent."""
        return percent(self.mean, digits, settled=self.settled, sign=sign)

    def span(self, digits: int = 0) -> str:
        """Write the interval in percent."""
        return interval(self.low, self.high, digits, settled=self.settled)


@dataclass(frozen=True, slots=True)
class Club:
    """What the page says of a club: its name, association (FIFA code), and its last match known (ISO date)."""

    id: str
    name: str
    association: str
    guest: bool
    last_match: str


@dataclass(frozen=True, slots=True)
class Measure:
    """A metric on both sides and its change; a side is None where the figure is not known.

    With a `note` the rules of a side give the metric no meaning, and the note says why.
    """

    metric: str
    title: str
    unit: str
    base: Chance | None
    proposal: Chance | None
    change: Chance | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Move:
    """A line of the ledger of places; `before` and `after` are titles of stages, empty outside the competition.

    `drops_to` is the id of the competition that takes the club in, if one does.
    """

    what: What
    club: Club
    slot: str
    before: str
    after: str
    because: str
    drops_to: str = ""


def chance_of(side: Mapping[str, Any] | None) -> Chance | None:
    """Read one side of a row of odds."""
    if side is None:
        return None
    doubt = (side.get("luck"), side.get("ignorance"), side.get("gap"))
    mean, low, high = (float(side[key]) for key in ("mean", "low", "high"))
    return Chance(mean, low, high, float(side.get("mc_error") or 0.0), *doubt)


class Answer:
    """One comparison of a base with a proposal.

    Parameters
    ----------
    data
        The object that ``compare --format json`` prints for one proposal.
    """

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.data = data
        self.base: str = data["base"]
        self.proposal: str = data["proposal"]
        self.other_edition: bool = data.get("other_edition", False)
        self.worlds: int = data["worlds"]
        self.seed: int = data["seed"]
        titles = data["titles"]
        self.base_title: str = titles["base"]
        self.proposal_title: str = titles["proposal"]
        self.stage_titles: dict[str, str] = titles["stages"]
        self.stages: tuple[str, ...] = tuple(data["stages"])
        self.notes: tuple[str, ...] = tuple(data["notes"])
        self.clubs: dict[str, Club] = {
            row["club"]: Club(row["club"], row["name"], row["association"], row["guest"], row["last_match"] or "")
            for row in data["clubs"]
        }
        self._odds: dict[tuple[str, str], Mapping[str, Any]] = {
            (row["club"], row["stage"]): row for row in data["odds"]
        }

    def club(self, club: str) -> Club:
        """Return a club; one that has no row of its own stands under its id."""
        return self.clubs.get(club) or Club(club, club, "", False, "")

    def chance(self, club: str, stage: str, side: Side) -> Chance | None:
        """Return the chance of reaching a stage, or None for a club that is not in that field."""
        row = self._odds.get((club, stage))
        return None if row is None else chance_of(row[side])

    @property
    def guests(self) -> list[Club]:
        """The guests in the proposal's field."""
        return [club for club in self.clubs.values() if club.guest]

    @property
    def ledger(self) -> list[Move]:
        """Every place that was lost, gained or moved, in that order."""
        return [self._move(what, row) for what in _WHATS for row in self.data["places"][what]]

    def _move(self, what: What, row: Mapping[str, str]) -> Move:
        drops_to = row.get("drops_to", "")
        inside = "" if row["to"] == drops_to else row["to"]
        before, after = self._stage(row["from"]), self._stage(inside)
        return Move(what, self.club(row["club"]), row["slot"], before, after, row["because"], drops_to)

    def _stage(self, stage: str) -> str:
        return self.stage_titles.get(stage, stage)

    @property
    def payers(self) -> list[Club]:
        """The clubs that lose a place or enter earlier than before; nobody does by the entrants of another edition."""
        if self.other_edition:
            return []
        order = {self._stage(stage): number for number, stage in enumerate(self.stages)}
        return [
            move.club
            for move in self.ledger
            if move.what == "lost" or (move.what == "moved" and order.get(move.after, 0) < order.get(move.before, 0))
        ]

    def dropped(self) -> dict[str, list[Club]]:
        """Return the clubs that lose their place and drop into another competition, by that competition.

        What they do there is not played, so nothing of it is in any figure.
        """
        found: dict[str, list[Club]] = {}
        for move in self.ledger:
            if move.what == "lost" and move.drops_to:
                found.setdefault(move.drops_to, []).append(move.club)
        return found

    def is_in_already(self, club: str, berth: Mapping[str, Any]) -> bool:
        """Return whether a club has dropped into the competition to which a berth leads."""
        return any(one.id == club for one in self.dropped().get(berth.get("into", ""), ()))

    def by_title(self) -> list[Club]:
        """All clubs, likeliest champion first (the better of the two sides counts)."""

        def best(club: Club) -> float:
            sides = (self.chance(club.id, "champion", "base"), self.chance(club.id, "champion", "proposal"))
            return max((side.mean for side in sides if side is not None), default=0.0)

        return sorted(self.clubs.values(), key=lambda club: (-best(club), club.name))

    def clear_changes(self) -> list[tuple[Club, Chance]]:
        """Return the clubs whose title chance changes by more than the doubt about it, the largest loss first."""
        found = [(club, self.chance(club.id, "champion", "change")) for club in self.by_title()]
        clear = [(club, change) for club, change in found if change is not None and change.clear]
        return sorted(clear, key=lambda pair: pair[1].mean)

    def any_guest(self, side: Side = "proposal") -> Chance | None:
        """Return the chance that some guest wins the cup, or None without guests (or on a side without them)."""
        row = next((row for row in self.data["sensitivity"] if row["club"] == _ANY_GUEST), None)
        return None if row is None else chance_of(row[side])

    def sensitivity(self, club: str = _ANY_GUEST) -> list[tuple[Mapping[str, Any], Chance]]:
        """Return (setting, chance of the title as proposed) for every setting that was tried, as compared first."""
        rows = [row for row in self.data["sensitivity"] if row["club"] == club and row["stage"] == "champion"]
        found = [(row, chance_of(row["proposal"])) for row in rows]
        return [(row, chance) for row, chance in found if chance is not None]

    def metrics(self) -> list[Measure]:
        """Return every metric of the whole competition."""
        return [_measure(row) for row in self.data["metrics"] if not row.get("club")]

    def by_club(self, metric: str) -> dict[str, Measure]:
        """Return the figures of a metric that has one for each club, by club id."""
        rows = [row for row in self.data["metrics"] if row["metric"] == metric and row.get("club")]
        return {row["club"]: _measure(row) for row in rows}

    def mean_of(self, metric: str, title: str) -> Measure | None:
        """Return the mean over the clubs whose figure is known, on each side; None if a side knows none."""
        rows = self.by_club(metric).values()
        sides = [
            [side.mean for side in sides if side is not None]
            for sides in zip(*((r.base, r.proposal) for r in rows), strict=True)
        ]
        if not sides or not all(sides):
            return None
        return _plain(metric, title, next(iter(rows)).unit, *(sum(side) / len(side) for side in sides))

    def sum_of(self, metric: str, title: str, clubs: list[Club]) -> Measure | None:
        """Return the sum over some clubs, a club outside the cup counting 0; None if no club has a figure."""
        figures = self.by_club(metric)
        rows = [figures[club.id] for club in clubs if club.id in figures]
        if not rows:
            return None
        base = sum(row.base.mean if row.base else 0.0 for row in rows)
        return _plain(
            metric, title, rows[0].unit, base, sum(row.proposal.mean if row.proposal else 0.0 for row in rows)
        )


def _measure(row: Mapping[str, Any]) -> Measure:
    base, proposal, change = (_figure(row[side]) for side in ("base", "proposal", "change"))
    title, note = row.get("title") or row["metric"], row.get("note") or ""
    return Measure(row["metric"], title, row["unit"], base, proposal, change, note)


def _plain(metric: str, title: str, unit: str, base: float, proposal: float) -> Measure:
    before, after, change = (Chance(value, value, value) for value in (base, proposal, proposal - base))
    return Measure(metric, title, unit, before, after, change)


def _figure(side: Any) -> Chance | None:
    if side is None or side == "unknown":
        return None
    if not isinstance(side, Mapping):
        return Chance(float(side), float(side), float(side))
    return None if side.get("mean") is None else chance_of(side)
