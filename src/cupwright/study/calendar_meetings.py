"""The matches in which two clubs of a cup may meet each other: one match, one day, which has to fit both years.

A round is planned for each club alone, whoever its opponent is. Where two of them may be each other's opponent, the
branches part: in one the two play apart, in the others they meet, once for each way in which the host can fall.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from cupwright.football.calendars import Branch, PlannedFixture
from cupwright.football.competitions import Apart, Draw, Edition, GroupStage, Stage, TieStage
from cupwright.schedule.solve_task import Task
from cupwright.study.calendar_rows import Member

__all__ = ["Meetings", "meetings_of", "of_club"]

APART, MEET = "apart", "meet"


@dataclass(frozen=True, slots=True)
class Meetings:
    """The matches between clubs that may come, or will; and what they change for those that the clubs play apart.

    `apart` holds by the id of a match of one club the branches in which it is played; `instead` the match between the
    clubs by the id of one that is no more, because it is settled that they meet in it.
    """

    fixtures: tuple[PlannedFixture, ...]
    apart: Mapping[str, tuple[Branch, ...]]
    instead: Mapping[str, str]


def of_club(club: str, needs: Sequence[Branch]) -> tuple[Branch, ...]:
    """Return the branches of one club's year: that one comes to a round says nothing of another."""
    return tuple((f"{club}: {variable}", value) for variable, value in needs)


def meetings_of(edition: Edition, members: Sequence[Member], tasks: Mapping[str, Task]) -> Meetings:
    """Return the matches in which two of some clubs may meet in the cup.

    Parameters
    ----------
    edition
        The cup: who may be drawn with whom is taken from its draws.
    members
        The clubs.
    tasks
        The year of each, by its id.
    """
    rounds = {member.club: _rounds(member.club, tasks[member.club]) for member in members}
    found: list[PlannedFixture] = []
    apart: dict[str, dict[Branch, None]] = {}
    instead: dict[str, str] = {}
    for one, other in combinations(members, 2):
        earlier: list[Branch] = []
        for stage in edition.format.stages:
            pairs = {key: (mine, rounds[other.club][key]) for key, mine in rounds[one.club].items()
                     if mine.stage == stage.id and key in rounds[other.club]}  # fmt: skip
            for key, (mine, theirs) in pairs.items():
                if {mine.home, mine.away} == {one.club, other.club}:
                    found.append(_match(key, mine, theirs, mine.home, mine.away, (), False))
                    instead |= dict.fromkeys((mine.id, theirs.id), found[-1].id)
            free = [key for key, (mine, theirs) in pairs.items() if mine.open and theirs.open]
            variable = f"{one.club} and {other.club}/{stage.id}"
            ways = dict(_ways(edition, stage, one, other, free))
            for value, hosts in ways.items():
                for key, (home, away) in hosts.items():
                    needs = (*earlier, (variable, value))
                    neutral = isinstance(stage, TieStage) and stage.neutral
                    found.append(_match(key, *pairs[key], home, away, needs, neutral))
                    for own in pairs[key]:
                        apart.setdefault(own.id, {})[variable, APART] = None
            if ways and isinstance(stage, TieStage):
                earlier.append((variable, APART))
    return Meetings(tuple(_one_opponent(found, apart)), {name: tuple(one) for name, one in apart.items()}, instead)


def _rounds(club: str, task: Task) -> dict[str, PlannedFixture]:
    """Return the rounds of a club, by what its ids share with those of the others."""
    return {one.id.replace(f"/{club}", ""): one for one in sorted(task.fixtures, key=lambda one: (one.first, one.id))}


def _ways(
    edition: Edition, stage: Stage, one: Member, other: Member, keys: Sequence[str]
) -> Iterator[tuple[str, dict[str, tuple[str, str]]]]:
    """Yield each way in which two clubs may meet in a stage, with host and visitor by round."""
    if isinstance(stage, TieStage):
        draw = stage.pairing.draw
        if not keys or (draw is not None and not _may_be_drawn(draw, one, other)):
            return
        if stage.neutral:
            yield MEET, dict.fromkeys(keys, (one.club, other.club))
            return
        for first, second in ((one.club, other.club), (other.club, one.club)):
            hosts = [(first, second) if leg % 2 == 0 else (second, first) for leg in range(len(keys))]
            yield f"{MEET}, first at {first}", dict(zip(keys, hosts, strict=True))
    elif isinstance(stage, GroupStage) and len(keys) == len(stage.matchdays) and _may_be_drawn(stage.draw, one, other):
        pots = {slot.club: slot.pot for slot in edition.slots if slot.club}
        at = {pots.get(member.club): member.club for member in (one, other)}
        if None in at or len(at) < 2:
            return
        found = {
            key: (at[home], at[away])
            for key, matchday in zip(keys, stage.matchdays, strict=True)
            for home, away in matchday if {home, away} == set(at)
        }  # fmt: skip
        if found:
            yield MEET, found


def _may_be_drawn(draw: Draw, one: Member, other: Member) -> bool:
    return not any(_parts(rule, one, other) for rule in draw.apart if rule.limit == 1)


def _parts(rule: Apart, one: Member, other: Member) -> bool:
    """Return whether a rule of a draw keeps two clubs apart."""
    if {one.enters, other.enters} & set(rule.unless_entered):
        return False
    if rule.of:
        return one.association in rule.of and other.association in rule.of
    if rule.same == "association":
        return one.association == other.association
    from cupwright.data.places import countries

    known = countries()
    if not {one.association, other.association} <= known.keys():
        return False
    return known[one.association].confederation == known[other.association].confederation


def _match(
    key: str, mine: PlannedFixture, theirs: PlannedFixture, home: str, away: str, needs: tuple[Branch, ...],
    neutral: bool,
) -> PlannedFixture:  # fmt: skip
    from cupwright.data.places import clubs

    known = clubs()
    names = [known[club].name if club in known else club for club in (home, away)]
    branches = [branch for one in (mine, theirs) for branch in of_club(one.home, one.needs)] if needs else []
    return replace(
        mine,
        id=f"{key}/{home}/{away}",
        title=f"{mine.title}, {names[0]} v {names[1]}",
        home=home,
        away=away,
        neutral=neutral,
        needs=(*branches, *needs),
        chance=None,
    )


def _one_opponent(found: Sequence[PlannedFixture], apart: Mapping[str, Collection[Branch]]) -> Iterator[PlannedFixture]:
    """Yield the matches with what each of three clubs or more needs: who meets one of them meets no other."""
    for one in found:
        key = one.id.removesuffix(f"/{one.home}/{one.away}")
        mine = {variable for variable, _ in one.needs}
        others = {
            branch
            for name, branches in apart.items()
            if name in (f"{key}/{one.home}", f"{key}/{one.away}")
            for branch in branches if branch[0] not in mine
        }  # fmt: skip
        yield replace(one, needs=(*one.needs, *sorted(others))) if one.needs else one
