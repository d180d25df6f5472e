"""The register of metrics: what else is asked of the worlds of a rule book.

A metric is one function from a :class:`~cupwright.study.side.Side` to tallies by draw. Adding one is adding a
file with one such function and naming it in this folder's ``__init__``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from cupwright.study.doubt import Spread
from cupwright.study.side import Side

__all__ = ["Measure", "Metric", "Reason", "metrics", "register"]

Measure = Callable[[Side], Mapping[str, Spread | None]]
"""Returns a tally under ``""`` for the competition, or one for each club; None where it is not known."""

Reason = Callable[[Side], str]
"""Returns why the rules of a side give the metric no meaning; empty where they do."""


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric: its name in the JSON, its title, its unit and the function that measures one side.

    `left_out` says of a side why a metric of the whole competition is not measured there; None if it always is.
    """

    name: str
    title: str
    unit: str
    measure: Measure
    left_out: Reason | None = None


_register: dict[str, Metric] = {}


def register(name: str, title: str, unit: str, *, left_out: Reason | None = None) -> Callable[[Measure], Measure]:
    """Register the decorated function as a metric; its order is that of registration."""

    def enter(measure: Measure) -> Measure:
        if name in _register:
            raise ValueError(f"two metrics are called {name}")
        _register[name] = Metric(name, title, unit, measure, left_out)
        return measure

    return enter


def metrics() -> tuple[Metric, ...]:
    """Return all metrics in the order in which they were registered."""
    return tuple(_register.values())
