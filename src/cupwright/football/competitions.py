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
    "LeagueStage",
    "Meetings",
    "Pairing",
    "Placement",
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
    ranking, guests as listed; or clubs out of an earlier stage: ``take`` is ``"winners"``, ``"losers"``,
    ``"place-K"`` (one club of each table), ``"places-A-B"`` (by place, then table) or, out of a league,
    ``"below-K"`` (the clubs placed below K in their table, in the order of the overall table). `of` names one
    table to take from. `best` or `worst` keep that many of them by the criteria in `by`; the clubs kept stand in
    the order of `by` (``"tie-order"``: the number of their tie or group).

    Criteria in `by`: ``"ranking"`` (official), ``"group-record"`` (points, goal difference, goals for, away
    goals of the group stage), ``"tie-record"`` (the same over the legs of that stage), ``"campaign-record"``
    (the same over all matches from the group stage on; without groups, from the stage at which the last clubs
    enter), ``"overall-place"`` (in the overall table of the last league), ``"seeding"`` and ``"tie-order"``. Clubs
    still level are separated by the official ranking, then by lots.
    """

    slots: bool = False
    stage: str = ""
    take: str = ""
    best: int | None = None
    worst: int | None = None
    by: tuple[str, ...] = ("tie-order",)
    of: str = ""


@dataclass(frozen=True, slots=True)
class Apart:
    """Clubs that may not be drawn together: at most `limit` a group or tie that share `same`.

    With `of`, the clubs of these associations count as one class and all others are exempt. A pair is exempt if
    either club entered the competition at one of the stages `unless_entered`.
    """

    same: Literal["association", "confederation"] = "association"
    limit: int = 1
    unless_entered: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
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

    ``"draw"``: by `draw`. ``"seeds"``: `pairs` are seeding numbers of the entrants. ``"entry"``: `pairs` are
    positions in the order of the feeds, before an earlier stage's seeding sorts them. ``"bracket"``: `pairs` are
    numbers of ties of the stage `of`, whose winners meet. `must_meet`: with two such clubs among the entrants
    they are paired with each other (``"association"``, ``"guests"``), the others likewise re-paired.
    """

    method: Literal["draw", "seeds", "bracket", "entry"]
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
    """A stage of ties of one or two legs, or of the best of three matches.

    The seeding of the entrants is the order of `feeds`, unless `seeding` names an earlier stage whose
    numbers the clubs keep (after a league: their places in its overall table). `second_leg_host` (in a single match:
    the host; in a best of three: that of matches 1 and 3): ``"better-seeded"``, ``"better-ranked"``, ``"pot-1"``,
    ``"second-drawn"``, ``"second-named"`` (the second club of the pair as drawn or written); `guest_hosts_first`
    overrides it for a guest against a member. With three `legs` each match has a winner, by `settle`, and two wins
    settle the tie. `settle` is the settling chain: ``"aggregate"``, ``"away-goals"``, ``"extra-time"``,
    ``"penalties"``, ``"better-seeded"``. `leg_windows` are first and last day of each leg, where they are laid down.
    """

    id: str
    title: str
    feeds: tuple[Feed, ...]
    places: int
    pairing: Pairing
    legs: Literal[1, 2, 3]
    neutral: bool
    second_leg_host: Literal["better-seeded", "better-ranked", "pot-1", "second-drawn", "second-named"]
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
    ``"head-to-head-goals-for"``, ``"fewest-red-cards"``, ``"fewest-yellow-cards"``, ``"ranking"``, ``"lots"`` and the
    others of :data:`cupwright.rules.codes.CRITERIA`. `procedure` says what becomes of clubs that stay level when
    others are separated: they go on down the list (``"once"``), begin a head-to-head block again among themselves
    (``"reapply"``), or the whole list (``"restart"``). `advance` clubs of each group go on by right (used by the
    report, not by the engine). `names` are the names of the groups in order (``"A"``, ``"B"``, ... or ``"1"``,
    ``"2"``, ...).
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
    procedure: Literal["once", "reapply", "restart"] = "once"

    @property
    def size(self) -> int:
        """Clubs in a group."""
        return self.places // self.groups


