"""The metrics, on tallies made by hand in which every number can be checked on paper."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from cupwright.engine.tally import Tally
from cupwright.football.access import Slot
from cupwright.football.competitions import Edition, Feed, Format, Pairing, Prize, TieStage, Venue
from cupwright.football.strengths import Strengths
from cupwright.study.doubt import Spread, mean_of
from cupwright.study.geography import great_circle_km
from cupwright.study.metrics import metric_rows, metrics
from cupwright.study.metrics.registry import register
from cupwright.study.side import Side

GROUNDS = {"north": (0.0, 0.0), "south": (0.0, 90.0), "east": (90.0, 0.0)}
HEIGHTS = {"north": 2500.0, "south": 3600.0, "east": 10.0}
CLUBS = tuple(GROUNDS)
DRAWS = 6
WORLDS = np.full(2 * DRAWS, 10)


class Atlas:
    def ground(self, club: str) -> tuple[float, float] | None:
        return GROUNDS.get(club)

    def altitude(self, club: str) -> float | None:
        return HEIGHTS.get(club)

    def clock(self, club: str, day: dt.date) -> float | None:
        return {"north": -3.0, "south": -5.5, "east": -4.0}.get(club)

    def population(self, association: str) -> int | None:
        return {"AAA": 1_000, "BBB": 3_000}.get(association)


def stage(name: str, places: int, feed: Feed, neutral: bool = False) -> TieStage:
    return TieStage(name, name, (feed,), places, Pairing("seeds"), 1, neutral, "better-seeded", ("aggregate",))


def edition(clubs: tuple[str, ...] = CLUBS) -> Edition:
    stages = (stage("semi", 2, Feed(slots=True)), stage("final", 2, Feed(stage="semi", take="winners"), neutral=True))
    prizes = (
        Prize("semi", "entrant", 100.0), Prize("semi", "win", 10.0), Prize("semi", "home-match", 1.0),
        Prize("final", "champion", 1000.0), Prize("final", "runner-up", 500.0),
    )  # fmt: skip
    slots = tuple(
        Slot(f"S{number}", "AAA" if club != "east" else "BBB", "semi", club) for number, club in enumerate(clubs)
    )
    rules = Format("f", "F", "c", "CONMEBOL", (2026, 2026), stages, (), prizes)
    venue = Venue("Ground", "City", "AAA", 0.0, 180.0)
    return Edition("e", "E", rules, 2026, dt.date(2026, 2, 3), slots, clubs, ("c", "2026"), venues=(("final", venue),))


def tally(titles: list[int]) -> Tally:
    """In every world north receives south; the winner meets east in the final. `titles` are of north, south, east."""
    blocks, n = len(WORLDS), len(CLUBS)
    reached = np.zeros((blocks, n, 3), np.int32)
    reached[:, :2, 0] = 10
    reached[:, 0, 1], reached[:, 2, 1] = 10, 10
    reached[:, :, 2] = titles
    meetings = np.zeros((blocks, n, n), np.int32)
    meetings[:, 0, 1] = 10
    neutral, wins, home = (np.zeros((blocks, n, 2), np.int32) for _ in range(3))
    neutral[:, [0, 2], 1] = 10
    wins[:, 0, 0] = 10
    home[:, 0, 0] = 10
    nothing = np.zeros((blocks, 0, n + 1), np.int32)
    return Tally("e", CLUBS, ("semi", "final"), (), {}, 1, 0, 10, WORLDS, reached, np.zeros((blocks, n, 0), np.int32),
                 nothing, np.zeros((blocks, 0), np.int32), meetings, neutral, wins, home)  # fmt: skip


def strengths() -> Strengths:
    attack = np.tile([0.3, 0.0, -0.3], (DRAWS, 1)) + np.linspace(-0.1, 0.1, DRAWS)[:, None] * [1, 0, 0]
    still = np.zeros(DRAWS)
    return Strengths(CLUBS, attack, attack, 0 * attack, still, still, still, np.zeros((3, 3)), still)


@pytest.fixture
def side() -> Side:
    return Side(edition(), tally([5, 0, 5]), strengths(), CLUBS, Atlas())


def measured(side: Side, name: str) -> dict[str, Spread | None]:
    (metric,) = [metric for metric in metrics() if metric.name == name]
    return dict(metric.measure(side))


def mean(spread: Spread | None) -> float:
    assert spread is not None
    return mean_of(spread).mean


def test_prize_money_adds_up(side: Side) -> None:
    money = {club: mean(spread) for club, spread in measured(side, "prize-money").items()}
    assert money == {"north": 100 + 10 + 1 + 500 + 250, "south": 100, "east": 500 + 250}


def test_travel_is_there_and_back_and_counts_the_final(side: Side) -> None:
    km = {club: mean(spread) for club, spread in measured(side, "travel").items()}
    to_south, to_venue = great_circle_km(0, 0, 0, 90), great_circle_km(0, 0, 0, 180)
    assert km["south"] == pytest.approx(2 * to_south)
    assert km["north"] == pytest.approx(2 * to_venue)
    assert km["east"] == pytest.approx(2 * great_circle_km(90, 0, 0, 180))


def test_travel_of_a_club_without_coordinates_is_unknown(side: Side, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(GROUNDS, "north")
    found = measured(side, "travel")
    assert found["north"] is None
    assert found["south"] is None  # it goes to north
    assert found["east"] is not None
    rows = {row.get("club"): row for row in metric_rows(side, side) if row["metric"] == "travel"}
    assert rows["north"]["base"] == rows["north"]["change"] == "unknown"


def test_travel_to_an_unknown_venue_is_unknown(side: Side) -> None:
    nowhere = replace(side, edition=replace(side.edition, venues=()))
    assert measured(nowhere, "travel")["east"] is None
    assert measured(nowhere, "travel")["south"] is not None


def test_altitude_counts_matches_at_the_high_grounds_of_others(side: Side) -> None:
    """North, at 2,500 m, receives south; neither plays away at the other's, and the final is on neutral ground."""
    high = {club: mean(spread) for club, spread in measured(side, "altitude").items()}
    assert high == {"north": 0, "south": 1, "east": 0}


