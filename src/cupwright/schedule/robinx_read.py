"""RobinX files read: instances and solutions, with all their problems at once."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable
from typing import cast

from cupwright.errors import CupwrightError, Place, Problem, did_you_mean
from cupwright.schedule.robinx import KINDS, Constraint, Game, Instance, Kind, Solution, Venue
from cupwright.schedule.robinx_form import CLASSES, FORMS
from cupwright.schedule.robinx_xml import Element, read_xml

__all__ = ["MOST_CONSTRAINTS", "MOST_SLOTS", "MOST_TEAMS", "read_instance", "read_solution"]

MOST_TEAMS, MOST_SLOTS, MOST_CONSTRAINTS = 100, 1_000, 20_000
_MOST_NUMBER, _MOST_PROBLEMS = 1_000_000_000, 100
_VENUES = ("H", "A", "HA")


class _Reading:
    """A file on its way to a noun, collecting what is wrong with it."""

    def __init__(self, path: str | os.PathLike[str], root: str) -> None:
        self.file = str(path)
        self.problems: list[Problem] = []
        self.root = read_xml(path)
        if self.root.name != root:
            place = Place(self.file, self.root.line)
            hint = "the instance comes first, then the solution"
            raise CupwrightError.of(
                "robinx", f"the file holds a <{self.root.name}>, not a <{root}>", place=place, hint=hint
            )

    def wrong(self, at: Element, message: str, hint: str = "") -> None:
        self.problems.append(Problem("robinx", message, Place(self.file, at.line, at.name), hint=hint))

    def done(self) -> None:
        if self.problems:
            kept = self.problems[:_MOST_PROBLEMS]
            if len(kept) < len(self.problems):
                kept.append(
                    Problem("robinx", f"and {len(self.problems) - len(kept):,} problems more", Place(self.file))
                )
            raise CupwrightError(kept)

    def text(self, *path: str) -> str:
        found = self.root.first(*path)
        return found.text.strip() if found else ""

    def number(self, at: Element, name: str, default: int | None = None) -> int:
        """Return a whole number of an attribute; 0 where it is missing or none, and the problem is kept."""
        text = at.attributes.get(name, "").strip()
        if not text and default is not None:
            return default
        if not re.fullmatch(r"[+-]?\d{1,10}", text) or abs(int(text)) > _MOST_NUMBER:
            self.wrong(at, f"`{name}` is `{text[:20]}`, not a whole number" if text else f"`{name}` is missing")
            return 0
        return int(text)

    def numbers(self, at: Element, name: str) -> list[int]:
        """Return the numbers of a list such as ``0;3;5;``."""
        found = []
        for word in at.attributes.get(name, "").split(";"):
            if re.fullmatch(r"\s*\d{1,9}\s*", word):
                found.append(int(word))
            elif word.strip():
                self.wrong(at, f"`{name}` holds `{word.strip()[:20]}`, not a number", "ids with `;` between them")
        return found

    def word(self, at: Element, name: str, known: tuple[str, ...], default: str) -> str:
        value = at.attributes.get(name, "").strip() or default
        if value not in known:
            self.wrong(at, f"`{name}` is `{value[:20]}`", f"one of {', '.join(known)}")
            return default or known[0]
        return value


def _listed(reading: _Reading, plural: str, single: str, most: int) -> tuple[tuple[int, str], ...]:
    """Return (id, name) of the teams or slots, by id."""
    elements = list(reading.root.all("Resources", plural, single))
    found = [(reading.number(each, "id"), each.attributes.get("name", "")) for each in elements]
    at = reading.root.first("Resources", plural) or reading.root
    if not 2 <= len(found) <= most:
        reading.wrong(at, f"there are {len(found)} <{single}>", f"2 to {most:,}")
    for number, count in Counter(number for number, _ in found).items():
        if count > 1:
            reading.wrong(at, f"{count} <{single}> have the id {number}")
    return tuple(sorted({number: (number, name) for number, name in found}.values()))


def _groups(reading: _Reading, plural: str, single: str, names: tuple[str, ...]) -> dict[int, list[int]]:
    """Return the members of each group of teams or slots, as the members name them."""
    groups: dict[int, list[int]] = {}
    for each in reading.root.all("Resources", plural, single):
        for name in names:
            for group in reading.numbers(each, name):
                groups.setdefault(group, []).append(reading.number(each, "id"))
    return groups


def read_instance(path: str | os.PathLike[str]) -> Instance:
    """Read an instance.

    Parameters
    ----------
    path
        An XML file of RobinX with one league, a single or double round robin, the objective ``SC`` (soft constraints)
        and the nine constraints of ITC2021. At most 100 teams, 1,000 slots and 20,000 constraints.

    Raises
    ------
    CupwrightError
        With every problem of the file and its line; also for what RobinX knows and ITC2021 does not.
    """
    reading = _Reading(path, "Instance")
    root = reading.root
    teams = _listed(reading, "Teams", "team", MOST_TEAMS)
    slots = _listed(reading, "Slots", "slot", MOST_SLOTS)
    leagues = list(root.all("Resources", "Leagues", "league"))
    formats = list(root.all("Structure", "Format"))
    if len(leagues) > 1 or len(formats) != 1:
        reading.wrong(root, f"{len(leagues)} leagues in {len(formats)} formats", "one league and one format are read")
    more = root.first("Structure", "AdditionalGames")
    if more is not None and more.children:
        reading.wrong(more, "additional games are not read")
    objective = root.first("ObjectiveFunction", "Objective")
    if objective is not None and objective.text.strip() not in {"SC", ""}:
        reading.wrong(
            objective, f"the objective is `{objective.text.strip()[:20]}`", "only SC, soft constraints, is read"
        )
    form = formats[0] if formats else root
    legs, mode, compact = (
        reading.text("Structure", "Format", name) for name in ("numberRoundRobin", "gameMode", "compactness")
    )
    if legs not in {"1", "2"}:
        reading.wrong(form, f"numberRoundRobin is `{legs[:20]}`", "1 or 2")
    if mode not in {"", "NULL", "P"}:
        reading.wrong(form, f"gameMode is `{mode[:20]}`", "P (phased) or NULL")
    if compact not in {"", "C", "R"}:
        reading.wrong(form, f"compactness is `{compact[:20]}`", "C or R")
    phased = mode == "P"
    if phased and len(slots) % 2:
        reading.wrong(form, f"a phased season has two halves, and there are {len(slots)} slots")
    known = {
        "teams": ([number for number, _ in teams], _groups(reading, "Teams", "team", ("teamGroups",))),
        "slots": ([number for number, _ in slots], _groups(reading, "Slots", "slot", ("slotGroups", "slotGroup"))),
    }
    constraints = tuple(_constraints(reading, known))
    reading.done()
    return Instance(
        reading.text("MetaData", "InstanceName"), teams, slots, constraints, int(legs), compact != "R", phased,
        reading.text("MetaData", "Contributor"), reading.file,
    )  # fmt: skip


_Known = dict[str, tuple[list[int], dict[int, list[int]]]]


def _constraints(reading: _Reading, known: _Known) -> Iterable[Constraint]:
    at = reading.root.first("Constraints")
    if at is None:
        return
    elements = [child for group in at.children for child in group.children]
    if len(elements) > MOST_CONSTRAINTS:
        reading.wrong(at, f"there are {len(elements):,} constraints", f"at most {MOST_CONSTRAINTS:,}")
        return
    for group in at.children:
        if group.name not in (*CLASSES, "BasicConstraints"):
            reading.wrong(group, f"no class of constraints is called <{group.name}>", did_you_mean(group.name, CLASSES))
        for element in group.children:
            if element.name not in FORMS:
                reading.wrong(element, f"<{element.name}> is not one of ITC2021's constraints", ", ".join(KINDS))
            elif FORMS[element.name].parent != group.name:
                reading.wrong(
                    element, f"<{element.name}> stands in <{group.name}>", f"in <{FORMS[element.name].parent}>"
                )
            else:
                yield _constraint(reading, element, known)


def _ids(reading: _Reading, at: Element, name: str, what: str, known: _Known) -> tuple[int, ...]:
    """Return the teams or slots that an attribute and its groups name, in order, each once."""
    if not name:
        return ()
    all_ids, groups = known[what]
    found = set(reading.numbers(at, name))
    for number in sorted(found - set(all_ids)):
        reading.wrong(at, f"`{name}` names {number}, and there is no such {what[:-1]}")
    spelt = name.replace(what, f"{what[:-1]}Groups")
    for group in reading.numbers(at, spelt):
        if group not in groups:
            reading.wrong(at, f"`{spelt}` names {group}, and no {what[:-1]} is in such a group")
        found |= set(groups.get(group, ()))
    if not found:
        reading.wrong(at, f"`{name}` names no {what[:-1]}")
    return tuple(sorted(found & set(all_ids)))


def _constraint(reading: _Reading, at: Element, known: _Known) -> Constraint:
    form = FORMS[at.name]
    scope = reading.word(at, form.scope, form.scopes, form.scopes[0]) if form.scope else ""
    hard = reading.word(at, "type", ("HARD", "SOFT"), "") == "HARD"
    penalty = reading.number(at, "penalty", 1)
    least = reading.number(at, "min", None if at.name == "SE1" else 0) if form.bounded else 0
    most = reading.number(at, form.most) if form.most else None
    if at.name == "SE1" and at.attributes.get("max", "").strip():
        most = reading.number(at, "max")
    if scope == "EQ":
        least = most or 0
    venue = reading.word(at, form.venue, _VENUES, "H" if at.name == "FA2" else "HA") if form.venue else "HA"
    length = reading.number(at, form.length) if form.length else None
    for value, what in ((penalty, "penalty"), (least, "lower limit"), (0 if most is None else most, "upper limit")):
        if value < 0:
            reading.wrong(at, f"the {what} is {value}", "0 or more")
    if most is not None and least > most:
        reading.wrong(at, f"at least {least} and at most {most} cannot both hold")
    if length is not None and not 1 <= length <= len(known["slots"][0]):
        reading.wrong(at, f"a run of {length} slots, of {len(known['slots'][0])}", "`intp` is how many in a row")
    return Constraint(
        cast(Kind, at.name), hard, penalty, _ids(reading, at, form.teams, "teams", known),
        _ids(reading, at, form.others, "teams", known), _ids(reading, at, form.slots, "slots", known), least, most,
        cast(Venue, venue), scope, length, _meetings(reading, at, known) if at.name == "GA1" else (), at.line,
    )  # fmt: skip


def _meetings(reading: _Reading, at: Element, known: _Known) -> tuple[tuple[int, int], ...]:
    teams = set(known["teams"][0])
    found: dict[tuple[int, int], None] = {}
    for word in at.attributes.get("meetings", "").split(";"):
        pair = re.fullmatch(r"\s*(\d{1,9})\s*,\s*(\d{1,9})\s*", word)
        if pair:
            home, away = int(pair[1]), int(pair[2])
            if home == away or not {home, away} <= teams:
                reading.wrong(at, f"`meetings` names {home},{away}, and there is no such match")
            found[home, away] = None
        elif word.strip():
            reading.wrong(at, f"`meetings` holds `{word.strip()[:20]}`", "HOME,AWAY; and so on")
    if not found:
        reading.wrong(at, "`meetings` names no match")
    return tuple(found)


def read_solution(path: str | os.PathLike[str], instance: Instance) -> Solution:
    """Read a timetable of an instance; what it breaks is for :func:`cupwright.schedule.robinx_check.check`.

    Raises
    ------
    CupwrightError
        With every match that lacks an attribute, and every team or slot that the instance does not have, at its first.
    """
    reading = _Reading(path, "Solution")
    teams, slots = ({number for number, _ in listed} for listed in (instance.teams, instance.slots))
    games = []
    unknown: set[tuple[str, int]] = set()
    for at in reading.root.all("Games", "ScheduledMatch"):
        before = len(reading.problems)
        game = Game(reading.number(at, "home"), reading.number(at, "away"), reading.number(at, "slot"))
        if len(reading.problems) == before:
            for value, known, what in (
                (game.home, teams, "team"),
                (game.away, teams, "team"),
                (game.slot, slots, "slot"),
            ):
                if value not in known and (what, value) not in unknown:
                    unknown.add((what, value))
                    reading.wrong(at, f"the instance has no {what} {value}", "is it a timetable of this instance?")
            if game.home == game.away:
                reading.wrong(at, f"team {game.home} meets itself")
        games.append(game)
    if not games:
        reading.wrong(reading.root, "there is no <ScheduledMatch> in <Games>")
    if len(games) > len(teams) * len(slots):
        reading.wrong(reading.root, f"there are {len(games):,} matches", "more than teams and slots have room for")
    claim = reading.root.first("MetaData", "ObjectiveValue")
    reading.done()
    return Solution(
        reading.text("MetaData", "InstanceName"), tuple(games), _claimed(claim, "objective"),
        _claimed(claim, "infeasibility"),
        reading.text("MetaData", "Contributor"), reading.file,
    )  # fmt: skip


def _claimed(at: Element | None, name: str) -> int | None:
    """Return a value that the file states of itself, None where it states none that is whole (``495`` or ``495.0``)."""
    found = re.fullmatch(r"\s*(-?\d{1,12})(?:\.0*)?\s*", at.attributes.get(name, "") if at else "")
    return int(found[1]) if found else None
