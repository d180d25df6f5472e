"""Every registered metric on both sides, and its change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from cupwright.study.doubt import Estimate, Spread, apart, means_of
from cupwright.study.metrics.registry import metrics
from cupwright.study.odds import merged
from cupwright.study.side import Side

__all__ = ["UNKNOWN", "change_of", "figures_of", "metric_rows"]

UNKNOWN = "unknown"


def metric_rows(base: Side, proposal: Side) -> list[dict[str, Any]]:
    """Return one row for each metric, or for each metric and club.

    A side is null where the club is not in that field, and ``"unknown"`` where the figure is not known. What a
    club gains that is only in one field counts from 0. Where the rules of a side give a metric no meaning, that
    side and the change are null, and ``note`` says why.
    """
    rows = []
    for metric in metrics():
        reasons = [metric.left_out(side) if metric.left_out else "" for side in (base, proposal)]
        measured: list[Mapping[str, Spread | None]] = [
            {"": None} if why else metric.measure(side) for side, why in zip((base, proposal), reasons, strict=True)
        ]
        keys = merged(measured[0], measured[1])
        sides = [figures_of([found.get(key) for key in keys]) for found in measured]
        changes = figures_of([change_of(measured[0], measured[1], key) for key in keys])
        for k, key in enumerate(keys):
            row: dict[str, Any] = {"metric": metric.name, "title": metric.title, "unit": metric.unit}
            if key:
                row["club"] = key
            row["base"], row["proposal"] = (
                figures[k] if key in found and not why else None
                for found, figures, why in zip(measured, sides, reasons, strict=True)
            )
            row["change"] = None if any(reasons) else changes[k]
            if any(reasons):
                row["note"] = reasons[0] or reasons[1]
            rows.append(row)
    return rows


def change_of(base: Mapping[str, Spread | None], proposal: Mapping[str, Spread | None], key: str) -> Spread | None:
    """Return the paired difference, counting from 0 on a side without the club; None if a side is not known."""
    before, after = base.get(key), proposal.get(key)
    if before is None and key not in base and after is not None:
        before = Spread(after.sums * 0.0, after.worlds, after.certain)
    if after is None and key not in proposal and before is not None:
        after = Spread(before.sums * 0.0, before.worlds, before.certain)
    return None if before is None or after is None else apart(before, after)


def figures_of(spreads: list[Spread | None]) -> list[Any]:
    """Return mean, interval and error of each, or ``"unknown"`` where it is None."""
    there = [spread for spread in spreads if spread is not None]
    if not there:
        return [UNKNOWN] * len(spreads)
    stacked = Spread(np.stack([spread.sums for spread in there], axis=2), there[0].worlds, there[0].certain)
    found = iter(means_of(stacked))
    return [UNKNOWN if spread is None else _figure(next(found)) for spread in spreads]


def _figure(estimate: Estimate) -> dict[str, float]:
    return {"mean": estimate.mean, "low": estimate.low, "high": estimate.high, "mc_error": estimate.mc_error}
