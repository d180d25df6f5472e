"""Who would have entered in fact: by the results of the rounds before, where the draws are held as they fell."""

from __future__ import annotations

from cupwright.football.competitions import Edition, GroupStage, LeagueStage, TieStage
from cupwright.football.strengths import Strengths
from cupwright.study.worlds import at_draws

__all__ = ["entered_in_fact"]


def entered_in_fact(base: Edition, amended: Edition, strengths: Strengths) -> tuple[str, list[str]]:
    """Return the main stage, and the clubs that would have played in it but did not.

    Both rule books are played once with every result known of the rounds before the main stage, the largest of groups
    or of a league. Its name is empty, and so is the list, if there is no round before it or a result is not known.
    """
    tables = [stage for stage in base.format.stages if isinstance(stage, GroupStage | LeagueStage)]
    main = max(tables, key=lambda stage: stage.places).id if tables else ""
    early = [stage.id for stage in base.format.stages]
    early = early[: early.index(main)] if main else []
    if not early:
        return "", []
    was, would = (_field(edition, main, early, strengths, base) for edition in (base, amended))
    if was is None or would is None:
        return "", []
    return main, [club for club in amended.clubs if club in would - was]


def _field(edition: Edition, main: str, early: list[str], strengths: Strengths, base: Edition) -> set[str] | None:
    """Return who plays in the main stage by the results of the rounds before; None if they leave it open."""
    import numpy as np

    from cupwright.engine import Known, compile_plan, replay
    from cupwright.engine.run import run
    from cupwright.study.known import known_of

    facts = known_of(base)
    clubs = set(edition.clubs)
    stages = {stage.id for stage in edition.format.stages} & set(early)
    known = Known(
        scores=tuple(one for one in facts.scores if one.stage in stages and set(one.clubs) <= clubs),
        advances=tuple(one for one in facts.advances if one.stage in stages and set(one.clubs) <= clubs),
        draws=tuple(draw for draw in edition.draws if draw.stage in {*stages, main}),
    )
    plan = compile_plan(edition)
    season = replay(plan, known)
    ranked = {line.club for line in season.placings if line.stage in stages}
    open_tables = any(
        slot.club not in ranked
        for slot in edition.slots
        if slot.enters in stages and not isinstance(edition.format.stage(slot.enters), TieStage)
    )
    if open_tables or any(tie.stage in stages and not tie.winner for tie in season.ties):
        return None
    tally = run(plan, at_draws(strengths, np.zeros(1, np.int64)), known, worlds=1, seed=0, threads=1)
    return {club for club, worlds in zip(tally.clubs, tally.entered(main)[0], strict=True) if worlds}
