"""Documents that fit their model become nouns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from cupwright.errors import CupwrightError, Problem
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
    Pairing,
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
from cupwright.rulebook.schema.base import SourceFull, SourceUse
from cupwright.rulebook.schema.edition import DrawRecordModel, EditionModel, IrregularModel, RecordModel
from cupwright.rulebook.schema.format import (
    DrawModel,
    FeedModel,
    FormatModel,
    GroupStageModel,
    PairingModel,
    TieStageModel,
)

__all__ = ["build_edition", "build_format"]

Path = tuple[read.Key, ...]


class _Sources:
    """Resolve references to named sources; an unknown name is a problem like any other."""

    def __init__(self, named: Mapping[str, SourceFull], origin: read.Source) -> None:
        self.named, self.origin, self.problems = named, origin, list[Problem]()

    def get(self, ref: str | SourceUse | SourceFull | None, path: Path) -> Source | None:
        if ref is None:
            return None
        if isinstance(ref, SourceFull):
            return Source(ref.title, ref.article, ref.confidence)
        name = ref if isinstance(ref, str) else ref.of
        if name not in self.named:
            from cupwright.errors import did_you_mean

            facts = (f"`sources` names: {', '.join(self.named) or 'none'}",)
            self.problems.append(
                Problem(
                    "source",
                    f"`{name}` is not one of the document's sources",
                    self.origin.place(path),
                    facts,
                    did_you_mean(name, self.named),
                )
            )
            return None
        full = self.named[name]
        if isinstance(ref, str):
            return Source(full.title, full.article, full.confidence)
        return Source(full.title, ref.article or full.article, ref.confidence or full.confidence)

    def clauses(self, refs: Any, path: Path) -> tuple[tuple[str, Source], ...]:
        """Resolve one source for all (``"all"``) or a source for each clause."""
        if isinstance(refs, str):
            refs = {"all": refs}
        found = ((name, self.get(ref, (*path, name))) for name, ref in refs.items())
        return tuple((name, source) for name, source in found if source is not None)

    def finish(self) -> None:
        if self.problems:
            raise CupwrightError(self.problems)


def _window(days: Sequence[dt.date] | None) -> tuple[dt.date, dt.date] | None:
    return None if days is None else (days[0], days[1])


def _pairs(pairs: Sequence[Sequence[int]]) -> tuple[tuple[int, int], ...]:
    return tuple((a, b) for a, b in pairs)


def _feed(ref: str | FeedModel) -> Feed:
    if isinstance(ref, str):
        return Feed(slots=True)
    return Feed(stage=ref.stage, take=ref.take, best=ref.best, worst=ref.worst, by=tuple(ref.by))


def _draw(model: DrawModel, sources: _Sources, path: Path) -> Draw:
    apart = tuple(
        Apart(rule.same, rule.limit, tuple(rule.unless_entered), sources.get(rule.source, (*path, "apart", i)))
        for i, rule in enumerate(model.apart)
    )
    return Draw(
        pots=tuple(model.pots),
        order=tuple(model.order),
        mechanism=model.mechanism,
        apart=apart,
        first_seed_fixed=model.first_seed_fixed,
        source=sources.get(model.source, (*path, "source")),
    )


def _pairing(model: PairingModel, sources: _Sources, path: Path) -> Pairing:
    source, must = sources.get(model.source, (*path, "source")), tuple(model.must_meet)
    if model.draw is not None:
        return Pairing("draw", _draw(model.draw, sources, (*path, "draw")), must_meet=must, source=source)
    if model.seeds is not None:
        return Pairing("seeds", pairs=_pairs(model.seeds), must_meet=must, source=source)
    assert model.bracket is not None
    return Pairing("bracket", of=model.bracket.of, pairs=_pairs(model.bracket.pairs), must_meet=must, source=source)


def _stage(model: TieStageModel | GroupStageModel, sources: _Sources, path: Path) -> Stage:
    feeds = tuple(_feed(ref) for ref in model.from_)
    clauses = sources.clauses(model.source, (*path, "source"))
    if isinstance(model, TieStageModel):
        return TieStage(
            id=model.id,
            title=model.title,
            feeds=feeds,
            places=model.places,
            pairing=_pairing(model.pairing, sources, (*path, "pairing")),
            legs=model.legs,
            neutral=model.neutral,
            second_leg_host=model.second_leg_host,
            settle=tuple(model.settle),
            seeding=model.seeding,
            guest_hosts_first=model.guest_hosts_first,
            window=_window(model.window),
            sources=clauses,
            leg_windows=tuple((days[0], days[1]) for days in model.leg_windows),
        )
    letters = [chr(ord("A") + i) if i < 26 else str(i + 1) for i in range(model.groups)]
    return GroupStage(
        id=model.id,
        title=model.title,
        feeds=feeds,
        places=model.places,
        groups=model.groups,
        draw=_draw(model.draw, sources, (*path, "draw")),
        matchdays=tuple(_pairs(day) for day in model.matchdays),
        tiebreak=tuple(model.tiebreak),
        points=(model.points[0], model.points[1], model.points[2]),
        advance=model.advance,
        seeding=model.seeding,
        window=_window(model.window),
        sources=clauses,
        names=tuple(model.names or letters),
    )


def build_format(model: FormatModel, origin: read.Source) -> Format:
    """Turn the model of a format into the noun. Raises CupwrightError for an unknown source."""
    sources = _Sources(model.sources, origin)
    awards = tuple(
        Award(
            id=award.id,
            title=award.title,
            candidates=tuple(_feed(ref) for ref in award.candidates),
            places=award.places,
            exclude=tuple(award.exclude),
            into=award.into,
            source=sources.get(award.source, ("awards", award.id, "source")),
        )
        for award in model.awards
    )
    prizes = tuple(
        Prize(p.stage, p.per, p.usd, p.assumed, sources.get(p.source, ("prizes", i, "source")))
        for i, p in enumerate(model.prizes)
    )
    access = None
    if model.access is not None:
        quotas = tuple((code, tuple(stages.items())) for code, stages in model.access.quotas.items())
        access = Access(quotas, tuple(model.access.holders.items()))
    noun = Format(
        id=model.id,
        title=model.title,
        competition=model.competition,
        confederation=model.confederation,
        years=(model.years[0], model.years[1]),
        stages=tuple(_stage(stage, sources, ("stages", stage.id)) for stage in model.stages),
        awards=awards,
        prizes=prizes,
        notes=tuple(model.notes),
        access=access,
        access_source=sources.get(model.access.source, ("access", "source")) if model.access else None,
        file=origin.file,
    )
    sources.finish()
    return noun


def _recorded_draw(model: DrawRecordModel, sources: _Sources, path: Path) -> RecordedDraw:
    members = model.groups.values() if model.groups is not None else model.ties or []
    return RecordedDraw(
        model.stage, model.date, tuple(tuple(m) for m in members), sources.get(model.source, (*path, "source"))
    )


def _irregular(model: IrregularModel, sources: _Sources, path: Path) -> Irregular:
    return Irregular(
        what=model.what,
        stage=model.stage,
        clubs=tuple(model.clubs),
        leg=model.leg,
        score=None if model.score is None else (model.score[0], model.score[1]),
        winner=model.winner,
        date=model.date,
        note=model.note,
        source=sources.get(model.source, (*path, "source")),
    )


def _record(model: RecordModel) -> Record:
    ties = tuple(
        RecordedTie(stage, (tie.clubs[0], tie.clubs[1]), tie.first_leg_host, tie.winner)
        for stage, recorded in model.ties.items()
        for tie in recorded
    )
    return Record(
        groups=tuple((name, tuple(order)) for name, order in model.groups.items()),
        ties=ties,
        champion=model.champion,
        berths=tuple((award, tuple(clubs)) for award, clubs in model.berths.items()),
        complete=model.complete,
        until=model.until,
    )


def build_edition(model: EditionModel, format_: Format, origin: read.Source) -> Edition:
    """Turn the model of an edition into the noun. Raises CupwrightError for an unknown source."""
    sources = _Sources(model.sources, origin)
    dates = {stage: _window(days) for stage, days in model.dates.items()}
    stages = tuple(replace(s, window=dates[s.id]) if s.id in dates else s for s in format_.stages)
    slots = tuple(Slot(s.slot, s.association, s.enters, s.club, s.via, s.guest, s.pot) for s in model.slots)
    venues = tuple(
        (stage, Venue(v.name, v.city, v.association, v.latitude, v.longitude, v.altitude_m))
        for stage, v in model.venues.items()
    )
    noun = Edition(
        id=model.id,
        title=model.title,
        format=replace(format_, stages=stages),
        year=model.year,
        starts=model.starts,
        slots=slots,
        ranking=tuple(model.ranking),
        results=(model.results.competition, model.results.edition),
        title_holder=model.title_holder,
        draws=tuple(_recorded_draw(d, sources, ("draws", i)) for i, d in enumerate(model.draws)),
        irregular=tuple(_irregular(x, sources, ("irregular", i)) for i, x in enumerate(model.irregular)),
        record=_record(model.record),
        venues=venues,
        notes=tuple(model.notes),
        sources=sources.clauses(model.source, ("source",)),
        file=origin.file,
    )
    sources.finish()
    return noun
