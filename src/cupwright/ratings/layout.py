"""Where each parameter stands in a block's vector."""

from __future__ import annotations

from typing import Literal

import numpy as np

from cupwright.ratings.block import Block
from cupwright.ratings.results import FloatArray

__all__ = ["Layout"]

Part = Literal["attack", "defence", "own_home", "level", "home"]


class Layout:
    """The parameters of a block with n clubs, p hosts and m competitions.

    In order: attack (n), defence (n), own home advantage (p), goal level (m) and home advantage
    (m) of the competitions, and the means of the last two. Attack and defence are whole strengths: the
    effects of country and confederation are their prior mean, not an addition.
    """

    def __init__(self, block: Block) -> None:
        self.n = len(block.clubs)
        self.p = len(block.hosts)
        self.m = len(block.competitions)
        self.attack = 0
        self.defence = self.n
        self.own_home = 2 * self.n
        self.level = self.own_home + self.p
        self.home = self.level + self.m
        self.mean_level = self.home + self.m
        self.mean_home = self.mean_level + 1
        self.dim = self.mean_home + 1

    def where(self, part: Part) -> slice:
        """Return the positions of one kind of parameter."""
        start: int = getattr(self, part)
        size = {"own_home": self.p, "level": self.m, "home": self.m}.get(part, self.n)
        return slice(start, start + size)

    def part(self, x: FloatArray, part: Part) -> FloatArray:
        """Return one kind of parameter out of a vector."""
        return np.asarray(x[self.where(part)])
