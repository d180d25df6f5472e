"""The model of a proposal: a short list of named changes to an edition."""

# ruff: noqa: RUF012 (pydantic copies the defaults of its fields)
from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from cupwright.rulebook.schema.base import Association, Id, Model, SourceFull, Word
from cupwright.rulebook.schema.edition import SlotModel
from cupwright.rulebook.schema.format import AwardModel, StageModel

__all__ = ["CHANGES", "ChangeModel", "ExtendedFormatModel", "ParameterModel", "ProposalModel", "SpanModel"]


class ParameterModel(Model):
    """A choice a user can make; `choices` lists the values, or gives each name of a choice its value."""

    default: str | int | bool
    choices: list[str | int | bool] | dict[str, str | int | bool]
    title: str = ""


class AddGuest(Model):
    """A club from outside the confederation enters."""

    slot: Word
    club: Annotated[str, Field(pattern=r"^([a-z0-9][a-z0-9-]*)?$")] = ""
    association: Association
    enters: Id
    pot: Annotated[int, Field(ge=1, le=64)] | None = None
    via: str = ""
    earned_in: Annotated[
        str, Field(pattern=r"^([a-z0-9-]+:[a-z0-9-]+)?$", description="EDITION:AWARD whose taker fills it.")
    ] = ""
    because: str = ""


class AddSlot(SlotModel):
    """A new place for a member of the confederation, ranked after a club or last."""

    ranked_after: str = ""
    because: str = ""


class RemoveSlot(Model):
    """A place is taken away."""

    slot: Word
    drops_to: str = ""
    because: Word


class MoveSlot(Model):
    """A place enters at another stage."""

    slot: Word
    to: Id
    because: Word


class GiveSlot(Model):
    """A place goes to another club."""

    slot: Word
    club: Id
    via: str = ""
    because: Word


class SetValue(Model):
    """A value at a path of the format or the edition is replaced."""

    path: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*(\.[A-Za-z0-9 -]+)*$")]
    value: Any
    because: str = ""


class AddStage(Model):
    """A new stage stands after another."""

    after: Id
    stage: StageModel
    because: str = ""


class RemoveStage(Model):
    """A stage is taken away."""

    stage: Id
    because: str = ""


class AddAward(Model):
    """A new award."""

    award: AwardModel
    because: str = ""


class RemoveAward(Model):
    """An award is taken away."""

    award: Id
    because: str = ""


class ExcludeGuests(Model):
    """Guests may not take an award: it is passed on to the next candidate, or nobody takes it."""

    award: Id
    then: Literal["pass-on", "nobody", "guest-keeps"] = "pass-on"
    because: str = ""


class KeepDraws(Model):
    """The draws stay as they fell: a tie with a club that left is a bye, new clubs take the places left."""

    because: Word


class ChangeModel(Model):
    """One named change: exactly one key."""

    add_guest: AddGuest | None = None
    add_slot: AddSlot | None = None
    remove_slot: RemoveSlot | None = None
    move_slot: MoveSlot | None = None
    give_slot: GiveSlot | None = None
    set_: SetValue | None = None
    add_stage: AddStage | None = None
    remove_stage: RemoveStage | None = None
    add_award: AddAward | None = None
    remove_award: RemoveAward | None = None
    exclude_guests_from: ExcludeGuests | None = None
    keep_draws: KeepDraws | None = None

    @model_validator(mode="after")
    def _one(self) -> ChangeModel:
        if len(self.model_fields_set) != 1:
            raise ValueError("it takes exactly one change; begin the next one with a hyphen")
        if any(getattr(self, name) is None for name in self.model_fields_set):
            raise ValueError("the change has no keys")
        return self


CHANGES: tuple[str, ...] = tuple(str(f.alias) for f in ChangeModel.model_fields.values())


class SpanModel(Model):
    """What stands in for some of the changes in other years; `without` names their slots, awards, stages or paths."""

    years: Annotated[list[Annotated[int, Field(ge=1900, le=2200)]], Field(min_length=2, max_length=2)]
    without: list[Word] = []
    changes: list[ChangeModel]


class ProposalModel(Model):
    """A proposal: named changes to an edition."""

    kind: Literal["proposal"]
    id: Id
    title: Word
    amends: Word
    summary: str = ""
    sources: dict[str, SourceFull] = {}
    parameters: dict[Id, ParameterModel] = {}
    changes: Annotated[list[ChangeModel], Field(min_length=1)]
    history: Annotated[str, Field(description="The history that says what the names stand for in other years.")] = ""
    spans: Annotated[list[SpanModel], Field(description="What some years have instead.")] = []
    notes: list[Word] = []


class ExtendedFormatModel(Model):
    """A format that takes over another (`extends`) and changes it."""

    kind: Literal["format"]
    id: Id
    title: Word
    extends: Word
    years: Annotated[list[Annotated[int, Field(ge=1900, le=2200)]], Field(min_length=2, max_length=2)]
    sources: dict[str, SourceFull] = {}
    changes: Annotated[list[ChangeModel], Field(min_length=1)]
    notes: list[Word] = []
