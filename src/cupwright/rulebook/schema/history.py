"""The model of a history: what the names in proposals stand for in other years."""

# ruff: noqa: RUF012 (pydantic copies the defaults of its fields)
from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from cupwright.rulebook.schema.base import Association, Id, Model, SourceFull, SourceRef, Word
from cupwright.rulebook.schema.format import FeedModel

__all__ = ["HistoryModel"]

Year = Annotated[str, Field(pattern=r"^[12][0-9]{3}$", description="The year of an edition, in quotes.")]


class GuestModel(Model):
    """A club that would have come in one year; the next of a list comes if the first holds a place already."""

    club: Annotated[list[Id] | Id, Field(description="A club, or several in the order in which they are asked.")]
    association: Association
    via: str = ""
    source: SourceRef | None = None


class RoleModel(Model):
    """Who would have come, year by year."""

    title: Word
    clubs: dict[Year, GuestModel]
    source: SourceRef | None = None


class GuestSlotModel(Model):
    """Who takes a guest's slot: a role, or the one that a parameter of the proposal names."""

    role: str = ""
    parameter: str = ""

    @model_validator(mode="after")
    def _one(self) -> GuestSlotModel:
        if bool(self.role) == bool(self.parameter):
            raise ValueError("it takes either `role` or `parameter`")
        return self


class SlotRuleModel(Model):
    """Which slot of an edition a name stands for."""

    of: Association | None = None
    pick: Literal["last", "lowest-direct", "drawn-against"]
    slot: str = ""


class AwardRuleModel(Model):
    """Which awards of an edition a name stands for, and who is asked in turn where a guest is passed over."""

    into: Id
    takes_from: str = ""
    candidates: list[FeedModel] | None = None


class StageRuleModel(Model):
    """A stage that a proposal adds takes its settling chain from a stage of the year."""

    settle_as: Id


class TablePartModel(Model):
    """A competition of the facts that counts for a table: all of it, or the first so many matches of each club."""

    competition: Id
    edition: Word
    matches: Annotated[int, Field(ge=1, le=99)] | None = None


class OrderModel(Model):
    """What orders the clubs of an association in one year.

    `table` is made from the facts; `order` is a sourced fact; `titles` are clubs whose place did not come from either.
    """

    table: list[TablePartModel] = []
    order: list[Id] = []
    titles: list[Id] = []
    source: SourceRef | None = None


class AssociationModel(Model):
    """How an association orders its clubs."""

    tiebreak: list[Literal["points", "wins", "goal-difference", "goals-for"]] = ["points"]
    years: dict[Year, OrderModel]


class HistoryModel(Model):
    """A history: the names of one edition, read in others."""

    kind: Literal["history"]
    id: Id
    title: Word
    reads: Annotated[Id, Field(description="The edition in whose names the proposals speak.")]
    years: Annotated[list[Annotated[int, Field(ge=1900, le=2200)]], Field(min_length=2, max_length=2)]
    editions: Annotated[str, Field(description="Names of the editions, with {year}.", pattern=r"^[a-z0-9-]*\{year\}$")]
    draws: Annotated[
        Literal["drawn-anew", "as-they-fell"], Field(description="Whether the draws of the year are held.")
    ] = "drawn-anew"
    sources: dict[str, SourceFull] = {}
    roles: dict[Id, RoleModel] = {}
    guests: dict[Word, GuestSlotModel] = {}
    slots: dict[Word, SlotRuleModel] = {}
    awards: dict[Id, AwardRuleModel] = {}
    stages: dict[Id, StageRuleModel] = {}
    orders: dict[Association, AssociationModel] = {}
    notes: list[Word] = []
