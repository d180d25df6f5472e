"""What the package hands on: one function for each question."""

from cupwright.study.backtest import Backtest, backtest
from cupwright.study.calendar import YearCheck, calendar
from cupwright.study.calendar_travel import Travel, travel
from cupwright.study.compare import compare
from cupwright.study.comparison import Comparison, Comparisons
from cupwright.study.documents import load
from cupwright.study.drawing import DrawOdds, draw
from cupwright.study.flow import Flow, flow
from cupwright.study.forecasting import MatchForecasts, forecast
from cupwright.study.history import Chronicle, history
from cupwright.study.rating import rate
from cupwright.study.replaying import Replay, replay
from cupwright.study.simulate import Odds, simulate

__all__ = [
    "Backtest",
    "Chronicle",
    "Comparison",
    "Comparisons",
    "DrawOdds",
    "Flow",
    "MatchForecasts",
    "Odds",
    "Replay",
    "Travel",
    "YearCheck",
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
