"""A backtest for a terminal: scores, calibration, differences, and what was foretold of editions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from cupwright.report.numbers import ABSENT, count, date_words, percent, plural, quantity, signed
from cupwright.report.tables import plain_table

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

__all__ = ["backtest_page", "better_or_worse", "score", "span"]

Row = Mapping[str, Any]


def score(figure: Mapping[str, float | None], digits: int = 4) -> str:
    """Write the mean of a figure, or the dash where there is none."""
    return quantity(figure["mean"], digits)


def span(figure: Mapping[str, float | None], digits: int = 4, *, sign: bool = False) -> str:
    """Write the interval of a figure, such as ``"0.2051–0.2123"``; with signs it is ``"−0.1 to +0.2"``."""
    low, high = figure["low"], figure["high"]
    if low is None or high is None:
        return ABSENT
    if sign or low < 0:
        return f"{signed(low, digits)} to {signed(high, digits)}"
    return f"{quantity(low, digits)}–{quantity(high, digits)}"


def better_or_worse(row: Row) -> str:
    """Say what a paired difference (lower is better) shows: ``better``, ``worse`` or ``open``."""
    if row["low"] is None:
        return "open"
    return "better" if row["high"] < 0 else "worse" if row["low"] > 0 else "open"


def backtest_page(data: Mapping[str, Any]) -> list[RenderableType]:
    """Return what the terminal shows of a backtest, as :func:`cupwright.study.backtest.backtest` has it."""
    from rich.text import Text

    from cupwright.study.resampling import FEWEST_WEEKS

    where = f"of {data['results_file']}" if data["results_file"] else "that the models had not seen"
    title = (
        f"{plural(data['matches'], 'match', 'matches')} {where}, {date_words(data['since'])} to "
        f"{date_words(data['until'])}"
    )
    level = f"{data['level']:.0%}"
    page: list[RenderableType] = [
        Text(title, style="bold"),
        Text(f"Each forecast rests on results of earlier days. Intervals hold {level}, by resampling weeks."),
        Text("\nSCORES  lower is better", style="bold"),
        _scores(data["results"]),
        Text("\nCALIBRATION  slope 1 and intercept 0 are perfect; ECE beside what luck alone makes", style="bold"),
        _calibration(data["results"]),
    ]
    if data["paired"]:
        page += [Text("\nDIFFERENCES in RPS on the same matches; below 0 the first is better", style="bold")]
        page += [_paired(data["paired"], "rps_difference")]
    page += _editions(data)
    if any(row["rps"]["mean"] is not None and row["rps"]["low"] is None for row in data["results"]):
        page.append(
            Text(
                f"\n{ABSENT} in place of an interval: fewer than {FEWEST_WEEKS} weeks are too few to tell.", style="dim"
            )
        )
    if data["left_out"]:
        page.append(Text(f"\nLeft out: {'; '.join(data['left_out'])}.", style="dim"))
    return page


def _named(rows: Iterable[Row]) -> Iterable[tuple[str, Row]]:
    """Yield rows with the name of their competition where it is a new one, in order of competition."""
    rows = list(rows)
    last = None
    for competition in dict.fromkeys(row["competition"] for row in rows):
        for row in rows:
            if row["competition"] == competition:
                yield ("" if competition == last else competition), row
                last = competition


def _scores(rows: Sequence[Row]) -> Table:
    table = plain_table("", "model", "matches", "RPS", "", "log loss", "", "Brier", right=(2, 3, 5, 7))
    for name, row in _named(rows):
        table.add_row(
            name, row["model"], count(row["matches"]), score(row["rps"]), span(row["rps"]), score(row["log_loss"]),
            span(row["log_loss"], 3), score(row["brier"]),
        )  # fmt: skip
    return table


def _calibration(rows: Sequence[Row]) -> Table:
    table = plain_table("", "model", "slope", "", "intercept", "ECE", "", "luck", right=(2, 4, 5, 7))
    for name, row in _named(rows):
        table.add_row(
            name, row["model"], score(row["slope"], 2), span(row["slope"], 2),
            signed(row["intercept"]["mean"], 2), score(row["ece"]), span(row["ece"], 3),
            quantity(row["ece_by_luck"], 4),
        )  # fmt: skip
    return table


def _paired(rows: Sequence[Row], figure: str) -> Table:
    table = plain_table("", "", "difference", "", "", right=(2,))
    for name, row in _named(rows):
        pair = f"{row['model']} − {row['against']}"
        table.add_row(name, pair, signed(row[figure], 4), span(row, 4, sign=True), better_or_worse(row))
    return table


def _editions(data: Mapping[str, Any]) -> list[RenderableType]:
    from rich.text import Text

    page: list[RenderableType] = []
    for kind, noun, words in (
        ("ties", "ties", "TIES OVER TWO LEGS, who goes on, before leg 1"),
        ("groups", "clubs", "GROUPS, which clubs go on, on the eve"),
    ):
        rows = data[kind]
        if not rows:
            continue
        coin = quantity(rows[0]["coin"], 3)
        table = plain_table("", "model", noun, "log loss", "", "Brier", right=(2, 3, 5))
        for name, row in _named(rows):
            table.add_row(
                name, row["model"], count(row[noun]), score(row["log_loss"], 3), span(row["log_loss"], 3),
                score(row["brier"], 3),
            )  # fmt: skip
        page += [Text(f"\n{words}; a coin has a log loss of {coin}", style="bold"), table]
        if data[f"paired_{kind}"]:
            page.append(_paired(data[f"paired_{kind}"], "log_loss_difference"))
    if data["champions"]:
        table = plain_table("", "model", "champion", "chance", "equal chances", right=(3, 4))
        for row in data["champions"]:
            equal = percent(1 / row["clubs"], 1)
            table.add_row(row["edition"], row["model"], row["champion"], percent(row["chance"], 1), equal)
        page += [Text("\nCHAMPIONS, their chance on the eve of the group stage", style="bold"), table]
    return page