def test_altitude_not_known_is_not_guessed(side: Side, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(HEIGHTS, "north")
    found = measured(side, "altitude")
    assert found["south"] is None
    assert found["north"] is not None


def test_population_is_weighted_by_matches(side: Side) -> None:
    # north plays 2 matches, south 1, east 1
    assert mean(measured(side, "reach-population")[""]) == pytest.approx((3 * 1000 + 3000) / 4)


def test_time_zones(side: Side) -> None:
    assert mean(measured(side, "reach-time-zones")[""]) == 2.5


def test_balance_of_known_odds(side: Side) -> None:
    assert mean(measured(side, "balance")[""]) == pytest.approx(np.log(2) / np.log(3))
    alone = replace(side, tally=tally([10, 0, 0]))
    assert mean(measured(alone, "balance")[""]) == 0.0
    fair = replace(side, tally=tally([4, 3, 3]))
    assert 0.99 < mean(measured(fair, "balance")[""]) < 1.0


def test_quality_is_measured_against_the_base_field(side: Side) -> None:
    quality, best = measured(side, "quality-mean")[""], measured(side, "quality-best")[""]
    assert quality is not None and best is not None
    # without groups the first stage is described: north and south, around the mean of all three
    assert quality.means == pytest.approx(np.linspace(-0.1, 0.1, DRAWS) * (1 / 2 - 1 / 3) + 0.15)
    assert best.means == pytest.approx(0.3 + np.linspace(-0.1, 0.1, DRAWS) * 2 / 3)


def test_a_field_against_itself_changes_nothing(side: Side) -> None:
    rows = metric_rows(side, side)
    assert len(rows) >= 3 + 2 + 2 * len(CLUBS)
    for row in rows:
        if row["metric"] in ("stakeless-matches", "decisive-matches"):
            assert row["base"] == row["change"] == "unknown"  # there are no groups
            continue
        assert row["change"]["mean"] == row["change"]["low"] == row["change"]["high"] == 0


def test_a_club_in_one_field_only_counts_from_nothing(side: Side) -> None:
    fewer = replace(tally([5, 0, 5]), clubs=("north", "south", "new"))
    other = Side(edition(("north", "south", "new")), fewer, replace(strengths(), clubs=("north", "south", "new")),
                 ("north", "south"), Atlas())  # fmt: skip
    rows = {(row["metric"], row.get("club")): row for row in metric_rows(side, other)}
    gone, new = rows["prize-money", "east"], rows["prize-money", "new"]
    assert gone["proposal"] is None and gone["change"]["mean"] == -gone["base"]["mean"] == -750
    assert new["base"] is None and new["change"]["mean"] == new["proposal"]["mean"] == 750
    assert rows["travel", "new"]["proposal"] == "unknown"


def test_names_of_metrics_are_unique() -> None:
    taken = metrics()[0].name
    with pytest.raises(ValueError, match="two metrics"):
        register(taken, "again", "")(lambda side: {})
