"""What the solver found, as plain data and in sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from cupwright.football.calendars import Calendar
from cupwright.schedule.solve_answer import Answer, Placed
from cupwright.schedule.solve_task import Task, Weights
from cupwright.schedule.solve_words import amount, grouped_words, listed
from cupwright.study.calendar_rows import Member

__all__ = ["club_data", "notes_of", "verdict_of", "weights_data"]

Row = Mapping[str, Any]


def weights_data(weights: Weights) -> dict[str, int]:
    """Return the weights by name."""
    return asdict(weights)


def club_data(member: Member, answer: Answer, task: Task, cup: str) -> dict[str, Any]:
    """Return what the answer says of one club.

    Parameters
    ----------
    member, answer, task
        The club, what was found of it, and what was asked.
    cup
        The competition whose matches were to be placed.
    """
    from cupwright.data.places import clubs

    data = answer.to_dict()
    mine = {fixture.id for fixture in task.fixtures}
    matches = data.pop("placed")
    before, after = _rests(answer.placed)
    known = clubs()
    for match in matches:
        match["place_name"] = known[match["place"]].name if match["place"] in known else match["place"]
        match["of_cup"] = match["fixture"] in mine
        match["rest_before"], match["rest_after"] = before.get(match["fixture"]), after.get(match["fixture"])
    conflicts = [
        {
            **conflict,
            "of_cup": any(one["subject"] in mine for one in conflict["demands"] if one["kind"] == "fixture"),
            "words": grouped_words(one["demand"] for one in conflict["demands"]),
        }
        for conflict in data.pop("conflicts")
    ]
    return {
        "club": member.club,
        "name": member.name,
        "association": member.association,
        "enters": member.enters,
        "status": answer.status,
        "to_place": len(task.fixtures),
        "commitments": len(task.commitments),
        **data,
        "conflicts": conflicts,
        "matches": matches,
        "home_known": member.club in task.stays,
        "cup": cup,
    }


def _rests(placed: Sequence[Placed]) -> tuple[dict[str, int], dict[str, int]]:
    """Return the hours before and after each match, to the next one that a season can play beside it."""
    before: dict[str, int] = {}
    after: dict[str, int] = {}
    for number, one in enumerate(placed):
        later = next((other for other in placed[number + 1 :] if not one.fixture.excludes(other.fixture)), None)
        earlier = next((other for other in reversed(placed[:number]) if not one.fixture.excludes(other.fixture)), None)
        if later is not None:
            after[one.fixture.id] = 24 * (later.day - one.day).days
        if earlier is not None:
            before[one.fixture.id] = 24 * (one.day - earlier.day).days
    return before, after


def verdict_of(rows: Sequence[Row], year: int, rest: int) -> str:
    """Return the answer in one sentence."""
    none = [row for row in rows if row["exists"] is False]
    if none:
        row = next((row for row in none if any(one["of_cup"] for one in row["conflicts"])), none[0])
        conflict = next(
            (one for one in row["conflicts"] if one["of_cup"]), row["conflicts"][0] if row["conflicts"] else None
        )
        if conflict is None:
            return (
                f"No calendar keeps all demands for {row['name']} in {year}; which of them clash was not found in time."
            )
        beside = "" if conflict["of_cup"] else "; the cup has no part in it"
        return f"No calendar keeps all of these for {row['name']}: {listed(conflict['words'])}{beside}."
    names = listed([row["name"] for row in rows])
    if any(row["exists"] is None for row in rows) or not rows:
        who = names or "any club"
        return f"Whether a calendar exists for {who} in {year} is open: the search ended before it was known."
    matches = listed([f"{row['to_place']} matches of {row['name']}" for row in rows])
    best = (
        "and none costs less"
        if all(row["proven"] for row in rows)
        else "though a better one may exist: that is not proven"
    )
    return f"A calendar exists: {matches} find days in {year} with a rest of {rest} h, {best}."


def notes_of(rows: Sequence[Row], calendars: Sequence[Calendar]) -> list[str]:
    """Return what the answer rests on."""
    notes = ["Kick-off times are not known: hours are whole days times 24.", "Each club's year is solved on its own."]
    assumed = [one.title for one in calendars if any(window.assumed for window in one.windows)]
    if assumed:
        notes.append(f"Days are assumed in {listed(assumed)}.")
    for row in rows:
        if row["stopped"]:
            notes.append(f"{row['name']}: stopped before it was proven.")
        if row["given"]:
            many = "once" if len(row["given"]) == 1 else f"{len(row['given'])} times"
            notes.append(
                f"{row['name']}: the matches beside the cup break the demands {many} by themselves: {row['given'][0]}."
            )
        unknown = [one for one in row["matches"] if not one["place"]]
        if unknown:
            many = amount(len(unknown), "match", "matches")
            notes.append(
                f"{row['name']}: the places of {many} are not known; their travel is not counted, nor guessed."
            )
        if not row["home_known"]:
            notes.append(f"{row['name']}: where the club is at home is not known; its travel is not counted.")
    return notes
