"""Kernels of what goes from stage to stage: feeds, the seeding of a stage, and awards."""

from __future__ import annotations

from typing import Any

import numpy.typing as npt

from cupwright.engine import layout as at
from cupwright.rules import codes
from cupwright.rules.compiled import inlined, jit
from cupwright.rules.ranking import order_clubs
from cupwright.rules.ties import first_hosts

__all__ = ["enter", "feed_out", "give_awards"]

Array = npt.NDArray[Any]

_BASE = 4096
_ZERO = 2048


@inlined
def _figure(points: int, difference: int, goals_for: int, away: int) -> int:
    """Pack points, goal difference, goals for and away goals into one number of the same order."""
    return ((points * _BASE + difference + _ZERO) * _BASE + goals_for) * _BASE + away


@jit
def _tie_record(club: int, stage: Array, score_of_all: Array, ties: Array) -> tuple[int, int, int, int]:
    """Return points, goal difference, goals for and away goals of a club over its tie in a stage.

    Goals of extra time count, those of a shoot-out do not; a leg without a known score counts for nothing.
    """
    points = difference = goals_for = away = 0
    legs = stage[at.LEGS]
    for t in range(stage[at.UNITS]):
        tie = ties[stage[at.TIE] + t]
        if club not in (tie[at.FIRST], tie[at.SECOND]):
            continue
        side = 0 if club == tie[at.FIRST] else 1
        if tie[at.DECIDED] == codes.WALKOVER:
            break
        for leg in range(legs):
            match = stage[at.MATCH] + t * legs + leg
            own, other = score_of_all[match, side], score_of_all[match, 1 - side]
            if own < 0:
                continue
            if leg == legs - 1 and tie[at.EXTRA_FIRST] >= 0:
                own, other = tie[at.EXTRA_FIRST + side], tie[at.EXTRA_SECOND - side]
            points += stage[at.WIN] * (own > other) + stage[at.DRAWN] * (own == other)
            difference += own - other
            goals_for += own
            if not stage[at.NEUTRAL] and first_hosts(leg, legs) == (side == 1):
                away += own
        break
    return points, difference, goals_for, away


@jit
def _record(
    first: int, last: int, club: int, stage: Array, seeding: Array, record: Array, score: Array, ties: Array
) -> int:
    """Return the packed record of a club over the stages from `first` to `last` that it played in."""
    points = difference = goals_for = away = 0
    for s in range(first, last + 1):
        if seeding[s, club] == 0 or (first != last and not stage[s, at.CAMPAIGN]):
            continue
        if stage[s, at.KIND] == at.TIES:
            p, d, f, a = _tie_record(club, stage[s], score, ties)
        else:
            row = record[s, club]
            p, d, f, a = row[at.R_POINTS], row[at.R_DIFFERENCE], row[at.R_FOR], row[at.R_AWAY]
        points += p
        difference += d
        goals_for += f
        away += a
    return _figure(points, difference, goals_for, away)


@jit
def _take_placed(f: int, stage: Array, feed: Array, lists: Array, seats: Array, overall: Array, fed: Array) -> None:
    """Put clubs into ``fed[f]`` by place, then table; or those below a place of their own table, in overall order."""
    s, only, first = feed[f, at.SOURCE], feed[f, at.OF], feed[f, at.FROM_PLACE]
    base, count = stage[s, at.ENTRANTS], 0
    if feed[f, at.TAKE] == at.PLACED_BELOW:
        for k in range(base, base + stage[s, at.PLACES]):
            if overall[k, at.OWN_PLACE] > first and (only < 0 or overall[k, at.OWN_TABLE] == only):
                fed[f, count] = overall[k, at.OVERALL_CLUB]
                count += 1
        return
    for place in range(first, feed[f, at.TO_PLACE] + 1):
        for g in range(stage[s, at.UNITS]):
            if only < 0 or g == only:
                fed[f, count] = seats[base + lists[stage[s, at.TABLES] + g] + place - 1, at.PLACED]
                count += 1


