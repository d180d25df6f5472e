"""Whom the clubs meet, against a count match by match."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from cupwright.study.opponents import MOST_RIVALS, opponent_rows
from cupwright.study.side import Side
from tests.study.test_metrics import CLUBS, WORLDS, Atlas, edition, strengths, tally


def sides() -> tuple[Side, Side]:
    """As it is, north receives south ten times a block; as proposed, every club meets every other, at random."""
    base = Side(edition(), tally([5, 0, 5]), strengths(), CLUBS, Atlas())
    meetings = np.random.default_rng(1).integers(1, 9, base.tally.meetings.shape).astype(np.int32)
    meetings[:, range(3), range(3)] = 0
    return base, replace(base, tally=replace(base.tally, meetings=meetings))


def slowly(side: Side, club: str) -> float:
    """The mean over the draws of the mean over the opponents of all matches of the draw."""
    me, means = side.clubs.index(club), []
    for draw in range(len(WORLDS) // 2):
        faced = []
        for block in (2 * draw, 2 * draw + 1):
            for host in range(3):
                for guest in range(3):
                    other = guest if host == me else host if guest == me else None
                    if other is not None:
                        faced += [side.strength[draw, other]] * int(side.tally.meetings[block, host, guest])
        means.append(sum(faced) / len(faced))
    return float(np.mean(means))


def test_the_strength_of_opponents_is_that_of_a_count_match_by_match() -> None:
    base, proposal = sides()
    rows = {row["club"]: row for row in opponent_rows(base, proposal)}
    assert set(rows) == set(CLUBS)
    for club in CLUBS:
        assert rows[club]["proposal"]["mean"] == pytest.approx(slowly(proposal, club))
    for club in ("north", "south"):
        assert rows[club]["base"]["mean"] == pytest.approx(slowly(base, club))
        change = rows[club]["proposal"]["mean"] - rows[club]["base"]["mean"]
        assert rows[club]["change"]["mean"] == pytest.approx(change)
    assert rows["south"]["base"]["low"] < rows["south"]["base"]["mean"] < rows["south"]["base"]["high"]
    assert rows["east"]["base"] is rows["east"]["change"] is None, "its only match is on neutral ground"


def test_matches_against_the_strongest_are_counted_home_and_away() -> None:
    base, proposal = sides()
    rows = {row["club"]: row for row in opponent_rows(base, proposal)}
    rivals = {row["club"]: row for row in rows["south"]["rivals"]}
    assert list(rivals) == ["north", "south", "east"] and len(rivals) <= MOST_RIVALS
    assert rivals["north"]["base"] == 1.0 and rivals["east"]["base"] == 0.0 == rivals["south"]["proposal"]
    met = proposal.tally.meetings
    assert rivals["east"]["proposal"] == pytest.approx((met[:, 1, 2] + met[:, 2, 1]).sum() / WORLDS.sum())


def test_a_club_that_is_in_one_field_only_has_one_side() -> None:
    base, proposal = sides()
    two = CLUBS[:2]
    cut = replace(
        base.tally, clubs=two, reached=base.tally.reached[:, :2], meetings=base.tally.meetings[:, :2, :2],
        neutral=base.tally.neutral[:, :2], wins=base.tally.wins[:, :2], home_matches=base.tally.home_matches[:, :2],
    )  # fmt: skip
    rows = {row["club"]: row for row in opponent_rows(replace(base, tally=cut, edition=edition(two)), proposal)}
    assert rows["east"]["base"] is None and rows["east"]["change"] is None and rows["east"]["proposal"] is not None
    rival = next(one for one in rows["north"]["rivals"] if one["club"] == "east")
    assert rival["base"] is None and rival["proposal"] > 0
