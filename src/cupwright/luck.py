"""Luck as a pure function: no generator state, so any world can be replayed alone, on any machine.

A random number hangs on what it is for. A match's hangs on (seed, world, stage, clubs, leg), a ball's on
(seed, world, draw, club). Two rule books run in the same worlds therefore share the luck of every fixture
they share, whatever else differs between them.

The mixer is the finaliser of SplitMix64 (Steele, Lea and Flood 2014, "Fast splittable pseudorandom number
generators", OOPSLA). Names become 64-bit keys with BLAKE2b, which does not depend on the process or machine.
"""

from __future__ import annotations

import hashlib

__all__ = ["MASK", "key", "mix", "uniform"]

MASK = 0xFFFFFFFFFFFFFFFF
_GAMMA = 0x9E3779B97F4A7C15
_SPREAD = 0xD1342543DE82EF95


def key(name: str) -> int:
    """Return the 64-bit key of a name (a club, stage or draw)."""
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "little")


def mix(state: int, value: int) -> int:
    """Absorb `value` into `state`; both and the result are 64-bit unsigned integers. For one state,
    different values give different results.

    The engine's compiled copy of this function is held equal to this one by a test.
    """
    z = ((state + _GAMMA) & MASK) ^ ((value * _SPREAD) & MASK)
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


def uniform(state: int) -> float:
    """Return the number in [0, 1) of a state: its upper 53 bits."""
    return (state >> 11) * (1.0 / 9007199254740992.0)
