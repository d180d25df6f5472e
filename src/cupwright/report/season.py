"""A season as a person reads it: tables, ties, berths, and the criterion that decided each of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import groupby
from typing import TYPE_CHECKING

from cupwright.errors import CupwrightError, did_you_mean
from cupwright.football.outcomes import BerthOutcome, Placing, Season, TieOutcome
from cupwright.report.numbers import signed, words_list
from cupwright.report.tables import plain_table

if TYPE_CHECKING:
    from rich.console import RenderableType

__all__ = ["Names", "explain", "reason_words", "score_words", "season_page", "season_rows"]

Names = Mapping[str, str]
"""From the id of a club, stage or award to its name; an id without a name stands as it is."""

_DECIDED = {
    "lots": "drawing of lots",
    "ranking": "official ranking",
    "head-to-head-points": "points head to head",
    "head-to-head-goal-difference": "goal difference head to head",
    "head-to-head-goals-for": "goals head to head",
    "aggregate": "on aggregate",
    "away-goals": "on away goals",
    "extra-time": "after extra time",
    "penalties": "on penalties",
    "better-seeded": "as the better seeded",
    "walkover": "by walkover",
    "advanced": "went on; score not known",
}
_HOSTED = {
    "better-seeded": "the better seeded hosts it",
    "better-ranked": "the better ranked hosts it",
    "pot-1": "the club from pot 1 hosts it",
    "second-drawn": "the club drawn second hosts it",
    "guest-hosts-first": "a guest hosts the first leg against a member",
    "neutral": "neutral ground",
}
_PAIRED = {
    "draw": "a draw",
    "recorded-draw": "the draw as it fell",
    "seeds": "the seeding",
    "bracket": "the bracket",
    "must-meet-association": "the rule that two clubs of an association meet",
    "must-meet-guests": "the rule that two guests meet",
}


def _of(names: Names, item: str) -> str:
    return names.get(item, item)


def reason_words(reason: str) -> str:
    """Write a criterion in plain words; an unknown one keeps its name without the hyphens."""
    return _DECIDED.get(reason, reason.replace("-", " "))


def _spelt(text: str, *names: Names) -> str:
    """Put names in the place of the ids that the engine quotes."""

    def spell(quoted: re.Match[str]) -> str:
        return next((known[quoted[1]] for known in names if quoted[1] in known), quoted[0])

    return re.sub(r"`([^`]+)`", spell, text)


def score_words(tie: TieOutcome, *, short: bool = False) -> str:
    """Write the score of a tie, every leg in the order of `tie.clubs`, so that the columns add up to the aggregate.

    Parameters
    ----------
    short
        Write ``aet`` and ``p`` for extra time and penalties.
    """
    text = ", ".join("?" if leg is None else f"{leg[0]}–{leg[1]}" for leg in tie.legs) or "not played"
    if tie.extra is not None:
        extra = f"{tie.extra[0]}–{tie.extra[1]}"
        text += f" ({extra} aet)" if short else f", {extra} after extra time"
    if tie.penalties is not None:
        shots = f"{tie.penalties[0]}–{tie.penalties[1]}"
        text += f" ({shots} p)" if short else f", {shots} on penalties"
    return text


def _group_table(placings: list[Placing], club: Names) -> RenderableType:
    from rich.markup import escape

    table = plain_table(
        "", "", "P", "W", "D", "L", "goals", "GD", "pts", "above the next by", right=(2, 3, 4, 5, 6, 7, 8)
    )
    for line in placings:
        row = line.row
        counts = (row.played, row.won, row.drawn, row.lost)
        table.add_row(
            f"  {line.place}",
            escape(_of(club, line.club)),
            *map(str, counts),
            f"{row.goals_for}–{row.goals_against}",
            signed(row.goal_difference).replace("±0", "0"),
            str(row.points),
            escape(reason_words(line.decided_by)),
        )
    return table


def _tie_table(ties: list[TieOutcome], club: Names) -> RenderableType:
    from rich.text import Text

    table = plain_table("", "", "", "")
    for tie in ties:
        home, away = (_of(club, name) for name in tie.clubs)
        seeds = f"{tie.seeding[0]} v {tie.seeding[1]}" if any(tie.seeding) else ""
        won = (
            Text.assemble((_of(club, tie.winner), "bold"), f" {reason_words(tie.decided_by)}") if tie.winner else "open"
        )
        table.add_row(Text(f"  {home} v {away}"), Text(seeds, style="dim"), score_words(tie, short=True), won)
    return table


def season_page(season: Season, club: Names, stages: Names, awards: Names, only: str = "") -> list[RenderableType]:
    """Return the tables, ties and berths of a season, top to bottom.

    Parameters
    ----------
    season
        One world, explained.
    club, awards
        Names of clubs and titles of awards.
    stages
        Titles of the stages, in the order in which they are played.
    only
        Show this stage alone.
    """
    from rich.text import Text

    if only and only not in stages:
        raise CupwrightError.of(
            "unknown-stage", f"`{season.edition}` has no stage `{only}`",
            facts=[f"its stages: {', '.join(stages)}"], hint=did_you_mean(only, stages),
        )  # fmt: skip
    page: list[RenderableType] = []
    for name in [only] if only else stages:
        placings = [line for line in season.placings if line.stage == name]
        ties = [tie for tie in season.ties if tie.stage == name]
        page.append(Text(f"\n{stages[name].upper()}", style="bold"))
        for group, lines in groupby(placings, key=lambda line: line.group):
            page += [Text(f"  Group {group}"), _group_table(list(lines), club)]
        if ties:
            page.append(_tie_table(ties, club))
        elif not placings:
            page.append(Text("  nothing known", style="dim"))
    if not only:
        page.append(Text("\nBERTHS", style="bold"))
        page += [Text(f"  {awards.get(berth.award, berth.award)}: {_clubs(berth, club)}") for berth in season.berths]
        page += [Text(f"  not settled: {_spelt(line, club, stages)}", style="yellow") for line in season.undecided]
    return page


def _clubs(berth: BerthOutcome, club: Names) -> str:
    return words_list([_of(club, name) for name in berth.clubs]) or "open"


def explain(season: Season, what: str, club: Names, stage: Names, awards: Names) -> list[str]:
    """Explain one thing in sentences, a line each.

    Parameters
    ----------
    season
        One world, explained.
    what
        ``"tie:STAGE"``, ``"tie:STAGE:NUMBER"``, ``"tie:STAGE:CLUB"``, ``"group:LETTER"`` or ``"berth:AWARD"``.
    """
    kind, _, name = what.partition(":")
    readers: Mapping[str, Callable[[], list[str]]] = {
        "tie": lambda: _explain_ties(season, name, club, stage),
        "group": lambda: _explain_group(season, name, club),
        "berth": lambda: _explain_berth(season, name, club, stage, awards),
    }
    if kind not in readers or not name:
        raise CupwrightError.of(
            "explain", f"`{what}` cannot be explained",
            facts=["what can be: tie:STAGE, tie:STAGE:NUMBER, tie:STAGE:CLUB, group:LETTER, berth:AWARD"],
            hint="try `--explain tie:final`",
        )  # fmt: skip
    return readers[kind]()


def _explain_ties(season: Season, name: str, club: Names, stage: Names) -> list[str]:
    where, _, which = name.partition(":")
    stages = list(dict.fromkeys(tie.stage for tie in season.ties))
    found = [
        tie for tie in season.ties if tie.stage == where and which in ("", str(tie.number), *tie.clubs)
    ]  # fmt: skip
    if not found:
        raise CupwrightError.of(
            "explain", f"no tie `{name}` in `{season.edition}`",
            facts=[f"stages with ties: {', '.join(stages)}"], hint=did_you_mean(where, stages),
        )  # fmt: skip
    lines = []
    for tie in found:
        first, second = (_of(club, name) for name in tie.clubs)
        lines.append(f"{_of(stage, tie.stage)}, tie {tie.number}: {first} v {second}")
        lines.append(f"  paired by: {_of(_PAIRED, tie.paired_by)}")
        host = "host of the second leg" if len(tie.legs) == 2 else "host"
        if tie.hosted_by:
            lines.append(f"  {host}: {second}; {_of(_HOSTED, tie.hosted_by)}")
        lines.append(f"  score, in the order {first} then {second}: {score_words(tie)}")
        lines.append(
            f"  decided: {_of(club, tie.winner)} {reason_words(tie.decided_by)}" if tie.winner else "  not decided"
        )
    return lines


def _explain_group(season: Season, letter: str, club: Names) -> list[str]:
    lines = [line for line in season.placings if line.group.casefold() == letter.casefold()]
    if not lines:
        groups = list(dict.fromkeys(line.group for line in season.placings))
        facts = [f"groups: {', '.join(groups) or 'none'}"]
        raise CupwrightError.of("explain", f"no group `{letter}` in `{season.edition}`", facts=facts)
    said = [f"Group {lines[0].group}"]
    for line, below in zip(lines, lines[1:] + [None], strict=True):
        row = line.row
        goals = f"{row.goals_for}–{row.goals_against}"
        text = f"  {line.place}. {_of(club, line.club)}: {row.points} points, goals {goals}"
        if below is not None:
            text += f"; above {_of(club, below.club)} by {reason_words(line.decided_by)}"
        said.append(text)
    return said


def _explain_berth(season: Season, award: str, club: Names, stage: Names, awards: Names) -> list[str]:
    for berth in season.berths:
        if berth.award == award:
            chain = (f"  {number}. {_spelt(step, club, stage, awards)}" for number, step in enumerate(berth.chain, 1))
            return [f"{_of(awards, award)}: {_clubs(berth, club)}", *chain]
    known = [berth.award for berth in season.berths]
    raise CupwrightError.of(
        "explain", f"no berth `{award}` in `{season.edition}`",
        facts=[f"berths: {', '.join(known) or 'none'}"], hint=did_you_mean(award, known),
    )  # fmt: skip


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
