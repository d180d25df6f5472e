"""Where the parts of a compiled plan stand: column numbers of its integer tables.

The kernels read these tables; :mod:`cupwright.engine.encode` writes them. One row of `STAGE` is a stage, one row of
`FEED` a feed, one row of `AWARD` an award. Lists of varying length stand end to end in one array, and a row
holds their first index and length.
"""

from __future__ import annotations

from typing import Final

# Kinds of stage and methods of pairing.
TIES: Final = 0
GROUPS: Final = 1
LEAGUE: Final = 2
BY_DRAW: Final = 0
BY_SEEDS: Final = 1
BY_BRACKET: Final = 2
BY_ENTRY: Final = 3
AS_LISTED: Final = 4  # a league: nobody is drawn or paired

# Columns of the stage table.
KIND: Final = 0
PLACES: Final = 1
SEEDS_OF: Final = 2  # stage whose seeding numbers the clubs keep; its own number if none
UNITS: Final = 3  # ties, groups or tables
SIZE: Final = 4  # clubs in a unit; in the largest table of a league
LEGS: Final = 5  # legs of a tie; in a group or league the most meetings of a pair at one ground
NEUTRAL: Final = 6
HOST: Final = 7
GUEST_FIRST: Final = 8
METHOD: Final = 9
BRACKET_OF: Final = 10
FIXED_FIRST: Final = 11
TWO_POT: Final = 12
ENTRANTS: Final = 13  # offset of its places in the world's `seats`
TIE: Final = 14  # offset of its ties in the world's `ties`
MATCH: Final = 15  # offset of its matches in the world's `goals`
SCHEDULE: Final = 16
MATCHES: Final = 17  # matches of one unit; of a league in all
PAIRS: Final = 18
FEED_FROM: Final = 19
FEED_TO: Final = 20
APART_FROM: Final = 21
APART_TO: Final = 22
POTS: Final = 23  # sizes, then the order in which they are emptied (from 0)
POT_COUNT: Final = 24
CHAIN: Final = 25
CHAIN_LENGTH: Final = 26
CRITERIA_AT: Final = 27
CRITERIA_COUNT: Final = 28
WIN: Final = 29
DRAWN: Final = 30
LOSS: Final = 31
MEET_1: Final = 32
MEET_2: Final = 33
PLACE_COLUMN: Final = 34
CAMPAIGN: Final = 35  # whether its matches count in a campaign record
TABLES: Final = 36  # in the lists: where each group or table begins, where the last ends, the clubs of a league
PROCEDURE: Final = 37
PLAIN: Final = 38  # whether its tables can be ranked by the short way
STAGE_COLUMNS: Final = 39
MOST_UNITS: Final = 64

# Columns of the feed table.
SOURCE: Final = 0
TAKE: Final = 1  # WINNERS, LOSERS, PLACED_AT or PLACED_BELOW
KEEP: Final = 2  # 0 all, k the best k, -k the worst k
BY_COUNT: Final = 3
BY: Final = 4
BY_MOST: Final = 6
GROUP_RECORD_OF: Final = 10
OVERALL_OF: Final = 11  # the league whose overall places order clubs
FROM_PLACE: Final = 12  # places from 1; below the first of them with PLACED_BELOW
TO_PLACE: Final = 13
OF: Final = 14  # the one table taken from, or -1
PRODUCED: Final = 15  # clubs before the best or worst are kept
FEED_COLUMNS: Final = 16
WINNERS: Final = 0
LOSERS: Final = 1
PLACED_AT: Final = 2
PLACED_BELOW: Final = 3

# Columns of the award table.
CANDIDATES_FROM: Final = 0
CANDIDATES_TO: Final = 1
TAKERS: Final = 2
AWARD_COLUMNS: Final = 3