@dataclass(frozen=True, slots=True)
class Meetings:
    """How often clubs of a league meet: each pair of one table, and each club clubs of the other tables in all."""

    within: int
    across: int = 0


@dataclass(frozen=True, slots=True)
class LeagueStage:
    """A stage of one or more tables with one fixture list over all of them.

    The slots say which of `tables` a club stands in; sizes may differ. The fixture list is that of the edition;
    `meetings` completes one that is not known in full. `tiebreak` and `procedure` are those of a group stage;
    an overall table over all clubs is ranked by the same criteria, and its places are the seeding
    numbers that later stages keep.
    """

    id: str
    title: str
    feeds: tuple[Feed, ...]
    places: int
    tiebreak: tuple[str, ...]
    tables: tuple[str, ...] = ("Table",)
    points: tuple[int, int, int] = (3, 1, 0)
    procedure: Literal["once", "reapply", "restart"] = "once"
    meetings: Meetings | None = None
    advance: int = 0
    seeding: str = ""
    window: tuple[dt.date, dt.date] | None = None
    sources: tuple[tuple[str, Source], ...] = ()


Stage = TieStage | GroupStage | LeagueStage


@dataclass(frozen=True, slots=True)
class Award:
    """A berth or other award: it goes to the first `places` eligible clubs of `candidates`, in order.

    `exclude`: ``"guests"`` may not take it; the next candidate does. `only`: the associations whose clubs may, if not
    all. `into` names the competition entered.
    """

    id: str
    title: str
    candidates: tuple[Feed, ...]
    places: int = 1
    exclude: tuple[Literal["guests"], ...] = ()
    into: str = ""
    source: Source | None = None
    only: tuple[str, ...] = ()


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
    winner of tie K of that stage (numbered from 1). Where the stage is the drawn one itself, it is its entrant K in the
    order of its feeds. The order inside a tie carries no meaning for who hosts.
    """

    stage: str
    date: dt.date | None
    members: tuple[tuple[str, ...], ...]
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Irregular:
    """An irregular fact of one edition.

    `what` is ``"awarded"`` (an official score, oriented as `clubs`), ``"played"`` (a score that the table of facts
    does not hold, or holds wrongly; `extra` after extra time, `penalties` the shoot-out), ``"walkover"`` (`winner`
    goes on without a match), ``"advanced"`` (`winner` is known to have gone on, the score is not known), ``"moved"``
    (the leg was played on neutral ground or at the other club's), ``"not-played"`` (a leg called off for good, which
    counts for nothing), ``"points"`` (given to or taken from a club in its table) or ``"lots"`` (`clubs` in the order
    that was drawn).
    """

    what: Literal["awarded", "played", "walkover", "advanced", "moved", "not-played", "points", "lots"]
    stage: str
    clubs: tuple[str, ...]
    leg: int | None = None
    score: tuple[int, int] | None = None
    winner: str = ""
    date: dt.date | None = None
    note: str = ""
    source: Source | None = None
    extra: tuple[int, int] | None = None
    penalties: tuple[int, int] | None = None
    points: int | None = None


@dataclass(frozen=True, slots=True)
class Placement:
    """Where matches of the facts belong in the format.

    `stages` maps a stage of the facts, or ``"stage/round"``, to one of the format; `pairs` holds (stage, two clubs)
    for matches whose stage the facts do not give. What neither names keeps the stage of the facts if the format has it,
    and goes by its day to the window of a stage otherwise.
    """

    stages: tuple[tuple[str, str], ...] = ()
    pairs: tuple[tuple[str, tuple[str, str]], ...] = ()


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
    `placement` says where they belong in the format. `fixtures` holds the fixture list of each league, (host,
    visitor) in order of date; it comes from the facts, not from the document. `sources` says where slots, ranking,
    dates and record come from; `file` is where the document stands.
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
    placement: Placement = field(default_factory=Placement)
    fixtures: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    file: str = field(default="", compare=False)

    @property
    def clubs(self) -> tuple[str, ...]:
        """The clubs of the field, in the order of their slots."""
        return tuple(slot.club for slot in self.slots)
