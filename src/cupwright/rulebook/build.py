"""Trees that fit their model become nouns.

Only what a document says is handed on; the defaults are those of the nouns. The models are not needed here, so
that documents of the library, which are known to fit, load without them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from cupwright.errors import CupwrightError, Problem, did_you_mean
from cupwright.football.access import Access, Slot
from cupwright.football.competitions import (
    Apart,
    Award,
    Draw,
    Edition,
    Feed,
    Format,
    GroupStage,
    Irregular,
    LeagueStage,
    Meetings,
    Pairing,
    Placement,
    Prize,
    Record,
    RecordedDraw,
    RecordedTie,
    Source,
    Stage,
    TieStage,
    Venue,
)
from cupwright.rulebook import read

__all__ = ["Sources", "build_edition", "build_format", "group_letters", "stated"]

Path = tuple[read.Key, ...]
Tree = Mapping[str, Any]


def _frozen(value: Any) -> Any:
    """Return lists as tuples, all the way down."""
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def stated(tree: Tree, *keys: str) -> dict[str, Any]:
    """Return what the tree says under `keys`, named as the nouns name it."""
    return {key.replace("-", "_"): _frozen(tree[key]) for key in keys if tree.get(key) is not None}


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def _window(days: list[str] | None) -> tuple[dt.date, dt.date] | None:
    return None if days is None else (_day(days[0]), _day(days[1]))


class Sources:
    """Resolve references to named sources; an unknown name is a problem like any other."""

    def __init__(self, named: Tree, origin: read.Source) -> None:
        self.named, self.origin, self.problems = named, origin, list[Problem]()

    def get(self, ref: str | Tree | None, path: Path) -> Source | None:
        """Return the source that `ref` names or is; one that is not named is noted at `path`."""
        if ref is None:
            return None
        if not isinstance(ref, str) and "of" not in ref:
            return Source(**ref)
        name, own = (ref, {}) if isinstance(ref, str) else (ref["of"], stated(ref, "article", "confidence"))
        if name in self.named:
            return replace(Source(**self.named[name]), **own)
        facts = (f"`sources` names: {', '.join(self.named) or 'none'}",)
        message, hint = f"`{name}` is not one of the document's sources", did_you_mean(name, self.named)
        self.problems.append(Problem("source", message, self.origin.place(path), facts, hint))
        return None

    def of(self, tree: Tree, path: Path) -> Source | None:
        """Resolve the `source` of a part of the document."""
        return self.get(tree.get("source"), (*path, "source"))

    def clauses(self, refs: Any, path: Path) -> tuple[tuple[str, Source], ...]:
        """Resolve one source for all (``"all"``) or a source for each clause."""
        named: Tree = {"all": refs} if isinstance(refs, str) else refs or {}
        found = ((name, self.get(ref, (*path, name))) for name, ref in named.items())
        return tuple((name, source) for name, source in found if source is not None)

    def finish(self) -> None:
        """Raise a CupwrightError with every source that is not named."""
        if self.problems:
            raise CupwrightError(self.problems)


def _feeds(refs: Iterable[str | Tree]) -> tuple[Feed, ...]:
    return tuple(
        Feed(slots=True) if isinstance(ref, str) else Feed(**stated(ref, "stage", "take", "best", "worst", "by", "of"))
        for ref in refs
    )


def _draw(tree: Tree, sources: Sources, path: Path) -> Draw:
    apart = tuple(
        Apart(**stated(rule, "same", "limit", "unless-entered", "of"), source=sources.of(rule, (*path, "apart", i)))
        for i, rule in enumerate(tree.get("apart", ()))
    )
    given = stated(tree, "pots", "order", "mechanism", "first-seed-fixed")
    return Draw(**given, apart=apart, source=sources.of(tree, path))


def _pairing(tree: Tree, sources: Sources, path: Path) -> Pairing:
    more = {**stated(tree, "must-meet"), "source": sources.of(tree, path)}
    if tree.get("draw") is not None:
        return Pairing("draw", _draw(tree["draw"], sources, (*path, "draw")), **more)
    if tree.get("seeds") is not None:
        return Pairing("seeds", pairs=_frozen(tree["seeds"]), **more)
    if tree.get("entry") is not None:
        return Pairing("entry", pairs=_frozen(tree["entry"]), **more)
    return Pairing("bracket", of=tree["bracket"]["of"], pairs=_frozen(tree["bracket"]["pairs"]), **more)


def _stage(tree: Tree, sources: Sources) -> Stage:
    path: Path = ("stages", tree["id"])
    shared = {
        **stated(tree, "id", "title", "places", "seeding"),
        "feeds": _feeds(tree["from"]),
        "window": _window(tree.get("window")),
        "sources": sources.clauses(tree.get("source"), (*path, "source")),
    }
    if tree["kind"] == "ties":
        legs = tuple((_day(first), _day(last)) for first, last in tree.get("leg-windows", ()))
        given = {"neutral": False, **stated(tree, "legs", "neutral", "second-leg-host", "guest-hosts-first", "settle")}
        pairing = _pairing(tree["pairing"], sources, (*path, "pairing"))
        return TieStage(**shared, **given, pairing=pairing, leg_windows=legs)
    if tree["kind"] == "league":
        meetings = tree.get("meetings")
        given = stated(tree, "tables", "tiebreak", "procedure", "points", "advance")
        return LeagueStage(**shared, **given, meetings=None if meetings is None else Meetings(**meetings))
    given = {
        "names": group_letters(tree["groups"]),
        **stated(tree, "groups", "names", "matchdays", "tiebreak", "procedure", "points", "advance"),
    }
    return GroupStage(**shared, **given, draw=_draw(tree["draw"], sources, (*path, "draw")))


def group_letters(groups: int) -> tuple[str, ...]:
    """Return the names that groups have unless the document says others: A, B, C, ..."""
    return tuple(chr(ord("A") + i) if i < 26 else str(i + 1) for i in range(groups))


def _award(tree: Tree, sources: Sources) -> Award:
    given = stated(tree, "id", "title", "places", "exclude", "only", "into")
    return Award(**given, candidates=_feeds(tree["candidates"]), source=sources.of(tree, ("awards", tree["id"])))


def build_format(origin: read.Source) -> Format:
    """Turn the tree of a format into the noun. Raises CupwrightError for an unknown source."""
    tree: Tree = origin.tree
    sources, access = Sources(tree.get("sources") or {}, origin), tree.get("access")
    noun = Format(
        **stated(tree, "id", "title", "competition", "confederation", "years", "notes"),
        stages=tuple(_stage(stage, sources) for stage in tree["stages"]),
        awards=tuple(_award(award, sources) for award in tree.get("awards", ())),
        prizes=tuple(
            Prize(
                **stated(prize, "stage", "per", "assumed"),
                usd=float(prize["usd"]),
                source=sources.of(prize, ("prizes", i)),
            )
            for i, prize in enumerate(tree.get("prizes", ()))
        ),
        access=None if access is None else Access(_rows(access["quotas"]), tuple(access.get("holders", {}).items())),
        access_source=None if access is None else sources.of(access, ("access",)),
        file=origin.file,
    )
    sources.finish()
    return noun


def _rows(quotas: Tree) -> tuple[tuple[str, tuple[tuple[str, int], ...]], ...]:
    return tuple((association, tuple(row.items())) for association, row in quotas.items())


def _recorded_draw(tree: Tree, sources: Sources, path: Path) -> RecordedDraw:
    groups, ties = tree.get("groups"), tree.get("ties")
    members = _frozen(list(groups.values()) if groups is not None else ties or [])
    day = _day(tree["date"]) if tree.get("date") else None
    return RecordedDraw(tree["stage"], day, members, sources.of(tree, path))


def _irregular(tree: Tree, sources: Sources, path: Path) -> Irregular:
    given = stated(tree, "what", "stage", "clubs", "leg", "score", "extra", "penalties", "points", "winner", "note")
    return Irregular(**given, date=_day(tree["date"]) if tree.get("date") else None, source=sources.of(tree, path))


def _record(tree: Tree) -> Record:
    ties = tuple(
        RecordedTie(stage, **stated(tie, "clubs", "first-leg-host", "winner"))
        for stage, recorded in tree.get("ties", {}).items()
        for tie in recorded
    )
    return Record(
        **stated(tree, "champion", "complete"),
        groups=tuple((name, tuple(order)) for name, order in tree.get("groups", {}).items()),
        ties=ties,
        berths=tuple((award, tuple(clubs)) for award, clubs in tree.get("berths", {}).items()),
        until=_day(tree["until"]) if tree.get("until") else None,
    )


def _slot(tree: Tree) -> Slot:
    given = {"club": "", **stated(tree, "association", "enters", "club", "via", "guest", "pot", "table", "earned-in")}
    return Slot(name=tree["slot"], **given)


def build_edition(origin: read.Source, format_: Format) -> Edition:
    """Turn the tree of an edition into the noun. Raises CupwrightError for an unknown source."""
    tree: Tree = origin.tree
    sources = Sources(tree.get("sources") or {}, origin)
    dates = {stage: _window(days) for stage, days in tree.get("dates", {}).items()}
    stages = tuple(replace(s, window=dates[s.id]) if s.id in dates else s for s in format_.stages)
    venue = ("name", "city", "association", "latitude", "longitude", "altitude-m")
    noun = Edition(
        **stated(tree, "id", "title", "year", "title-holder", "notes"),
        format=replace(format_, stages=stages),
        starts=_day(tree["starts"]),
        slots=tuple(map(_slot, tree["slots"])),
        ranking=tuple(tree.get("ranking", ())),
        results=(tree["results"]["competition"], tree["results"]["edition"]),
        draws=tuple(_recorded_draw(d, sources, ("draws", i)) for i, d in enumerate(tree.get("draws", ()))),
        irregular=tuple(_irregular(x, sources, ("irregular", i)) for i, x in enumerate(tree.get("irregular", ()))),
        record=_record(tree.get("record", {})),
        venues=tuple((stage, Venue(**stated(v, *venue))) for stage, v in tree.get("venues", {}).items()),
        sources=sources.clauses(tree.get("source"), ("source",)),
        placement=_placement(tree["results"]),
        file=origin.file,
    )
    sources.finish()
    return noun


def _placement(results: Tree) -> Placement:
    pairs = tuple((stage, _frozen(pair)) for stage, pairs in results.get("pairs", {}).items() for pair in pairs)
    return Placement(tuple(results.get("stages", {}).items()), pairs)
