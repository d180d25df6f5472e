"""Kernels of what goes from stage to stage: feeds, the seeding of a stage, and awards."""

from __future__ import annotations

from cupwright.engine import layout as at
from cupwright.engine.tables import Code, Counts, Scratch, World
from cupwright.rules import codes
from cupwright.rules.compiled import jit
from cupwright.rules.ranking import order_clubs

__all__ = ["enter", "feed_out", "give_awards"]

_BASE = 4096
_ZERO = 2048
_UNSEEDED = 1_000_000


@jit
def _figure(points: int, difference: int, goals_for: int, away: int) -> int:
    """Pack points, goal difference, goals for and away goals into one number of the same order."""
    return ((points * _BASE + difference + _ZERO) * _BASE + goals_for) * _BASE + away


@jit
def _record(s: int, club: int, world: World) -> int:
    if world.seeding[s, club] == 0:
        return _figure(0, 0, 0, 0)
    row = world.record[s, club]
    return _figure(row[at.R_POINTS], row[at.R_DIFFERENCE], row[at.R_FOR], row[at.R_AWAY])


@jit
def _campaign(club: int, code: Code, world: World) -> int:
    points = difference = goals_for = away = 0
    for s in range(code.stage.shape[0]):
        if code.stage[s, at.CAMPAIGN] and world.seeding[s, club] > 0:
            row = world.record[s, club]
            points += row[at.R_POINTS]
            difference += row[at.R_DIFFERENCE]
            goals_for += row[at.R_FOR]
            away += row[at.R_AWAY]
    return _figure(points, difference, goals_for, away)


@jit
def feed_out(f: int, code: Code, world: World, scratch: Scratch) -> int:
    """Put the clubs of feed `f` into ``world.fed[f]`` in order; return how many there are."""
    feed, fed = code.feed[f], world.fed[f]
    s = feed[at.SOURCE]
    count, take = code.stage[s, at.UNITS], feed[at.TAKE]
    if code.stage[s, at.KIND] == at.TIES:
        first = code.stage[s, at.TIE]
        column = at.WINNER if take == at.WINNERS else at.LOSER
        for t in range(count):
            fed[t] = world.ties[first + t, column]
    else:
        base, size = code.stage[s, at.ENTRANTS], code.stage[s, at.SIZE]
        for g in range(count):
            fed[g] = world.order[base + g * size + take - at.PLACE - 1]
    columns = feed[at.BY_COUNT]
    if columns > 0:
        for k in range(count):
            club = fed[k]
            for c in range(columns):
                by = feed[at.BY + c]
                if by == codes.BY_RANKING:
                    figure = -code.club[club, at.RANK]
                elif by == codes.BY_SEEDING:
                    figure = -world.seeding[s, club]
                elif by == codes.BY_GROUP:
                    figure = _record(feed[at.GROUP_RECORD_OF], club, world)
                elif by == codes.BY_TIE:
                    figure = _record(s, club, world)
                else:
                    figure = _campaign(club, code, world)
                scratch.figures[k, c] = figure
            scratch.figures[k, columns] = -code.club[club, at.RANK]
        order_clubs(fed, count, scratch.figures, columns + 1)
    keep = feed[at.KEEP]
    if 0 < keep < count:
        return keep
    if keep < 0 and -keep < count:
        for k in range(-keep):
            fed[k] = fed[count + keep + k]
        return -keep
    return count


@jit
def enter(s: int, code: Code, world: World, scratch: Scratch, counts: Counts, b: int) -> None:
    """Set the entrants and the seeding numbers of stage `s`."""
    base, places = code.stage[s, at.ENTRANTS], code.stage[s, at.PLACES]
    for f in range(code.stage[s, at.FEED_FROM], code.stage[s, at.FEED_TO]):
        feed_out(f, code, world, scratch)
    for k in range(base, base + places):
        f = code.entrant[k, 0]
        world.entrants[k] = code.entrant[k, 1] if f < 0 else world.fed[f, code.entrant[k, 1]]
    seeds = code.stage[s, at.SEEDS_OF]
    for k in range(base, base + places):
        club = world.entrants[k]
        counts.reached[b, club, s] += 1
        if seeds == s:
            world.seeding[s, club] = k - base + 1
        else:
            kept = world.seeding[seeds, club]
            world.seeding[s, club] = kept if kept > 0 else _UNSEEDED
    if seeds != s:
        for k in range(base + 1, base + places):
            club = world.entrants[k]
            to = k
            while to > base and world.seeding[s, world.entrants[to - 1]] > world.seeding[s, club]:
                world.entrants[to] = world.entrants[to - 1]
                to -= 1
            world.entrants[to] = club


@jit
def give_awards(code: Code, world: World, scratch: Scratch, counts: Counts, b: int) -> None:
    """Give each award to its first eligible candidates."""
    nobody = code.club.shape[0]
    for a in range(code.award.shape[0]):
        places, exclude = code.award[a, at.TAKERS], code.award[a, at.EXCLUDE_GUESTS]
        given, passed = 0, 0
        for f in range(code.award[a, at.CANDIDATES_FROM], code.award[a, at.CANDIDATES_TO]):
            if given == places:
                break
            count = feed_out(f, code, world, scratch)
            for k in range(count):
                if given == places:
                    break
                club = world.fed[f, k]
                if exclude and code.club[club, at.GUEST]:
                    passed = 1
                    continue
                known = False
                for taker in range(given):
                    known |= world.awarded[a, taker] == club
                if not known:
                    world.awarded[a, given] = club
                    given += 1
                    counts.berths[b, a, club] += 1
        for taker in range(given, places):
            world.awarded[a, taker] = -1
        counts.berths[b, a, nobody] += places - given
        counts.passed_on[b, a] += passed
        world.passed[a] = passed
