"""Every registered metric on both sides, and its change."""

from __future__ import annotations

from typing import Any

from cupwright.study.doubt import Estimate, Spread, change, mean_of
from cupwright.study.metrics.registry import metrics
from cupwright.study.odds import merged
from cupwright.study.side import Side

__all__ = ["UNKNOWN", "metric_rows"]

UNKNOWN = "unknown"


def metric_rows(base: Side, proposal: Side) -> list[dict[str, Any]]:
    """Return one row for each metric, or for each metric and club.

    A side is null where the club is not in that field, and ``"unknown"`` where the figure is not known. What a
    club gains that is only in one field counts from 0.
    """
    rows = []
    for metric in metrics():
        measured = [metric.measure(side) for side in (base, proposal)]
        for key in merged(measured[0], measured[1]):
            row: dict[str, Any] = {"metric": metric.name, "title": metric.title, "unit": metric.unit}
            if key:
                row["club"] = key
            absent = tuple(key not in found for found in measured)
            row.update(_triple(measured[0].get(key), measured[1].get(key), (absent[0], absent[1])))
            rows.append(row)
    return rows


def _triple(base: Spread | None, proposal: Spread | None, absent: tuple[bool, bool]) -> dict[str, Any]:
    sides = [_side(spread, out) for spread, out in zip((base, proposal), absent, strict=True)]
    if base is not None and proposal is not None:
        difference: Any = _figure(change(base, proposal))
    elif base is not None and absent[1]:
        difference = _figure(change(base, _nothing(base)))
    elif proposal is not None and absent[0]:
        difference = _figure(change(_nothing(proposal), proposal))
    else:
        difference = UNKNOWN
    return {"base": sides[0], "proposal": sides[1], "change": difference}


def _side(spread: Spread | None, absent: bool) -> Any:
    if absent:
        return None
    return UNKNOWN if spread is None else _figure(mean_of(spread))


def _nothing(like: Spread) -> Spread:
    return Spread(like.sums * 0.0, like.worlds, like.certain)


def _figure(estimate: Estimate) -> dict[str, float]:
    return {"mean": estimate.mean, "low": estimate.low, "high": estimate.high, "mc_error": estimate.mc_error}
