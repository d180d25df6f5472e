"""One thing of a season explained in sentences: a tie, a table, a berth."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from cupwright.errors import CupwrightError, did_you_mean
from cupwright.football.competitions import Edition
from cupwright.football.outcomes import BerthOutcome, Season
from cupwright.report.locales import Language
from cupwright.report.sources_of import clause_sources
from cupwright.report.tie_words import (
    ENGLISH,
    Names,
    criterion_words,
    decided_words,
    host_words,
    hosted_words,
    name_of,
    paired_words,
    score_words,
    spelt,
)

__all__ = ["club_names", "explain"]


def club_names(berth: BerthOutcome, club: Names, say: Language = ENGLISH) -> str:
    """Return the clubs that took a berth, or ``open``."""
    names = [name_of(club, name) for name in berth.clubs]
    return say.list(names) if names else say.text("open")


def explain(
    season: Season, what: str, club: Names, stage: Names, awards: Names, edition: Edition | None = None
) -> list[str]:
    """Explain one thing in sentences, a line each, with the source of the rule if the edition is given.

    Parameters
    ----------
    season
        One world, explained.
    what
        ``"tie:STAGE"``, ``"tie:STAGE:NUMBER"``, ``"tie:STAGE:CLUB"``, ``"group:NAME"`` (or the stage of a
        table) or ``"berth:AWARD"``.
    edition
        The edition, whose documents name the sources.
    """
    kind, _, name = what.partition(":")
    readers: Mapping[str, Callable[[], list[str]]] = {
        "tie": lambda: _explain_ties(season, name, club, stage, edition),
        "group": lambda: _explain_group(season, name, club, edition),
        "berth": lambda: _explain_berth(season, name, club, stage, awards),
    }
    if kind not in readers or not name:
        raise CupwrightError.of(
            "explain", f"`{what}` cannot be explained",
            facts=["what can be: tie:STAGE, tie:STAGE:NUMBER, tie:STAGE:CLUB, group:NAME, berth:AWARD"],
            hint="try `--explain tie:final`",
        )  # fmt: skip
    return readers[kind]()


def _explain_ties(season: Season, name: str, club: Names, stage: Names, edition: Edition | None) -> list[str]:
    where, _, which = name.partition(":")
    stages = list(dict.fromkeys(tie.stage for tie in season.ties))
    found = [
        tie for tie in season.ties if tie.stage == where and which in ("", str(tie.number), *tie.clubs)
    ]  # fmt: skip
    if not found and where in stages:
        ties = [tie for tie in season.ties if tie.stage == where]
        playing = [name for tie in ties for name in tie.clubs if name]
        raise CupwrightError.of(
            "explain", f"no tie of `{where}` in `{season.edition}` is or has `{which}`",
            facts=[f"ties {ties[0].number} to {ties[-1].number}, of {', '.join(playing)}"],
            hint=did_you_mean(which, playing),
        )  # fmt: skip
    if not found:
        raise CupwrightError.of(
            "explain", f"no tie `{name}` in `{season.edition}`",
            facts=[f"stages with ties: {', '.join(stages)}"], hint=did_you_mean(where, stages),
        )  # fmt: skip
    lines = []
    for tie in found:
        first, second = (name_of(club, name) for name in tie.clubs)
        lines.append(f"{name_of(stage, tie.stage)}, tie {tie.number}: {first} v {second}")
        known = {} if edition is None else clause_sources(edition, tie.stage)
        drawn = "drawn" if tie.paired_by == "recorded-draw" else "pairing"
        lines.append(f"  paired by: {paired_words(tie.paired_by)}{_cited(known, drawn)}")
        if tie.hosted_by:
            where, host = host_words(tie)
            clause = "guest-hosts-first" if tie.hosted_by == "guest-hosts-first" else "second-leg-host"
            lines.append(f"  {where}: {name_of(club, host)}; {hosted_words(tie.hosted_by)}{_cited(known, clause)}")
        lines.append(f"  score, in the order {first} then {second}: {score_words(tie)}")
        won = f"{name_of(club, tie.winner)} {decided_words(tie)}{_cited(known, 'settle')}"
        lines.append(f"  decided: {won}" if tie.winner else "  not decided")
    return lines


def _cited(sources: Mapping[str, str], clause: str) -> str:
    return f" ({sources[clause]})" if clause in sources else ""


def _explain_group(season: Season, letter: str, club: Names, edition: Edition | None) -> list[str]:
    word = letter.casefold()
    lines = [line for line in season.placings if word in (line.group.casefold(), line.stage)]
    if not lines:
        groups = list(dict.fromkeys(line.group for line in season.placings))
        facts = [f"groups: {', '.join(groups) or 'none'}"]
        raise CupwrightError.of("explain", f"no group `{letter}` in `{season.edition}`", facts=facts)
    lines = [line for line in lines if (line.stage, line.group) == (lines[0].stage, lines[0].group)]
    name = lines[0].group
    said = [f"Group {name}" if len(name) <= 2 else name]
    for line, below in zip(lines, lines[1:] + [None], strict=True):
        row = line.row
        goals = f"{row.goals_for}–{row.goals_against}"
        text = f"  {line.place}. {name_of(club, line.club)}: {row.points} points, goals {goals}"
        if below is not None:
            text += f"; above {name_of(club, below.club)} by {criterion_words(line.decided_by)}"
        said.append(text)
    if edition is not None:
        stage = edition.format.stage(lines[0].stage)
        criteria = ", ".join(criterion_words(item) for item in getattr(stage, "tiebreak", ()))
        said.append(f"  order: {criteria}{_cited(clause_sources(edition, stage.id), 'tiebreak')}")
    return said


def _explain_berth(season: Season, award: str, club: Names, stage: Names, awards: Names) -> list[str]:
    for berth in season.berths:
        if berth.award == award:
            chain = (f"  {number}. {spelt(step, club, stage, awards)}" for number, step in enumerate(berth.chain, 1))
            return [f"{name_of(awards, award)}: {club_names(berth, club)}", *chain]
    known = [berth.award for berth in season.berths]
    raise CupwrightError.of(
        "explain", f"no berth `{award}` in `{season.edition}`",
        facts=[f"berths: {', '.join(known) or 'none'}"], hint=did_you_mean(award, known),
    )  # fmt: skip
