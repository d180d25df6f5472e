"""What the answers to several kinds of questions share: names of the library, clubs, days, settings, provenance."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Literal

from cupwright.app.web.settings import LabSettings
from cupwright.errors import CupwrightError

if TYPE_CHECKING:
    from cupwright.ratings import RatingSettings

__all__ = [
    "MOST_PROPOSALS",
    "club_of",
    "day_of",
    "of_library",
    "origin_of",
    "plain",
    "rate_command",
    "ratings_of",
    "served_at",
]

MOST_PROPOSALS = 4


def ratings_of(settings: LabSettings, links: str = "") -> RatingSettings:
    """Return how clubs are rated here, with the choice of links of a question."""
    from dataclasses import replace

    from cupwright.ratings import RatingSettings

    chosen = RatingSettings() if settings.model is None else RatingSettings(model=settings.model)
    if not links:
        return chosen
    known: dict[str, Literal["direct+bridge", "direct", "none"]] = {
        "direct+bridge": "direct+bridge", "direct": "direct", "none": "none",
    }  # fmt: skip
    if links not in known:
        raise CupwrightError.of("links", f"`{links[:40]}` is no choice of links", facts=[", ".join(known)])
    return replace(chosen, links=known[links])


def of_library(name: str, *shelves: str) -> str:
    """Return a name if the library has it on one of these shelves; nothing that came in an address is a path."""
    from cupwright.errors import did_you_mean
    from cupwright.rulebook import list_documents

    known = [found for found, path in list_documents().items() if path.parent.name in shelves]
    if name in known:
        return name
    raise CupwrightError.of(
        "unknown-document", f"there is no document `{name[:80]}`", hint=did_you_mean(name[:80], known)
    )


def origin_of(command: str) -> dict[str, Any]:
    """Return the provenance of what rests on the facts alone."""
    from cupwright.study.provenance import provenance_of

    return {**provenance_of([], command), "documents_hash": ""}


def rate_command(words: list[str], settings: LabSettings) -> str:
    """Return the command of the verb ``rate`` that asks the same with the model of this laboratory."""
    import shlex

    from cupwright.study.provenance import model_words

    return shlex.join(["cupwright", "rate", *words, *model_words(ratings_of(settings))])


def served_at(page: str, settings: LabSettings) -> dict[str, str]:
    """Return the command and the address that repeat what no other verb gives: a laboratory, and a page of it."""
    import shlex

    from cupwright.study.provenance import model_words

    command = shlex.join(["cupwright", "serve", *model_words(ratings_of(settings))])
    return {"command": command, "address": f"http://127.0.0.1:8520/en/{page}"}


def day_of(text: str) -> dt.date | None:
    """Return the day of a question about ratings; None if it names none."""
    from cupwright.study.rating import as_day

    return as_day(text, "the date of the ratings") if text else None


def club_of(name: str) -> str:
    """Return a club by its id or a name that it alone bears."""
    from cupwright.data.names import resolve_club
    from cupwright.data.places import clubs

    return name if name in clubs() else resolve_club(name)


def plain(value: Any) -> Any:
    """Return nested data with its dates as text."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return str(value) if isinstance(value, dt.date) else value
