"""How fast the engine plays editions, beside a hand-written kernel in the same run.

    python benchmarks/engine.py [--worlds N] [--rounds R]

Both start from the same machine in the same minute, so the ratios mean more than the rates. Inputs: the edition of 2026
from its document, from the first qualifying round, with a thousand draws of made-up strengths. The hand-written
kernel knows one format by heart (8 groups of 4, round of 16 by a plain draw, bracket, final; 125 matches), keeps
no counts but titles, and draws goals by the inverse distribution function.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable

import numba
import numpy as np

from cupwright.engine import compile_plan, run
from cupwright.football.strengths import Strengths
from cupwright.rulebook import load_edition

CLUBS, MATCHES_OF_THE_FULL_EDITION, MATCHES_BY_HAND = 32, 155, 125


def made_up_strengths(clubs: tuple[str, ...], draws: int = 1_000) -> Strengths:
    """Return strengths at random, of a believable spread."""
    rng, n = np.random.default_rng(2026), len(clubs)
    return Strengths(
        clubs=clubs,
        attack=rng.normal(0, 0.3, (draws, n)),
        defence=rng.normal(0, 0.3, (draws, n)),
        home=np.full((draws, n), 0.35),
        mu=np.full(draws, 0.1),
        altitude=np.full(draws, 0.1),
        rho=np.full(draws, -0.08),
        climb=np.maximum(0.0, rng.normal(0, 1.2, (n, n))),
        gap=np.zeros(draws),
    )


@numba.njit(error_model="numpy")
def _goals(rate, none):  # type: ignore[no-untyped-def]
    u, k, p = np.random.random(), 0, none
    total = p
    while u >= total and k < 30:
        k += 1
        p *= rate / k
        total += p
    return k


@numba.njit(error_model="numpy")
def _tie(a, b, rates, none):  # type: ignore[no-untyped-def]
    x = _goals(rates[a, b], none[a, b]) + _goals(rates[b, a] * 0.7, none[b, a])
    y = _goals(rates[b, a], none[b, a]) + _goals(rates[a, b] * 0.7, none[a, b])
    if x != y:
        return a if x > y else b
    return a if np.random.random() < 0.5 else b


@numba.njit(error_model="numpy")
def by_hand(worlds, rates, none, titles):  # type: ignore[no-untyped-def]
    """Play 8 groups of 4 and a knock-out, all in one function."""
    order, field = np.arange(CLUBS), np.empty(16, np.int64)
    key, points = np.empty(4), np.empty(4, np.int64)
    for _ in range(worlds):
        for pot in range(4):
            for k in range(7, 0, -1):
                j = np.random.randint(0, k + 1)
                order[8 * pot + k], order[8 * pot + j] = order[8 * pot + j], order[8 * pot + k]
        for g in range(8):
            points[:] = 0
            for i in range(4):
                for j in range(4):
                    if i != j:
                        a, b = order[8 * i + g], order[8 * j + g]
                        x, y = _goals(rates[a, b], none[a, b]), _goals(rates[b, a] * 0.7, none[b, a])
                        points[i] += (3 * (x > y) + (x == y)) * 10_000 + (x - y) * 100 + x
                        points[j] += (3 * (y > x) + (x == y)) * 10_000 + (y - x) * 100 + y
            for i in range(4):
                key[i] = points[i] + np.random.random()
            first = np.argmax(key)
            key[first] = -1e9
            field[g], field[8 + g] = order[8 * first + g], order[8 * np.argmax(key) + g]
        for k in range(7, 0, -1):
            j = np.random.randint(0, k + 1)
            field[8 + k], field[8 + j] = field[8 + j], field[8 + k]
        left = 16
        while left > 2:
            for t in range(left // 2):
                field[t] = _tie(field[t], field[left - 1 - t], rates, none)
            left //= 2
        a, b = field[0], field[1]
        x, y = _goals(rates[a, b], none[a, b]), _goals(rates[b, a], none[b, a])
        titles[a if x > y or (x == y and np.random.random() < 0.5) else b] += 1


def best(call: Callable[[], object], worlds: int, rounds: int) -> float:
    """Return the editions a second of the fastest of some rounds."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return worlds / min(times)


def main() -> None:
    """Print a table of rates and ratios."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--worlds", type=int, default=20_000)
    options.add_argument("--rounds", type=int, default=15)
    given = options.parse_args()
    start = time.perf_counter()
    plan = compile_plan(load_edition("copa-libertadores-2026"))
    loaded = time.perf_counter() - start
    strengths = made_up_strengths(plan.clubs)
    start = time.perf_counter()
    run(plan, strengths, worlds=1, seed=1)
    ready = time.perf_counter() - start
    rates = np.exp(0.3 + strengths.attack[0, :CLUBS, None] - strengths.defence[0, None, :CLUBS])
    none, titles = np.exp(-rates), np.zeros(CLUBS, dtype=np.int64)
    by_hand(1, rates, none, titles)

    def engine(threads: int) -> Callable[[], object]:
        return lambda: run(plan, strengths, worlds=given.worlds, seed=7, threads=threads)

    hand = best(lambda: by_hand(given.worlds, rates, none, titles), given.worlds, given.rounds)
    one = best(engine(1), given.worlds, given.rounds)
    two = best(engine(2), given.worlds, given.rounds)
    per_match = (one * MATCHES_OF_THE_FULL_EDITION) / (hand * MATCHES_BY_HAND)
    print(f"{'document to plan':44}{loaded * 1000:12.0f} ms")
    print(f"{'first world (compiled code from the cache)':44}{ready * 1000:12.0f} ms")
    print(f"{'hand-written kernel, 125 matches, 1 thread':44}{hand:12,.0f} editions/s")
    print(f"{'engine, 2026 in full, 155 matches, 1 thread':44}{one:12,.0f} editions/s")
    print(f"{'engine, 2026 in full, 155 matches, 2 threads':44}{two:12,.0f} editions/s")
    print(f"{'engine / hand-written, editions':44}{one / hand:12.2f}")
    print(f"{'engine / hand-written, matches':44}{per_match:12.2f}")
    print(f"{'two threads / one':44}{two / one:12.2f}")


if __name__ == "__main__":
    main()
