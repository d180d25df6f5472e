"""The stages of a cup against its calendar: those that a proposal adds, and those without days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from cupwright.errors import CupwrightError, Problem, did_you_mean
from cupwright.football.calendars import Calendar, Window
from cupwright.football.competitions import Edition, GroupStage, Stage, TieStage

__all__ = ["require_stages", "stage_notes", "unplanned", "with_stages"]

# What is noted of a window that the calendar does not have.
_ADDED = "laid down with the stage"
_LEGS = ("first leg", "second leg", "third match")


def require_stages(cup: Calendar, edition: Edition) -> None:
    """Refuse a calendar with windows of stages that the edition does not have: nobody would play in them.

    Raises
    ------
    CupwrightError
        For every such window.
    """
    known = [stage.id for stage in edition.format.stages]
    problems = [
        Problem(
            "unknown-stage",
            f"window `{window.id}` of `{cup.id}` is for `{window.stage}`, a stage that `{edition.id}` does not have",
            facts=(f"stages: {', '.join(known)}",),
            hint=did_you_mean(window.stage, known),
        )
        for window in cup.windows
        if window.use == "matches" and window.stage and window.stage not in known
    ]
    if problems:
        raise CupwrightError(problems)


def with_stages(cup: Calendar, edition: Edition) -> Calendar:
    """Return the calendar with the days that the edition itself lays down for stages which the calendar does not name:
    those that a proposal adds to the cup.

    Only ties have such days (``leg-windows`` or ``window``); those outside the calendar's season are left out.
    """
    order = [stage.id for stage in edition.format.stages]
    branch = next((name.rpartition("/")[0] for window in cup.windows for name, _ in window.needs), cup.id)
    windows = list(cup.windows)
    for stage in _absent(cup, edition):
        added = [one for one in _windows(stage, f"{branch}/{stage.id}") if _inside(one, cup.span)]
        later = order[order.index(stage.id) + 1 :]
        at = next((k for k, window in enumerate(windows) if window.stage in later), len(windows))
        windows[at:at] = added
    return replace(cup, windows=tuple(windows)) if len(windows) > len(cup.windows) else cup


def unplanned(cup: Calendar, edition: Edition) -> tuple[str, ...]:
    """Return the stages some of whose matches have no window in the calendar, in order: by their titles, with how many
    matches of a club are laid down where some are."""
    found = []
    for stage in edition.format.stages:
        windows = [window for window in cup.windows if window.use == "matches" and window.stage == stage.id]
        laid, needed = sum(window.matches[1] for window in windows), _matches(stage)
        if not windows:
            found.append(stage.title)
        elif laid < needed:
            found.append(f"{stage.title} ({laid} of {needed} matches)")
    return tuple(found)


def stage_notes(cup: Calendar, edition: Edition) -> list[str]:
    """Return what a reader must know of stages that the calendar does not name, or not in full."""
    absent = unplanned(cup, edition)
    added = {window.stage for window in cup.windows if window.note == _ADDED}
    titles = [stage.title for stage in edition.format.stages if stage.id in added]
    notes = [f"{cup.title} has no days of {', '.join(titles)}: those of the format stand in."] if added else []
    return notes + (
        [f"Days are not laid down for all matches of {', '.join(absent)}: nothing is checked of the others."]
        if absent else []
    )  # fmt: skip


def _matches(stage: Stage) -> int:
    """Return how many matches a club plays in a stage, as far as its format says so."""
    if isinstance(stage, GroupStage):
        return sum(any(1 in pair for pair in matchday) for matchday in stage.matchdays)
    return stage.legs if isinstance(stage, TieStage) else 1


def _absent(cup: Calendar, edition: Edition) -> list[Stage]:
    there = {window.stage for window in cup.windows if window.use == "matches"}
    return [stage for stage in edition.format.stages if stage.id not in there]


def _windows(stage: Stage, variable: str) -> Sequence[Window]:
    """Return the windows of a stage of ties, one a leg where each leg has its own; a club plays in them if it is in."""
    if not isinstance(stage, TieStage):
        return ()
    if not stage.leg_windows:
        if stage.window is None:
            return ()
        first, last = stage.window
        return (Window(stage.id, stage.title, first, last, stage=stage.id, matches=(stage.legs, stage.legs),
                       needs=((variable, "in"),), note=_ADDED),)  # fmt: skip
    legs = zip(_LEGS, stage.leg_windows, strict=False)
    return [
        Window(
            f"{stage.id}-{number}",
            f"{stage.title}, {leg}" if len(stage.leg_windows) > 1 else stage.title,
            first,
            last,
            stage=stage.id,
            matchday=number,
            needs=((variable, "in"),),
            note=_ADDED,
        )
        for number, (leg, (first, last)) in enumerate(legs, 1)
    ]


def _inside(window: Window, span: tuple[dt.date, dt.date]) -> bool:
    return span[0] <= window.first and window.last <= span[1]
