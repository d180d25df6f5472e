"""The nouns of a competition: a format (the rules) and an edition (one running of them).

These are plain facts about rules. Documents become these nouns in :mod:`cupwright.rulebook`; the engine
compiles them to a plan. Every clause that can be cited carries a :class:`Source`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

from cupwright.football.access import Access, Slot

__all__ = [
    "Apart",
    "Award",
    "Draw",
    "Edition",
    "Feed",
    "Format",
    "GroupStage",
    "Irregular",
    "Pairing",
    "Prize",
    "Record",
    "RecordedDraw",
    "RecordedTie",
    "Source",
    "Stage",
    "TieStage",
    "Venue",
]

Confidence = Literal["high", "medium", "low"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule or fact comes from: the publication, the article in it, and how sure we are."""

    title: str
    article: str = ""
    confidence: Confidence = "medium"


@dataclass(frozen=True, slots=True)
class Feed:
    """Some entrants of a stage, or candidates for an award, in order.

    Either the slots that enter at this stage (`slots` true), in the order title-holder, members by official
    ranking, guests as listed; or clubs out of an earlier stage: ``take`` is ``"winners"``, ``"losers"`` or
    ``"place-K"``. `best` or `worst` keep that many of them by the criteria in `by`; the clubs kept stand in
    the order of `by` (``"tie-order"``: the number of their tie or group).

    Criteria in `by`: ``"ranking"`` (official), ``"group-record"`` (points, goal difference, goals for, away
    goals of the group stage), ``"tie-record"`` (the same over the legs of that stage), ``"campaign-record"``
    (the same over all matches from the group stage on), ``"seeding"`` and ``"tie-order"``. Clubs still level
    are separated by the official ranking, then by lots.
    """

    slots: bool = False
    stage: str = ""
    take: str = ""
    best: int | None = None
    worst: int | None = None
    by: tuple[str, ...] = ("tie-order",)


@dataclass(frozen=True, slots=True)
class Apart:
    """Clubs that may not be drawn together: at most `limit` a group or tie that share `same`.

    A pair is exempt if either club entered the competition at one of the stages `unless_entered`.
    """

    same: Literal["association", "confederation"] = "association"
    limit: int = 1
    unless_entered: tuple[str, ...] = ()
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Draw:
    """A lottery into groups or ties.

    `pots` gives the size of each pot, cut from the stage's seeding in order; `order` the pots in the order in
    which they are emptied (numbers from 1). ``"skip"``: each ball goes to the next group or tie, in order, that
    still leaves a valid completion. ``"two-pot"``: a ball of the first pot, then its opponent drawn among those
    of the other that leave a valid completion (Kloessner and Becker 2013).
    """

    pots: tuple[int, ...]
    order: tuple[int, ...]
    mechanism: Literal["skip", "two-pot"] = "skip"
    apart: tuple[Apart, ...] = ()
    first_seed_fixed: bool = False
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Pairing:
    """Who meets whom in a stage of ties.

    ``"draw"``: by `draw`. ``"seeds"``: `pairs` are seeding numbers of the entrants. ``"bracket"``: `pairs` are
    numbers of ties of the stage `of`, whose winners meet. `must_meet`: with two such clubs among the entrants
    they are paired with each other (``"association"``, ``"guests"``), the others likewise re-paired.
    """

    method: Literal["draw", "seeds", "bracket"]
    draw: Draw | None = None
    of: str = ""
    pairs: tuple[tuple[int, int], ...] = ()
    must_meet: tuple[Literal["association", "guests"], ...] = ()
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Venue:
    """A neutral ground."""

    name: str
    city: str
    association: str
    latitude: float | None = None
    longitude: float | None = None
    altitude_m: float | None = None


@dataclass(frozen=True, slots=True)
class TieStage:
    """A stage of ties of one or two legs.

    The seeding of the entrants is the order of `feeds`, unless `seeding` names an earlier stage whose
    numbers the clubs keep. `second_leg_host` (in a single match: the host): ``"better-seeded"``,
    ``"better-ranked"``, ``"pot-1"``, ``"second-drawn"``; `guest_hosts_first` overrides it for a guest against a
    member. `settle` is the settling chain: ``"aggregate"``, ``"away-goals"``, ``"extra-time"``,
    ``"penalties"``, ``"better-seeded"``. `leg_windows` are first and last day of each leg, where they are laid down.
    """

    id: str
    title: str
    feeds: tuple[Feed, ...]
    places: int
    pairing: Pairing
    legs: Literal[1, 2]
    neutral: bool
    second_leg_host: Literal["better-seeded", "better-ranked", "pot-1", "second-drawn"]
    settle: tuple[str, ...]
    seeding: str = ""
    guest_hosts_first: bool = False
    window: tuple[dt.date, dt.date] | None = None
    sources: tuple[tuple[str, Source], ...] = ()
    leg_windows: tuple[tuple[dt.date, dt.date], ...] = ()


