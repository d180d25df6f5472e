"""What the solver found, as plain data and in sentences."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from cupwright.football.calendars import Calendar
from cupwright.schedule.solve_answer import Answer, Placed, match_data
from cupwright.schedule.solve_task import Task, Weights
from cupwright.schedule.solve_words import amount, grouped_words, listed
from cupwright.study.calendar_rows import Member
from cupwright.study.calendar_together import Together

__all__ = ["club_data", "notes_of", "together_data", "verdict_of", "weights_data"]

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
    data = answer.to_dict()
    mine = {fixture.id for fixture in task.fixtures}
    matches = _matches(data.pop("placed"))
    before, after = _rests(answer.placed)
    for match in matches:
        match["of_cup"] = match["fixture"] in mine
        match["rest_before"], match["rest_after"] = before.get(match["fixture"]), after.get(match["fixture"])
    conflicts = _conflicts(data.pop("conflicts"), mine)
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


def _matches(matches: list[dict[str, Any]]) -> list[dict[str, Any]]:
    from cupwright.data.places import clubs

    known = clubs()
    for match in matches:
        match["place_name"] = known[match["place"]].name if match["place"] in known else match["place"]
    return matches


def _conflicts(conflicts: Sequence[Row], mine: Collection[str]) -> list[dict[str, Any]]:
    return [
        {
            **conflict,
            "of_cup": any(one["subject"] in mine for one in conflict["demands"] if one["kind"] == "fixture"),
            "words": grouped_words(one["demand"] for one in conflict["demands"]),
        }
        for conflict in conflicts
    ]


def together_data(together: Together) -> dict[str, Any]:
    """Return what the answer says of the matches of the clubs against each other."""
    answer = Answer(together.exists, together.proven) if together.answer is None else together.answer
    data = answer.to_dict()
    return {
        "exists": together.exists,
        "proven": together.proven,
        "anew": together.anew,
        "cost": data["cost"],
        "matches": [_meeting(match) for match in _matches([match_data(one) for one in together.unsure])],
        "conflicts": _conflicts(data["conflicts"], {one["subject"] for conflict in data["conflicts"]
                                                    for one in conflict["demands"]}),
        "relaxations": data["relaxations"],
        "fewest": data["fewest"],
        "stopped": answer.stopped,
    }  # fmt: skip


def _meeting(match: dict[str, Any]) -> dict[str, Any]:
    from cupwright.data.places import clubs

    known = clubs()
    home, away = (known[match[side]].name if match[side] in known else match[side] for side in ("home", "away"))
    title = match["title"].removesuffix(f", {home} v {away}")
    return {**match, "round": title, "home_name": home, "away_name": away}


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


def verdict_of(rows: Sequence[Row], year: int, rest: int, together: Together | None = None) -> str:
    """Return the answer in one sentence."""
    if together is not None and not together.exists:
        return _apart_verdict(rows, year, together)
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
        if all(row["proven"] for row in rows) or (together is not None and together.proven)
        else "though a better one may exist: that is not proven"
    )
    return f"A calendar exists: {matches} find days in {year} with a rest of {rest} h, {best}."


def _apart_verdict(rows: Sequence[Row], year: int, together: Together) -> str:
    names = listed([row["name"] for row in rows])
    if together.exists is None:
        return (
            f"Each of {names} has a calendar in {year}; whether they still have one where they meet is open: the "
            "search ended before it was known."
        )
    conflicts = together_data(together)["conflicts"]
    if not conflicts:
        return (
            f"Each of {names} has a calendar in {year}, but not where they meet; which demands clash was not found in "
            "time."
        )
    return (
        f"Each of {names} has a calendar in {year}, but no calendar keeps all of these where they meet: "
        f"{listed(conflicts[0]['words'])}."
    )


def notes_of(rows: Sequence[Row], calendars: Sequence[Calendar], together: Together | None = None) -> list[str]:
    """Return what the answer rests on."""
    notes = ["Kick-off times are not known: hours are whole days times 24.", *_together_notes(rows, together)]
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


def _together_notes(rows: Sequence[Row], together: Together | None) -> list[str]:
    alone = "Each club's year is solved on its own"
    if len(rows) == 1:
        return ["Only this club's year is solved: its opponents are taken to be free on every day."]
    if together is None and all(row["exists"] and not row["stopped"] for row in rows):
        return [f"{alone}: no two of them can meet in the cup."]
    if together is None:
        return [f"{alone}: their matches against each other were not looked at."]
    if together.anew:
        return ["All years were solved as one: the best days of each alone left none for a match between them."]
    if together.why:
        return [f"All years together are too much for one search: {together.why}."]
    return [f"{alone}; their matches against each other have days that fit both."] if together.exists else []
