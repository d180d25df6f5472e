"""Numbers for the words of a format: compiled rules speak integers, reports speak words again.

A code is the index of a word in its tuple; the words are those of :mod:`cupwright.football.competitions`.
"""

from __future__ import annotations

from typing import Final

__all__ = [
    "ADVANCED",
    "AGAINST_AWAY",
    "AGGREGATE",
    "AWAY_DIFFERENCE",
    "AWAY_GOALS",
    "AWAY_GOALS_FOR",
    "BETTER_RANKED",
    "BETTER_SEEDED",
    "BY_CAMPAIGN",
    "BY_GROUP",
    "BY_OVERALL",
    "BY_RANKING",
    "BY_SEEDING",
    "BY_TIE",
    "BY_TIE_ORDER",
    "CRITERIA",
    "DECIDED_BY",
    "DIFFERENCE_PER_MATCH",
    "EXTRA_TIME",
    "GOALS_FOR",
    "GOALS_FOR_PER_MATCH",
    "GOAL_DIFFERENCE",
    "GUEST_HOSTS_FIRST",
    "H2H_AWAY_GOALS",
    "H2H_GOALS_FOR",
    "H2H_GOAL_DIFFERENCE",
    "H2H_POINTS",
    "HOME_DIFFERENCE",
    "HOME_GOALS_FOR",
    "HOSTED_BY",
    "HOST_RULES",
    "LOTS",
    "MEET",
    "MEET_ASSOCIATION",
    "MEET_GUESTS",
    "NEUTRAL_GROUND",
    "ONCE",
    "ORDERED_BY",
    "PAIRED_BY",
    "PENALTIES",
    "PLAIN_CRITERIA",
    "PLAYED",
    "POINTS",
    "POINTS_PER_MATCH",
    "POT_1",
    "PROCEDURES",
    "RANKING",
    "REAPPLY",
    "RESTART",
    "SECOND_NAMED",
    "SEEDED",
    "SERIES",
    "SETTLED_BY",
    "TABLE_COLUMNS",
    "WALKOVER",
    "WINS",
    "WINS_PER_MATCH",
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
    "head-to-head-away-goals",
    "away-goal-difference",
    "home-goal-difference",
    "home-goals-for",
    "points-per-match",
    "wins-per-match",
    "goal-difference-per-match",
    "goals-for-per-match",
    "fewest-disciplinary-points",
)
POINTS, GOAL_DIFFERENCE, GOALS_FOR, AWAY_GOALS_FOR, WINS = 0, 1, 2, 3, 4
H2H_POINTS, H2H_GOAL_DIFFERENCE, H2H_GOALS_FOR = 5, 6, 7
RANKING, LOTS = 10, 11
H2H_AWAY_GOALS, AWAY_DIFFERENCE, HOME_DIFFERENCE, HOME_GOALS_FOR = 12, 13, 14, 15
POINTS_PER_MATCH, WINS_PER_MATCH, DIFFERENCE_PER_MATCH, GOALS_FOR_PER_MATCH = 16, 17, 18, 19
PLAIN_CRITERIA: Final = CRITERIA[: LOTS + 1]

# Columns of a table: those of the criteria from points to wins, then matches and goals conceded away.
PLAYED, AGAINST_AWAY, TABLE_COLUMNS = 5, 6, 7

PROCEDURES: Final = ("once", "reapply", "restart")
ONCE, REAPPLY, RESTART = 0, 1, 2

DECIDED_BY: Final = (
    "aggregate",
    "away-goals",
    "extra-time",
    "penalties",
    "better-seeded",
    "walkover",
    "advanced",
    "series",
)
AGGREGATE, AWAY_GOALS, EXTRA_TIME, PENALTIES, SEEDED, WALKOVER, ADVANCED, SERIES = 0, 1, 2, 3, 4, 5, 6, 7
SETTLED_BY: Final = DECIDED_BY[: SEEDED + 1]

HOSTED_BY: Final = (
    "better-seeded",
    "better-ranked",
    "pot-1",
    "second-drawn",
    "guest-hosts-first",
    "neutral",
    "second-named",
)
BETTER_SEEDED, BETTER_RANKED, POT_1, SECOND_DRAWN, GUEST_HOSTS_FIRST, NEUTRAL_GROUND, SECOND_NAMED = 0, 1, 2, 3, 4, 5, 6
HOST_RULES: Final = ("better-seeded", "better-ranked", "pot-1", "second-drawn", "second-named")

PAIRED_BY: Final = ("draw", "seeds", "bracket", "must-meet-association", "must-meet-guests", "recorded-draw", "entry")

MEET: Final = ("", "association", "guests")
MEET_ASSOCIATION, MEET_GUESTS = 1, 2

ORDERED_BY: Final = (
    "tie-order",
    "ranking",
    "group-record",
    "tie-record",
    "campaign-record",
    "seeding",
    "overall-place",
)
BY_TIE_ORDER, BY_RANKING, BY_GROUP, BY_TIE, BY_CAMPAIGN, BY_SEEDING, BY_OVERALL = 0, 1, 2, 3, 4, 5, 6