@dataclass(frozen=True, slots=True)
class GroupStage:
    """A stage of groups.

    `matchdays` is the schedule template: for each matchday the pairs (host, visitor) of positions in the
    group, numbered from 1. `tiebreak` is the ordered list of criteria: ``"points"``, ``"goal-difference"``,
    ``"goals-for"``, ``"away-goals"``, ``"wins"``, ``"head-to-head-points"``, ``"head-to-head-goal-difference"``,
    ``"head-to-head-goals-for"``, ``"fewest-red-cards"``, ``"fewest-yellow-cards"``, ``"ranking"``, ``"lots"``.
    `advance` clubs of each group go on by right (used by the report, not by the engine). `names` are the names
    of the groups in order (``"A"``, ``"B"``, ... or ``"1"``, ``"2"``, ...).
    """

    id: str
    title: str
    feeds: tuple[Feed, ...]
    places: int
    groups: int
    draw: Draw
    matchdays: tuple[tuple[tuple[int, int], ...], ...]
    tiebreak: tuple[str, ...]
    points: tuple[int, int, int] = (3, 1, 0)
    advance: int = 2
    seeding: str = ""
    window: tuple[dt.date, dt.date] | None = None
    sources: tuple[tuple[str, Source], ...] = ()
    names: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """Clubs in a group."""
        return self.places // self.groups


Stage = TieStage | GroupStage


@dataclass(frozen=True, slots=True)
class Award:
    """A berth or other award: it goes to the first `places` eligible clubs of `candidates`, in order.

    `exclude`: ``"guests"`` may not take it; the next candidate does. `into` names the competition entered.
    """

    id: str
    title: str
    candidates: tuple[Feed, ...]
    places: int = 1
    exclude: tuple[Literal["guests"], ...] = ()
    into: str = ""
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Prize:
    """Prize money in US dollars, paid once for each `per` in `stage`."""

    stage: str
    per: Literal["entrant", "home-match", "win", "champion", "runner-up"]
    usd: float
    assumed: bool = False
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Format:
    """The rules of a competition for a span of editions.

    `file` is where the document stands; it takes no part in comparisons.
    """

    id: str
    title: str
    competition: str
    confederation: str
    years: tuple[int, int]
    stages: tuple[Stage, ...]
    awards: tuple[Award, ...]
    prizes: tuple[Prize, ...] = ()
    notes: tuple[str, ...] = ()
    access: Access | None = None
    access_source: Source | None = None
    file: str = field(default="", compare=False)

    def stage(self, name: str) -> Stage:
        """Return the stage called `name`; KeyError if there is none."""
        for stage in self.stages:
            if stage.id == name:
                return stage
        raise KeyError(name)


@dataclass(frozen=True, slots=True)
class RecordedDraw:
    """A draw as it fell: the members of each group or tie, in order of position.

    A member is a club or, where the draw was made before an earlier round was played, ``"STAGE:K"``: the
    winner of tie K of that stage (numbered from 1). The order inside a tie carries no meaning for who hosts.
    """

    stage: str
    date: dt.date | None
    members: tuple[tuple[str, ...], ...]
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Irregular:
    """An irregular fact of one edition.

    `what` is ``"awarded"`` (an official score, oriented as `clubs`), ``"walkover"`` (`winner` goes on without
    a match), ``"advanced"`` (`winner` is known to have gone on, the score is not known), ``"moved"`` (the leg
    was played on neutral ground or at the other club's) or ``"lots"`` (`clubs` in the order that was drawn).
    """

    what: Literal["awarded", "walkover", "advanced", "moved", "lots"]
    stage: str
    clubs: tuple[str, ...]
    leg: int | None = None
    score: tuple[int, int] | None = None
    winner: str = ""
    date: dt.date | None = None
    note: str = ""
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class RecordedTie:
    """What the official record says of a tie: who hosted leg 1 and who went on (either may be unknown)."""

    stage: str
    clubs: tuple[str, str]
    first_leg_host: str = ""
    winner: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """The official record a replay is checked against. Nothing in it is an input to the engine."""

    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()
    ties: tuple[RecordedTie, ...] = ()
    champion: str = ""
    berths: tuple[tuple[str, tuple[str, ...]], ...] = ()
    complete: bool = False
    until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Edition:
    """One running of a competition: its format and what is true of that year.

    `ranking` lists clubs from best to worst by the official ranking that the draws used. `results` names the
    competition and edition under which the facts hold its matches. Guests are slots with ``guest`` true.
    `sources` says where slots, ranking, dates and record come from; `file` is where the document stands.
    """

    id: str
    title: str
    format: Format
    year: int
    starts: dt.date
    slots: tuple[Slot, ...]
    ranking: tuple[str, ...]
    results: tuple[str, str]
    title_holder: str = ""
    draws: tuple[RecordedDraw, ...] = ()
    irregular: tuple[Irregular, ...] = ()
    record: Record = field(default_factory=Record)
    venues: tuple[tuple[str, Venue], ...] = ()
    notes: tuple[str, ...] = ()
    sources: tuple[tuple[str, Source], ...] = ()
    file: str = field(default="", compare=False)

    @property
    def clubs(self) -> tuple[str, ...]:
        """The clubs of the field, in the order of their slots."""
        return tuple(slot.club for slot in self.slots)
