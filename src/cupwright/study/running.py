"""Run several rule books in the same worlds, in steps, so that a run can be watched and stopped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from cupwright.football.competitions import Edition
from cupwright.football.strengths import Strengths
from cupwright.study.odds import merged
from cupwright.study.worlds import Share, at_draws

if TYPE_CHECKING:
    from cupwright.engine import Known, Tally
    from cupwright.ratings import Ratings

__all__ = ["Progress", "Runs", "draw_for", "run_together", "silent"]

Progress = Callable[[int, int, str], None]
"""Called with how much is done, of how much, and what it is."""

# Worlds between two looks at the keyboard: a multiple of what the engine hands to one thread at a time.
_STEP = 24_000


def silent(_done: int, _of: int, _what: str) -> None:
    """Report no progress."""


@dataclass(frozen=True, eq=False)
class Runs:
    """The tallies of all rule books, in the same worlds; `complete` is False if the run was stopped."""

    tallies: tuple[Tally, ...]
    complete: bool


def draw_for(editions: Sequence[Edition], ratings: Ratings, share: Share, seed: int) -> Strengths:
    """Draw the strengths of the union of the fields, so that all rule books share them."""
    clubs: tuple[str, ...] = ()
    for edition in editions:
        clubs = merged(edition.clubs, clubs)
    return ratings.strengths(sorted(clubs), editions[0].results[0], share.draws, seed)


def run_together(
    editions: Sequence[Edition],
    strengths: Strengths,
    known: Sequence[Known],
    share: Share,
    seed: int,
    threads: int | None = None,
    progress: Progress = silent,
    paths: bool = False,
) -> Runs:
    """Run every rule book in the same worlds with the same draws.

    The worlds are taken in steps, each through all rule books in turn. Ctrl-C ends the run after the step it
    is in; the steps before it are kept. With `paths` the tallies say who won a tie against whom.

    Raises
    ------
    CupwrightError
        If a rule book cannot be compiled, or what is known does not fit it.
    KeyboardInterrupt
        If nothing was finished when the run was stopped.
    """
    from cupwright.engine.plan import compile_plan
    from cupwright.engine.run import run

    progress(0, 0, "preparing the engine (slower the first time)")
    plans = [compile_plan(edition) for edition in editions]
    doubled = share.doubled(strengths)
    done: list[list[Tally]] = []
    whole, played = share.worlds * len(plans), 0
    step = 2 * share.size * max(1, _STEP // (2 * share.size))
    try:
        for first in range(0, share.worlds, step):
            count = min(step, share.worlds - first)
            blocks = np.arange(first // share.size, -(-(first + count) // share.size))
            own = at_draws(doubled, blocks)
            tallies = []
            for plan, held in zip(plans, known, strict=True):
                if played:
                    progress(played, whole, "worlds")
                tallies.append(run(plan, own, held, worlds=count, seed=seed, threads=threads, first_world=first,
                                   block=share.size, paths=paths))  # fmt: skip
                played += count
            done.append(tallies)
        progress(played, whole, "worlds")
    except KeyboardInterrupt:
        if not done:
            raise
        kept = sum(tallies[0].total for tallies in done)
        progress(0, 0, f"stopped: {kept:,} of {share.worlds:,} worlds are kept; adding up")
    complete = len(done) == -(-share.worlds // step)
    return Runs(tuple(joined(parts, share) for parts in zip(*done, strict=True)), complete)


def joined(parts: Sequence[Tally], share: Share) -> Tally:
    """Return the tallies of consecutive blocks as one with all the blocks of a share, the last ones empty."""
    total = sum(len(part.worlds) for part in parts)
    missing = 2 * share.draws - total

    def end_to_end(name: str) -> Any:
        arrays = [getattr(part, name) for part in parts]
        if not any(map(len, arrays)):
            return arrays[0]
        return np.concatenate([*arrays, np.zeros((missing, *arrays[0].shape[1:]), arrays[0].dtype)])

    return replace(
        parts[0],
        worlds=end_to_end("worlds"),
        reached=end_to_end("reached"),
        placings=end_to_end("placings"),
        berths=end_to_end("berths"),
        passed_on=end_to_end("passed_on"),
        meetings=end_to_end("meetings"),
        neutral=end_to_end("neutral"),
        wins=end_to_end("wins"),
        home_matches=end_to_end("home_matches"),
        won=end_to_end("won"),
    )
