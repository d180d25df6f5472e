"""A season as a person reads it: tables, brackets, ties, berths, and the criterion that decided each of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from cupwright.football.competitions import Format, TieStage
from cupwright.football.outcomes import Placing, Season, TieOutcome
from cupwright.report.bracket import MOST_ROUNDS, draw_bracket, shortened, trees
from cupwright.report.explaining import club_names
from cupwright.report.numbers import signed
from cupwright.report.tables import plain_table
from cupwright.report.tie_words import Names, criterion_words, decided_words, name_of, score_words, spelt, table_title

if TYPE_CHECKING:
    from rich.console import RenderableType

__all__ = ["bracket_stages", "season_page", "season_rows"]

_MOST_RUNNERS = 8
"""Ties of the first round of a bracket."""
_NAME = 20
"""Letters of a club in a list of ties."""


def bracket_stages(format_: Format, shown: Sequence[str]) -> list[str]:
    """Return the stages among those shown that make a bracket: those whose winners go on to the final, four at most.

    It begins with the round of 16 at the earliest, and is none with fewer than two rounds or without the last stage of
    the format; matches for third place and the like stand outside.
    """
    found: list[str] = []
    feeding = {format_.stages[-1].id}
    for stage in reversed(format_.stages):
        if not isinstance(stage, TieStage) or stage.places > 2 * _MOST_RUNNERS or len(found) == MOST_ROUNDS:
            break
        if stage.id in feeding:
            feeding |= {feed.stage for feed in stage.feeds if feed.take == "winners"}
            if stage.id in shown:
                found.insert(0, stage.id)
    return found if len(found) > 1 and found[-1] == format_.stages[-1].id else []


def season_page(
    season: Season, format_: Format, club: Names, only: Sequence[str] = (), bracket: bool = True
) -> list[RenderableType]:
    """Return the tables, ties and berths of a season, top to bottom.

    Parameters
    ----------
    season
        One world, explained.
    format_
        Its rules, with the titles of stages and awards.
    club
        Names of clubs.
    only
        Show these stages alone.
    bracket
        Whether to draw the last rounds as a tree.
    """
    from rich.text import Text

    titles = {stage.id: stage.title for stage in format_.stages}
    shown = [stage.id for stage in format_.stages if not only or stage.id in only]
    page: list[RenderableType] = []
    for name in shown:
        placings = [line for line in season.placings if line.stage == name]
        ties = [tie for tie in season.ties if tie.stage == name]
        page.append(Text(f"\n{titles[name].upper()}", style="bold"))
        for group, lines in groupby(placings, key=lambda line: line.group):
            heading = table_title(format_, name, group)
            page += [Text(f"  {heading}")] if heading else []
            page.append(_table(list(lines), club))
        overall = [line for line in season.overall if line.stage == name]
        if overall:
            page += [Text("  Overall table"), _table(overall, club)]
        if ties:
            page.append(_tie_table(ties, club))
        elif not placings:
            page.append(Text("  nothing known", style="dim"))
    rounds = bracket_stages(format_, shown) if bracket else []
    drawn = [tie for tie in season.ties if tie.stage in rounds]
    if len({tie.stage for tie in drawn}) > 1:
        page.append(Text("\nBRACKET", style="bold"))
        page += draw_bracket(trees(drawn, rounds), [titles[name] for name in rounds], club)
    if not only:
        awards = {award.id: award.title for award in format_.awards}
        page.append(Text("\nBERTHS", style="bold"))
        page += [Text(f"  {name_of(awards, berth.award)}: {club_names(berth, club)}") for berth in season.berths]
        page += [Text(f"  not settled: {spelt(line, club, titles)}", style="yellow") for line in season.undecided]
    return page


def _table(placings: list[Placing], club: Names) -> RenderableType:
    from rich.markup import escape

    heads = ("", "", "P", "W", "D", "L", "GF", "GA", "GD", "Pts", "above the next by")
    table = plain_table(*heads, right=range(2, 10))
    for line in placings:
        row = line.row
        counts = (row.played, row.won, row.drawn, row.lost, row.goals_for, row.goals_against)
        table.add_row(
            f"  {line.place}",
            escape(name_of(club, line.club)),
            *map(str, counts),
            signed(row.goal_difference).replace("±0", "0"),
            str(row.points),
            escape(criterion_words(line.decided_by)),
        )
    return table


def _tie_table(ties: Iterable[TieOutcome], club: Names) -> RenderableType:
    from rich.text import Text

    table = plain_table("", "", "", "")
    table.columns[0].no_wrap = table.columns[1].no_wrap = True
    for tie in ties:
        home, away = (shortened(name_of(club, name), _NAME) for name in tie.clubs)
        seeds = f"{tie.seeding[0]} v {tie.seeding[1]}" if any(tie.seeding) else ""
        won = Text.assemble((name_of(club, tie.winner), "bold"), f" {decided_words(tie)}")
        table.add_row(
            Text(f"  {home} v {away}"),
            Text(seeds, style="dim"),
            score_words(tie, short=True),
            won if tie.winner else "open",
        )
    return table


def season_rows(season: Season) -> list[dict[str, object]]:
    """Return a flat row for every placing and every tie, for CSV; unrounded, ids not names."""
    rows: list[dict[str, object]] = [
        {"kind": "placing", "stage": line.stage, "group": line.group, "number": line.place, "club": line.club,
         "opponent": "", "score": f"{line.row.goals_for}-{line.row.goals_against}", "points": line.row.points,
         "decided_by": line.decided_by}
        for line in season.placings
    ]  # fmt: skip
    rows += [
        {"kind": "tie", "stage": tie.stage, "group": "", "number": tie.number, "club": tie.winner,
         "opponent": next((name for name in tie.clubs if name != tie.winner), ""),
         "score": score_words(tie, short=True).replace("–", "-"), "points": "", "decided_by": tie.decided_by}
        for tie in season.ties
    ]  # fmt: skip
    return rows
