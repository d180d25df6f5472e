"""The odds of every pair of balls of a draw: by its mechanism, and over its valid outcomes."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from cupwright.errors import CupwrightError
from cupwright.study.ceremony import Ceremony
from cupwright.study.running import Progress, silent

if TYPE_CHECKING:
    from cupwright.study.draw_sampling import Sampled

__all__ = ["odds_of"]

LEAST_VALID = 1_000
"""Valid outcomes that the uniform distribution must rest on if it is sampled."""


def odds_of(ceremony: Ceremony, *, worlds: int, seed: int, progress: Progress = silent) -> dict[str, Any]:
    """Return the odds of every pair of balls of a ceremony.

    Returns
    -------
    dict
        ``outcomes``, ``exact``, ``worlds`` and ``valid_worlds`` (None if nothing was sampled), ``pairs`` and ``notes``,
        as :class:`cupwright.study.drawing.DrawOdds` has them; the pairs without ``drawn``.

    Raises
    ------
    CupwrightError
        If no outcome is valid, or the draw has more units than can be drawn.
    """
    from cupwright.study import draw_counting, draw_exact

    kinds, notes = ceremony.kinds, []
    free = not ceremony.binding
    outcomes: int | None = None
    uniform: Callable[[int, int], dict[str, Any]]
    mechanism: Callable[[int, int], dict[str, Any]]
    sampled: list[Sampled] = []
    progress(0, 0, "counting outcomes")
    if free or draw_counting.steps_to_count(ceremony) <= draw_counting.MOST_STEPS:
        counted = None if free else draw_counting.count_outcomes(ceremony)
        if counted is not None and not counted.outcomes:
            raise _impossible(ceremony)
        outcomes = _free_outcomes(ceremony) if counted is None else round(counted.outcomes)
        chances = draw_exact.without_limits(ceremony)

        def uniform(a: int, b: int) -> dict[str, Any]:
            k, m = kinds.kind_of[a], kinds.kind_of[b]
            return _exactly(float(chances[k, m] if counted is None else counted.chance(kinds, k, m)))
    else:
        from cupwright.study.draw_sampling import sample_uniform

        _check_units(ceremony)
        found = sample_uniform(ceremony, worlds, seed, lambda done, total: progress(done, total, "valid outcomes"))
        if found.draws < LEAST_VALID:
            raise CupwrightError.of(
                "draw", "too few random outcomes keep the limits of this draw to say how likely each is",
                facts=[f"{found.draws:,} of {found.tried:,} were valid; {LEAST_VALID:,} are needed"],
                hint="more worlds: `--worlds 1000000`",
            )  # fmt: skip
        sampled.append(found)
        notes.append(f"There are too many outcomes to count: the uniform distribution rests on {found.draws:,} valid "
                     f"outcomes among {found.tried:,} random ones.")  # fmt: skip
        uniform = _sampled(found)
    progress(0, 0, "following the mechanism")
    exact = draw_exact.without_limits(ceremony) if free else draw_exact.mechanism_odds(ceremony)
    if exact is not None:
        known = exact

        def mechanism(a: int, b: int) -> dict[str, Any]:
            return _exactly(float(known[kinds.kind_of[a], kinds.kind_of[b]]))
    else:
        from cupwright.study.draw_sampling import sample_mechanism

        _check_units(ceremony)
        found = sample_mechanism(ceremony, worlds, seed, lambda done, total: progress(done, total, "drawing"))
        sampled.append(found)
        if found.draws < found.tried:
            notes.append(f"In {found.tried - found.draws:,} of {found.tried:,} worlds the lottery found no valid "
                         "outcome in time; they are left out.")  # fmt: skip
        mechanism = _sampled(found)
    pairs = [_pair(ceremony, a, b, mechanism(a, b), uniform(a, b)) for a, b in ceremony.meetings()]
    return {
        "outcomes": outcomes,
        "exact": {"mechanism": exact is not None, "uniform": outcomes is not None},
        "worlds": worlds if sampled else None,
        "valid_worlds": sampled[-1].draws if sampled else None,
        "pairs": pairs,
        "notes": notes,
    }


def _check_units(ceremony: Ceremony) -> None:
    from cupwright.study.draw_sampling import MOST_UNITS

    if ceremony.units > MOST_UNITS:
        raise CupwrightError.of("draw", f"a draw into {ceremony.units} groups or ties is too large to sample",
                                facts=[f"at most {MOST_UNITS}"])  # fmt: skip


def _impossible(ceremony: Ceremony) -> CupwrightError:
    facts = []
    for limit in ceremony.binding:
        balls = ", ".join(ceremony.balls[ball] for ball in sorted(limit.balls))
        facts.append(f"at most {limit.most} of {len(limit.balls)} in one: {balls}")
    return CupwrightError.of("draw", "no outcome of this draw keeps all its limits", facts=facts)


def _free_outcomes(ceremony: Ceremony) -> int:
    """Return how many outcomes there are without limits, no matter which unit is which."""
    ways = math.prod(
        math.factorial(len(pot)) // math.factorial(places) ** ceremony.units
        for pot, places in zip(ceremony.pots, ceremony.capacity, strict=True)
    )
    return int(ways // math.factorial(ceremony.units))


def _exactly(chance: float) -> dict[str, Any]:
    # Sums of many small shares may miss 0 and 1 by a rounding.
    chance = min(1.0, max(0.0, chance))
    return {"probability": chance, "low": chance, "high": chance, "exact": True}


def _sampled(sample: Sampled) -> Callable[[int, int], dict[str, Any]]:
    def chance(a: int, b: int) -> dict[str, Any]:
        share, low, high = sample.chance(a, b)
        return {"probability": share, "low": low, "high": high, "exact": False}

    return chance


def _pair(ceremony: Ceremony, a: int, b: int, mechanism: dict[str, Any], uniform: dict[str, Any]) -> dict[str, Any]:
    if uniform["exact"] and uniform["probability"] in (0.0, 1.0):
        # What no valid outcome has (or each has) the mechanism cannot (or must) draw, however few worlds were drawn.
        mechanism = dict(uniform)
    gap = mechanism["probability"] - uniform["probability"]
    spread = [math.hypot(mechanism[end] - mechanism["probability"], uniform[other] - uniform["probability"])
              for end, other in (("low", "high"), ("high", "low"))]  # fmt: skip
    return {
        "a": ceremony.balls[a],
        "b": ceremony.balls[b],
        "pot_a": ceremony.pot_of[a] + 1,
        "pot_b": ceremony.pot_of[b] + 1,
        "mechanism": mechanism,
        "uniform": uniform,
        "difference": gap,
        "difference_low": gap - spread[0],
        "difference_high": gap + spread[1],
        "exact": mechanism["exact"] and uniform["exact"],
    }
