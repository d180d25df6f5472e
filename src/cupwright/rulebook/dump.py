"""Nouns become documents again: the inverse of build, and the ground on which changes are made."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import Any

from cupwright.football.calendars import Calendar
from cupwright.football.competitions import (
    Award,
    Draw,
    Edition,
    Feed,
    Format,
    LeagueStage,
    Pairing,
    Record,
    Source,
    Stage,
    TieStage,
)
from cupwright.rulebook.build import group_letters
from cupwright.rulebook.calendars import dump_calendar

__all__ = ["documents_hash", "dump_edition", "dump_format"]

Tree = dict[str, Any]


def _lean(**items: Any) -> Tree:
    """Keep what says something; keys in kebab case."""
    return {key.rstrip("_").replace("_", "-"): value for key, value in items.items() if value not in (None, "", [], {})}


def _source(source: Source | None) -> Tree | None:
    if source is None:
        return None
    return _lean(title=source.title, article=source.article, confidence=source.confidence)


def _clauses(sources: tuple[tuple[str, Source], ...]) -> Tree:
    return {name: _source(source) for name, source in sources}


def _window(window: tuple[dt.date, dt.date] | None) -> list[str] | None:
    return None if window is None else [day.isoformat() for day in window]


def _pairs(pairs: tuple[tuple[int, int], ...]) -> list[list[int]]:
    return [list(pair) for pair in pairs]


def _feed(feed: Feed) -> Any:
    if feed.slots:
        return "slots"
    return _lean(stage=feed.stage, take=feed.take, best=feed.best, worst=feed.worst, by=list(feed.by), of=feed.of)


def _draw(draw: Draw) -> Tree:
    apart = [
        _lean(
            same=rule.same,
            limit=rule.limit,
            unless_entered=list(rule.unless_entered),
            of=list(rule.of),
            source=_source(rule.source),
        )
        for rule in draw.apart
    ]
    return _lean(
        pots=list(draw.pots),
        order=list(draw.order),
        mechanism=draw.mechanism,
        apart=apart,
        first_seed_fixed=draw.first_seed_fixed,
        source=_source(draw.source),
    )


def _pairing(pairing: Pairing) -> Tree:
    tree = _lean(must_meet=list(pairing.must_meet), source=_source(pairing.source))
    if pairing.draw is not None:
        tree["draw"] = _draw(pairing.draw)
    elif pairing.method == "seeds":
        tree["seeds"] = _pairs(pairing.pairs)
    elif pairing.method == "entry":
        tree["entry"] = _pairs(pairing.pairs)
    else:
        tree["bracket"] = {"of": pairing.of, "pairs": _pairs(pairing.pairs)}
    return tree


def dump_stage(stage: Stage) -> Tree:
    """Return the document of a stage, without its window."""
    shared = {
        "id": stage.id,
        "title": stage.title,
        "places": stage.places,
        "from_": [_feed(feed) for feed in stage.feeds],
        "seeding": stage.seeding,
        "source": _clauses(stage.sources),
    }
    if isinstance(stage, TieStage):
        return _lean(
            **shared,
            kind="ties",
            pairing=_pairing(stage.pairing),
            legs=stage.legs,
            leg_windows=[_window(days) for days in stage.leg_windows],
            neutral=stage.neutral,
            second_leg_host=stage.second_leg_host,
            guest_hosts_first=stage.guest_hosts_first,
            settle=list(stage.settle),
        )
    if isinstance(stage, LeagueStage):
        meetings = stage.meetings
        return _lean(
            **shared,
            kind="league",
            tables=[] if stage.tables == ("Table",) else list(stage.tables),
            meetings=None if meetings is None else {"within": meetings.within, "across": meetings.across},
            tiebreak=list(stage.tiebreak),
            procedure="" if stage.procedure == "once" else stage.procedure,
            points=list(stage.points),
            advance=stage.advance,
        )
    return _lean(
        **shared,
        kind="groups",
        groups=stage.groups,
        names=[] if stage.names == group_letters(stage.groups) else list(stage.names),
        draw=_draw(stage.draw),
        matchdays=[_pairs(day) for day in stage.matchdays],
        tiebreak=list(stage.tiebreak),
        procedure="" if stage.procedure == "once" else stage.procedure,
        points=list(stage.points),
        advance=stage.advance,
    )


def dump_award(award: Award) -> Tree:
    """Return the document of an award."""
    return _lean(
        id=award.id,
        title=award.title,
        candidates=[_feed(feed) for feed in award.candidates],
        places=award.places,
        exclude=list(award.exclude),
        only=list(award.only),
        into=award.into,
        source=_source(award.source),
    )


def dump_format(format_: Format, *, windows: bool = True) -> Tree:
    """Return the document of a format as plain values; the windows of its stages only if asked for."""
    stages = [dump_stage(stage) for stage in format_.stages]
    for tree, stage in zip(stages, format_.stages, strict=True):
        if windows and stage.window is not None:
            tree["window"] = _window(stage.window)
    access = None
    if format_.access is not None:
        access = _lean(
            quotas={code: dict(stages) for code, stages in format_.access.quotas},
            holders=dict(format_.access.holders),
            source=_source(format_.access_source),
        )
    return _lean(
        kind="format",
        id=format_.id,
        title=format_.title,
        competition=format_.competition,
        confederation=format_.confederation,
        years=list(format_.years),
        access=access,
        stages=stages,
        awards=[dump_award(award) for award in format_.awards],
        prizes=[
            _lean(stage=p.stage, per=p.per, usd=p.usd, assumed=p.assumed, source=_source(p.source))
            for p in format_.prizes
        ],
        notes=list(format_.notes),
    )


def _record(record: Record) -> Tree:
    ties: dict[str, list[Tree]] = {}
    for tie in record.ties:
        entry = _lean(clubs=list(tie.clubs), first_leg_host=tie.first_leg_host, winner=tie.winner)
        ties.setdefault(tie.stage, []).append(entry)
    return _lean(
        until=record.until.isoformat() if record.until else None,
        complete=record.complete,
        groups={name: list(order) for name, order in record.groups},
        ties=ties,
        champion=record.champion,
        berths={award: list(clubs) for award, clubs in record.berths},
    )


def _results(edition: Edition) -> Tree:
    pairs: dict[str, list[list[str]]] = {}
    for stage, pair in edition.placement.pairs:
        pairs.setdefault(stage, []).append(list(pair))
    competition, name = edition.results
    return _lean(competition=competition, edition=name, stages=dict(edition.placement.stages), pairs=pairs)


def dump_edition(edition: Edition) -> Tree:
    """Return the document of an edition as plain values; the windows of its stages stand under `dates`."""
    kinds = {stage.id: "ties" if isinstance(stage, TieStage) else "groups" for stage in edition.format.stages}
    names = {stage.id: getattr(stage, "names", ()) for stage in edition.format.stages}
    draws = []
    for draw in edition.draws:
        members = [list(m) for m in draw.members]
        tree = _lean(stage=draw.stage, date=draw.date.isoformat() if draw.date else None, source=_source(draw.source))
        grouped = kinds.get(draw.stage) != "ties"
        tree["groups" if grouped else "ties"] = (
            dict(zip(names[draw.stage], members, strict=False)) if grouped else members
        )
        draws.append(tree)
    irregular = [
        _lean(
            what=fact.what,
            stage=fact.stage,
            clubs=list(fact.clubs),
            leg=fact.leg,
            score=list(fact.score) if fact.score else None,
            extra=list(fact.extra) if fact.extra else None,
            penalties=list(fact.penalties) if fact.penalties else None,
            points=fact.points,
            winner=fact.winner,
            date=fact.date.isoformat() if fact.date else None,
            note=fact.note,
            source=_source(fact.source),
        )
        for fact in edition.irregular
    ]
    return _lean(
        kind="edition",
        id=edition.id,
        title=edition.title,
        format=edition.format.id,
        year=edition.year,
        starts=edition.starts.isoformat(),
        results=_results(edition),
        title_holder=edition.title_holder,
        slots=[
            _lean(slot=s.name, association=s.association, enters=s.enters, club=s.club, via=s.via)
            | _lean(guest=s.guest or None, pot=s.pot, table=s.table, earned_in=s.earned_in)
            for s in edition.slots
        ],
        ranking=list(edition.ranking),
        dates={stage.id: _window(stage.window) for stage in edition.format.stages if stage.window is not None},
        draws=draws,
        irregular=irregular,
        record=_record(edition.record),
        venues={
            stage: _lean(
                name=v.name,
                city=v.city,
                association=v.association,
                latitude=v.latitude,
                longitude=v.longitude,
                altitude_m=v.altitude_m,
            )
            for stage, v in edition.venues
        },
        source=_clauses(edition.sources),
        notes=list(edition.notes),
    )


def documents_hash(*documents: Edition | Format | Calendar) -> str:
    """Return the SHA-256 of what the documents say, whatever their layout, comments or file names."""
    trees = []
    for document in documents:
        if isinstance(document, Edition):
            trees += [dump_edition(document), dump_format(document.format, windows=False)]
        elif isinstance(document, Calendar):
            trees.append(dump_calendar(document))
        else:
            trees.append(dump_format(document))
    text = json.dumps(trees, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
