"""The strengths of a field of clubs, drawn from a posterior: what the ratings hand to the engine."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from cupwright.errors import CupwrightError

__all__ = ["Strengths"]

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Strengths:
    """B draws of the strengths of n clubs; one draw serves one block of worlds.

    With host i and visitor j the log of the expected goals in 90 minutes is, in draw b::

        host     mu[b] + attack[b, i] - defence[b, j] + home[b, i] / 2 + altitude[b] * climb[i, j]
        visitor  mu[b] + attack[b, j] - defence[b, i] - home[b, i] / 2 - altitude[b] * climb[i, j]

    and on neutral ground the last two terms of each line are left out. The two goals are Poisson with
    the Dixon-Coles correction `rho[b]` on 0-0, 1-0, 0-1 and 1-1.

    Parameters
    ----------
    clubs
        Club ids, in the order of the field; n of them.
    attack, defence
        Shape (B, n), in log goals. The effects of country and confederation are folded into both, half
        of a gap into each side of the match: a higher `defence` concedes less.
    home
        Shape (B, n): what the club gains at home against its visitor, in log goals, both sides together.
    mu, altitude, rho
        Shape (B,): log goals of a side on level terms; log goals for each km the visitor climbs;
        the Dixon-Coles parameter.
    climb
        Shape (n, n): km that visitor j goes up at the ground of host i, never negative.
    gap
        Shape (B,): by how much the average first-tier club of CONMEBOL is drawn stronger than that of
        Concacaf, in log goals a side; for the split of doubt. Zero where the ratings know only one of them.

    Raises
    ------
    CupwrightError
        If an array has the wrong shape or holds a number that is not finite.
    """

    clubs: tuple[str, ...]
    attack: FloatArray
    defence: FloatArray
    home: FloatArray
    mu: FloatArray
    altitude: FloatArray
    rho: FloatArray
    climb: FloatArray
    gap: FloatArray

    def __post_init__(self) -> None:
        draws, n = self.draws, len(self.clubs)
        shapes = {"attack": (draws, n), "defence": (draws, n), "home": (draws, n), "climb": (n, n)}
        facts: list[str] = []
        for item in fields(self):
            if item.name == "clubs":
                continue
            array = np.ascontiguousarray(getattr(self, item.name), dtype=np.float64)
            array.flags.writeable = False
            object.__setattr__(self, item.name, array)
            shape = shapes.get(item.name, (draws,))
            if array.shape != shape:
                facts.append(f"`{item.name}` has shape {array.shape}, not {shape}")
            elif not np.isfinite(array).all():
                facts.append(f"`{item.name}` holds a number that is not finite")
        if facts:
            raise CupwrightError.of("strengths", "the drawn strengths do not fit together", facts=facts)

    @property
    def draws(self) -> int:
        """How many draws there are (B)."""
        return int(np.shape(self.mu)[0])

    def log_rates(self, host: int, visitor: int, *, neutral: bool = False) -> tuple[FloatArray, FloatArray]:
        """Return the log expected goals of host and visitor (indices into `clubs`), each of shape (B,)."""
        eta_host = self.mu + self.attack[:, host] - self.defence[:, visitor]
        eta_visitor = self.mu + self.attack[:, visitor] - self.defence[:, host]
        if neutral:
            return eta_host, eta_visitor
        ground = self.home[:, host] / 2 + self.altitude * self.climb[host, visitor]
        return eta_host + ground, eta_visitor - ground
