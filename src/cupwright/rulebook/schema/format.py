"""The model of a format: the rules of a competition for a span of editions."""

# ruff: noqa: RUF012 (pydantic copies the defaults of its fields)
from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag, model_validator

from cupwright.rulebook.schema.base import Association, Id, Model, Pair, SourceFull, SourceRef, Window, Word

__all__ = [
    "AccessModel",
    "ApartModel",
    "AwardModel",
    "BracketModel",
    "DrawModel",
    "FeedModel",
    "FormatModel",
    "GroupStageModel",
    "LeagueStageModel",
    "MeetingsModel",
    "PairingModel",
    "PrizeModel",
    "StageModel",
    "TieStageModel",
]

Count = Annotated[int, Field(ge=1, le=1024)]
By = Literal["ranking", "group-record", "tie-record", "campaign-record", "overall-place", "seeding", "tie-order"]


class FeedModel(Model):
    """Clubs out of an earlier stage."""

    stage: Id
    take: Annotated[
        str, Field(pattern=r"^(winners|losers|place-[1-9][0-9]?|places-[1-9][0-9]?-[1-9][0-9]?|below-[0-9]{1,2})$")
    ]
    of: Annotated[str, Field(description="The table to take from, if not all.")] = ""
    best: Count | None = None
    worst: Count | None = None
    by: Annotated[list[By], Field(min_length=1)] = ["tie-order"]


def _feed_kind(value: Any) -> str:
    return "slots" if isinstance(value, str) else "clubs"


FeedRef = Annotated[
    Annotated[Literal["slots"], Tag("slots")] | Annotated[FeedModel, Tag("clubs")], Discriminator(_feed_kind)
]
Feeds = Annotated[list[FeedRef], Field(min_length=1)]


class ApartModel(Model):
    """Clubs that may not be drawn together."""

    same: Literal["association", "confederation"] = "association"
    limit: Count = 1
    unless_entered: list[Id] = []
    of: Annotated[list[Association], Field(description="Clubs of these count as one class, all others are free.")] = []
    source: SourceRef | None = None


class DrawModel(Model):
    """A lottery into groups or ties."""

    pots: Annotated[list[Count], Field(min_length=1)]
    order: Annotated[list[Count], Field(min_length=1)]
    mechanism: Literal["skip", "two-pot"] = "skip"
    apart: list[ApartModel] = []
    first_seed_fixed: bool = False
    source: SourceRef | None = None


class BracketModel(Model):
    """Winners of numbered ties of an earlier stage meet."""

    of: Id
    pairs: Annotated[list[Pair], Field(min_length=1)]


class PairingModel(Model):
    """Who meets whom: exactly one of `draw`, `seeds`, `entry` and `bracket`."""

    draw: DrawModel | None = None
    seeds: Annotated[list[Pair], Field(min_length=1)] | None = None
    entry: Annotated[list[Pair], Field(min_length=1, description="Positions in the order of `from`.")] | None = None
    bracket: BracketModel | None = None
    must_meet: list[Literal["association", "guests"]] = []
    source: SourceRef | None = None

    @model_validator(mode="after")
    def _one(self) -> PairingModel:
        if sum(way is not None for way in (self.draw, self.seeds, self.entry, self.bracket)) != 1:
            raise ValueError("it takes exactly one of `draw`, `seeds`, `entry` and `bracket`")
        return self


Settle = Literal["aggregate", "away-goals", "extra-time", "penalties", "better-seeded"]
Tiebreak = Literal[
    "points",
    "goal-difference",
    "goals-for",
    "away-goals",
    "wins",
    "head-to-head-points",
    "head-to-head-goal-difference",
    "head-to-head-goals-for",
    "head-to-head-away-goals",
    "away-goal-difference",
    "home-goal-difference",
    "home-goals-for",
    "points-per-match",
    "wins-per-match",
    "goal-difference-per-match",
    "goals-for-per-match",
    "fewest-disciplinary-points",
    "fewest-red-cards",
    "fewest-yellow-cards",
    "ranking",
    "lots",
]
Procedure = Literal["once", "reapply", "restart"]
Points = Annotated[list[Annotated[int, Field(ge=0, le=10)]], Field(min_length=3, max_length=3)]


