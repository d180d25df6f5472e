"""Instances and solutions written as RobinX, and a schedule of ours turned into both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from cupwright.errors import CupwrightError, Problem
from cupwright.schedule.robinx import Constraint, Game, Instance, Solution
from cupwright.schedule.robinx_form import CLASSES, FORMS

__all__ = ["from_rows", "instance_xml", "solution_xml"]


def _list(ids: Iterable[int]) -> str:
    return ";".join(map(str, ids))


def _text(parent: Element, name: str, text: object) -> None:
    SubElement(parent, name).text = str(text)


def _document(root: Element) -> str:
    indent(root, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def instance_xml(instance: Instance) -> str:
    """Write an instance as the XML of RobinX; reading it back gives the same instance."""
    root = Element("Instance")
    about = SubElement(root, "MetaData")
    _text(about, "InstanceName", instance.name)
    _text(about, "DataType", "A")
    _text(about, "Contributor", instance.contributor)
    form = SubElement(SubElement(root, "Structure"), "Format", leagueIds="0")
    _text(form, "numberRoundRobin", instance.legs)
    _text(form, "compactness", "C" if instance.compact else "R")
    _text(form, "gameMode", "P" if instance.phased else "NULL")
    _text(SubElement(root, "ObjectiveFunction"), "Objective", "SC")
    resources = SubElement(root, "Resources")
    SubElement(SubElement(resources, "Leagues"), "league", id="0", name=instance.name)
    teams = SubElement(resources, "Teams")
    for number, name in instance.teams:
        SubElement(teams, "team", id=str(number), league="0", name=name)
    slots = SubElement(resources, "Slots")
    for number, name in instance.slots:
        SubElement(slots, "slot", id=str(number), name=name)
    constraints = SubElement(root, "Constraints")
    SubElement(constraints, "BasicConstraints")
    for name in CLASSES:
        group = SubElement(constraints, name)
        for one in instance.constraints:
            if FORMS[one.kind].parent == name:
                SubElement(group, one.kind, _attributes(one))
    return _document(root)


def _attributes(one: Constraint) -> dict[str, str]:
    form = FORMS[one.kind]
    values = {"type": "HARD" if one.hard else "SOFT", "penalty": str(one.penalty)}
    for name, ids in ((form.teams, one.teams), (form.others, one.others), (form.slots, one.slots)):
        if name:
            values[name] = _list(ids)
    if form.bounded:
        values["min"] = str(one.least)
    if one.most is not None:
        values[form.most or "max"] = str(one.most)
    for name, value in ((form.venue, one.venue), (form.scope, one.scope)):
        if name:
            values[name] = value
    if form.length:
        values[form.length] = str(one.length)
    if one.games:
        values["meetings"] = "".join(f"{home},{away};" for home, away in one.games)
    return values


def solution_xml(solution: Solution) -> str:
    """Write a timetable as the XML of RobinX, with the values it claims."""
    root = Element("Solution")
    about = SubElement(root, "MetaData")
    _text(about, "InstanceName", solution.instance)
    _text(about, "Contributor", solution.contributor)
    if solution.objective is not None and solution.infeasibility is not None:
        SubElement(about, "ObjectiveValue", infeasibility=str(solution.infeasibility),
                   objective=str(solution.objective))  # fmt: skip
    games = SubElement(root, "Games")
    for game in solution.games:
        SubElement(games, "ScheduledMatch", home=str(game.home), away=str(game.away), slot=str(game.slot))
    return _document(root)


def from_rows(rows: Iterable[Mapping[str, str | int]], name: str) -> tuple[Instance, Solution]:
    """Turn a schedule into an instance and a solution of it.

    Parameters
    ----------
    rows
        ``{round, home, away}``, one for each match; rounds from 1.
    name
        What the instance is called.

    Returns
    -------
    tuple
        Teams by name, a slot for each round, and one soft constraint that counts breaks: the objective is their number.
        Phased if the first half of a double round robin is a single one.

    Raises
    ------
    CupwrightError
        If a row lacks a part, a club meets itself, or the matches are no single or double round robin.
    """
    problems, matches = [], []
    for line, row in enumerate(rows, 2):
        number, home, away = (str(row.get(part) or "").strip() for part in ("round", "home", "away"))
        if not (number.isdecimal() and 1 <= int(number) <= 1000 and home and away and home != away):
            problems.append(Problem("schedule", f"row {line} is no match", facts=(f"{number} {home} {away}",),
                                    hint="round (1 to 1000), home and away, two different clubs"))  # fmt: skip
            continue
        matches.append((int(number), home, away))
    if problems or not matches:
        raise CupwrightError(problems[:100] or [Problem("schedule", "there are no matches")])
    names = sorted({club for _, *pair in matches for club in pair})
    team = {club: number for number, club in enumerate(names)}
    meetings = Counter(frozenset(pair) for _, *pair in matches)
    hosts = Counter((home, away) for _, home, away in matches)
    legs = max(meetings.values())
    whole = len(meetings) == len(names) * (len(names) - 1) // 2 and set(meetings.values()) == {legs}
    if not whole or legs > 2 or max(hosts.values()) > 1:
        raise CupwrightError.of(
            "schedule", "the matches are no single or double round robin",
            facts=[f"{len(names)} clubs, {len(matches)} matches"],
        )  # fmt: skip
    rounds = max(number for number, _, _ in matches)
    half = Counter(frozenset(pair) for number, *pair in matches if number <= rounds // 2)
    phased = legs == 2 and rounds % 2 == 0 and len(half) == len(meetings) and set(half.values()) == {1}
    slots = tuple((number, f"Round {number + 1}") for number in range(rounds))
    breaks = Constraint("BR2", False, 1, tuple(team.values()), slots=tuple(range(rounds)), most=0, scope="LEQ")
    instance = Instance(
        name, tuple((number, club) for club, number in team.items()), slots, (breaks,), legs,
        len(matches) * 2 == rounds * len(names), phased,
    )  # fmt: skip
    return instance, Solution(name, tuple(Game(team[home], team[away], at - 1) for at, home, away in matches))
