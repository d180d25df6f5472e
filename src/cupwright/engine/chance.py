"""Luck and goals, compiled.

A match has one 64-bit number, a function of (seed, world, stage, leg, the two clubs); in a group the leg is the ground
and how often the two met there before, so that another place in the schedule does not change it. Its upper half
decides the goals of the club whose key is lower, its lower half those of the other, whoever hosts: so two rule books
that share a tie share each club's luck in it even where they send a leg to the other ground. The correction, extra
time and the shoot-out have numbers of their own below it.

Goals are Poisson by the inverse of the distribution function. The Dixon-Coles correction (Dixon and Coles 1997,
"Modelling association football scores and inefficiencies in the football betting market", Applied Statistics 46) is
exact: it moves probability between 0-0, 1-0, 0-1 and 1-1, so a drawn score in one of the four cells is moved to its
neighbour with the probability that makes the joint distribution the corrected one.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from cupwright.engine.layout import LUCK_CORRECTION
from cupwright.rules.compiled import inlined, jit

__all__ = [
    "correct",
    "correctable",
    "drawn_score",
    "goals",
    "goals_at_home",
    "goals_from",
    "host_rates",
    "mix",
    "rates_at",
    "uniform",
]

Array = npt.NDArray[Any]

_GAMMA = np.uint64(0x9E3779B97F4A7C15)
_SPREAD = np.uint64(0xD1342543DE82EF95)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)
_S27, _S30, _S31, _S32, _S11 = np.uint64(27), np.uint64(30), np.uint64(31), np.uint64(32), np.uint64(11)
_S0 = np.uint64(0)
_LOW = np.uint64(0xFFFFFFFF)
_WHOLE = 4294967296.0
_HALF = 1.0 / _WHOLE
_UNIT = 1.0 / 9007199254740992.0
MOST_GOALS = 60


@inlined
def mix(state: Any, value: Any) -> Any:
    """Absorb `value` into `state`: the compiled copy of :func:`cupwright.luck.mix`."""
    z = (np.uint64(state) + _GAMMA) ^ (np.uint64(value) * _SPREAD)
    z = (z ^ (z >> _S30)) * _FIRST
    z = (z ^ (z >> _S27)) * _SECOND
    return z ^ (z >> _S31)


@inlined
def uniform(state: Any) -> float:
    """Return the number in [0, 1) of a state."""
    return np.int64(state >> _S11) * _UNIT


@inlined
def goals_from(u: float, rate: float, none: float) -> int:
    """Return the Poisson variable of mean `rate` at quantile `u`; `none` is ``exp(-rate)``."""
    one = none * rate
    two = one * rate * 0.5
    three = two * rate * (1.0 / 3.0)
    c0 = none
    c1 = c0 + one
    c2 = c1 + two
    c3 = c2 + three
    k = int(u >= c0) + int(u >= c1) + int(u >= c2) + int(u >= c3)
    if k == 4:
        p = three * rate * 0.25
        c3 += p
        while u >= c3 and k < MOST_GOALS:
            k += 1
            p *= rate / k
            c3 += p
    return k


@inlined
def goals(state: Any, lower: bool, rate_a: float, rate_b: float) -> tuple[int, int]:
    """Return the goals of two clubs; `lower` says whether the first has the lower key."""
    high = np.int64(state >> _S32) * _HALF
    low = np.int64(state & _LOW) * _HALF
    u, v = (high, low) if lower else (low, high)
    return goals_from(u, rate_a, np.exp(-rate_a)), goals_from(v, rate_b, np.exp(-rate_b))


@inlined
def goals_at_home(state: Any, lower: bool, host: int, visitor: int, rates: Array, cuts: Array) -> tuple[int, int]:
    """Return what :func:`goals` would for a match at the host's ground, by the tables of :func:`host_rates`."""
    shift = _S32 if lower else _S0
    u, v = (state >> shift) & _LOW, (state >> (_S32 - shift)) & _LOW
    c = cuts[host, visitor]
    a = int(u >= c[0]) + int(u >= c[1]) + int(u >= c[2]) + int(u >= c[3])
    b = int(v >= c[4]) + int(v >= c[5]) + int(v >= c[6]) + int(v >= c[7])
    if a == 4:
        a = goals_from(np.int64(u) * _HALF, rates[host, visitor, 0], np.exp(-rates[host, visitor, 0]))
    if b == 4:
        b = goals_from(np.int64(v) * _HALF, rates[host, visitor, 1], np.exp(-rates[host, visitor, 1]))
    return a, b


