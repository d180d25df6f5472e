"""How many clubs there are of everything: units of a stage, clubs of a table, entrants that a feed brings."""

from __future__ import annotations

from string import ascii_uppercase

from cupwright.football.access import Slot
from cupwright.football.competitions import Apart, Draw, Edition, Feed, GroupStage, LeagueStage, Stage, TieStage

__all__ = [
    "class_of",
    "draw_of",
    "entrants_of_feed",
    "members_of_tables",
    "places_of",
    "produced",
    "table_names",
    "table_sizes",
    "units",
]


def units(stage: Stage) -> int:
    """Return the number of ties, groups or tables of a stage."""
    if isinstance(stage, LeagueStage):
        return len(stage.tables)
    return stage.groups if isinstance(stage, GroupStage) else stage.places // 2


def draw_of(stage: Stage) -> Draw | None:
    """Return the draw of a stage, or None if it has none."""
    if isinstance(stage, LeagueStage):
        return None
    return stage.draw if isinstance(stage, GroupStage) else stage.pairing.draw


def class_of(apart: Apart, slot: Slot) -> str:
    """Return what makes the club of a slot like others in a constraint; empty if it is exempt."""
    if slot.enters in apart.unless_entered or (apart.of and slot.association not in apart.of):
        return ""
    if apart.of:
        return ", ".join(apart.of)
    if apart.same == "association":
        return slot.association
    return "guests" if slot.guest else "members"


def table_names(stage: GroupStage | LeagueStage) -> tuple[str, ...]:
    """Return the names of the tables or groups of a stage, in order: letters where a stage of groups gives none."""
    if isinstance(stage, LeagueStage):
        return stage.tables
    if len(stage.names) == stage.groups:
        return stage.names
    if stage.groups <= len(ascii_uppercase):
        return tuple(ascii_uppercase[: stage.groups])
    return tuple(str(g + 1) for g in range(stage.groups))


def members_of_tables(edition: Edition, stage: LeagueStage) -> tuple[tuple[str, ...], ...]:
    """Return the clubs of each table of a league, in slot order. A league of one table holds all its clubs in it."""
    mine = [slot for slot in edition.slots if slot.enters == stage.id]
    if len(stage.tables) == 1:
        return (tuple(slot.club for slot in mine),)
    return tuple(tuple(slot.club for slot in mine if slot.table == name) for name in stage.tables)


def table_sizes(edition: Edition, stage: GroupStage | LeagueStage) -> tuple[int, ...]:
    """Return how many clubs each table or group of a stage has."""
    if isinstance(stage, LeagueStage):
        return tuple(len(clubs) for clubs in members_of_tables(edition, stage))
    return (stage.size,) * stage.groups


def places_of(take: str) -> tuple[str, int, int]:
    """Read the word of a feed out of tables: (``"at"`` or ``"below"``, first place, last place).

    ``"place-K"`` are the places K to K, ``"places-A-B"`` A to B, ``"below-K"`` those after K.

    Raises
    ------
    ValueError
        If it is no such word.
    """
    word, _, numbers = take.partition("-")
    if word == "place":
        return "at", int(numbers), int(numbers)
    if word == "places":
        first, _, last = numbers.partition("-")
        return "at", int(first), int(last)
    if word == "below":
        return "below", int(numbers), 0
    raise ValueError(take)


def produced(edition: Edition, feed: Feed) -> int:
    """Return how many clubs a feed out of a stage has before the best or worst of them are kept."""
    source = edition.format.stage(feed.stage)
    if isinstance(source, TieStage):
        return units(source)
    sizes = table_sizes(edition, source)
    if feed.of:
        sizes = (sizes[table_names(source).index(feed.of)],)
    kind, first, last = places_of(feed.take)
    if kind == "below":
        return sum(max(0, size - first) for size in sizes)
    return len(sizes) * (last - first + 1)


def entrants_of_feed(edition: Edition, stage: Stage, feed: Feed) -> int:
    """Return how many clubs a feed brings (to `stage`, where it takes the slots)."""
    if feed.slots:
        return sum(slot.enters == stage.id for slot in edition.slots)
    count = produced(edition, feed)
    kept = feed.best if feed.best is not None else feed.worst
    return count if kept is None else min(kept, count)
