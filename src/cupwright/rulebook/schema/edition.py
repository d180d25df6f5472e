"""The model of an edition: what is true of one year."""

# ruff: noqa: RUF012 (pydantic copies the defaults of its fields)
from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from cupwright.rulebook.schema.base import Association, Date, Id, Model, SourceFull, SourceRef, Window, Word

__all__ = [
    "DrawRecordModel",
    "EditionModel",
    "IrregularModel",
    "RecordModel",
    "ResultsModel",
    "SlotModel",
    "TieRecordModel",
    "VenueModel",
]

Member = Annotated[str, Field(pattern=r"^[a-z0-9-]+(:[1-9][0-9]*)?$", description="A club, or STAGE:K.")]
Goals = Annotated[list[Annotated[int, Field(ge=0, le=99)]], Field(min_length=2, max_length=2)]


class SlotModel(Model):
    """A right of entry and the club that holds it."""

    slot: Word
    association: Association
    enters: Id
    club: Annotated[str, Field(pattern=r"^([a-z0-9][a-z0-9-]*)?$", description="Id of the club.")] = ""
    via: str = ""
    guest: bool = False
    pot: Annotated[int, Field(ge=1, le=64)] | None = None
    table: Annotated[str, Field(description="The table of a league that the club stands in.")] = ""
    earned_in: Annotated[
        str, Field(pattern=r"^([a-z0-9-]+:[a-z0-9-]+)?$", description="EDITION:AWARD whose taker fills it.")
    ] = ""


class DrawRecordModel(Model):
    """A draw as it fell: either `ties` or `groups`."""

    stage: Id
    date: Date | None = None
    ties: list[Annotated[list[Member], Field(min_length=2, max_length=2)]] | None = None
    groups: dict[str, list[Member]] | None = None
    source: SourceRef | None = None

    @model_validator(mode="after")
    def _one(self) -> DrawRecordModel:
        if (self.ties is None) == (self.groups is None):
            raise ValueError("it takes either `ties` or `groups`")
        return self


class IrregularModel(Model):
    """An irregular fact."""

    what: Literal["awarded", "played", "walkover", "advanced", "moved", "not-played", "points", "lots"]
    stage: Id
    clubs: Annotated[list[Id], Field(min_length=1)]
    leg: Literal[1, 2, 3] | None = None
    score: Goals | None = None
    extra: Annotated[Goals | None, Field(description="The score after extra time.")] = None
    penalties: Goals | None = None
    points: Annotated[int, Field(ge=-99, le=99)] | None = None
    winner: str = ""
    date: Date | None = None
    note: str = ""
    source: SourceRef | None = None


class TieRecordModel(Model):
    """A tie in the official record."""

    clubs: Annotated[list[Id], Field(min_length=2, max_length=2)]
    first_leg_host: str = ""
    winner: str = ""


class RecordModel(Model):
    """The official record a replay is checked against."""

    until: Date | None = None
    complete: bool = False
    groups: dict[str, list[Id]] = {}
    ties: dict[Id, list[TieRecordModel]] = {}
    champion: str = ""
    berths: dict[Id, list[Id]] = {}


class ResultsModel(Model):
    """Under which competition and edition the facts hold the matches."""

    competition: Id
    edition: Word
    stages: Annotated[dict[str, Id], Field(description="A stage of the facts, or `stage/round`, to one here.")] = {}
    pairs: dict[Id, list[Annotated[list[Id], Field(min_length=2, max_length=2)]]] = {}


class VenueModel(Model):
    """A neutral ground."""

    name: Word
    city: Word
    association: Association
    latitude: Annotated[float, Field(strict=False, ge=-90, le=90)] | None = None
    longitude: Annotated[float, Field(strict=False, ge=-180, le=180)] | None = None
    altitude_m: Annotated[float, Field(strict=False, ge=-500, le=9000)] | None = None


class EditionModel(Model):
    """An edition: one running of a competition."""

    kind: Literal["edition"]
    id: Id
    title: Word
    format: Word
    year: Annotated[int, Field(ge=1900, le=2200)]
    starts: Date
    results: ResultsModel
    title_holder: str = ""
    sources: dict[str, SourceFull] = {}
    slots: Annotated[list[SlotModel], Field(min_length=1)]
    ranking: list[Id] = []
    dates: dict[Id, Window] = {}
    draws: list[DrawRecordModel] = []
    irregular: list[IrregularModel] = []
    record: RecordModel = RecordModel()
    venues: dict[Id, VenueModel] = {}
    source: Annotated[dict[str, SourceRef], Field(description="Where slots, ranking, dates, record come from.")] = {}
    notes: list[Word] = []
