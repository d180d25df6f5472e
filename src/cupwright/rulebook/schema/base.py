"""What every document model shares: strict keys in kebab case, dates, sources."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag

__all__ = ["Association", "Date", "Id", "Model", "Pair", "SourceFull", "SourceRef", "SourceUse", "Window", "Word"]


def _kebab(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


class Model(BaseModel):
    """A part of a document: no key it does not know, no value of another type."""

    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        frozen=True,
        allow_inf_nan=False,
        alias_generator=_kebab,
        populate_by_name=False,
        defer_build=True,
    )


def _date(value: Any) -> Any:
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        raise ValueError("a date is written year-month-day, such as 2026-02-03")
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise ValueError("there is no such day in the calendar") from None


Date = Annotated[dt.date, BeforeValidator(_date)]
Window = Annotated[list[Date], Field(min_length=2, max_length=2, description="First and last day.")]
Word = Annotated[str, Field(min_length=1, max_length=400)]
Id = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,79}$", description="Lower-case letters, digits, hyphens.")]
Association = Annotated[str, Field(pattern=r"^[A-Z]{3}$", description="FIFA code of the association.")]
Pair = Annotated[list[Annotated[int, Field(ge=1, le=1024)]], Field(min_length=2, max_length=2)]
Confidence = Literal["high", "medium", "low"]


class SourceFull(Model):
    """A publication."""

    title: Word
    article: str = ""
    confidence: Confidence = "medium"


class SourceUse(Model):
    """A named source, with the article that says it or a confidence of its own."""

    of: Word
    article: str = ""
    confidence: Confidence | None = None


def _source_kind(value: Any) -> str:
    if isinstance(value, str):
        return "name"
    keys = value if isinstance(value, dict) else getattr(value, "model_fields_set", ())
    return "use" if "of" in keys else "full"


SourceRef = Annotated[
    Annotated[str, Tag("name")] | Annotated[SourceUse, Tag("use")] | Annotated[SourceFull, Tag("full")],
    Discriminator(_source_kind),
]