@jit
def feed_out(
    f: int,
    stage: Array,
    feed: Array,
    lists: Array,
    club: Array,
    seats: Array,
    overall: Array,
    seeding: Array,
    record: Array,
    score: Array,
    ties: Array,
    fed: Array,
    figures: Array,
) -> int:
    """Put the clubs of feed `f` into ``fed[f]`` in order; return how many there are."""
    s, take, columns = feed[f, at.SOURCE], feed[f, at.TAKE], feed[f, at.BY_COUNT]
    keep: int = feed[f, at.KEEP]
    count: int = feed[f, at.PRODUCED]
    if stage[s, at.KIND] == at.TIES:
        column = at.WINNER if take == at.WINNERS else at.LOSER
        for t in range(count):
            fed[f, t] = ties[stage[s, at.TIE] + t, column]
    else:
        _take_placed(f, stage, feed, lists, seats, overall, fed)
    if columns > 0:
        for k in range(count):
            one = fed[f, k]
            for c in range(columns):
                by = feed[f, at.BY + c]
                if by == codes.BY_RANKING:
                    figures[k, c] = -club[one, at.RANK]
                elif by == codes.BY_SEEDING:
                    figures[k, c] = -seeding[s, one]
                elif by == codes.BY_OVERALL:
                    figures[k, c] = -seeding[feed[f, at.OVERALL_OF], one]
                else:
                    groups = feed[f, at.GROUP_RECORD_OF]
                    first = groups if by == codes.BY_GROUP else (s if by == codes.BY_TIE else 0)
                    last = groups if by == codes.BY_GROUP else (s if by == codes.BY_TIE else stage.shape[0] - 1)
                    figures[k, c] = _record(first, last, one, stage, seeding, record, score, ties)
            figures[k, columns] = -club[one, at.RANK]
        order_clubs(fed[f], count, figures, columns + 1)
    if 0 < keep < count:
        return keep
    if keep < 0 and -keep < count:
        for k in range(-keep):
            fed[f, k] = fed[f, count + keep + k]
        return -keep
    return count


@jit
def enter(
    s: int,
    stage: Array,
    feed: Array,
    lists: Array,
    club: Array,
    entrant: Array,
    seats: Array,
    overall: Array,
    seeding: Array,
    record: Array,
    score: Array,
    ties: Array,
    fed: Array,
    figures: Array,
    count: Array,
) -> None:
    """Set the entrants and the seeding numbers of stage `s`."""
    base, places, seeds = stage[s, at.ENTRANTS], stage[s, at.PLACES], stage[s, at.SEEDS_OF]
    for f in range(stage[s, at.FEED_FROM], stage[s, at.FEED_TO]):
        feed_out(f, stage, feed, lists, club, seats, overall, seeding, record, score, ties, fed, figures)
    for k in range(base, base + places):
        f = entrant[k, 0]
        one = entrant[k, 1] if f < 0 else fed[f, entrant[k, 1]]
        seats[k, at.ENTRANT] = one
        count[one, s] += 1
        if seeds == s:
            seeding[s, one] = k - base + 1
            continue
        number = seeding[seeds, one]
        seeding[s, one] = number
        if stage[s, at.METHOD] == at.BY_ENTRY:
            continue
        to = k
        while to > base and seeding[s, seats[to - 1, at.ENTRANT]] > number:
            seats[to, at.ENTRANT] = seats[to - 1, at.ENTRANT]
            to -= 1
        seats[to, at.ENTRANT] = one


@jit
def give_awards(
    column: int,
    stage: Array,
    feed: Array,
    award: Array,
    may_take: Array,
    lists: Array,
    club: Array,
    seats: Array,
    overall: Array,
    seeding: Array,
    record: Array,
    score: Array,
    ties: Array,
    fed: Array,
    figures: Array,
    awarded: Array,
    count: Array,
) -> None:
    """Give each award to its first eligible candidates; count them from `column` on."""
    nobody = club.shape[0]
    for a in range(award.shape[0]):
        places, given, passed = award[a, at.TAKERS], 0, 0
        for f in range(award[a, at.CANDIDATES_FROM], award[a, at.CANDIDATES_TO]):
            if given == places:
                break
            candidates = feed_out(
                f, stage, feed, lists, club, seats, overall, seeding, record, score, ties, fed, figures
            )
            for k in range(candidates):
                if given == places:
                    break
                one = fed[f, k]
                if may_take[a, one] == 0:
                    passed = 1
                    continue
                known = False
                for taker in range(given):
                    known |= awarded[a, 1 + taker] == one
                if not known:
                    given += 1
                    awarded[a, given] = one
                    count[one, column + a] += 1
        for taker in range(given, places):
            awarded[a, 1 + taker] = -1
        awarded[a, 0] = passed
        count[nobody, column + a] += places - given
        count[nobody + 1, column + a] += passed
