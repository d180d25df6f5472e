"""From a cup, the calendars beside it and a club to what the solver is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from cupwright.errors import CupwrightError, Problem, did_you_mean
from cupwright.football.calendars import Calendar, PlannedFixture, Stay
from cupwright.football.competitions import Edition, GroupStage
from cupwright.schedule.demands import Demands
from cupwright.schedule.solve_task import Hub, Task
from cupwright.study.calendar_fixtures import Frame, clubs_fixtures, windows_for
from cupwright.study.calendar_places import Places
from cupwright.study.calendar_rows import Member

__all__ = ["Asked", "group_of", "orders_of", "task_of"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is demanded, where clubs are at home, and the hubs, whose fixtures are not filled in yet."""

    demands: Demands
    places: Places
    hubs: tuple[Hub, ...] = ()


def task_of(
    edition: Edition,
    cup: Calendar,
    beside: Sequence[Calendar],
    released: Sequence[Calendar],
    member: Member,
    asked: Asked,
    group: Sequence[str],
    year: int,
) -> Task:
    """Return the year of one club as a task.

    Parameters
    ----------
    edition, cup
        The cup and its calendar; all its matches of the club are to be placed.
    beside, released
        The calendars of what else the club plays, and of windows of release.
    member, asked
        The club, and what is demanded.
    group
        Its group as :func:`group_of` has it; empty if nobody knows.
    year
        Of the calendar.
    """
    frame = Frame.of(year, cup)
    fixtures = clubs_fixtures(edition, cup, beside, [member], frame, as_played=False).get(member.club, [])
    fixtures = [replace(one, last=one.first) if one.played else one for one in fixtures]
    placed = [one for one in fixtures if one.competition == cup.competition and not one.played]
    if group:
        placed = _in_group(placed, edition, cup, member, group)
    commitments = tuple(one for one in fixtures if one.competition != cup.competition or one.played)
    windows = windows_for([member], cup, released, beside, frame)[member.club]
    groups = {stage.id for stage in edition.format.stages if isinstance(stage, GroupStage)}
    in_groups = tuple(one.id for one in placed if one.stage in groups)
    hubs = tuple(replace(hub, fixtures=in_groups) for hub in asked.hubs)
    return Task(
        frame.first,
        frame.last,
        tuple(placed),
        commitments,
        releases=tuple(
            replace(window, id=f"{window.id}-{window.first}") for window in windows if window.use == "release"
        ),
        blocks=asked.demands.blocked,
        stays=_stays([*placed, *commitments], member, asked, hubs, frame),
        clubs=(member.club,),
        orders=orders_of(placed),
        hubs=hubs,
        rest_hours=asked.demands.rest_hours,
    )


def group_of(edition: Edition, member: Member, members: Sequence[Member], opponents: Sequence[str]) -> tuple[str, ...]:
    """Return the group of a club where a draw is supposed, in order of the pots; empty if nobody supposes one.

    Parameters
    ----------
    edition
        The cup.
    member, members
        The club, and all whose years are asked for.
    opponents
        The other clubs of the group in order of their pots. Who is one of them is in the group of the one club asked
        for that is none.

    Raises
    ------
    CupwrightError
        If the opponents are not clubs, or not as many as a group has.
    """
    if not opponents:
        return ()
    others = [one for one in members if one.club not in opponents]
    host = others[0] if member.club in opponents and len(others) == 1 else member
    stage = next((one for one in edition.format.stages if isinstance(one, GroupStage)), None)
    pot = next((slot.pot for slot in edition.slots if slot.club == host.club), None)
    problems = _problems(stage, pot, host, opponents)
    if problems or pot is None:
        raise CupwrightError(problems)
    return (*opponents[: pot - 1], host.club, *opponents[pot - 1 :])


def orders_of(placed: Sequence[PlannedFixture]) -> tuple[tuple[str, str], ...]:
    """Return the rounds of the cup whose days overlap, the one that begins first before the other."""
    ordered = sorted(placed, key=lambda one: (one.first, one.last))
    return tuple(
        (one.id, other.id)
        for one, other in combinations(ordered, 2)
        if other.first <= one.last and (one.first, one.last) != (other.first, other.last) and not one.excludes(other)
    )


def _stays(
    fixtures: Sequence[PlannedFixture], member: Member, asked: Asked, hubs: Sequence[Hub], frame: Frame
) -> dict[str, Stay]:
    """Return the places that are known, by club and by neutral ground."""
    from cupwright.data.places import neutral_grounds
    from cupwright.study.calendar_places import stay_of

    hosts = {one.home for one in fixtures if not one.neutral and not one.open} | {member.club}
    found = {club: asked.places.home(club, frame.first) for club in sorted(hosts)}
    grounds = neutral_grounds()
    venues = {one.venue for one in fixtures if one.neutral and one.venue}
    for name in sorted(venues | {hub.place for hub in hubs}):
        found[name] = stay_of(grounds[name]) if name in grounds else asked.places.home(name, frame.first)
    return {name: stay for name, stay in found.items() if stay is not None}


def _in_group(
    placed: Sequence[PlannedFixture], edition: Edition, cup: Calendar, member: Member, group: Sequence[str]
) -> list[PlannedFixture]:
    """Return the fixtures with hosts and visitors in the groups, as the format's matchdays lay them down by pot."""
    stage = next(one for one in edition.format.stages if isinstance(one, GroupStage))
    pot = group.index(member.club) + 1
    hosts: dict[str, tuple[str, str]] = {}
    for window in cup.windows:
        if window.stage == stage.id and window.matchday is not None and window.matchday <= len(stage.matchdays):
            for home, away in stage.matchdays[window.matchday - 1]:
                if pot in (home, away):
                    hosts[f"{cup.id}/{window.id}/{member.club}"] = (group[home - 1], group[away - 1])
    return [replace(one, home=hosts[one.id][0], away=hosts[one.id][1]) if one.id in hosts else one for one in placed]


def _problems(stage: GroupStage | None, pot: int | None, member: Member, opponents: Sequence[str]) -> list[Problem]:
    from cupwright.data.places import clubs

    known = clubs()
    found = [
        Problem("unknown-club", f"no club has the id `{name}`", hint=did_you_mean(name, known))
        for name in opponents
        if name not in known
    ]
    if stage is None:
        found.append(Problem("opponents", "the cup has no groups, so no opponents are drawn"))
    elif len(set(opponents) - {member.club}) != stage.size - 1 or len(opponents) != stage.size - 1:
        message = f"a group has {stage.size - 1} other clubs; {len(opponents)} are named"
        found.append(Problem("opponents", message, hint="in order of their pots: `--opponent flamengo --opponent ...`"))
    if pot is None:
        found.append(Problem("opponents", f"the pot of {member.name} is not known, so neither are its hosts"))
    return found