@inlined
def correctable(a: int, b: int, rho: float) -> bool:
    """Whether :func:`correct` may move this score."""
    if rho < 0.0:
        return a + b == 1
    return a == b and a <= 1


@inlined
def correct(a: int, b: int, rate_a: float, rate_b: float, rho: float, u: float) -> tuple[int, int]:
    """Apply the Dixon-Coles correction to a score of at most one goal each.

    With rho < 0 the cell 0-1 gives ``-rate_a * rho`` of its mass to 0-0, and 1-0 gives ``-rate_b * rho`` of its to 1-1;
    with rho > 0 the cell 0-0 gives ``rate_a * rate_b * rho`` of its mass to 0-1, and 1-1 gives rho of its to 1-0.
    Shares above one are taken as one.
    """
    if rho < 0.0:
        if a == 0 and b == 1 and u < -rate_a * rho:
            return 0, 0
        if a == 1 and b == 0 and u < -rate_b * rho:
            return 1, 1
    elif a == 0 and b == 0 and u < rate_a * rate_b * rho:
        return 0, 1
    elif a == 1 and b == 1 and u < rho:
        return 1, 0
    return a, b


@inlined
def rates_at(neutral: int, host: int, visitor: int, rates: Array) -> tuple[float, float]:
    """Return the expected goals of host and visitor, by the tables of :func:`host_rates`."""
    if neutral:
        level = rates.shape[0]
        return rates[host, level, 0] * rates[visitor, level, 1], rates[visitor, level, 0] * rates[host, level, 1]
    return rates[host, visitor, 0], rates[host, visitor, 1]


@inlined
def drawn_score(
    luck: Any, neutral: int, host: int, visitor: int, key: Array, rates: Array, cuts: Array, rho: float
) -> tuple[int, int]:
    """Return the goals of host and visitor in a match whose luck is given, at the host's ground or a neutral one."""
    host_rate, visitor_rate = rates_at(neutral, host, visitor, rates)
    if neutral:
        x, y = goals(luck, key[host] < key[visitor], host_rate, visitor_rate)
    else:
        x, y = goals_at_home(luck, key[host] < key[visitor], host, visitor, rates, cuts)
    if correctable(x, y, rho):
        x, y = correct(x, y, host_rate, visitor_rate, rho, uniform(mix(luck, LUCK_CORRECTION)))
    return x, y


@inlined
def _cut(rate: float, cuts: Array, i: int, j: int, first: int) -> None:
    """Write the numbers below 2^32 at which one, two, three and four goals begin."""
    p = np.exp(-rate)
    c = p
    for k in range(4):
        cuts[i, j, first + k] = np.uint32(min(np.ceil(c * _WHOLE), _WHOLE - 1.0))
        p *= rate * (1.0 / (k + 1))
        c += p


@jit
def host_rates(
    attack: Array, defence: Array, home: Array, mu: float, altitude: float, climb: Array, rates: Array, cuts: Array
) -> None:
    """Fill the tables of expected goals of one draw of strengths.

    Parameters
    ----------
    attack, defence, home, mu, altitude, climb
        One draw of :class:`cupwright.football.strengths.Strengths`.
    rates
        Result, shape (n, n + 1, 2). In (i, j): at i's ground against j the expected goals of host and visitor. In
        (i, n): exp(mu + attack) and exp(-defence) of i; the product of one club's first and the other's second is
        a rate on neutral ground.
    cuts
        Result, shape (n, n, 8): where the halves of a match's luck pass from no goal to one, two, three and four, for
        the host and the visitor.
    """
    n = attack.shape[0]
    for i in range(n):
        rates[i, n, 0] = np.exp(mu + attack[i])
        rates[i, n, 1] = np.exp(-defence[i])
    for i in range(n):
        ground = np.exp(home[i] * 0.5)
        for j in range(n):
            edge = ground if climb[i, j] == 0.0 else ground * np.exp(altitude * climb[i, j])
            host = rates[i, n, 0] * rates[j, n, 1] * edge
            visitor = rates[j, n, 0] * rates[i, n, 1] / edge
            rates[i, j, 0] = host
            rates[i, j, 1] = visitor
            _cut(host, cuts, i, j, 0)
            _cut(visitor, cuts, i, j, 4)
