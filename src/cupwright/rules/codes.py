"""Numbers for the words of a format: compiled rules speak integers, reports speak words again.

A code is the index of a word in its tuple; the words are those of :mod:`cupwright.football.competitions`.
"""

from __future__ import annotations

from typing import Final

__all__ = [
    "ADVANCED",
    "AGGREGATE",
    "AWAY_GOALS",
    "AWAY_GOALS_FOR",
    "BETTER_RANKED",
    "BETTER_SEEDED",
    "BY_CAMPAIGN",
    "BY_GROUP",
    "BY_RANKING",
    "BY_SEEDING",
    "BY_TIE",
    "BY_TIE_ORDER",
    "CRITERIA",
    "DECIDED_BY",
    "EXTRA_TIME",
    "GOALS_FOR",
    "GOAL_DIFFERENCE",
    "GUEST_HOSTS_FIRST",
    "H2H_GOALS_FOR",
    "H2H_GOAL_DIFFERENCE",
    "H2H_POINTS",
    "HOSTED_BY",
    "LOTS",
    "MEET",
    "MEET_ASSOCIATION",
    "MEET_GUESTS",
    "NEUTRAL_GROUND",
    "ORDERED_BY",
    "PAIRED_BY",
    "PENALTIES",
    "POINTS",
    "POT_1",
    "RANKING",
    "SEEDED",
    "WALKOVER",
    "WINS",
]

CRITERIA: Final = (
    "points",
    "goal-difference",
    "goals-for",
    "away-goals",
    "wins",
    "head-to-head-points",
    "head-to-head-goal-difference",
    "head-to-head-goals-for",
    "fewest-red-cards",
    "fewest-yellow-cards",
    "ranking",
    "lots",
)
POINTS, GOAL_DIFFERENCE, GOALS_FOR, AWAY_GOALS_FOR, WINS = 0, 1, 2, 3, 4
H2H_POINTS, H2H_GOAL_DIFFERENCE, H2H_GOALS_FOR = 5, 6, 7
RANKING, LOTS = 10, 11

DECIDED_BY: Final = ("aggregate", "away-goals", "extra-time", "penalties", "better-seeded", "walkover", "advanced")
AGGREGATE, AWAY_GOALS, EXTRA_TIME, PENALTIES, SEEDED, WALKOVER, ADVANCED = 0, 1, 2, 3, 4, 5, 6

HOSTED_BY: Final = ("better-seeded", "better-ranked", "pot-1", "second-drawn", "guest-hosts-first", "neutral")
BETTER_SEEDED, BETTER_RANKED, POT_1, SECOND_DRAWN, GUEST_HOSTS_FIRST, NEUTRAL_GROUND = 0, 1, 2, 3, 4, 5

PAIRED_BY: Final = ("draw", "seeds", "bracket", "must-meet-association", "must-meet-guests", "recorded-draw")

MEET: Final = ("", "association", "guests")
MEET_ASSOCIATION, MEET_GUESTS = 1, 2

ORDERED_BY: Final = ("tie-order", "ranking", "group-record", "tie-record", "campaign-record", "seeding")
BY_TIE_ORDER, BY_RANKING, BY_GROUP, BY_TIE, BY_CAMPAIGN, BY_SEEDING = 0, 1, 2, 3, 4, 5