# Columns of the world's `ties`. Leg 1 is hosted by FIRST, leg 2 by SECOND (a single match by SECOND); of three matches
# FIRST hosts the first and the last.
FIRST: Final = 0
SECOND: Final = 1
WINNER: Final = 2
LOSER: Final = 3
DECIDED: Final = 4
HOSTED: Final = 5
PAIRED: Final = 6
EXTRA_FIRST: Final = 7  # goals of the last leg after extra time, -1 if there was none
EXTRA_SECOND: Final = 8
PENALTIES_FIRST: Final = 9  # the shoot-out, -1 if there was none
PENALTIES_SECOND: Final = 10
WON: Final = 11  # of each match of a best of three: 1 if FIRST won it, -1 if SECOND did, 0 if there was none
TIE_COLUMNS: Final = 14
SERIES: Final = 3  # the most matches of a tie that two wins settle
WINS_NEEDED: Final = 2

# Columns of a club's record over a stage.
R_POINTS: Final = 0
R_DIFFERENCE: Final = 1
R_FOR: Final = 2
R_AWAY: Final = 3
R_WINS: Final = 4
RECORD_COLUMNS: Final = 5

# Columns of a place in the world's `seats`.
ENTRANT: Final = 0  # club by seeding position
MEMBER: Final = 1  # club by position in group or tie
PLACED: Final = 2  # club by place in the group
SPLIT: Final = 3  # criterion that put it above the next, -1 for none

# Columns of a place in the world's `overall`.
OVERALL_CLUB: Final = 0  # club by place in the overall table
OVERALL_SPLIT: Final = 1  # criterion that put it above the next, -1 for none
OWN_PLACE: Final = 2  # its place in its own table, from 1
OWN_TABLE: Final = 3
OVERALL_COLUMNS: Final = 4

# Goals of a match in the book and in the world: not known, or called off for good.
UNKNOWN: Final = -1
NOT_PLAYED: Final = -2

# What the book says of a stage.
KNOWS_SCORES: Final = 0
KNOWS_ADVANCES: Final = 1
KNOWS_DRAW: Final = 2
KNOWS_LOTS: Final = 3
KNOWS_POINTS: Final = 4
KNOWS_COLUMNS: Final = 5

# Layers of the book's scores behind those of the legs.
LATE_EXTRA: Final = -3  # goals after extra time
LATE_PENALTIES: Final = -2
LATE_ADVANCE: Final = -1  # club that went on, and how
BOOK_LAYERS: Final = 3
LATE_SERIES: Final = -6  # shoot-outs of the matches of a best of three; only where there is one
SERIES_LAYERS: Final = 3

# Columns of the clubs' table.
RANK: Final = 0
GUEST: Final = 1
ASSOCIATION: Final = 2
CLUB_COLUMNS: Final = 3

# Members of a recorded draw: a club; -2 - tie for its winner; DRAWN_ENTRANT - k for entrant k of the stage itself.
DRAWN_ENTRANT: Final = -1_000_000

# Rows of the working numbers, and of the working keys.
BALLS: Final = 0
POT_OF: Final = 1
CHOICE: Final = 2
CAPACITY: Final = 3
PAIR_A: Final = 4
PAIR_B: Final = 5
MARK_A: Final = 6
MARK_B: Final = 7
BOUND: Final = 8
PAIRED_AS: Final = 9
RANKS: Final = 10
LOT: Final = 11
ORDER: Final = 12
DECIDED_AT: Final = 13
VALUE: Final = 14
SCOPE: Final = 15
OWNER: Final = 16
CAME_FROM: Final = 17
QUEUE: Final = 18
PER: Final = 19
STEP: Final = 20
POSITIONS: Final = 21
WORK_ROWS: Final = 22
BALL_KEYS: Final = 0
EDGES: Final = 1
REST: Final = 2
LEG_LUCK: Final = 3
KEY_ROWS: Final = 4

# Streams of luck below a stage or a match.
LUCK_CORRECTION: Final = 1
LUCK_EXTRA_TIME: Final = 2
LUCK_PENALTIES: Final = 3
LUCK_LOTS: Final = 4
LUCK_BALLS: Final = 5
LUCK_OPPONENTS: Final = 6
LUCK_MATCHES: Final = 8  # plus the leg, from 0
