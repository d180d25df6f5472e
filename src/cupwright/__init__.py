"""Cupwright: a laboratory for changing football competitions.

>>> import cupwright as cw
>>> cw.load("copa-libertadores-2026").title
'Copa Libertadores 2026'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cupwright.errors import CupwrightError
    from cupwright.ratings.settings import RatingSettings
    from cupwright.study.verbs import (
        Backtest,
        Chronicle,
        Comparison,
        Comparisons,
        DrawOdds,
        Flow,
        MatchForecasts,
        Odds,
        Replay,
        Travel,
        YearCheck,
        backtest,
        calendar,
        compare,
        draw,
        flow,
        forecast,
        history,
        load,
        rate,
        replay,
        simulate,
        travel,
    )

__all__ = [
    "Backtest",
    "Chronicle",
    "Comparison",
    "Comparisons",
    "CupwrightError",
    "DrawOdds",
    "Flow",
    "MatchForecasts",
    "Odds",
    "RatingSettings",
    "Replay",
    "Travel",
    "YearCheck",
    "__version__",
    "backtest",
    "calendar",
    "compare",
    "draw",
    "flow",
    "forecast",
    "history",
    "load",
    "rate",
    "replay",
    "simulate",
    "travel",
]

__version__ = "0.1.0"

_ELSEWHERE = {"CupwrightError": "cupwright.errors", "RatingSettings": "cupwright.ratings.settings"}


def __getattr__(name: str) -> Any:
    """Import what is asked for when it is asked for, so that importing the package costs nothing."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_ELSEWHERE.get(name, "cupwright.study.verbs")), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
