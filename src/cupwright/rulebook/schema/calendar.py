"""The model of a calendar: the windows of one competition, or of FIFA, in one year or season."""

# ruff: noqa: RUF012 (pydantic copies the defaults of its fields)
from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from cupwright.rulebook.checks.calendar import MOST_WINDOWS
from cupwright.rulebook.schema.base import Association, Id, Model, SourceFull, SourceRef, Window, Word

__all__ = ["MOST_MATCHES", "CalendarModel", "EntrantsModel", "WindowModel"]

MOST_MATCHES = 60

Confederation = Literal["AFC", "CAF", "CONCACAF", "CONMEBOL", "OFC", "UEFA"]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
Number = Annotated[int, Field(ge=0, le=MOST_MATCHES)]
Variable = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*(/[a-z0-9][a-z0-9-]*)*$", max_length=160)]


class WindowModel(Model):
    """Days laid down for one use."""

    id: Id
    title: Word
    days: Window
    use: Literal["matches", "release", "break", "registration"] = "matches"
    stage: Annotated[str, Field(max_length=80, description="The stage that is played.")] = ""
    matchday: Annotated[int, Field(ge=1, le=MOST_MATCHES, description="The matchday, or the leg of a tie.")] | None = (
        None
    )
    matches: Annotated[
        list[Number], Field(min_length=2, max_length=2, description="Matches of a club in it, least and most.")
    ] = [1, 1]
    weekdays: Annotated[list[Weekday], Field(description="Days on which matches are planned; all, if none.")] = []
    clubs: Annotated[list[Id], Field(description="The clubs concerned, if not all.")] = []
    associations: list[Association] = []
    confederations: list[Confederation] = []
    needs: Annotated[
        dict[Variable, Word], Field(description="The branches in which a club plays: EDITION/STAGE: in.")
    ] = {}
    assumed: bool = False
    note: str = ""
    source: SourceRef | None = None


class EntrantsModel(Model):
    """The clubs of one association that take part."""

    association: Association
    clubs: Annotated[list[Id], Field(description="No other club of the association takes part.")]
    source: SourceRef | None = None


class CalendarModel(Model):
    """A calendar: windows laid down for a year or a season."""

    kind: Literal["calendar"]
    id: Id
    title: Word
    competition: Annotated[Id, Field(description="Its name in the facts; `fifa` for windows of release.")]
    year: Annotated[int, Field(ge=1900, le=2200)]
    season: Annotated[Window | None, Field(description="First and last day, if not those of the year.")] = None
    editions: Annotated[list[Word], Field(description="Its editions in the facts, whose matches have real days.")] = []
    associations: Annotated[list[Association], Field(description="Whose clubs it concerns, if not all.")] = []
    entrants: Annotated[list[EntrantsModel], Field(description="Who takes part, by association, where known.")] = []
    sources: dict[str, SourceFull] = {}
    source: Annotated[SourceRef | None, Field(description="Where the windows come from that do not say it.")] = None
    windows: Annotated[list[WindowModel], Field(json_schema_extra={"maxItems": MOST_WINDOWS})]
    notes: list[Word] = []