class _StageModel(Model):
    id: Id
    title: Word
    places: Count
    from_: Feeds
    seeding: Annotated[str, Field(description="An earlier stage whose seeding numbers the clubs keep.")] = ""
    window: Window | None = None
    source: Annotated[str | dict[str, SourceRef], Field(description="For all of the stage, or by clause.")] = {}


class TieStageModel(_StageModel):
    """A stage of ties of one or two legs, or of the best of three matches."""

    kind: Literal["ties"]
    pairing: PairingModel
    legs: Literal[1, 2, 3]
    leg_windows: Annotated[list[Window], Field(description="First and last day of each leg.")] = []
    neutral: bool = False
    second_leg_host: Literal["better-seeded", "better-ranked", "pot-1", "second-drawn", "second-named"]
    guest_hosts_first: bool = False
    settle: Annotated[list[Settle], Field(min_length=1)]


class GroupStageModel(_StageModel):
    """A stage of groups."""

    kind: Literal["groups"]
    groups: Annotated[int, Field(ge=1, le=64)]
    names: list[Word] = []
    draw: DrawModel
    matchdays: Annotated[list[Annotated[list[Pair], Field(min_length=1)]], Field(min_length=1)]
    tiebreak: Annotated[list[Tiebreak], Field(min_length=1)]
    procedure: Procedure = "once"
    points: Points = [3, 1, 0]
    advance: Annotated[int, Field(ge=0)] = 2


class MeetingsModel(Model):
    """How often clubs of a league meet."""

    within: Annotated[int, Field(ge=0, le=8, description="Meetings of each pair of one table.")]
    across: Annotated[int, Field(ge=0, le=100, description="Matches of a club against other tables.")] = 0


class LeagueStageModel(_StageModel):
    """A stage of one or more tables with one fixture list over all of them."""

    kind: Literal["league"]
    tables: Annotated[list[Word], Field(min_length=1, max_length=64)] = ["Table"]
    meetings: MeetingsModel | None = None
    tiebreak: Annotated[list[Tiebreak], Field(min_length=1)]
    procedure: Procedure = "once"
    points: Points = [3, 1, 0]
    advance: Annotated[int, Field(ge=0)] = 0


StageModel = Annotated[TieStageModel | GroupStageModel | LeagueStageModel, Field(discriminator="kind")]


class AwardModel(Model):
    """A berth or other award."""

    id: Id
    title: Word
    candidates: Annotated[list[FeedModel], Field(min_length=1)]
    places: Count = 1
    exclude: list[Literal["guests"]] = []
    only: Annotated[list[Association], Field(description="Associations whose clubs may take it, if not all.")] = []
    into: str = ""
    source: SourceRef | None = None


class PrizeModel(Model):
    """Prize money in US dollars."""

    stage: Id
    per: Literal["entrant", "home-match", "win", "champion", "runner-up"]
    usd: Annotated[float, Field(strict=False, ge=0, le=1e12)]
    assumed: bool = False
    source: SourceRef | None = None


class AccessModel(Model):
    """Places by association and entry stage, and those added for holders."""

    quotas: dict[Association, dict[Id, Annotated[int, Field(ge=0, le=1024)]]]
    holders: dict[Id, Annotated[int, Field(ge=0, le=1024)]] = {}
    source: SourceRef | None = None


class FormatModel(Model):
    """A format: how a competition is played."""

    kind: Literal["format"]
    id: Id
    title: Word
    competition: Id
    confederation: Word
    years: Annotated[list[Annotated[int, Field(ge=1900, le=2200)]], Field(min_length=2, max_length=2)]
    sources: dict[str, SourceFull] = {}
    access: AccessModel | None = None
    stages: Annotated[list[StageModel], Field(min_length=1)]
    awards: list[AwardModel] = []
    prizes: list[PrizeModel] = []
    notes: list[Word] = []
