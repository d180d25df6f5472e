"""Where the rules and facts of an edition come from, clause by clause."""

from __future__ import annotations

from collections.abc import Iterator

from cupwright.football.competitions import Edition, Source, TieStage

__all__ = ["clause_sources", "sources_of"]


def sources_of(edition: Edition) -> list[dict[str, str]]:
    """Return the publications that an edition and its format name, each with what it is the source of.

    Returns
    -------
    list of dict
        ``title`` (with the article), ``confidence`` and ``clauses``, in the order of first use.
    """
    found: dict[tuple[str, str], list[str]] = {}
    for clause, source in _clauses(edition):
        title = _title(source)
        clauses = found.setdefault((title, source.confidence), [])
        if clause not in clauses:
            clauses.append(clause)
    return [
        {"title": title, "confidence": confidence, "clauses": "; ".join(clauses)}
        for (title, confidence), clauses in found.items()
    ]


def clause_sources(edition: Edition, stage: str) -> dict[str, str]:
    """Return the source of each clause of a stage, with its article: ``"settle"``, ``"tiebreak"``, ``"pairing"``...

    ``"drawn"`` is the source of the draw as it fell. A stage with one source for all has it for every clause.
    """
    found = edition.format.stage(stage)
    own = dict(found.sources)
    clauses = {clause: _title(source) for clause, source in own.items()}
    if "all" in own:
        every = ("settle", "tiebreak", "pairing", "second-leg-host", "guest-hosts-first")
        clauses = dict.fromkeys(every, _title(own["all"])) | clauses
    pairing = found.pairing if isinstance(found, TieStage) else None
    draw = pairing.draw if pairing is not None else getattr(found, "draw", None)
    for source in (draw.source if draw is not None else None, pairing.source if pairing is not None else None):
        if source is not None:
            clauses["pairing"] = _title(source)
    for drawn in edition.draws:
        if drawn.stage == stage and drawn.source is not None:
            clauses["drawn"] = _title(drawn.source)
    return clauses


def _title(source: Source) -> str:
    return source.title + (f", {source.article}" if source.article else "")


def _clauses(edition: Edition) -> Iterator[tuple[str, Source]]:
    rules = edition.format
    if rules.access_source is not None:
        yield "access list", rules.access_source
    for stage in rules.stages:
        title = stage.title.lower()
        draw = getattr(stage, "draw", None)
        if isinstance(stage, TieStage):
            draw = stage.pairing.draw
            if stage.pairing.source is not None:
                yield f"{title}: pairing", stage.pairing.source
        if draw is not None and draw.source is not None:
            yield f"{title}: draw", draw.source
        for apart in draw.apart if draw is not None else ():
            if apart.source is not None:
                yield f"{title}: clubs kept apart", apart.source
        for clause, source in stage.sources:
            yield f"{title}: {clause.replace('-', ' ')}" if clause != "all" else title, source
    for award in rules.awards:
        if award.source is not None:
            yield f"award: {award.title}", award.source
    for clause, source in edition.sources:
        yield f"edition: {clause.replace('-', ' ')}", source
    for drawn in edition.draws:
        if drawn.source is not None:
            yield f"{rules.stage(drawn.stage).title.lower()}: draw as it fell", drawn.source
